import { readPrompts, type PromptCase } from './promptCases';

const cases: Readonly<Record<string, PromptCase>> = {
  'a chain of LangChain in JavaScript, piped into a field': {
    language: 'typescript',
    code: `class A { private llm = new ChatOpenAI({ model: 'gpt-4o' });
  async two() { const chain = ChatPromptTemplate.fromMessages([['system', 'Translate {a}'], ['human', '{q}']]).pipe(this.llm); return chain.invoke({ q: 'x' }); } }`,
    found: [['langchain', 'gpt-4o', null, 'system: Translate {a}', 'user: {q}']],
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
      ['helper', null, null, 'system: Sell tea kindly.', 'user: What does {item.name()} cost?'],
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
    found: [['openai', 'gpt-4o', null, 'user: Write to {name} now.']],
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
    code: "client.chat.completions.create({ model: 'grok-4', messages: build(question) });\nfunction build(a) { return [{ role: 'system', content: 'Built here.' }, { role: 'user', content: a }]; }",
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
};

describe('the libraries of other languages than Python whose calls send prompts', () => {
  readPrompts(cases);
});
