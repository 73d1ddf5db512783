import assert from 'node:assert/strict';
import { bodyOf, changesFor, fixedWith, promptsIn } from './moves';

/** Calls for which it was written down by hand what their vendor asks of them, before any rule was. */
const cases: Readonly<
  Record<
    string,
    {
      readonly source: string;
      readonly to: string;
      /** What must be said, as patterns of code and arguments. */
      readonly says: readonly RegExp[];
      /** The body of the call as fixed; null where it must not be edited. */
      readonly body: Readonly<Record<string, unknown>> | null;
    }
  >
> = {
  'a budget on a model with adaptive thinking only': {
    source:
      'client.messages.create(model="claude-sonnet-4-5", max_tokens=4096, temperature=0.3, top_p=0.5, thinking={"type":"enabled","budget_tokens":8000}, messages=[{"role":"user","content":"Prove it."}])',
    to: 'claude-opus-5-5',
    says: [/budget_tokens/, /top_p/, /temperature/],
    body: {
      model: 'claude-opus-5-5',
      max_tokens: 4096,
      thinking: { type: 'adaptive' },
      messages: [{ role: 'user', content: 'Prove it.' }],
    },
  },
  'a share of the words that is too small beside a budget': {
    source:
      'client.messages.create(model="claude-sonnet-4-5", max_tokens=16000, top_p=0.5, thinking={"type":"enabled","budget_tokens":8000}, messages=[{"role":"user","content":"Prove it."}])',
    to: 'claude-opus-4-1',
    says: [/top_p/],
    body: {
      model: 'claude-opus-4-1',
      max_tokens: 16000,
      thinking: { type: 'enabled', budget_tokens: 8000 },
      messages: [{ role: 'user', content: 'Prove it.' }],
    },
  },
  'a share of the words that is large enough beside a budget': {
    source:
      'client.messages.create(model="claude-sonnet-4-5", max_tokens=16000, top_p=0.97, thinking={"type":"enabled","budget_tokens":8000}, messages=[{"role":"user","content":"Prove it."}])',
    to: 'claude-opus-4-1',
    says: [],
    body: {
      model: 'claude-opus-4-1',
      max_tokens: 16000,
      top_p: 0.97,
      thinking: { type: 'enabled', budget_tokens: 8000 },
      messages: [{ role: 'user', content: 'Prove it.' }],
    },
  },
  'an effort that is not the default': {
    source:
      'client.chat.completions.create(model="gpt-4o", messages=[{"role":"user","content":"Prove it."}])',
    to: 'gpt-6-sol:high',
    says: [/set-effort.*reasoning_effort/],
    body: {
      model: 'gpt-6-sol',
      reasoning_effort: 'high',
      messages: [{ role: 'user', content: 'Prove it.' }],
    },
  },
  'an effort that the model does not know': {
    source:
      'client.responses.create(model="gpt-5.5", input="Prove it.", reasoning={"effort":"xhigh"})',
    to: 'o3:high',
    says: [/effort-level.*xhigh/],
    body: { model: 'o3', input: 'Prove it.', reasoning: { effort: 'high' } },
  },
  'a model of another vendor': {
    source:
      'client.chat.completions.create(model="gpt-4o", messages=[{"role":"user","content":"Hi"}])',
    to: 'claude-opus-5-5',
    says: [/other-client/],
    body: null,
  },
  'nested parameters of Bedrock': {
    source:
      'bedrock.converse(modelId="anthropic.claude-3-5-sonnet-20241022-v2:0", messages=[{"role":"user","content":[{"text":"Hi"}]}], inferenceConfig={"temperature":0.2,"maxTokens":300})',
    to: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    says: [
      /inference_config\.temperature/,
      /maxTokens/,
      /set-effort.*additional_model_request_fields/,
    ],
    body: {
      modelId: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
      messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
      inferenceConfig: { maxTokens: 25000 },
      additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 16000 } },
      model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    },
  },
};

describe('the advice for a call', () => {
  for (const [what, { source, to, says, body }] of Object.entries(cases)) {
    it(`is what its vendor's pages ask for: ${what}`, () => {
      const [found] = promptsIn(source, 'x.py');
      const changes = changesFor(found!, source, to);
      const said = changes.map((c) => `${c.code}: ${JSON.stringify(c.message.args)}`);
      for (const pattern of says)
        assert.ok(
          said.some((s) => pattern.test(s)),
          `${String(pattern)} in ${said.join('\n')}`,
        );
      const after = fixedWith(source, changes);
      if (body === null) assert.equal(after, source);
      else assert.deepEqual(bodyOf(promptsIn(after, 'x.py')[0]!.call!), body);
    });
  }
});
