import assert from 'node:assert/strict';
import { findPrompts } from '../../../../src/core/prompt/find';
import { readPrompts, type PromptCase } from './promptCases';

const cases: Readonly<Record<string, PromptCase>> = {
  'a model by the type of a parameter and of a field': {
    language: 'java',
    code: `import dev.langchain4j.model.chat.ChatModel;
class Reviewer {
  private final ChatModel judge;
  Reviewer(ChatModel judge) { this.judge = judge; }
  String review(String text) { return judge.chat(text); }
}`,
    found: [['langchain4j', null, null, 'user: {text}']],
  },
  'a model of Spring by the type of its field': {
    language: 'java',
    code: `import org.springframework.ai.chat.model.ChatModel;
@Service class Poet {
  private final ChatModel writer;
  String poem(String topic) { return writer.call(topic); }
}`,
    found: [['spring-ai', null, null, 'user: {topic}']],
  },
  'a streaming model and one that a function makes, in Kotlin': {
    language: 'kotlin',
    code: `import dev.langchain4j.model.chat.StreamingChatModel
class Runner(private val answers: StreamingChatModel) {
  fun stream(text: String) { answers.chat(listOf(UserMessage.from(text)), handler) }
  fun once(client: Client, text: String): String {
    val answering = buildChatModel(client)
    return answering.chat(listOf(UserMessage.from(text))).aiMessage().text()
  }
}`,
    found: [
      ['langchain4j', null, null, 'user: {text}'],
      ['langchain4j', null, null, 'user: {text}'],
    ],
  },
  'a model by the type of a parameter of a constructor': {
    language: 'typescript',
    code: `import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
export class Judge {
  constructor(private readonly judge: BaseChatModel) {}
  run(text: string) { return this.judge.stream(text); }
}`,
    found: [['langchain', null, null, 'user: {text}']],
  },
  'a session of Apple by its type': {
    language: 'swift',
    code: `import FoundationModels
final class Guide {
  private let guide: LanguageModelSession
  func tell(_ question: String) async throws -> String {
    try await guide.respond(to: question).content
  }
}`,
    found: [['foundation-models', null, null, 'user: {question}']],
  },
  'an engine of LlamaIndex with the model that is set for all': {
    code: `from llama_index.core import Settings, VectorStoreIndex
Settings.llm = OpenAI(model="gpt-4o-mini", system_prompt="Answer from the manual.")
engine = index.as_query_engine()
print(engine.query("How long is the warranty?"))
chat_engine = CondenseQuestionChatEngine.from_defaults(query_engine=engine)
chat_engine.stream_chat(question)`,
    found: [
      [
        'llamaindex',
        'gpt-4o-mini',
        null,
        'system: Answer from the manual.',
        'user: How long is the warranty?',
      ],
      ['llamaindex', 'gpt-4o-mini', null, 'system: Answer from the manual.', 'user: {question}'],
    ],
  },
  'an engine of LlamaIndex in TypeScript': {
    language: 'typescript',
    code: `import { OpenAI, Settings, VectorStoreIndex } from 'llamaindex';
Settings.llm = new OpenAI({ model: 'gpt-4o' });
const queryEngine = index.asQueryEngine();
const answer = await queryEngine.query({ query: question });
const chat = new ContextChatEngine({ retriever });
await chat.chat({ message: 'Hello, who are you?', stream: true });`,
    found: [
      ['llamaindex', 'gpt-4o', null, 'user: {question}'],
      ['llamaindex', 'gpt-4o', null, 'user: Hello, who are you?'],
    ],
  },
  'a planner of Semantic Kernel': {
    language: 'csharp',
    code: `using Microsoft.SemanticKernel.Planning;
class A { async Task Run(Kernel kernel, string question) {
  var planner = new FunctionCallingStepwisePlanner(config);
  var result = await planner.ExecuteAsync(kernel, $"Answer the guest: {question}");
} }`,
    found: [['semantic-kernel', null, null, 'user: Answer the guest: {question}']],
  },
  'methods of an interface that a model answers for': {
    language: 'java',
    code: `import dev.langchain4j.service.AiServices;
class Mail {
  private final Sorter sorter;
  Mail(ChatModel model) { this.sorter = AiServices.builder(Sorter.class).chatModel(model).build(); }
  Topic topic(String mail) { return sorter.topicOf(mail); }
  boolean urgent(String id, String mail) { return sorter.isUrgent(id, mail); }
  String shown() { return sorter.toString(); }
}`,
    found: [
      ['langchain4j', null, null, 'user: {mail}'],
      ['langchain4j', null, null, 'user: {mail}'],
    ],
  },
  'methods of an interface with their annotations': {
    language: 'java',
    code: `import dev.langchain4j.service.AiServices;
class Demo {
  interface Translator {
    @SystemMessage("You are a translator; be exact.")
    @UserMessage("Translate into {{language}}: {{text}}")
    String translate(@V("language") String language, @V("text") String text);

    @SystemMessage("You greet people.")
    String greet(String name);
  }
  public static void main(String[] args) {
    ChatModel model = OpenAiChatModel.builder().apiKey(KEY).modelName("gpt-4o-mini").build();
    Translator helper = AiServices.create(Translator.class, model);
    System.out.println(helper.translate("German", "Good morning"));
    helper.greet("Ada");
  }
}`,
    found: [
      [
        'langchain4j',
        'gpt-4o-mini',
        null,
        'system: You are a translator; be exact.',
        'user: Translate into {{language}}: {{text}}',
      ],
      ['langchain4j', 'gpt-4o-mini', null, 'system: You greet people.', 'user: Ada'],
    ],
  },
  'a request as a whole with what hears its answer behind it': {
    language: 'java',
    code: `import dev.langchain4j.model.chat.StreamingChatModel;
class Teller {
  private final StreamingChatModel teller;
  void tell(String question, Writer out) {
    teller.chat(
      ChatRequest.builder()
        // .messages(List.of(new SystemMessage("Not this one.")))
        .messages(List.of(new SystemMessage("Answer in verse."), new UserMessage(question)))
        .build(),
      new VerseHandler(out));
  }
}`,
    found: [['langchain4j', null, null, 'system: Answer in verse.', 'user: {question}']],
  },
  'a chat of RubyLLM whose model is not known': {
    language: 'ruby',
    code: `class Guide
  def tell(model:, question:)
    chat = ::RubyLLM.chat(model:, provider: :openai)
    chat.ask(question)
    RubyLLM.chat(model: Settings::MODEL).with_instructions("Answer in verse.").ask(question)
  end
end`,
    found: [
      ['ruby_llm', null, null, 'user: {question}'],
      ['ruby_llm', null, null, 'system: Answer in verse.', 'user: {question}'],
    ],
  },
  'a history of C# that is filled after it was made': {
    language: 'csharp',
    code: `class Sql { async Task<string> Run(string question) {
  var history = new ChatHistory();
  history.AddSystemMessage("Write one query.");
  history.AddUserMessage(question);
  return (await _chat.GetChatMessageContentAsync(history, kernel: _kernel)).Content;
} }`,
    found: [['semantic-kernel', null, null, 'system: Write one query.', 'user: {question}']],
  },
  'a request of the genai crate': {
    language: 'rust',
    code: `use genai::chat::{ChatMessage, ChatRequest};
async fn greet(client: &Client, name: &str) -> Result<()> {
    let req = ChatRequest::new(vec![ChatMessage::system("Be kind."), ChatMessage::user(name)]);
    let answer = client.exec_chat("gpt-4o-mini", req, None).await?;
    Ok(())
}`,
    found: [['genai', 'gpt-4o-mini', null, 'system: Be kind.', 'user: {name}']],
  },
  'an interface that Quarkus registers': {
    language: 'kotlin',
    code: `@RegisterAiService(tools = [Bookings::class])
interface Desk {
  @SystemMessage("You book rooms.")
  fun chat(@UserMessage question: String): String
}
@Path("/desk")
class DeskResource(val desk: Desk) {
  @POST fun ask(question: String): String = desk.chat(question)
}`,
    found: [['langchain4j', null, null, 'system: You book rooms.', 'user: {question}']],
  },
};

