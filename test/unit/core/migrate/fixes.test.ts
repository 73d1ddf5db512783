import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { applied } from '../../../../src/core/migrate/edits';
import { bodyOf, callFix, changesFor, fixedWith, parseErrors, promptsIn } from './moves';
import { startVendors, type VendorServer } from './vendorServer';

const PLAIN = 'test/fixtures/calls/plain/';
const WORKSPACE = 'test/fixtures/prompts/workspace/';

/** Files, the API they speak, and the models they are moved to. */
const moves: readonly (readonly [file: string, vendor: string, to: string])[] = [
  ...[
    'openai_chat.py',
    'openai_last.ts',
    'openai_shorthand.ts',
    'openai_body.json',
    'openai_spread.py',
  ].flatMap((file) =>
    ['o3:high', 'o4-mini', 'gpt-5-mini:minimal', 'gpt-5.5', 'gpt-6-sol:max'].map(
      (to) => [PLAIN + file, 'openai-chat', to] as const,
    ),
  ),
  ...['o3:low', 'gpt-5.5:xhigh', 'gpt-6-sol'].map(
    (to) => [`${PLAIN}openai_responses.js`, 'openai-responses', to] as const,
  ),
  ...['anthropic_prefill.py', 'anthropic_tools.ts', 'anthropic_disabled.py'].flatMap((file) =>
    [
      'claude-sonnet-4-5',
      'claude-sonnet-4-5:8000',
      'claude-opus-4-5:high',
      'claude-opus-4-6:max',
      'claude-sonnet-5:medium',
      'claude-opus-5-5',
      'claude-opus-5-5:xhigh',
    ].map((to) => [PLAIN + file, 'anthropic', to] as const),
  ),
  ...['google_dict.py', 'google_bare.ts'].flatMap((file) =>
    ['gemini-2.5-pro', 'gemini-2.5-flash:4000', 'gemini-3.8-flash:low', 'gemini-3.8-flash'].map(
      (to) => [PLAIN + file, 'google', to] as const,
    ),
  ),
  ...['openrouter.py', 'openrouter_extra.py'].flatMap((file) =>
    ['gpt-5.5:high', 'claude-opus-4-5:8000', 'deepseek/deepseek-v3.2', 'gemini-3.8-flash:low'].map(
      (to) => [PLAIN + file, 'openrouter', to] as const,
    ),
  ),
  [`${PLAIN}deepseek.py`, 'deepseek', 'deepseek-v4-pro:max'],
  [`${PLAIN}deepseek.py`, 'deepseek', 'deepseek-flash'],
  [`${PLAIN}qwen.py`, 'alibaba', 'qwq-plus'],
  [`${PLAIN}qwen.ts`, 'alibaba', 'qwq-plus'],
  [`${PLAIN}xai.py`, 'xai', 'grok-4.5:high'],
  [`${PLAIN}mistral.ts`, 'mistral', 'mistral-medium-3.5:high'],
  [`${PLAIN}mistral.ts`, 'mistral', 'magistral-medium-latest:high'],
  ...['ollama.py', 'ollama.ts'].flatMap((file) =>
    ['ollama/qwen3:8b', 'qwen3:8b:4000', 'ollama/gpt-oss:20b:low', 'gpt-oss:20b'].map(
      (to) => [PLAIN + file, 'ollama', to] as const,
    ),
  ),
  [`${PLAIN}kimi.py`, 'moonshot', 'kimi-k3:low'],
  [`${PLAIN}kimi.py`, 'moonshot', 'kimi-k2.6'],
  [`${PLAIN}glm.ts`, 'zai', 'glm-4.6'],
  [`${PLAIN}glm.ts`, 'zai', 'glm-5.2:max'],
  [`${PLAIN}cohere.py`, 'cohere', 'command-a-reasoning-08-2025:3000'],
  [`${PLAIN}vllm.py`, 'templated', 'Qwen/Qwen3-8B'],
  ...['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'us.anthropic.claude-opus-4-6-v1:high'].map(
    (to) => [`${PLAIN}bedrock.ts`, 'bedrock', to] as const,
  ),
  [`${WORKSPACE}app_anthropic.py`, 'anthropic', 'claude-sonnet-4-5'],
  [`${WORKSPACE}anthropic_node.ts`, 'anthropic', 'claude-sonnet-5:high'],
  [`${WORKSPACE}effort.py`, 'openai-chat', 'gpt-5.5:medium'],
  [`${WORKSPACE}app_google.py`, 'google', 'gemini-3.8-flash:high'],
];

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

