import assert from 'node:assert/strict';
import { findPrompts } from '../../../../src/core/prompt/find';
import { readPrompts, type PromptCase } from './promptCases';

/** A call in the comment of each language, which is sent to nobody. */
const COMMENTED: Readonly<Record<string, string>> = {
  csharp: `class A { void Run() {
    // await client.CompleteChatAsync([new UserChatMessage("Name three rivers.")]);
    /* client.CompleteChat("Name three rivers."); */
  } }`,
  kotlin: `fun run() {
    // client.chat.completions.create(model = "gpt-4o", prompt = "Name three rivers.")
    /** chatModel.chat("Name three rivers.") */
}`,
  swift: `func run() {
    // model.generateContent("Name three rivers.")
}`,
  dart: `void run() {
  /// await model.generateContent([Content.text('Name three rivers.')]);
}`,
  scala: `object A {
  /* client.chat.completions.create(Map("model" -> "gpt-4o", "prompt" -> "Name three rivers.")) */
}`,
  ruby: `def run
  # client.chat(parameters: { model: "gpt-4o", messages: [{ role: "user", content: "Name three rivers." }] })
end
=begin
OpenAI::Client.new.chat(parameters: { model: "gpt-4o", messages: [{ role: "user", content: "Name a river." }] })
=end`,
  elixir: `def run do
  # OpenAI.chat_completion(model: "gpt-4o", messages: [%{role: "user", content: "Name three rivers."}])
end`,
  julia: `#= create(model="gpt-4o", messages=[Dict("role" => "user", "content" => "Name three rivers.")]) =#`,
};

describe('prompts in comments', () => {
  for (const [languageId, text] of Object.entries(COMMENTED)) {
    it(`are none: ${languageId}`, () => {
      assert.deepEqual(findPrompts({ text, languageId, fileName: 'x' }), []);
    });
  }
});

const cases: Readonly<Record<string, PromptCase>> = {
  'comments between the arguments of Ruby': {
    language: 'ruby',
    code: `require "openai"
class Guide
  def call
    client.chat(
      parameters: {
        model: "gpt-4o-mini", # Required.
        messages: [{ role: "user", content: "Name three rivers." }], # The guide's only question.
        temperature: 0.7 # warm
      }
    )
  end
end`,
    found: [['openai', 'gpt-4o-mini', null, 'user: Name three rivers.']],
  },
  'comments between the arguments of C#': {
    language: 'csharp',
    code: `class A { Task Run() {
    var client = new ChatClient(model: "gpt-5-mini", /* from the vault */ key);
    return client.CompleteChatAsync([
      // Don't change this: (see above)
      new SystemChatMessage("Answer briefly."), // the rules
      new UserChatMessage("Name three rivers.")
    ]);
  } }`,
    found: [['openai', 'gpt-5-mini', null, 'system: Answer briefly.', 'user: Name three rivers.']],
  },
  'texts in the expressions of a text': {
    language: 'kotlin',
    code: `fun run(names: List<String>) {
    // the keeper's list
    val answer = chatModel.chat("Sort \${names.joinToString(", ") { it.trim() }} by length.")
}`,
    found: [
      ['llamaindex', null, null, 'user: Sort {names.joinToString(", ") { it.trim() }} by length.'],
    ],
  },
  'texts in the expressions of a text of Swift': {
    language: 'swift',
    code: `func run(items: [String]) async throws {
  let model = GenerativeModel(name: "gemini-2.5-flash", apiKey: key)
  _ = try await model.generateContent("Sort \\(items.joined(separator: ", ")) by length. // soon")
}`,
    found: [
      [
        'google-genai',
        'gemini-2.5-flash',
        null,
        'user: Sort {items.joined(separator: ", ")} by length. // soon',
      ],
    ],
  },
  'several calls in an expression of a text of Swift': {
    language: 'swift',
    code: `func run(lines: [String]) async throws {
  let session = LanguageModelSession()
  _ = try await session.respond(to: "Title: \\(lines.map { "- \\($0)" }.joined(separator: "; "))")
}`,
    found: [
      [
        'foundation-models',
        null,
        null,
        'user: Title: {lines.map { "- \\($0)" }.joined(separator: "; ")}',
      ],
    ],
  },
  'a quote in a pattern of Ruby': {
    language: 'ruby',
    code: `require "openai"
def call(text)
  clean = text.gsub(/"/, "'")
  client.chat(parameters: { model: "gpt-4o", messages: [{ role: "user", content: "Tidy this: #{clean}" }] })
end`,
    found: [['openai', 'gpt-4o', null, 'user: Tidy this: {clean}']],
  },
  'texts between brackets of Elixir': {
    language: 'elixir',
    code: `def run(name) do
  OpenAI.chat_completion(
    model: "gpt-4o",
    messages: [%{role: "user", content: ~s(Greet "#{name}" in one line.)}]
  )
end`,
    found: [['openai', 'gpt-4o', null, 'user: Greet "{name}" in one line.']],
  },
};

describe('prompts with comments and nested texts around them', () => readPrompts(cases));
