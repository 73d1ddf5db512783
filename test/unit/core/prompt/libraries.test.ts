import assert from 'node:assert/strict';
import { findPrompts } from '../../../../src/core/prompt/find';
import { SENDERS, sendersOf } from '../../../../src/core/prompt/libraries';

interface Case {
  readonly code: string;
  readonly language?: string;
  /** Each prompt: library, model, effort and what it sends. */
  readonly found: readonly (readonly [
    library: string | null,
    model: string | null,
    effort: string | null,
    ...messages: string[],
  ])[];
}

const cases: Readonly<Record<string, Case>> = {
  'a chain of LangChain kept in fields of a class': {
    code: `class Bot:
    def __init__(self):
        self.llm = ChatAnthropic(model_name="claude-sonnet-4-5", thinking={"type": "enabled", "budget_tokens": 2000})
        self.prompt = PromptTemplate.from_template("Tell a joke about {topic} please.")
        self.chain = self.prompt | self.llm | StrOutputParser()
    def go(self, topic):
        return self.chain.invoke({"topic": topic})`,
    found: [['langchain', 'claude-sonnet-4-5', '2000', 'user: Tell a joke about {topic} please.']],
  },
  'a chain of LangChain in JavaScript, piped into a field': {
    language: 'typescript',
    code: `class A { private llm = new ChatOpenAI({ model: 'gpt-4o' });
  async two() { const chain = ChatPromptTemplate.fromMessages([['system', 'Translate {a}'], ['human', '{q}']]).pipe(this.llm); return chain.invoke({ q: 'x' }); } }`,
    found: [['langchain', 'gpt-4o', null, 'system: Translate {a}', 'user: {q}']],
  },
  'a helper that passes on what it is given': {
    code: `def ask(system, user, model="gpt-4o-mini"):
    return litellm.completion(model=model, messages=[{"role": "system", "content": system}, {"role": "user", "content": user}])
SYSTEM = "You read job offers."
def one(url):
    return ask(SYSTEM, f"Read the page at {url}")
def two(text):
    return ask(user="Sum up: " + text, system=SYSTEM, model="gpt-4o")`,
    found: [
      ['litellm', 'gpt-4o-mini', null, 'system: {system}', 'user: {user}'],
      [
        'helper',
        'gpt-4o-mini',
        null,
        'system: You read job offers.',
        'user: Read the page at {url}',
      ],
      ['helper', 'gpt-4o', null, 'system: You read job offers.', 'user: Sum up: {text}'],
    ],
  },
  'a text that a method of Java gives back, and a helper of its class': {
    language: 'java',
    code: `class Shop {
  private String rules(String name) { return "Sell " + name + " kindly."; }
  public String ask(String system, String question) throws IOException {
    return this.chatClient.prompt().system(system).user(question).options(ChatOptions.builder().model("gpt-5").build()).call().content();
  }
  String one(Item item) { return ask(rules("tea"), String.format("What does %s cost?", item.name())); }
}
// ChatClient`,
    found: [
      ['spring-ai', null, null, 'system: {system}', 'user: {question}'],
      ['helper', null, null, 'system: Sell {name} kindly.', 'user: What does {item.name()} cost?'],
    ],
  },
  'a text that a method of C# gives back, and a token that cancels': {
    language: 'csharp',
    code: `class Reader {
  static string Build(string page) => $"Read the page {page} aloud.";
  async Task<string> Run(string page, CancellationToken cancellationToken) {
    var client = new ChatClient(model: "gpt-5-mini", key);
    return await client.CompleteChatAsync([new UserChatMessage(Build(page))], cancellationToken);
  }
}`,
    found: [['openai', 'gpt-5-mini', null, 'user: Read the page {page} aloud.']],
  },
  'a text that a method of Go gives back': {
    language: 'go',
    code: `package a
func (b *Bot) build(name string, n int) string {
	return fmt.Sprintf("Greet %s %d times.", name, n)
}
func (b *Bot) Run(ctx context.Context) error {
	_, err := b.client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{Model: "gpt-4o", Messages: []openai.ChatCompletionMessage{{Role: "user", Content: b.build("Ada", 3)}}})
	return err
}`,
    found: [['openai', 'gpt-4o', null, 'user: Greet {name} {n} times.']],
  },
  'a text that is the last expression of a function of Rust': {
    language: 'rust',
    code: `fn build(topic: &str) -> String {
    let hint = hint_of(topic);
    format!("{topic}{hint}: explain it.")
}
fn main() { client.post(url).json(&json!({ "model": "gpt-4o", "prompt": build(topic) })).send(); }`,
    found: [[null, 'gpt-4o', null, 'user: {topic}{hint}: explain it.']],
  },
  'a text that a method of PHP gives back': {
    language: 'php',
    code: `<?php class A {
  private function build(string $name): string { return "Write to {$name} now."; }
  function run() { return $this->client->chat()->create(['model' => 'gpt-4o', 'messages' => [['role' => 'user', 'content' => $this->build('Ada')]]]); }
}`,
    found: [['openai', 'gpt-4o', null, 'user: Write to {name} now.']],
  },
  'a text that a function of Kotlin is': {
    language: 'kotlin',
    code: `fun build(name: String): String = "Write to $name now."
val r = ChatCompletionRequest(model = ModelId("gpt-4o"), messages = listOf(ChatMessage(role = ChatRole.User, content = build(x))))
openAI.chatCompletion(r)`,
    found: [['huggingface', 'gpt-4o', null, 'user: Write to {name} now.']],
  },
  'what a client of Spring says before all else': {
    language: 'java',
    code: `class A { A(ChatClient.Builder builder) {
    this.chatClient = builder.defaultSystem("You keep a zoo.").defaultTools(tools).build(); }
  String ask(String q) { return chatClient.prompt().user(q).call().content(); } }`,
    found: [['spring-ai', null, null, 'system: You keep a zoo.', 'user: {q}']],
  },
  'a template of Eino': {
    language: 'go',
    code: `import "github.com/cloudwego/eino/components/prompt"
var t = prompt.FromMessages(schema.FString, schema.SystemMessage("You are a {role}."), schema.UserMessage("{question}"))`,
    found: [['eino', null, null, 'system: You are a {role}.', 'user: {question}']],
  },
  'a graph of steps that is given a state': {
    code: `chain = workflow.compile()
await chain.ainvoke(make_state(task))`,
    found: [],
  },
  'a body that is posted under a name, and one with settings': {
    code: `def ask(messages, model):
    payload = {"model": model, "messages": messages}
    return requests.post(url, json=payload)
async def talk(messages):
    body = {"model": config.model, "messages": messages, "stream": True}
    async with client.stream("POST", url, json=body) as answer:
        pass
def keep(messages, model):
    return {"model": model, "messages": messages}`,
    found: [
      [null, null, null, 'user: {messages}'],
      [null, null, null, 'user: {messages}'],
    ],
  },
  'a signature of DSPy whose docstring is put together': {
    code: `def make(n):
    class Rules(dspy.Signature):
        __doc__ = f"Find {n} rules."
        text = dspy.InputField()`,
    found: [['dspy', null, null, 'system: Find {n} rules.', 'user: {text}']],
  },
  'an agent in a wrapper': {
    code: `import marvin
analyst = marvin.Agent(name="analyst", model="openai:gpt-4o-mini", instructions="Be concise.")
async def go(text):
    return await observable(analyst).run_async(f"Sum up: {text}")`,
    found: [
      ['agents', 'gpt-4o-mini', null, 'system: Be concise.'],
      ['marvin', 'gpt-4o-mini', null, 'system: Be concise.', 'user: Sum up: {text}'],
    ],
  },
  'a place for messages in a template': {
    code: `p = ChatPromptTemplate.from_messages([("system", "You are kind."), MessagesPlaceholder(variable_name="history"), ("human", "{q}")])`,
    found: [['langchain', null, null, 'system: You are kind.', 'user: {history}', 'user: {q}']],
  },
  'a template whose texts are all filled in': {
    code: `p = ChatPromptTemplate.from_messages([("system", load()), MessagesPlaceholder("history")])`,
    found: [['langchain', null, null, 'system: {load()}', 'user: {history}']],
  },
  'the functions of Marvin': {
    code: `import marvin
out = await marvin.cast_async(text, target=Summary, instructions="Sum up the thread.")`,
    found: [['marvin', null, null, 'system: Sum up the thread.', 'user: {text}']],
  },
  'a template of LangChain4j that is filled and made into a message': {
    language: 'java',
    code: `class A { PromptTemplate ROUTE = PromptTemplate.from("Is it about cars? {{it}}");
  ChatModel chatModel = OpenAiChatModel.builder().modelName(GPT_4_O_MINI).build();
  void go(Query q) { Prompt prompt = ROUTE.apply(q.text()); chatModel.chat(prompt.toUserMessage()); } }`,
    found: [['llamaindex', 'gpt-4o-mini', null, 'user: Is it about cars? {{it}}']],
  },
  'a text that a condition chooses in Java': {
    language: 'java',
    code: `class A { String ask(boolean kind, Item item) {
    String prompt;
    if (kind) { prompt = "Say it kindly, please."; } else { prompt = "Say it."; }
    String system = item == null ? "You are alone." : "You keep " + item.name();
    return chatClient.prompt().system(system).user(prompt).call().content(); } }
// ChatClient`,
    found: [
      ['spring-ai', null, null, 'system: You keep {item.name()}', 'user: Say it kindly, please.'],
    ],
  },
  'a body of PHP that is given more on one way': {
    language: 'php',
    code: `<?php function run($messages) {
  $body = ['model' => 'gpt-4o', 'messages' => [['role' => 'user', 'content' => 'Say it.']]];
  if ($tools) { $body['tools'] = $tools; }
  return $client->chat()->create($body);
}`,
    found: [['openai', 'gpt-4o', null, 'user: Say it.']],
  },
  'a text that a condition chooses in Go': {
    language: 'go',
    code: `func run(kind bool) {
	prompt := "Say it."
	if kind {
		prompt = "Say it kindly, please."
	}
	client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{Model: "gpt-4o", Messages: []openai.ChatCompletionMessage{{Role: "user", Content: prompt}}})
}`,
    found: [['openai', 'gpt-4o', null, 'user: Say it kindly, please.']],
  },
  'a helper of a class, its defaults, and a helper of that': {
    code: `class Llm:
    def call(self, prompt, system="You are short and kind."):
        kwargs = dict(model="claude-sonnet-4-5", system=system, messages=[{"role": "user", "content": prompt}])
        return self._client.messages.create(**kwargs)
    def kindly(self, prompt):
        return self.call(prompt)
    def title(self, text):
        return self.call(f"Write a title for this article: {text}")
llm = Llm()
llm.kindly("Say hello to all the readers.")
llm.title("What the weather will be like")`,
    found: [
      ['anthropic', 'claude-sonnet-4-5', null, 'system: {system}', 'user: {prompt}'],
      ['helper', 'claude-sonnet-4-5', null, 'system: You are short and kind.', 'user: {prompt}'],
      [
        'helper',
        'claude-sonnet-4-5',
        null,
        'system: You are short and kind.',
        'user: Write a title for this article: {text}',
      ],
      [
        'helper',
        'claude-sonnet-4-5',
        null,
        'system: You are short and kind.',
        'user: Say hello to all the readers.',
      ],
    ],
  },
  'a helper that takes one record apart, and one that copies messages': {
    language: 'typescript',
    code: `async function jsonCall({ system, prompt, model = 'claude-haiku-4-5' }: { system: string; prompt: string; model?: string }) {
  return anthropic.messages.create({ model, max_tokens: 4000, system, messages: [{ role: 'user', content: prompt }] });
}
const send = (messages: Message[]) => openai.chat.completions.create({ model: 'gpt-4o', messages: messages.map((m) => ({ role: m.role, content: m.content })) });
await jsonCall({ system: 'You read balance sheets.', prompt: \`Read this: \${text}\` });
await send([{ role: 'user', content: 'Name three rivers of Asia.' }]);
await save('These words go to nobody at all.');`,
    found: [
      ['anthropic', 'claude-haiku-4-5', null, 'system: {system}', 'user: {prompt}'],
      [
        'openai',
        'gpt-4o',
        null,
        'user: {messages.map((m) => ({ role: m.role, content: m.content }))}',
      ],
      [
        'helper',
        'claude-haiku-4-5',
        null,
        'system: You read balance sheets.',
        'user: Read this: {text}',
      ],
      ['helper', 'gpt-4o', null, 'user: Name three rivers of Asia.'],
    ],
  },
  'LlamaIndex with a model made before': {
    code: 'llm = OpenAI(model="gpt-4o")\nllm.complete("Paul Graham is a what?")\nllm.chat([ChatMessage(role="system", content="Be a pirate")])',
    found: [
      ['llamaindex', 'gpt-4o', null, 'user: Paul Graham is a what?'],
      ['llamaindex', 'gpt-4o', null, 'system: Be a pirate'],
    ],
  },
  'a body for OpenRouter that requests posts': {
    code: 'requests.post("https://openrouter.ai/api/v1/chat/completions", json={"model": "deepseek/deepseek-r1", "reasoning": {"effort": "high"}, "messages": [{"role": "user", "content": "Why?"}]})',
    found: [[null, 'deepseek/deepseek-r1', 'high', 'user: Why?']],
  },
  'Bedrock with nested fields, and a body as JSON': {
    code: 'b.converse(modelId="anthropic.claude-sonnet-4", system=[{"text": "Be brief."}], messages=[{"role":"user","content":[{"text":"Hi"}]}], additionalModelRequestFields={"thinking": {"type": "enabled", "budget_tokens": 1024}})\nbody = json.dumps({"messages": [{"role": "user", "content": "Name it"}]})\nb.invoke_model(body=body, modelId="anthropic.claude-v2")',
    found: [
      ['bedrock', 'anthropic.claude-sonnet-4', '1024', 'system: Be brief.', 'user: Hi'],
      ['bedrock', 'anthropic.claude-v2', null, 'user: Name it'],
    ],
  },
  'Cohere with its preamble': {
    code: 'co.chat(model="command-r", message="Who are you?", preamble="You are C.")',
    found: [['cohere', 'command-r', null, 'system: You are C.', 'user: Who are you?']],
  },
  'Ollama by position': {
    code: "from ollama import chat\nchat('qwen3', messages=[{'role': 'user', 'content': 'Why?'}])",
    found: [['ollama', 'qwen3', null, 'user: Why?']],
  },
  'arguments that are spread from a record': {
    code: 'kwargs = dict(model="gpt-4.1", messages=[{"role": "user", "content": "Hi"}])\nclient.chat.completions.create(**kwargs)',
    found: [['openai', 'gpt-4.1', null, 'user: Hi']],
  },
  'the default of a parameter and of the environment as the model': {
    code: 'M = os.getenv("M", "gpt-4o-mini")\ndef ask(q, model="gpt-4.1-nano"):\n    client.responses.create(model=model, input=q)\nclient.responses.create(model=M, input="Hi there")',
    found: [
      ['openai', 'gpt-4.1-nano', null, 'user: {q}'],
      ['openai', 'gpt-4o-mini', null, 'user: Hi there'],
    ],
  },
  'signs that are filled in': {
    code: 'text = "Hello %s, how are %(kind)s?" % (name, kind)\nclient.responses.create(model="o3", input=text)',
    found: [['openai', 'o3', null, 'user: Hello {name}, how are {kind}?']],
  },
  'an agent of the OpenAI Agents SDK and its run': {
    code: 'agent = Agent(name="A", instructions="You help with taxes.", model="gpt-5")\nRunner.run_sync(agent, "How much VAT?")',
    found: [
      ['agents', 'gpt-5', null, 'system: You help with taxes.'],
      ['openai-agents', 'gpt-5', null, 'system: You help with taxes.', 'user: How much VAT?'],
    ],
  },
  'an agent of smolagents': {
    code: 'a = CodeAgent(tools=[], model=InferenceClientModel(model_id="Qwen/Qwen3-32B"))\na.run("Compute a number.")',
    found: [['agents', 'Qwen/Qwen3-32B', null, 'user: Compute a number.']],
  },
  'a chat of Gemini by the model it was started from': {
    code: 'import google.generativeai as genai\nmodel = genai.GenerativeModel("gemini-1.5-pro", system_instruction="You are a cat.")\nmodel.start_chat().send_message("How are you?")',
    found: [
      ['google-genai', 'gemini-1.5-pro', null, 'system: You are a cat.', 'user: How are you?'],
    ],
  },
  'a model of VS Code chosen by its family': {
    language: 'typescript',
    code: "const [model] = await vscode.lm.selectChatModels({ family: 'gpt-4o' });\nconst messages = [vscode.LanguageModelChatMessage.User('You are a cat')];\nawait model.sendRequest(messages, {}, token);",
    found: [['vscode', 'gpt-4o', null, 'user: You are a cat']],
  },
  'the AI SDK with messages pushed, options two records deep and a wrapper around the text': {
    language: 'typescript',
    code: "const messages: M[] = []; messages.push({ role: 'system', content: 'S' }); messages.push({ role: 'user', content: x ? 'Short' : 'A longer text' });\nstreamText({ model: anthropic('claude-opus-4-1'), messages, providerOptions: { anthropic: { thinking: { budgetTokens: 12000 } } } });\ngenerateText({ model: openai('gpt-4o'), prompt: trimPrompt(`List ${n} fruits for me.`) });",
    found: [
      ['ai-sdk', 'claude-opus-4-1', '12000', 'system: S', 'user: A longer text'],
      ['ai-sdk', 'gpt-4o', null, 'user: List {n} fruits for me.'],
    ],
  },
  'messages that a function of the file gives back': {
    language: 'javascript',
    code: "client.chat.completions.create({ model: 'grok-4', messages: build('a') });\nfunction build(a) { return [{ role: 'system', content: 'Built here.' }, { role: 'user', content: a }]; }",
    found: [['openai', 'grok-4', null, 'system: Built here.', 'user: {a}']],
  },
  'Semantic Kernel in C#': {
    language: 'csharp',
    code: 'await kernel.InvokePromptAsync($"Summarise {text} in one line");\nvar history = new ChatHistory("You are an assistant.");\nhistory.AddUserMessage("What is the weather?");\nawait chat.GetChatMessageContentAsync(history);',
    found: [
      ['semantic-kernel', null, null, 'user: Summarise {text} in one line'],
      [
        'semantic-kernel',
        null,
        null,
        'system: You are an assistant.',
        'user: What is the weather?',
      ],
    ],
  },
  'Rust messages made from texts': {
    language: 'rust',
    code: 'let r = CreateChatCompletionRequestArgs::default().model("gpt-4o").messages([ChatCompletionRequestSystemMessage::from("You help.").into(), ChatCompletionRequestUserMessage::from("Who won?").into()]).build()?;',
    found: [['openai', 'gpt-4o', null, 'system: You help.', 'user: Who won?']],
  },
  'PHP arrays': {
    language: 'php',
    code: "<?php\n$r = $client->chat()->create(['model' => 'gpt-4o', 'messages' => [['role' => 'user', 'content' => \"Hello $name!\"]]]);",
    found: [['openai', 'gpt-4o', null, 'user: Hello {name}!']],
  },
  'Ruby hashes': {
    language: 'ruby',
    code: 'client = OpenAI::Client.new\nclient.chat(parameters: { model: "gpt-4o", messages: [{ role: "user", content: "Hi #{name}" }] })',
    found: [['openai', 'gpt-4o', null, 'user: Hi {name}']],
  },
  'Kotlin with named arguments': {
    language: 'kotlin',
    code: 'val r = ChatCompletionRequest(model = ModelId("gpt-4o"), messages = listOf(ChatMessage(role = ChatRole.System, content = "You help.")))',
    found: [[null, 'gpt-4o', null, 'system: You help.']],
  },
  'a request in an .http file': {
    language: 'http',
    code: 'POST https://api.anthropic.com/v1/messages\nx-api-key: {{key}}\n\n{ "model": "claude-sonnet-4-5", "messages": [{"role": "user", "content": "Hi"}] }\n',
    found: [[null, 'claude-sonnet-4-5', null, 'user: Hi']],
  },
  'agents and tasks of CrewAI in YAML': {
    language: 'yaml',
    code: 'a:\n  role: >\n    {topic} Researcher\n  goal: Find it\nt:\n  description: Look at {topic}\n  expected_output: A list\n',
    found: [
      ['crewai', null, null, 'system: {topic} Researcher\n', 'system: Find it'],
      ['crewai', null, null, 'user: Look at {topic}', 'user: A list'],
    ],
  },
  'an agent that is called itself': {
    code: 'agent = Agent(model="us.amazon.nova-2-lite-v1:0", tools=[now])\nresult = agent("Hi, what time is it?")',
    found: [['agents', 'us.amazon.nova-2-lite-v1:0', null, 'user: Hi, what time is it?']],
  },
  'messages with settings beside them, not the state of a graph': {
    code: 'state = {"messages": [{"role": "user", "content": "Draft a response"}]}\nbody = {"messages": [{"role": "user", "content": "Draft it"}], "temperature": 0}\nagent.ainvoke({"messages": [{"role": "user", "content": "Find a time"}]})',
    found: [
      [null, null, null, 'user: Draft it'],
      ['langchain', null, null, 'user: Find a time'],
    ],
  },
  'nothing in calls of tools, retrievers, tables, forms and schemas': {
    code: 'tool.invoke(tool_call["args"])\nretriever.invoke(question)\ndb.messages.insert(messages=[{"role": "user", "content": "x"}])\nmodel.predict(X_test)\nform.submit(model="user", prompt="Are you sure?")\nclient.images.generate(model="gpt-image-1", prompt="A cat")\ntwilio.messages.create(body="Hi", to=number)\nrl.question("What is it?")',
    found: [],
  },
  'nothing in rows that are written to a database': {
    language: 'typescript',
    code: "await prisma.chat.create({ data: { id, model, prompt, messages: { createMany: { data: [] } } } });\nz.object({ model: z.string(), messages: z.array(z.any()) });\ninsert({ model: 'Tesla Model 3', input: 'petrol' });",
    found: [],
  },
  'Ollama’s client in JavaScript, with its level of thinking': {
    language: 'typescript',
    code: "import ollama from 'ollama'\nawait ollama.chat({ model: 'gpt-oss:20b', messages: [{ role: 'user', content: 'What is 10 + 23?' }], think: 'low' })",
    found: [['ollama', 'gpt-oss:20b', 'low', 'user: What is 10 + 23?']],
  },
  'calls that switch reasoning off, in each vendor’s words': {
    code: `import ollama
ollama.chat(model="qwen3:8b", think=False, messages=[{"role": "user", "content": "One?"}])
client.chat.completions.create(model="Qwen/Qwen3-8B", extra_body={"chat_template_kwargs": {"enable_thinking": False}}, messages=[{"role": "user", "content": "Two?"}])
client.chat.completions.create(model="glm-4.6", extra_body={"thinking": {"type": "disabled"}}, messages=[{"role": "user", "content": "Three?"}])
client.chat.completions.create(model="x-ai/grok-4", extra_body={"reasoning": {"enabled": False}}, messages=[{"role": "user", "content": "Four?"}])
client.responses.create(model="gpt-5.2", input="Five?", reasoning={"effort": "none"})`,
    found: [
      ['ollama', 'qwen3:8b', 'off', 'user: One?'],
      ['openai', 'Qwen/Qwen3-8B', 'off', 'user: Two?'],
      ['openai', 'glm-4.6', 'off', 'user: Three?'],
      ['openai', 'x-ai/grok-4', 'off', 'user: Four?'],
      ['openai', 'gpt-5.2', 'off', 'user: Five?'],
    ],
  },
  'no prompt where tokens are counted': {
    code: 'client.messages.count_tokens(model="claude-sonnet-4-5", messages=[{"role": "user", "content": "Hi"}])\nclient.models.count_tokens(model="gemini-2.5-pro", contents="How long is this?")',
    found: [],
  },
  'a call that another function makes': {
    code: 'r = await asyncio.to_thread(client.chat.complete, model="mistral-small-latest", messages=[{"role": "user", "content": "Why?"}])\nask = partial(oai.chat.completions.create, model="gpt-4o", messages=[{"role": "user", "content": "Who?"}])',
    found: [
      ['mistral', 'mistral-small-latest', null, 'user: Why?'],
      ['openai', 'gpt-4o', null, 'user: Who?'],
    ],
  },
  'constants of a client in Go, its roles and what is appended': {
    language: 'go',
    code: `package main
func main() {
	dialogue := []openai.ChatCompletionMessage{
		{Role: openai.ChatMessageRoleSystem, Content: "You are terse."},
		{Role: openai.ChatMessageRoleUser, Content: "What is the weather?"},
	}
	client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{Model: openai.GPT3Dot5Turbo, Messages: dialogue})
	dialogue = append(dialogue, msg)
	dialogue = append(dialogue, openai.ChatCompletionMessage{Role: openai.ChatMessageRoleTool, Content: "Sunny."})
	client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{Model: openai.GPT4oMini, Messages: dialogue})
}`,
    found: [
      ['openai', 'gpt-3.5-turbo', null, 'system: You are terse.', 'user: What is the weather?'],
      [
        'openai',
        'gpt-4o-mini',
        null,
        'system: You are terse.',
        'user: What is the weather?',
        'user: {msg}',
        'tool: Sunny.',
      ],
    ],
  },
  'Google’s and LangChain’s clients in Go, behind their context': {
    language: 'go',
    code: `package main
import ("google.golang.org/genai"; "github.com/tmc/langchaingo/llms")
func a() {
	client.Models.GenerateContent(ctx, "gemini-2.5-flash", genai.Text("Why is the sky blue?"), nil)
	llm, _ := openai.New(openai.WithModel("gpt-4o"))
	llms.GenerateFromSinglePrompt(context.Background(), llm, "Name a colour.")
	llm.GenerateContent(ctx, []llms.MessageContent{
		llms.TextParts(llms.ChatMessageTypeSystem, "You are a guide."),
		llms.TextParts(llms.ChatMessageTypeHuman, "Where am I?"),
	}, llms.WithMaxTokens(100))
}`,
    found: [
      ['google-genai', 'gemini-2.5-flash', null, 'user: Why is the sky blue?'],
      ['langchaingo', 'gpt-4o', null, 'user: Name a colour.'],
      ['langchaingo', 'gpt-4o', null, 'system: You are a guide.', 'user: Where am I?'],
    ],
  },
  'a chain of LangChain once, with its template': {
    language: 'typescript',
    code: "const chat = new ChatOpenAI({ model: 'gpt-4o-mini' });\nconst chatPrompt = ChatPromptTemplate.fromMessages([['system', 'Translate to {language}.'], ['human', '{text}']]);\nconst chainB = new LLMChain({ prompt: chatPrompt, llm: chat });\nawait chainB.invoke({ language: 'French', text: 'x' });",
    found: [['langchain', 'gpt-4o-mini', null, 'system: Translate to {language}.', 'user: {text}']],
  },
  'messages of Haystack, and a template of its builder': {
    code: 'client = OpenAIChatGenerator(model="gpt-4o")\nclient.run(messages=[ChatMessage.from_system("Be brief."), ChatMessage.from_user("Why?")])\ntemplate = """Extract the dates from {{query}}."""\npipeline.add_component(name="builder", instance=PromptBuilder(template=template))',
    found: [
      ['agents', 'gpt-4o', null, 'system: Be brief.', 'user: Why?'],
      ['langchain', null, null, 'user: Extract the dates from {{query}}.'],
    ],
  },
  'messages with roles that are sent to something named like a chat': {
    code: 'chat = OAIChat()\nchat.generate(messages=[{"role": "user", "content": prompt}], max_tokens=limit)',
    found: [['llm', null, null, 'user: {prompt}']],
  },
  'what a client of Spring is built with, in a field': {
    language: 'java',
    code: `class A {
  private final ChatClient writer;
  A(ChatModel model) { this.writer = ChatClient.builder(model).defaultSystem("You write Java code.").build(); }
  String go(String question) { return writer.prompt(question).call().content(); }
}`,
    found: [['spring-ai', null, null, 'system: You write Java code.', 'user: {question}']],
  },
  'an image beside the text in LangChain for Java': {
    language: 'java',
    code: 'UserMessage m = UserMessage.from(TextContent.from("What do you see?"), ImageContent.from(url));\nchatModel.chat(m);',
    found: [['llamaindex', null, null, 'user: What do you see?']],
  },
  'a union of OpenAI’s client for Go': {
    language: 'go',
    code: 'question := "Write a haiku about computers"\nclient.Responses.New(ctx, responses.ResponseNewParams{Input: responses.ResponseNewParamsInputUnion{OfString: openai.String(question)}, Model: openai.ChatModelGPT4o})',
    found: [['openai', 'gpt-4o', null, 'user: Write a haiku about computers']],
  },
  'an agent of Agno, its role and what it is asked': {
    code: 'from agno.agent import Agent\nagent = Agent(model=Claude(id="claude-sonnet-4-6", output_config={"effort": "high"}), role="Search the web for news.", markdown=True)\nagent.print_response("Explain recursion and iteration.", stream=True)',
    found: [
      ['agents', 'claude-sonnet-4-6', 'high', 'system: Search the web for news.'],
      [
        'agents',
        'claude-sonnet-4-6',
        'high',
        'system: Search the web for news.',
        'user: Explain recursion and iteration.',
      ],
    ],
  },
  'a stream of AutoGen’s client for models': {
    code: 'from autogen_core.models import SystemMessage, UserMessage\nclass A:\n    async def go(self, messages):\n        async for i in self._model_client.create_stream([SystemMessage(content="Be brief.")] + messages):\n            pass',
    found: [['autogen', null, null, 'system: Be brief.', 'user: {messages}']],
  },
  LLPhant: {
    language: 'php',
    code: "<?php\nuse LLPhant\\Chat\\OpenAIChat;\n$chat = new OpenAIChat();\n$response = $chat->generateText('what is one + one ?');",
    found: [['llphant', null, null, 'user: what is one + one ?']],
  },
  'a place for messages in a template of LangChain': {
    language: 'typescript',
    code: "const agent = createToolCallingAgent({ llm: new ChatOpenAI({ model: 'gpt-4o-mini' }), tools, prompt: ChatPromptTemplate.fromMessages([['system', 'Be brief.'], ['placeholder', '{chat_history}'], ['human', '{input}']]) });",
    found: [
      ['agents', 'gpt-4o-mini', null, 'system: Be brief.', 'user: {chat_history}', 'user: {input}'],
    ],
  },
  'no text that was only looked up with': {
    language: 'typescript',
    code: "const prompt = 'Suggest me a good car to buy.';\nconst memories = await retrieveMemories(prompt, { user_id });\nconst chat = [{ role: 'user', content: 'Which is the best?' }];\nconst notes = await searchNotes(chat);\nawait generateText({ model: anthropic('claude-3-haiku-20240307'), prompt, system: memories.length > 0 ? memories : 'Nothing known.' });\nawait generateText({ model: openai('gpt-4o'), prompt: notes });",
    found: [
      [
        'ai-sdk',
        'claude-3-haiku-20240307',
        null,
        'system: Nothing known.',
        'user: Suggest me a good car to buy.',
      ],
      ['ai-sdk', 'gpt-4o', null, 'user: {notes}'],
    ],
  },
  'templates of LangChain that no call of the file takes': {
    code: 'p = PromptTemplate.from_template("Tell {x} a joke.")\nq = ChatPromptTemplate.from_messages([("system", "Be brief {y}."), ("human", "{z}")])',
    found: [
      ['langchain', null, null, 'user: Tell {x} a joke.'],
      ['langchain', null, null, 'system: Be brief {y}.', 'user: {z}'],
    ],
  },
  'annotations of LangChain for Java': {
    language: 'java',
    code: 'interface Guide {\n  @SystemMessage("""\n      You answer questions on {{place}}.\n      """)\n  String ask(@UserMessage String question);\n}',
    found: [['langchain4j', null, null, 'system: You answer questions on {{place}}.']],
  },
  'bodies that are posted, also where nobody knows the messages': {
    language: 'typescript',
    code: 'async function complete(messages) {\n  const body = JSON.stringify({ ...defaults, messages, n: 1 });\n  await fetch(url, { method: "POST", body });\n}\nasync function ask(messages, config) {\n  const params = { model: config.model, messages, options: { temperature: 0 }, think: this.config.ollamaThink, stream: false };\n  return this.client.post(config.url, params);\n}',
    found: [
      [null, null, null, 'user: {messages}'],
      [null, null, null, 'user: {messages}'],
    ],
  },
  'no state of a page in a body that is posted': {
    language: 'typescript',
    code: 'localStorage.setItem("chat", JSON.stringify({ messages, title }));\naxios.post("/api/messages", { messages });\nconst result = await generateText({ model: openai("gpt-4o"), prompt: "Why is it so?" });\nconsole.log(JSON.stringify(result, null, 2));',
    found: [['ai-sdk', 'gpt-4o', null, 'user: Why is it so?']],
  },
  'LM Studio': {
    language: 'typescript',
    code: 'import { LMStudioClient } from "@lmstudio/sdk";\nconst model = await client.llm.model("qwen3-8b");\nawait model.respond("Tell me about The Hobbit", { maxTokens: 50 });\nawait model.respond(chat, { temperature: 0 });',
    found: [
      ['lmstudio', 'qwen3-8b', null, 'user: Tell me about The Hobbit'],
      ['lmstudio', 'qwen3-8b', null, 'user: {chat}'],
    ],
  },
  'messages by name in a stream of AutoGen': {
    code: 'import autogen_core\nllm_stream = self._model_client.create_stream(messages=[self._system_message] + task.context, tools=tools)',
    found: [['autogen', null, null, 'user: {self._system_message}', 'user: {task.context}']],
  },
  'no request in the body of a function': {
    language: 'go',
    code: 'func main() {\n\tllm, err := openai.New(openai.WithModel("gpt-4o"))\n\tmessages := []llms.MessageContent{llms.TextParts(llms.ChatMessageTypeHuman, "Where am I?")}\n}',
    found: [],
  },
  'a template in a function that Spring calls': {
    language: 'java',
    code: `class A { Generation go(ChatClient chatClient) {
  return chatClient.prompt().user(u -> u.text("{prompt} Task: {task}").param("prompt", this.p).param("task", task)).call().entity(Generation.class); } }`,
    found: [['spring-ai', null, null, 'user: {prompt} Task: {task}']],
  },
  'parts of a message in C#': {
    language: 'csharp',
    code: `using OpenAI.Chat;
class A { void B() {
  ChatClient client = new("gpt-4o", key);
  List<ChatMessage> messages =
  [
    new UserChatMessage(
      ChatMessageContentPart.CreateTextPart("Please describe the image."),
      ChatMessageContentPart.CreateImagePart(bytes, "image/png")),
  ];
  ChatCompletion completion = client.CompleteChat(messages);
} }`,
    found: [['openai', 'gpt-4o', null, 'user: Please describe the image.']],
  },
  'a chain that a function makes of a model': {
    language: 'typescript',
    code: "import { ChatOpenAI } from '@langchain/openai';\nconst chatModel = new ChatOpenAI({ model: 'gpt-4o' });\nconst chain = createExtractionChainFromZod(zodSchema, chatModel);\nawait chain.run('Alex is 5 feet tall.');",
    found: [['langchain', 'gpt-4o', null, 'user: Alex is 5 feet tall.']],
  },
  'arguments that are put into a record one by one': {
    code: 'def send(self, messages):\n    kwargs = dict(model="gpt-4o", stream=False)\n    kwargs["temperature"] = 0\n    kwargs["messages"] = [{"role": "user", "content": "Say hi."}]\n    return litellm.completion(**kwargs)',
    found: [['litellm', 'gpt-4o', null, 'user: Say hi.']],
  },
};

describe('the libraries whose calls send prompts', () => {
  for (const [what, { code, language, found }] of Object.entries(cases)) {
    it(`are read: ${what}`, () => {
      const prompts = findPrompts({ text: code, languageId: language ?? 'python', fileName: 'x' });
      assert.deepEqual(
        prompts.map((p) => [
          p.call?.library ?? null,
          p.model,
          p.effort,
          ...p.messages.map((m) => `${m.role}: ${m.text}`),
        ]),
        found,
      );
    });
  }

  it('are found by the end of a dotted name, in any spelling', () => {
    for (const sender of SENDERS)
      for (const call of sender.calls.split(' '))
        assert.ok(sendersOf(['client', ...call.split('.')]).includes(sender), call);
    const [first] = sendersOf(['c', 'Chat', 'Completions', 'New']);
    assert.equal(first?.library, 'openai');
    assert.deepEqual(sendersOf(['c', 'archat', 'completions']), []);
  });
});
