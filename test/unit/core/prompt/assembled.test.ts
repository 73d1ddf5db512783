import assert from 'node:assert/strict';
import { findPrompts, type PromptDocument } from '../../../../src/core/prompt/find';

/** What a prompt is found as: library, model and what it sends. */
type Told = readonly [library: string | null, model: string | null, ...messages: string[]];

const foundIn = (languageId: string, text: string): Told[] =>
  findPrompts({ text, languageId, fileName: 'x' }).map((p) => [
    p.call?.library ?? null,
    p.model,
    ...p.messages.map((m) => `${m.role}: ${m.text}`),
  ]);

interface Case {
  readonly language: string;
  readonly code: string;
  readonly found: readonly Told[];
}

const eino = 'import "github.com/cloudwego/eino/schema"\n';

/** Prompts whose texts, messages and models are put together over several statements. */
const cases: Readonly<Record<string, Case>> = {
  'a model that is the default of a parameter taken out of a record': {
    language: 'typescript',
    code: `const CHEAP = 'gpt-4o-mini';
async function grade({ client, answer, model = CHEAP }) {
  await client.chat.completions.create({ model, messages: [{ role: 'user', content: \`Grade: \${answer}\` }] });
}
async function rank(options) {
  const { list, model = 'gpt-4o' } = options;
  await client.chat.completions.create({ model, messages: [{ role: 'user', content: \`Rank: \${list}\` }] });
}`,
    found: [
      ['openai', 'gpt-4o-mini', 'user: Grade: {answer}'],
      ['openai', 'gpt-4o', 'user: Rank: {list}'],
    ],
  },
  'texts of a record that a function gives back': {
    language: 'javascript',
    code: `function texts(topic) { return { system: 'You are a patient teacher.', user: \`Explain \${topic}.\` }; }
const p = texts(topic);
client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'system', content: p.system }, { role: 'user', content: p.user }] });`,
    found: [['openai', 'gpt-4o', 'system: You are a patient teacher.', 'user: Explain {topic}.']],
  },
  'two texts that a function gives back together': {
    language: 'python',
    code: `def texts(topic):
    return "You are a patient teacher.", f"Explain {topic}."
system, user = texts("tides")
client.messages.create(model="claude-sonnet-4", system=system, messages=[{"role": "user", "content": user}])`,
    found: [
      [
        'anthropic',
        'claude-sonnet-4',
        'system: You are a patient teacher.',
        'user: Explain {topic}.',
      ],
    ],
  },
  "lines that Go's strings.Join and a strings.Builder put together": {
    language: 'go',
    code: `func rules() string {
	return strings.Join([]string{"You are a gardener.", "Answer in one line."}, " ")
}
func ask(plant string) string {
	var b strings.Builder
	b.WriteString("Tell me of ")
	b.WriteString(plant)
	fmt.Fprintf(&b, " in %s.\\n", season)
	return b.String()
}
func main() {
	req := openai.ChatCompletionRequest{Model: "gpt-4o", Messages: []openai.ChatCompletionMessage{
		{Role: openai.ChatMessageRoleSystem, Content: rules()},
		{Role: openai.ChatMessageRoleUser, Content: ask("rose")},
	}}
	client.CreateChatCompletion(ctx, req)
}`,
    found: [
      [
        'openai',
        'gpt-4o',
        'system: You are a gardener. Answer in one line.',
        'user: Tell me of rose in {season}.\n',
      ],
    ],
  },
  "a text that Java's StringBuilder holds": {
    language: 'java',
    code: `class A { void a() {
  StringBuilder sb = new StringBuilder("You are a poet. ");
  sb.append("Write a verse about ").append(topic).append(".");
  chatModel.generate(sb.toString());
} }`,
    found: [['llm', null, 'user: You are a poet. Write a verse about {topic}.']],
  },
  "a text that Kotlin's buildString makes, and a list with a declared type": {
    language: 'kotlin',
    code: `val messages: List<ChatMessage> = listOf(ChatMessage(role = ChatRole.System, content = "You are a kind guide."))
val request = ChatCompletionRequest(model = ModelId("gpt-4o-mini"), messages = messages)
val prompt = buildString {
  appendLine("You are a translator.")
  append("Translate: ").append(topic)
}
chatModel.generate(prompt)`,
    found: [
      [null, 'gpt-4o-mini', 'system: You are a kind guide.'],
      ['llm', null, 'user: You are a translator.\nTranslate: {topic}'],
    ],
  },
  'a chain of methods that is told what to say': {
    language: 'php',
    code: `<?php
$answer = Prism::text()->using(Provider::Anthropic, 'claude-sonnet-4')->withSystemPrompt('You are a guide.')->withPrompt('Explain the tides.')->asText();
$run = Threads::for($agent)->named('X')->withSystemMessage('You name files well.')->withMessage("Name this: {$file}")->run();`,
    found: [
      ['prism', 'claude-sonnet-4', 'system: You are a guide.', 'user: Explain the tides.'],
      [null, null, 'system: You name files well.', 'user: Name this: {file}'],
    ],
  },
  'agents that are literals of a type': {
    language: 'go',
    code: `${eino}tpl := prompt.FromMessages(schema.FString, schema.SystemMessage("You count words."), schema.UserMessage("Text: {text}"))
agent, err := adk.NewChatModelAgent(ctx, &adk.ChatModelAgentConfig{Name: "D", Instruction: "You are a guide of documents."})
runner := adk.NewRunner(ctx, adk.RunnerConfig{Agent: agent})
runner.Query(ctx, "Which file is the oldest?")`,
    found: [
      ['eino', null, 'system: You count words.', 'user: Text: {text}'],
      ['agents', null, 'system: You are a guide of documents.'],
      ['eino', null, 'system: You are a guide of documents.', 'user: Which file is the oldest?'],
    ],
  },
  'an agent of C# with its instruction, and no person who sells houses': {
    language: 'csharp',
    code: `var fix = new Agent { Name = "Fix", Instruction = "You repair broken files." };
var seller = new Agent { Name = "Bob", Role = "seller" };`,
    found: [['agents', null, 'system: You repair broken files.']],
  },
  'a configuration of an agent, and an agent that is called itself': {
    language: 'python',
    code: `player = lib.ChatAgent(lib.ChatAgentConfig(name="P", system_message="You play a game of bits."))
llm = ChatOpenAI(model_name="gpt-4o")
agent = initialize_agent(agent="chat", tools=tools, llm=llm)
agent("Can you book a table?")`,
    found: [
      ['agents', null, 'system: You play a game of bits.'],
      ['agents', 'gpt-4o', 'user: Can you book a table?'],
    ],
  },
  'a template over a class, and the model that Rust gives a client once': {
    language: 'java',
    code: '@StructuredPrompt("Write a recipe of {{dish}}")\nclass Recipe { String dish; }',
    found: [['langchain4j', null, 'user: Write a recipe of {{dish}}']],
  },
  'methods of Rust with a type beside them, and a client in a box': {
    language: 'rust',
    code: `let client = llms::OpenAI::builder().default_prompt_model("gpt-5-mini").build()?;
let a = client.structured_prompt::<Answer>("Name three rivers.".into()).await?;
let client: Box<dyn Asks> = Box::new(client);
let b = client.prompt("Name the longest river.".into()).await?;`,
    found: [
      ['llm', 'gpt-5-mini', 'user: Name three rivers.'],
      ['llm', 'gpt-5-mini', 'user: Name the longest river.'],
    ],
  },
  'nothing that an event tells or that a method is called with': {
    language: 'csharp',
    code: `// ChatClient
hook.AfterGenerated(message, new Stats { Prompt = prompt, Model = "gpt-4o" });
var chatMethod = typeof(Images).GetMethod("FromResponse");
var made = fromResponseMethod.Invoke(null, "A text of some words");`,
    found: [],
  },
  'nothing that a record of the work keeps': {
    language: 'python',
    code: 'tracing.record_step(system_prompt="You are a strict reviewer.", prompt=text, model="gpt-4o")',
    found: [],
  },
  'a chat that another file sends, once with all that it is made with': {
    language: 'typescript',
    code: `const RULES = [{ role: 'system', content: 'You are a strict reviewer.' }];
export const build = (diff: string) => [...RULES, { role: 'user', content: \`Review:\\n\${diff}\` }];
const shown = [{ role: 'assistant', content: 'Hi! How can I help you today?' }];`,
    found: [[null, null, 'system: You are a strict reviewer.', 'user: Review:\n{diff}']],
  },
  'what is given a system text and a prompt beside it, whatever it is called': {
    language: 'typescript',
    code: `import { run } from './own';
await run({ system: 'You are a strict reviewer.', prompt: \`Review \${diff}\` });
db.save({ system: 'You are a strict reviewer.', prompt: 'Review' });`,
    found: [[null, null, 'system: You are a strict reviewer.', 'user: Review {diff}']],
  },
  "a list that Java's add fills, behind a method that is given each question": {
    language: 'java',
    code: `class A {
  private String ask(String question) {
    List<ChatMessage> messages = new ArrayList<>();
    messages.add(new ChatMessage(ChatRole.SYSTEM).setContent("You make up people."));
    messages.add(new ChatMessage(ChatRole.USER).setContent(question));
    return client.getChatCompletions("gpt-4o", new ChatCompletionsOptions(messages)).text();
  }
  void all() { set(ask("Make up a first name")); }
}`,
    found: [
      ['openai', 'gpt-4o', 'system: You make up people.', 'user: {question}'],
      ['helper', 'gpt-4o', 'system: You make up people.', 'user: Make up a first name'],
    ],
  },
  "what Ruby's methods give back": {
    language: 'ruby',
    code: `class Summary
  RULES = "You are a careful editor."
  def call(text)
    client.chat(parameters: { model: model_name, messages: messages_for(text) })
  end

  private

  def client = @client ||= OpenAI::Client.new

  def model_name
    ENV.fetch("MODEL", "gpt-4o-mini")
  end

  def messages_for(text)
    [{ role: "system", content: RULES }, { role: "user", content: user_prompt(text) }]
  end

  def user_prompt(text)
    <<~PROMPT
      Sum this up in two lines:
      #{text}
    PROMPT
  end
end`,
    found: [
      [
        'openai',
        'gpt-4o-mini',
        'system: You are a careful editor.',
        'user: Sum this up in two lines:\n{text}',
      ],
    ],
  },
  'an agent of Kotlin with a function behind it, and a prompt that is written as one': {
    language: 'kotlin',
    code: `import ai.koog.agents.core.agent.AIAgent
val agent: AIAgent<String, String> = AIAgent(
  promptExecutor = executor,
  systemPrompt = "You are a helpful guide.",
  llmModel = model,
) {
  handleEvents { onToolCall { ctx -> println(ctx) } }
}
agent.run("How many apples are left?")
val config = AIAgentConfig(prompt = prompt("coder") { system("You write code.".trimIndent()) }, model = model)`,
    found: [
      ['agents', null, 'system: You are a helpful guide.'],
      ['agents', null, 'system: You are a helpful guide.', 'user: How many apples are left?'],
      ['agents', null, 'system: You write code.'],
    ],
  },
  'a template of examples between two texts': {
    language: 'ruby',
    code: `prompt = Langchain::Prompt::FewShotPromptTemplate.new(prefix: "Write antonyms.", suffix: "Input: {word}")`,
    found: [['langchain', null, 'user: Write antonyms.', 'user: Input: {word}']],
  },
  'a chain once, where it is called': {
    language: 'javascript',
    code: `const chain = new ConversationChain({
  llm: new ChatOpenAI({ modelName: 'gpt-4' }),
  prompt: ChatPromptTemplate.fromMessages([['system', 'You are a guide.'], ['human', '{input}']]),
});
await chain.call({ input: question });`,
    found: [['langchain', 'gpt-4', 'system: You are a guide.', 'user: {input}']],
  },
  'a class whose name says that it is an agent, and what starts a chat of several': {
    language: 'python',
    code: `from autogen import x
planner = PlanningAssistantAgent(name="P", instructions="You are an expert in plans.")
seller = EstateAgent(name="Bob", role="seller")
user.initiate_chat(manager, message="How much must I save each month?")`,
    found: [
      ['agents', null, 'system: You are an expert in plans.'],
      ['autogen', null, 'user: How much must I save each month?'],
    ],
  },
};

