import assert from 'node:assert/strict';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import type { Change } from '../../../../src/core/estimate/model';
import { parseChoice } from '../../../../src/core/estimate/effort';
import { findPrompts } from '../../../../src/core/prompt/find';
import { migrationChanges, plainPrompt } from '../../../../src/core/prompt/migration';

const catalogue = makeCatalogue();

function changesOf(document: string, to: string, languageId = 'plaintext'): readonly Change[] {
  const [found] = findPrompts({ text: document, languageId, fileName: 'x' });
  const choice = parseChoice(to);
  const source = languageId === 'plaintext' || found === undefined ? plainPrompt(document) : found;
  return migrationChanges(source, document, catalogue.find(choice.model), choice);
}

/** The document with one code's quick fixes made. */
function fixed(document: string, changes: readonly Change[], code: string): string {
  return [...changes]
    .filter((c) => c.code === code)
    .reverse()
    .reduce(
      (text, { range, quickFix }) =>
        range === null || quickFix === undefined
          ? text
          : text.slice(0, range.start) + quickFix.newText + text.slice(range.end),
      document,
    );
}

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
      assert.match(found[0]?.evidence ?? '', /20\d\d/);
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
    assert.match(examples?.evidence ?? '', /Nature/);
    assert.equal(
      fixed(prompt, changes, 'few-shot-examples'),
      'Label the mood.\n\nNow: the rain stopped',
    );
  });

  it('finds what an OpenAI reasoning model refuses in a Python call', () => {
    const codes = changesOf(CALL, 'o4-mini:high', 'python').map((c) => c.code);
    for (const code of [
      'model-id',
      'developer-role',
      'step-by-step-cue',
      'unsupported-parameter',
      'rename-max-tokens',
      'cap-too-small',
      'reasoning-replay',
    ]) {
      assert.ok(codes.includes(code), code);
    }
  });

  it('makes the mechanical edits exactly', () => {
    const changes = changesOf(CALL, 'o4-mini:high', 'python');
    assert.match(fixed(CALL, changes, 'model-id'), /model="o4-mini",/);
    assert.match(fixed(CALL, changes, 'rename-max-tokens'), /\n {4}max_completion_tokens=500,/);
    assert.doesNotMatch(fixed(CALL, changes, 'unsupported-parameter'), /temperature/);
    assert.match(
      fixed(CALL, changes, 'developer-role'),
      /\{"role": "developer", "content": "You plan/,
    );
    assert.match(fixed(CALL, changes, 'step-by-step-cue'), /"Plan one\. "/);
  });

  it('renames max_tokens in a JSON body with its quotes', () => {
    const body =
      '{"model": "gpt-4o", "max_tokens": 9000, "messages": [{"role": "user", "content": "Hi there"}]}';
    const changes = changesOf(body, 'o4-mini', 'json');
    const after = fixed(body, changes, 'rename-max-tokens');
    assert.ok(after.includes('"max_completion_tokens": 9000'), after);
    assert.doesNotThrow(() => JSON.parse(after) as unknown);
  });

  it('lets Claude keep the default temperature', () => {
    const body = (t: number) =>
      `{"model": "claude-sonnet-4", "temperature": ${t}, "messages": [{"role": "user", "content": "Hi"}]}`;
    const codes = (t: number) => changesOf(body(t), 'claude-sonnet-4', 'json').map((c) => c.code);
    assert.ok(codes(0).includes('unsupported-parameter'));
    assert.ok(!codes(1).includes('unsupported-parameter'));
  });

  it('reads hostile text in linear time', () => {
    const start = performance.now();
    changesOf('think '.repeat(50_000) + 'step '.repeat(50_000), 'o4-mini');
    changesOf('show your '.repeat(30_000), 'o4-mini');
    changesOf(' \n'.repeat(100_000), 'o4-mini');
    assert.ok(performance.now() - start < 20_000);
  });
});
