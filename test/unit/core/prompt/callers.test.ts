import { readPrompts, type PromptCase } from './promptCases';

const cases: Readonly<Record<string, PromptCase>> = {
  'a model that the callers of a function give': {
    language: 'javascript',
    code: `const chatModel = 'llama3.2:3b';
async function answer(prompt, chatModel) {
  const message = { role: 'user', content: prompt };
  return ollama.chat({ model: chatModel, messages: [message], stream: false });
}
client.on('message', (msg) => answer(msg.content, chatModel));`,
    found: [['ollama', 'llama3.2:3b', null, 'user: {prompt}']],
  },
  'no model where callers give several': {
    code: `def ask(q, model):
    return client.chat.completions.create(model=model, messages=[{"role": "user", "content": q}])
ask(a, "gpt-4o")
ask(b, "gpt-4o-mini")`,
    found: [['openai', null, null, 'user: {q}']],
  },
  'no model where one of the callers gives what is not known': {
    code: `def ask(q, model):
    return client.chat.completions.create(model=model, messages=[{"role": "user", "content": q}])
ask(a, "gpt-4o")
ask(b, settings.model)`,
    found: [['openai', null, null, 'user: {q}']],
  },
  'a model behind its provider, with a default': {
    code: `LLM = os.getenv("LLM", "gemini-2.5-flash-lite")
client = instructor.from_provider(f"{PROVIDER}/{LLM}", api_key=key)
client.chat.completions.create(messages=[{"role": "user", "content": q}])`,
    found: [['openai', 'gemini-2.5-flash-lite', null, 'user: {q}']],
  },
  'a client of its own, in the words of the library it follows': {
    code: `from groq import Groq
client = Groq(api_key=key)
client.chat.completions.create(model="llama-3.1-8b-instant", messages=messages)`,
    found: [['openai', 'llama-3.1-8b-instant', null, 'user: {messages}']],
  },
  'a private method and a list that is spread in it': {
    language: 'typescript',
    code: `class Chat {
  #chat({ input, model, before }) {
    return openai.chat.completions.create({ model, messages: [...before, { role: 'user', content: input }] });
  }
  sum(text) {
    return this.#chat({ input: 'Sum up: ' + text, model: 'gpt-4o', before: [{ role: 'system', content: 'You use four words.' }] });
  }
}`,
    found: [
      ['openai', 'gpt-4o', null, 'user: {before}', 'user: {input}'],
      ['helper', 'gpt-4o', null, 'system: You use four words.', 'user: Sum up: {text}'],
    ],
  },
  'a template of a nested class and the options of a builder': {
    language: 'java',
    code: `class A {
  private final ChatClient chatClient;
  private final Texts texts;
  A(ChatClient.Builder builder, Notes notes) {
    chatClient = builder.defaultOptions(ChatOptions.builder().model("gpt-4.1-mini").build()).build();
    this.texts = new Texts(notes);
  }
  String b(String q, Plan plan) {
    String prompt = texts.render(plan, q);
    return chatClient.prompt().system(prompt).user(q).call().content();
  }
  static class Texts {
    static final String TEXT = "You read what people say of {plan}.";
    String render(Plan plan, String q) { return new PromptTemplate(TEXT, Map.of("plan", plan)).render(); }
  }
}`,
    found: [
      [
        'spring-ai',
        'gpt-4.1-mini',
        null,
        'system: You read what people say of {plan}.',
        'user: {q}',
      ],
    ],
  },
};

describe('what stands around a request', () => readPrompts(cases));