/** Documents that others import, each with a function that makes messages or a text of what it is given. */
const makers: Readonly<Record<string, string>> = {
  './chat':
    "export function chat(rules: string, question: string) {\n  const out = [];\n  out.push({ role: 'system', content: rules });\n  out.push({ role: 'user', content: `Question: ${question}` });\n  return out;\n}\nexport const framed = (text: string) => `Answer in verse: ${text}`;",
  chat: 'def chat(rules, question):\n    messages = [{"role": "system", "content": rules}]\n    messages.append({"role": "user", "content": f"Question: {question}"})\n    return messages\n\ndef framed(text):\n    return f"Answer in verse: {text}"',
};
const CHAT = ['system: You are a calm guide.', 'user: Question: {question}'];
const VERSE = ['user: Answer in verse: What is a tide?'];

describe('prompts that are put together over several statements', () => {
  for (const [languageId, head, messages, sent] of [
    [
      'typescript',
      "import { chat } from './chat';\nconst RULES = 'You are a calm guide.';",
      'chat(RULES, question)',
      CHAT,
    ],
    [
      'typescript',
      "import { framed } from './chat';",
      "[{ role: 'user', content: framed('What is a tide?') }]",
      VERSE,
    ],
    [
      'python',
      'from chat import chat\nRULES = "You are a calm guide."',
      'chat(RULES, question)',
      CHAT,
    ],
    [
      'python',
      'from chat import framed',
      '[{"role": "user", "content": framed("What is a tide?")}]',
      VERSE,
    ],
  ] as const)
    it(`are read with what a function one file away is given: ${languageId}, ${messages}`, () => {
      const [open, is, close] = languageId === 'python' ? ['', '=', ''] : ['{ ', ': ', ' }'];
      const text = `${head}\nclient.chat.completions.create(${open}model${is}"gpt-4o", messages${is}${messages}${close})`;
      const imports = (module: string): PromptDocument | null =>
        makers[module] === undefined ? null : { text: makers[module], languageId, fileName: 'x' };
      const [found] = findPrompts({ text, languageId, fileName: 'x', imports });
      assert.deepEqual(
        found?.messages.map((m) => `${m.role}: ${m.text}`),
        sent,
      );
      // What stands in another document has no place in this one.
      assert.ok(found.messages.every((m) => m.range === null));
    });

  for (const [name, { language, code, found }] of Object.entries(cases))
    it(`are found: ${name}`, () => {
      assert.deepEqual(foundIn(language, code), found);
    });
});
