import { readPrompts, type PromptCase } from './promptCases';

const cases: Readonly<Record<string, PromptCase>> = {
  'a helper that is handed over': {
    code: `async def films(helper, chat):
    prompt = f"Here is a list of films: {films}. Tell me which of them I should see."
    answer, tokens = await helper.ask(prompt, chat)`,
    found: [
      [
        'llm',
        null,
        null,
        'user: Here is a list of films: {films}. Tell me which of them I should see.',
      ],
    ],
  },
  'a function of another file that is given a chat': {
    code: `from tools import ask_llm
talk = [{"role": "system", "content": "You know all of the manual."}]
short = talk + [{"role": "user", "content": f"Make it short: {q}"}]
print(ask_llm(short).strip())`,
    found: [['llm', null, null, 'system: You know all of the manual.', 'user: Make it short: {q}']],
  },
  'what a chain of methods is asked': {
    language: 'typescript',
    code: `const prompt = \`Tell me what may go wrong at the node \${node}, and how likely it is.\`;
const r = await AgentBuilder.create('a').withTools(new Search()).ask(prompt);`,
    found: [
      [
        'llm',
        null,
        null,
        'user: Tell me what may go wrong at the node {node}, and how likely it is.',
      ],
    ],
  },
  'no question for a person, and no picture': {
    code: `prompt = "What is the name of the city in which you were born, and when? "
answer = console.ask(prompt)
other = Prompt.ask(prompt)
third = rl.question(prompt)
image = generator.generate_image(prompt)
sound = voice_client.generate(prompt)
rows = db.query(prompt)
pipe(prompt)
input(prompt)`,
    found: [],
  },
  'no text that is no prompt by its name': {
    code: `text = "Rows of the table of all the people who live in the city"
answer = helper.ask(text)
answer = service.complete(text)`,
    found: [],
  },
  'a module of DSPy whose signature stands elsewhere': {
    code: `import dspy
from sigs import Summary
class Sum(dspy.Module):
    def __init__(self):
        self.sum = Cache.wrap(dspy.ChainOfThought(Summary), tags=tags)
    def forward(self, text):
        return self.sum(text=text, length="short")`,
    found: [['dspy', null, null, 'user: {text}', 'user: short']],
  },
  'a signature of DSPy in words': {
    code: `import dspy
ask = dspy.Predict("question -> answer")
print(ask(question="What is the capital of France?"))`,
    found: [
      ['dspy', null, null, 'system: question -> answer', 'user: What is the capital of France?'],
    ],
  },
  'no function that is called with names, and no module that is not made of a signature': {
    code: `import dspy
run = make(Summary)
run(text=text)
other = Other(text=text)`,
    found: [],
  },
  'a planner of Semantic Kernel': {
    language: 'csharp',
    code: `using Microsoft.SemanticKernel.Planning;
class A { async Task B() {
  var planner = new FunctionCallingStepwisePlanner(config);
  var r = await planner.ExecuteAsync(_kernel, $"You plan the day of {name}.");
} }`,
    found: [['semantic-kernel', null, null, 'user: You plan the day of {name}.']],
  },
};

describe('helpers, modules and planners that are asked', () => readPrompts(cases));
