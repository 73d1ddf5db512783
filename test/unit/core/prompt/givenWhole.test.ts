import { readPrompts, type PromptCase } from './promptCases';

const cases: Readonly<Record<string, PromptCase>> = {
  'arguments that are handed on': {
    code: `from mistralai import Mistral
def send(self, **params):
    return self.client.chat.complete(**params)
def talk(self, kwargs):
    return self.openai.chat.completions.create(model="gpt-4o", **kwargs)`,
    found: [
      ['mistral', null, null, 'user: {params}'],
      ['openai', 'gpt-4o', null, 'user: {kwargs}'],
    ],
  },
  'parameters of a method in TypeScript': {
    language: 'typescript',
    code: `import Anthropic from '@anthropic-ai/sdk';
class A {
  send(params: Params, options) { return this.client.messages.create(params, options); }
  talk(body: Body) { return this.openai.responses.create(body); }
}`,
    found: [
      ['anthropic', null, null, 'user: {params}'],
      ['openai', null, null, 'user: {body}'],
    ],
  },
  'a command of Bedrock and what another file makes for it': {
    language: 'typescript',
    code: `import { ConverseCommand, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
const input = makeInput(model, messages);
await client.send(new ConverseCommand(input));
await client.send(new InvokeModelCommand(pictureInput));`,
    found: [['bedrock', null, null, 'user: {input}']],
  },
  'a request that a function of the file makes': {
    language: 'typescript',
    code: `const build = (q) => ({ model: 'gpt-4o', messages: [{ role: 'system', content: 'You sum up.' }, { role: 'user', content: q }] });
await openai.chat.completions.create(build(text));`,
    found: [['openai', 'gpt-4o', null, 'system: You sum up.', 'user: {q}']],
  },
  "a call that a project's own function makes": {
    code: `async def go(self, model, messages):
    params = {"model": model, "input": messages}
    params["store"] = False
    return await self._safely(self.client.responses.create, operation="see", **params)`,
    found: [['openai', null, null, 'user: {messages}']],
  },
  'no messages of a telephone, and none of a thread': {
    language: 'typescript',
    code: `const sms = await twilio.messages.create(params);
await openai.beta.threads.messages.create(thread.id, { role: 'user', content: text });
await openai.images.generate(params);
await openai.embeddings.create(params);`,
    found: [],
  },
  'no call that is only named': {
    code: `import anthropic
monkeypatch.setattr(client.messages.create, "x", **options)
assert_called(client.chat.completions.create, times=1)
client.chat.completions.create()`,
    found: [],
  },
  'a request of Java once, where it is built': {
    language: 'java',
    code: `class A { String b(String q) {
  ChatCompletionCreateParams params = ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage(q).build();
  return client.chat().completions().create(params); } }`,
    found: [['openai', 'gpt-4o', null, 'user: {q}']],
  },
};

describe('calls that are given all their arguments as one value', () => readPrompts(cases));
