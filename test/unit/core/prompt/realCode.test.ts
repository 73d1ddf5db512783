import assert from 'node:assert/strict';
import {
  findPrompts,
  stepsFor,
  whole,
  whyNone,
  type PromptDocument,
} from '../../../../src/core/prompt/find';
import { inEnglish } from '../../../../src/core/text/voice';
import type { FoundPrompt } from '../../../../src/core/prompt/model';

/** What a prompt is found as: library, model and what it sends. */
type Told = readonly [library: string | null, model: string | null, ...messages: string[]];

const told = (p: FoundPrompt): Told => [
  p.call?.library ?? null,
  p.model,
  ...p.messages.map((m) => `${m.role}: ${m.text}`),
];
const foundIn = (languageId: string, text: string, more: Partial<PromptDocument> = {}): Told[] =>
  findPrompts({ text, languageId, fileName: 'x', ...more }).map(told);

interface Case {
  readonly language: string;
  readonly code: string;
  readonly found: readonly Told[];
}

/** Shapes of real projects, each with what is sent there. */
const cases: Readonly<Record<string, Case>> = {
  'no method that is only declared': {
    language: 'csharp',
    code: `class Echo : IChatClient {
  public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions options = null) { return null; }
  public Task<string> Go(IChatClient client) => client.GetResponseAsync("Name a colour of the sky.");
}`,
    found: [['extensions-ai', null, 'user: Name a colour of the sky.']],
  },
  'no question of a console': {
    language: 'csharp',
    code: 'class A { ChatClient c; void B() { var x = AnsiConsole.Prompt(new TextPrompt<string>("Your name?")); } }',
    found: [],
  },
  'no search of a tool': {
    language: 'python',
    code: 'from langchain import x\nrag_tool = RagTool(llm=ChatGroq(model="llama3-8b-8192"))\nrag_tool.run("How is the price found?")',
    found: [],
  },
  'a model that was given tools': {
    language: 'python',
    code: 'llm = ChatOpenAI(model="gpt-4o")\nllm_with_tools = llm.bind_tools([search])\nllm_with_tools.invoke("How does it run?")',
    found: [['langchain', 'gpt-4o', 'user: How does it run?']],
  },
  'messages with or without what was said before': {
    language: 'python',
    code: `messages = [{"role": "system", "content": "You are a helpful guide."}, {"role": "user", "content": q}]
if history:
    messages = history + [{"role": "user", "content": q}]
client.chat.completions.create(model="gpt-4o", messages=messages)
requests.post(URL, json={"messages": messages, "tools": tools})`,
    found: [
      ['openai', 'gpt-4o', 'system: You are a helpful guide.', 'user: {q}'],
      [null, null, 'system: You are a helpful guide.', 'user: {q}'],
    ],
  },
  'no model in the address of a service': {
    language: 'csharp',
    code: 'var generator = new SampleChat(new Uri("http://example.test"), "my-model"); var r = await chatGenerator.GenerateAsync("What is AI to you?");',
    found: [['llm', null, 'user: What is AI to you?']],
  },
  'templates of Spring, filled in by a map': {
    language: 'java',
    code: `class A { String b(String q) {
  var template = new PromptTemplate("Name three players of a {thing}.");
  Map<String, Object> model = Map.of("thing", q);
  return chatModel.call(template.create(model)).getText(); } }`,
    found: [['langchain', null, 'user: Name three players of a {thing}.']],
  },
  'a question with a picture in Spring': {
    language: 'java',
    code: `class A { private final ChatClient chatClient;
  String b(String q) { return chatClient.prompt().user(u -> u.text(q).media(PNG, image)).call().content(); } }`,
    found: [['spring-ai', null, 'user: {q}']],
  },
  'an agent of Rig and what it is asked': {
    language: 'rust',
    code: `use rig::completion::Prompt;
async fn main() { let agent = openai::Client::from_env()?.agent(openai::GPT_4O).preamble("You add numbers.").max_tokens(99).build();
  println!("{}", agent.prompt("What is 2 + 2?").await?); }`,
    found: [
      ['rig', 'gpt-4o', 'system: You add numbers.'],
      ['llm', 'gpt-4o', 'system: You add numbers.', 'user: What is 2 + 2?'],
    ],
  },
  'a request of Rig': {
    language: 'rust',
    code: 'use rig::completion::Prompt;\nasync fn go(m: M) { let r = m.completion_request("Name a river.").preamble("Be short.".to_string()).send().await?; }',
    found: [['rig', null, 'system: Be short.', 'user: Name a river.']],
  },
  'two texts of a model that is given to a class': {
    language: 'python',
    code: `class Agent:
    def ask(self):
        system = self.system_text()
        user = self.user_text()
        return self._llm.complete(system, user)`,
    found: [['llamaindex', null, 'system: {system}', 'user: {user}']],
  },
  'a handler that is given both texts by name': {
    language: 'python',
    code: 'r = await self.ai_handler.chat_completion(model=model, system=system_prompt, user="Sum up: " + diff)',
    found: [['llm', null, 'system: {system_prompt}', 'user: Sum up: {diff}']],
  },
  'a stream of messages without a known text': {
    language: 'python',
    code: 'class Chat:\n    def go(self, s, u):\n        messages = [("system", s), ("human", u)]\n        for part in self._chat.stream(messages):\n            print(part)',
    found: [['langchain', null, 'system: {s}', 'user: {u}']],
  },
  'a request that is handed on whole': {
    language: 'typescript',
    code: 'const r = await openai.responses.create({ ...body, stream: false });\nawait twilio.messages.create({ ...sms });',
    found: [['openai', null, 'user: {body}']],
  },
  'what a helper is given that posts a body': {
    language: 'python',
    code: `def ask(prompt, model="claude-3-haiku-20240307"):
    data = {"model": model, "max_tokens": 9, "system": "You are terse.", "messages": [{"role": "user", "content": prompt}]}
    return requests.post("https://api.anthropic.com/v1/messages", json=data).json()
report = ask(f"Write a long report on {topic}.", model="claude-3-opus-20240229")`,
    found: [
      [null, 'claude-3-haiku-20240307', 'system: You are terse.', 'user: {prompt}'],
      [
        'helper',
        'claude-3-opus-20240229',
        'system: You are terse.',
        'user: Write a long report on {topic}.',
      ],
    ],
  },
  'a client of C# with its model, wrapped': {
    language: 'csharp',
    code: `class A { async Task B() {
  var modelId = "gpt-4o-mini";
  var inference = new ChatCompletionsClient(endpoint, credential).AsChatClient(modelId);
  var client = inference.AsBuilder().UseFunctionInvocation().UseDistributedCache(cache).Build();
  Console.WriteLine(await client.GetResponseAsync("Do I need an umbrella?", chatOptions));
} }`,
    found: [['extensions-ai', 'gpt-4o-mini', 'user: Do I need an umbrella?']],
  },
  'an agent with a model, whose text stands elsewhere': {
    language: 'python',
    code: 'agent = client.agents.create_agent(model="gpt-4o", name="a", instructions=messages[0]["content"])\nother = Agent(instructions=load())',
    found: [['agents', 'gpt-4o', 'system: {messages[0]["content"]}']],
  },
  'a date that is written by its form': {
    language: 'python',
    code: 'today = datetime.now()\nhead = f"Today is {today.strftime(\'%A, %B %d\')}."\nclient.responses.create(model="gpt-5", input=head + " What is on?")',
    found: [['openai', 'gpt-5', "user: Today is {today.strftime('%A, %B %d')}. What is on?"]],
  },
  'no request that a test expects': {
    language: 'typescript',
    code: "expect(generate).toHaveBeenCalledWith(expect.objectContaining({ contents: [{ role: 'user', parts: [{ text: 'A difference of files' }] }] }));",
    found: [],
  },
  'no number that a chain of functions is given': {
    language: 'python',
    code: 'from langchain import x\nchain = add_five | multiply_by_two\nchain.invoke(3)',
    found: [],
  },
  'an agent that is called with what is not known': {
    language: 'python',
    code: 'agent = Agent(model=BedrockModel(model_id="anthropic.claude-sonnet-4"), tools=[t])\nagent(args.prompt)',
    found: [['agents', 'anthropic.claude-sonnet-4', 'user: {args.prompt}']],
  },
  'no words on a form for an answer': {
    language: 'python',
    code: 'assistant = Agent(model=Ollama(id="llama3.1:8b"))\nquery = st.text_input("Enter the search query")\nassistant.run(query)',
    found: [['agents', 'llama3.1:8b', 'user: {query}']],
  },
  "a body for Google's address": {
    language: 'shellscript',
    code: `curl "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent" -d '{ "contents": [{ "parts": [{ "text": "Why is the sky blue?" }] }] }'`,
    found: [[null, 'gemini-2.5-flash', 'user: Why is the sky blue?']],
  },
};