describe('models by their type, their maker and their settings', () => readPrompts(cases));

/** Objects with methods like a model's that are none. */
const OTHERS: Readonly<Record<string, readonly [language: string, code: string]>> = {
  'a model that predicts': [
    'python',
    'model = load("forest.pkl")\nmodel.predict(rows)\nmodel.generate(rows)',
  ],
  'a model of embeddings': [
    'java',
    'class A { private final EmbeddingModel model; void run(String text) { model.embed(text); model.call(text); } }',
  ],
  'a query of a database': [
    'python',
    'from llama_index.core import VectorStoreIndex\nrows = db.query("SELECT name FROM people")\nengine.query(sql)',
  ],
  'a service that no model answers for': [
    'java',
    'class A { private final Sorter sorter; String run(String mail) { return sorter.topicOf(mail); } interface Sorter { String topicOf(String mail); } }',
  ],
  'an http client': [
    'kotlin',
    'class A(val client: HttpClient) { fun run(text: String) = client.call(text) }',
  ],
};

describe('methods like those of a model', () => {
  for (const [what, [languageId, text]] of Object.entries(OTHERS)) {
    it(`are no prompt: ${what}`, () => {
      assert.deepEqual(findPrompts({ text, languageId, fileName: 'x' }), []);
    });
  }
});