describe('the fix of a call', () => {
  let vendors: VendorServer;
  before(async () => {
    vendors = await startVendors();
  });
  after(() => vendors.stop());

  for (const [path, vendor, to] of moves) {
    it(`leaves ${nameOf(path)} a request that ${vendor} takes for ${to}`, async () => {
      const text = readFileSync(path, 'utf8');
      const found = promptsIn(text, nameOf(path));
      assert.ok(found.length > 0);
      for (const [i, prompt] of found.entries()) {
        const fix = callFix(changesFor(prompt, text, to));
        assert.ok(fix !== undefined, 'the call can be changed');
        const after = applied(text, fix.edits);
        assert.deepEqual(parseErrors(after, nameOf(path)), [], after);
        const now = promptsIn(after, nameOf(path))[i]!;
        const body = bodyOf(now.call!);
        assert.deepEqual(await vendors.send(vendor, body), [], JSON.stringify(body));
        // Nothing is left to do.
        assert.deepEqual(callFix(changesFor(now, after, to)), undefined, after);
      }
    });
  }

  it('is refused by the server where only the model is changed', async () => {
    const text = readFileSync(`${PLAIN}openai_chat.py`, 'utf8').replace('gpt-4o', 'gpt-5.5');
    const body = bodyOf(promptsIn(text, 'x.py')[0]!.call!);
    assert.equal((await vendors.send('openai-chat', body)).length, 3);
  });

  it('keeps layout, comments and commas', () => {
    const path = `${PLAIN}openai_chat.py`;
    const text = readFileSync(path, 'utf8');
    const changes = changesFor(promptsIn(text, 'openai_chat.py')[0]!, text, 'gpt-5.5:low');
    assert.equal(
      fixedWith(text, changes),
      `from openai import OpenAI

client = OpenAI()

resp = client.chat.completions.create(
    model="gpt-5.5",  # the cheap one
    reasoning_effort="low",
    messages=[
        {"role": "system", "content": "You plan rotas."},
        {"role": "user", "content": "Plan one for six nurses."},
    ],
    max_completion_tokens=25000,
    n=1
)
`,
    );
  });

  it('takes out a pre-filled answer with its comma', () => {
    const text = readFileSync(`${PLAIN}anthropic_prefill.py`, 'utf8');
    const [found] = promptsIn(text, 'x.py');
    assert.match(
      fixedWith(text, changesFor(found!, text, 'claude-opus-5-5:high')),
      /messages=\[\n {8}\{"role": "user", "content": "List the defects as JSON."\}\n {4}\]\n\)/,
    );
  });

  it('changes the model where it is declared, and a limit too', () => {
    const text = readFileSync(`${PLAIN}openai_shorthand.ts`, 'utf8');
    const [found] = promptsIn(text, 'x.ts');
    const after = fixedWith(text, changesFor(found!, text, 'o3:high'));
    assert.match(after, /const model = 'o3';\nconst max_tokens = 25000;/);
    assert.match(after, /\n {4}model,\n {4}reasoning_effort: 'high',\n/);
    assert.match(after, /\n {4}max_completion_tokens: max_tokens,\n {2}\}\);/);
  });

  it('makes thinking with the types of Google’s client', () => {
    const text = readFileSync(`${WORKSPACE}app_google.py`, 'utf8').replace(
      /\n +thinking_config=.*/,
      '',
    );
    const [found] = promptsIn(text, 'x.py');
    assert.match(
      fixedWith(text, changesFor(found!, text, 'gemini-3.8-flash:low')),
      /thinking_config=types\.ThinkingConfig\(thinking_level="low"\),/,
    );
  });

  it('never goes from the least effort to the most', () => {
    const text = readFileSync(`${WORKSPACE}effort.py`, 'utf8');
    const [found] = promptsIn(text, 'effort.py');
    const fixed = (to: string) => fixedWith(text, changesFor(found!, text, to));
    assert.match(fixed('gpt-5.5:medium'), /reasoning_effort="medium"/);
    assert.match(fixed('gpt-5.5'), /reasoning_effort="low"/);
  });
});

describe('a call to another vendor’s client', () => {
  const pairs: readonly (readonly [file: string, to: string])[] = [
    [`${PLAIN}openai_chat.py`, 'claude-opus-5-5'],
    [`${PLAIN}openai_chat.py`, 'gpt-oss-120b'],
    [`${PLAIN}openai_responses.js`, 'gemini-3.8-flash:high'],
    [`${PLAIN}anthropic_prefill.py`, 'gpt-5-mini'],
    [`${PLAIN}google_bare.ts`, 'o3'],
    [`${PLAIN}deepseek.py`, 'o3'],
    [`${WORKSPACE}app_anthropic.py`, 'deepseek-reasoner'],
    [`${WORKSPACE}vercel.ts`, 'deepseek-v4-pro'],
  ];
  for (const [path, to] of pairs) {
    it(`is described, not edited: ${nameOf(path)} to ${to}`, () => {
      const text = readFileSync(path, 'utf8');
      for (const prompt of promptsIn(text, nameOf(path))) {
        const changes = changesFor(prompt, text, to);
        assert.equal(callFix(changes), undefined);
        assert.ok(changes.some((c) => c.code === 'other-client'));
        assert.ok(!changes.some((c) => c.code === 'unsupported-parameter'));
      }
    });
  }
});
