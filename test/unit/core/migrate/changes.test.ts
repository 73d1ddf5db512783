import assert from 'node:assert/strict';
import type { Change } from '../../../../src/core/estimate/model';
import { findPrompts } from '../../../../src/core/prompt/find';
import type { FoundPrompt } from '../../../../src/core/prompt/model';
import { assertLinear, assertLinearIn } from '../../growth';
import { changesFor, fixedWith } from './moves';

/** A prompt without code around it: one user message that is the whole document. */
const plainPrompt = (text: string): FoundPrompt => ({
  kind: 'document',
  language: 'text',
  messages: [{ role: 'user', text, range: { start: 0, end: text.length } }],
  placeholders: [],
  call: null,
  model: null,
  effort: null,
});

function changesOf(document: string, to: string, languageId = 'plaintext'): readonly Change[] {
  const [found] = findPrompts({ text: document, languageId, fileName: 'x' });
  const source = languageId === 'plaintext' || found === undefined ? plainPrompt(document) : found;
  return changesFor(source, document, to);
}

/** The document with one code's quick fixes made. */
const fixed = (document: string, changes: readonly Change[], code: string): string =>
  fixedWith(
    document,
    changes.filter((c) => c.code === code),
  );

const CALL = `client = OpenAI(timeout=60)
resp = client.chat.completions.create(
    model="gpt-4o",
    messages=[
        {"role": "system", "content": "You plan rotas."},
        {"role": "user", "content": "Plan one. Let's think step by step."},
    ],
    temperature=0,
    max_tokens=500,
    tools=[],
)
`;

