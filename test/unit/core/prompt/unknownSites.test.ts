import { readPrompts, type PromptCase } from './promptCases';

const cases: Readonly<Record<string, PromptCase>> = {
  'a body of Ollama and its address': {
    language: 'typescript',
    code: `async function go(host, model, prompt) {
  const payload = { model, prompt, stream: false };
  const url = \`\${host}/api/generate\`;
  return this.fetchFn(url, { method: 'POST', body: JSON.stringify(payload) });
}`,
    found: [[null, null, null, 'user: {prompt}']],
  },
  'a body of the Responses API': {
    code: `def go(model, question):
    return requests.post("https://api.openai.com/v1/responses", json={"model": model, "input": question})`,
    found: [[null, null, null, 'user: {question}']],
  },
  "a body of Google's, whose model is in the address": {
    code: `class Gem:
    def __init__(self):
        self.base = "https://generativelanguage.googleapis.com/v1beta"
        self.model = "gemini-2.0-flash"
    def post(self, payload):
        return requests.post(f"{self.base}/models/{self.model}:generateContent", json=payload)
    def go(self, prompt):
        return self.post({"contents": [{"role": "user", "parts": [{"text": prompt}]}], "tools": [{"googleSearch": {}}]})`,
    found: [[null, 'gemini-2.0-flash', null, 'user: {prompt}']],
  },
  'a body of a client whose address begins with a slash': {
    code: `async def go(self, model, prompt):
    payload = {"model": model, "prompt": prompt, "stream": False}
    return await self.client.post("/api/generate", json=payload)
def test_pictures(client):
    client.post("/api/generate", json={"model": "x.safetensors", "prompt": "a cat", "seed": 8})`,
    found: [[null, null, null, 'user: {prompt}']],
  },
  'no body for pictures, vectors or speech': {
    code: `def a(model, prompt):
    return requests.post("https://api.openai.com/v1/images/generations", json={"model": model, "prompt": prompt, "n": 1})
def b(model, text):
    return requests.post("https://api.openai.com/v1/embeddings", json={"model": model, "input": text})
def c(model, text):
    return requests.post(f"{host}/api/embed", json={"model": model, "input": text})
def d(model, text):
    return requests.post(f"{host}/v1/audio/speech", json={"model": model, "input": text})`,
    found: [],
  },
  'no form whose fields are called so': {
    language: 'typescript',
    code: `const state = { prompt, input, open: true };
await fetch('/api/generate', { method: 'POST', body: JSON.stringify({ prompt, model }) });
await fetch(\`\${base}/api/users\`, { method: 'POST', body: JSON.stringify({ model, input }) });
await fetch('/api/generate', { method: 'POST', body: JSON.stringify({ prompt, model, seed: 7 }) });
await fetch('/api/survey/responses', { method: 'POST', body: JSON.stringify({ model, input }) });`,
    found: [],
  },
};

describe('requests of no known library', () => readPrompts(cases));