const notebook = (...cells: readonly string[]): string =>
  JSON.stringify({ cells: cells.map((c) => ({ cell_type: 'code', source: c.split(/(?<=\n)/) })) });

describe('the prompts of real projects', () => {
  for (const [what, { language, code, found }] of Object.entries(cases))
    it(`are found: ${what}`, () => assert.deepEqual(foundIn(language, code), found));

  for (const [what, language, code, text, choices] of [
    [
      'if and else',
      'python',
      'if x:\n    p = "The longer one"\nelse:\n    p = "Short"',
      'The longer one',
      1,
    ],
    [
      'elif',
      'python',
      'if x:\n    p = "A"\nelif y:\n    p = "The longest"\nelse:\n    p = "BB"',
      'The longest',
      1,
    ],
    [
      'a value before the if',
      'python',
      'p = "As a rule this one"\nif x:\n    p = "Seldom"',
      'As a rule this one',
      1,
    ],
    [
      'else if of JavaScript',
      'typescript',
      'let p = "";\nif (x) { p = "The longest" } else if (y) { p = "B" } else p = "C";',
      'The longest',
      1,
    ],
    [
      'what is added on a way',
      'python',
      'p = "One"\nif x:\n    p += " and two"',
      'One and two',
      undefined,
    ],
    [
      'returns of a function',
      'python',
      'def t(x):\n    if x:\n        return "A longer sentence."\n    return "A short one."\np = t(1)',
      'A longer sentence.',
      1,
    ],
    [
      'the way that is being gone',
      'python',
      'if x:\n    p = "Here"\n    client.responses.create(model="gpt-5", input=p)\nelse:\n    p = "Not here, though longer"',
      'Here',
      undefined,
    ],
  ] as const)
    it(`say where a condition chooses: ${what}`, () => {
      const send =
        language === 'python' ? '(model="gpt-5", input=p)' : '({ model: "gpt-5", input: p })';
      const sends = code.includes('responses') ? code : `${code}\nclient.responses.create${send}`;
      const [prompt] = findPrompts({ text: sends, languageId: language, fileName: 'x' });
      assert.equal(prompt?.messages[0]?.text, text);
      const note = prompt.notes?.find((n) => n.code === 'longer-branch');
      assert.equal(note?.count, choices);
    });

  it('are found in the cells of a notebook that a shell runs', () => {
    const text = notebook(
      'x = 1\n',
      `%%bash\ncurl https://x.test -d '{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi you"}]}'\n`,
      'ollama.chat(model="qwen3", messages=[{"role": "user", "content": "And you?"}])',
    );
    assert.deepEqual(foundIn('', text, { fileName: 'a.ipynb' }), [
      [null, 'gpt-4o', 'user: Hi you'],
      ['ollama', 'qwen3', 'user: And you?'],
    ]);
  });

  it('are found behind the configuration of a crew in a file of its own', () => {
    const yaml =
      'writer:\n  role: Writer\n  goal: Write about {topic}\n  backstory: You write well.\n';
    const code =
      'class Crew:\n    agents_config = "config/agents.yaml"\n    def writer(self):\n        return Agent(config=self.agents_config["writer"], llm="gpt-4o")';
    const imports = (module: string): PromptDocument | null =>
      module === './config/agents.yaml'
        ? { text: yaml, languageId: 'yaml', fileName: 'agents.yaml' }
        : null;
    assert.deepEqual(foundIn('python', code, { imports }), [
      [
        'crewai',
        'gpt-4o',
        'system: Writer',
        'system: Write about {topic}',
        'system: You write well.',
      ],
    ]);
  });

  it("are found in the code of a project's own text, which is none as a whole", () => {
    const text =
      'Hello\n\n```python\nclient.responses.create(model="gpt-5", input="From a block")\n```\n';
    const readme = { text, languageId: 'markdown', fileName: 'README.md' };
    assert.deepEqual(findPrompts(readme).map(told), [['openai', 'gpt-5', 'user: From a block']]);
    const [range] = findPrompts(readme).map((p) => p.messages[0]!.range!);
    assert.equal(text.slice(range!.start, range!.end), '"From a block"');
    const plain = { ...readme, text: '# A project\nIt does things.\n' };
    assert.deepEqual(findPrompts(plain), []);
    assert.equal(whole(plain, 'document', 'text'), null);
    assert.match(inEnglish(whyNone(plain)), /tells people of a project.*select the text/);
    assert.equal(findPrompts({ ...plain, fileName: 'review.md' }).length, 1);
  });

  it('are no whole file of code in a language that nothing reads', () => {
    const code = { text: 'fn main() {\n\tprint("Good day")\n}\n', languageId: '' };
    for (const [fileName, name] of [
      ['harbour.zig', 'Zig'],
      ['harbour.v', 'V'],
      ['Makefile', 'Makefile'],
    ] as const) {
      const document = { ...code, fileName };
      assert.deepEqual(findPrompts(document), []);
      assert.equal(whole(document, 'document', 'text'), null);
      assert.equal(
        inEnglish(whyNone(document)),
        `Calls in ${name} are not read; select the text to use it`,
      );
    }
    assert.deepEqual(findPrompts({ ...code, languageId: 'lua', fileName: 'Untitled-1' }), []);
    for (const fileName of ['rules.txt', 'rules', 'rules.v2', 'rules.prompt'])
      assert.equal(findPrompts({ ...code, fileName }).length, 1, fileName);
  });

  const files: Readonly<Record<string, string>> = {
    './a': "export * from './b';\nexport { LONG as OWN } from './b';",
    './b':
      "import { SHORT } from './c';\nexport const LONG = `${SHORT} and long`;\nexport default 'By default';",
    './c': "export const SHORT = 'Short';",
    '.texts': 'from .base import *\nLONG = BASE + " and long"',
    '.base': 'BASE = "Short"',
    texts: 'from .texts import LONG\nOTHER = "Another"',
    './texts': 'export const OTHER = "Another";',
  };
  const imports = (module: string): PromptDocument | null => {
    const text = files[module];
    const languageId = module.startsWith('./') ? 'typescript' : 'python';
    return text === undefined ? null : { text, languageId, fileName: 'x', imports };
  };
  for (const [language, head, name, text] of [
    ['typescript', "import { LONG } from './a';", 'LONG', 'Short and long'],
    ['typescript', "import { OWN as own } from './a';", 'own', 'Short and long'],
    ['typescript', "import text from './b';", 'text', 'By default'],
    ['typescript', "import * as texts from './texts';", 'texts.OTHER', 'Another'],
    ['python', 'from texts import LONG', 'LONG', 'Short and long'],
    ['python', 'import texts as t', 't.OTHER', 'Another'],
    ['python', 'from . import texts', 'texts.LONG', 'Short and long'],
    ['python', 'from texts import *', 'OTHER', 'Another'],
  ] as const)
    it(`are found some files away: ${head}`, () => {
      const open = language === 'python' ? '' : '{ ';
      const close = language === 'python' ? '' : ' }';
      const is = language === 'python' ? '=' : ': ';
      const code = `${head}\nclient.responses.create(${open}model${is}"gpt-5", input${is}${name}${close})`;
      assert.deepEqual(foundIn(language, code, { imports }), [
        ['openai', 'gpt-5', `user: ${text}`],
      ]);
    });

  it('are found behind a chain that another file makes', () => {
    const chain =
      "export const makeChain = (r) => {\n  const p = ChatPromptTemplate.fromTemplate('Answer {question} from {context}');\n  const model = new ChatOpenAI({ model: 'gpt-4o' });\n  const all = RunnableSequence.from([{ context: r }, p, model]);\n  return all;\n};";
    const code =
      "import { makeChain } from './chain';\nconst chain = makeChain(retriever);\nawait chain.invoke({ question });";
    const chains = (module: string): PromptDocument | null =>
      module === './chain' ? { text: chain, languageId: 'typescript', fileName: 'x' } : null;
    assert.deepEqual(foundIn('typescript', code, { imports: chains }), [
      ['langchain', 'gpt-4o', 'user: Answer {question} from {context}'],
    ]);
  });

  it('are found at the end of a long file of nested blocks', () => {
    const block = `def f(a):\n    if a:\n        for b in a:\n            try:\n                x = {"k": [b, (1, 2)], "t": f"{b} and {a}"}\n            except (A, B) as e:\n                print(f"{e}", end="")\n`;
    const call = 'client.responses.create(model="gpt-5", input="The last one")';
    const text = block.repeat(2_000) + call;
    assert.deepEqual(foundIn('python', text), [['openai', 'gpt-5', 'user: The last one']]);
    assert.ok(stepsFor({ text, languageId: 'python', fileName: 'x' }) < 12 * text.length + 320_000);
  });
});
