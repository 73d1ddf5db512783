import assert from 'node:assert/strict';
import { findPrompts } from '../../../../src/core/prompt/find';
import { readPrompts, type PromptCase } from './promptCases';

const cases: Readonly<Record<string, PromptCase>> = {
  'a body of Rust that another module makes': {
    language: 'rust',
    code: `use crate::types::ChatRequest;
impl Client {
    async fn ask<F>(&self, context: &[Turn], prompt: &str, on: F) -> Result<String>
    where
        F: FnMut(String),
    {
        let url = self.url("/api/chat");
        let request = ChatRequest::new("llama3.2", context, prompt);
        self.http.post(&url).json(&request).send().await
    }
}`,
    found: [[null, 'llama3.2', null, 'user: {context}', 'user: {prompt}']],
  },
  'fields of Rust that are named like what they are given': {
    language: 'rust',
    code: `async fn ask(model: String, messages: Vec<Message>) -> Result<Reply> {
    let body = ChatRequest { model, messages, stream: false };
    client.post("http://localhost:11434/api/chat").json(&body).send().await
}`,
    found: [[null, null, null, 'user: {messages}']],
  },
  'a text of Rust over lines, with what is put for its braces': {
    language: 'rust',
    code: `async fn ask(env: &Env, count: usize) {
    let system = format!(
        "You know {} well. \\
         Name {:?} facts.",
        env.place, count
    );
    client.post(url).json(&json!({ "model": "gpt-4o", "messages": [{ "role": "system", "content": system }] })).send().await
}`,
    found: [[null, 'gpt-4o', null, 'system: You know {env.place} well. Name {count} facts.']],
  },
  'a body of Kotlin in the words of Google': {
    language: 'kotlin',
    code: `fun ask(prompt: String): String {
    val url = "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent"
    val body = GeminiRequest(contents = listOf(GeminiContent(parts = listOf(GeminiPart(text = prompt)))))
    return post(url, adapter.toJson(body))
}`,
    found: [[null, 'gemini-2.5-flash', null, 'user: {prompt}']],
  },
  'a body of C# that another file makes': {
    language: 'csharp',
    code: `class Client { Task<Reply> Ask(string prompt) {
    var request = new ChatCompletionRequest(_model, prompt);
    return http.PostAsJsonAsync("/v1/chat/completions", request);
  } }`,
    found: [[null, null, null, 'user: {prompt}']],
  },
};

describe('bodies that are posted', () => {
  readPrompts(cases);

  for (const [what, language, code] of [
    [
      'one for images',
      'rust',
      'fn f(prompt: &str) { let r = ImageGenerationRequest::new(prompt); c.post("/v1/chat/completions").json(&r).send(); }',
    ],
    [
      'one for another server',
      'rust',
      'fn f(prompt: &str) { let r = ChatRequest::new(prompt); c.post("https://example.com/rooms").json(&r).send(); }',
    ],
    [
      'one that says nothing',
      'csharp',
      'class A { void F(int id) { var r = new ChatHistoryRequest(id); http.PostAsJsonAsync("/api/chat", r); } }',
    ],
  ] as const)
    it(`are no prompt: ${what}`, () =>
      assert.deepEqual(findPrompts({ text: code, languageId: language, fileName: 'x' }), []));
});