describe('migrationChanges', () => {
  const cues: readonly (readonly [string, string])[] = [
    ["Solve it. Let's think step by step.", 'Solve it. '],
    ['Think step by step. Solve it.', 'Solve it.'],
    ['Solve it, thinking hard, and explain your reasoning step by step.', ''],
    ['Please think carefully step-by-step and then answer.', ''],
    ['Take a deep breath and solve it.', ''],
  ];
  for (const [prompt, after] of cues) {
    it(`finds the cue in "${prompt}"`, () => {
      const found = changesOf(prompt, 'o4-mini').filter((c) => c.code === 'step-by-step-cue');
      assert.equal(found.length, 1);
      assert.match(found[0]?.evidence.message ?? '', /20\d\d/);
      if (after !== '') assert.equal(fixed(prompt, found, 'step-by-step-cue'), after);
    });
  }

  const plain = [
    'Give the steps of the recipe.',
    'The stairs have one step. By step two you are up.',
    'Think of a number.',
  ];
  for (const prompt of plain) {
    it(`finds no cue in "${prompt}"`, () => {
      assert.deepEqual(changesOf(prompt, 'o4-mini'), []);
    });
  }

  it('changes nothing for a plain LLM or with reasoning off', () => {
    assert.deepEqual(changesOf('Think step by step.', 'gpt-4o'), []);
    assert.deepEqual(changesOf('Think step by step.', 'claude-sonnet-4:off'), []);
  });

  it('finds worked examples and takes them out', () => {
    const prompt =
      'Label the mood.\n\nInput: I won\nOutput: glad\n\nInput: I lost\nOutput: sad\n\nNow: the rain stopped';
    const changes = changesOf(prompt, 'deepseek-r1');
    const [examples] = changes.filter((c) => c.code === 'few-shot-examples');
    assert.match(examples?.evidence.message ?? '', /Nature/);
    assert.equal(
      fixed(prompt, changes, 'few-shot-examples'),
      'Label the mood.\n\nNow: the rain stopped',
    );
  });

  it('finds what an OpenAI reasoning model refuses in a Python call', () => {
    const codes = changesOf(CALL, 'o4-mini:high', 'python').map((c) => c.code);
    for (const code of [
      'model-id',
      'set-effort',
      'step-by-step-cue',
      'unsupported-parameter',
      'rename-max-tokens',
      'cap-too-small',
    ]) {
      assert.ok(codes.includes(code), code);
    }
  });

  it('makes one edit of the call, and one of the words of the prompt', () => {
    const changes = changesOf(CALL, 'o4-mini:high', 'python');
    for (const code of ['model-id', 'rename-max-tokens', 'set-effort', 'cap-too-small']) {
      assert.equal(
        fixed(CALL, changes, code),
        `client = OpenAI(timeout=60)
resp = client.chat.completions.create(
    model="o4-mini",
    reasoning_effort="high",
    messages=[
        {"role": "system", "content": "You plan rotas."},
        {"role": "user", "content": "Plan one. Let's think step by step."},
    ],
    max_completion_tokens=25000,
    tools=[],
)
`,
      );
    }
    assert.match(fixed(CALL, changes, 'step-by-step-cue'), /"Plan one\. "/);
  });

  it('leaves the system message as it is', () => {
    const roles = changesOf(CALL, 'gpt-5.5', 'python').filter((c) => c.code.includes('role'));
    assert.deepEqual(roles, []);
  });

  it('renames max_tokens in a JSON body with its quotes', () => {
    const body =
      '{"model": "gpt-4o", "max_tokens": 9000, "messages": [{"role": "user", "content": "Hi there"}]}';
    const changes = changesOf(body, 'o4-mini', 'json');
    const after = fixed(body, changes, 'rename-max-tokens');
    assert.ok(after.includes('"max_completion_tokens": 9000'), after);
    assert.doesNotThrow(() => JSON.parse(after) as unknown);
  });

  it('changes a request that stands in an HTTP file', () => {
    const file =
      'POST https://api.openai.com/v1/responses\n\n{\n  "model": "gpt-5",\n  "reasoning": { "effort": "low" },\n  "input": "Name a river."\n}\n';
    const after = fixedWith(file, changesOf(file, 'gpt-5.5:high', 'http'));
    assert.equal(after, file.replace('gpt-5', 'gpt-5.5').replace('"low"', '"high"'));
  });

  it('takes the default of a variable of the environment for the effort that is asked for', () => {
    const client = (effort: string) =>
      `class A:
    def __init__(self):
        self.effort = os.environ.get("EFFORT", "${effort}")
    def ask(self, q):
        client.messages.create(model="claude-opus-4-6", max_tokens=64000, thinking={"type": "adaptive"},
            output_config={"effort": self.effort}, messages=[{"role": "user", "content": q}])
`;
    const codes = (effort: string) =>
      changesOf(client(effort), 'claude-opus-5-5:high', 'python').map((c) => c.code);
    assert.ok(codes('low').includes('set-effort'));
    assert.ok(!codes('high').includes('set-effort'));
  });

  it('lets Claude keep the default temperature', () => {
    const body = (t: number) =>
      `{"model": "claude-sonnet-4-5", "max_tokens": 30000, "temperature": ${t}, "messages": [{"role": "user", "content": "Hi"}]}`;
    const codes = (t: number) => changesOf(body(t), 'claude-sonnet-4-5', 'json').map((c) => c.code);
    assert.ok(codes(0).includes('unsupported-parameter'));
    assert.ok(!codes(1).includes('unsupported-parameter'));
  });

  it('says that a budget leaves no room under the limit', () => {
    const call = (to: string) =>
      changesOf(
        'client.messages.create(model="claude-sonnet-4-5", max_tokens=4096, thinking={"type": "enabled", "budget_tokens": 8000}, messages=[{"role": "user", "content": "Prove it."}])',
        to,
        'python',
      ).map((c) => c.code);
    assert.ok(call('claude-sonnet-4-5:8000').includes('budget-over-cap'));
    // Adaptive thinking has no budget.
    assert.ok(!call('claude-opus-5-5').includes('budget-over-cap'));
  });

  it('says of each level that a model does not take', () => {
    const call = (effort: string) =>
      `client.responses.create(model="gpt-5.5", input="Prove it.", reasoning={"effort": "${effort}"})`;
    const found = (effort: string, to: string) =>
      changesOf(call(effort), to, 'python').filter((c) => c.code === 'effort-level').length;
    assert.equal(found('xhigh', 'o3:high'), 1);
    assert.equal(found('minimal', 'gpt-5.5'), 1);
    assert.equal(found('high', 'o3'), 0);
  });

  it('advises of R1 alone to do without a system message', () => {
    const call = (model: string) =>
      `client.chat.completions.create(model="${model}", messages=[{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Prove it."}])`;
    const roles = (to: string) =>
      changesOf(call(to), to, 'python').filter((c) => c.code === 'system-role').length;
    assert.equal(roles('deepseek-r1'), 1);
    for (const other of ['deepseek-r1-0528', 'deepseek-v4-pro', 'o3', 'qwq-32b'])
      assert.equal(roles(other), 0, other);
  });

  it('reads hostile text in linear time', () => {
    assertLinear('steps to think', 12_000, (n) =>
      changesOf('think '.repeat(n) + 'step '.repeat(n), 'o4-mini'),
    );
    for (const piece of ['show your ', ' \n'])
      assertLinearIn(piece, 50_000, (text) => changesOf(text, 'o4-mini'));
  });
});
