import { countFigure, say } from '../../../../../src/core/model/sentence';
import { inEnglish } from '../../../../../src/core/text/voice';
import assert from 'node:assert/strict';
import type { FileRecord } from '../../../../../src/core/trace/format';
import { MAX_YAML_BYTES } from '../../../../../src/core/trace/reader/bounds';
import { createReader, readAgain } from '../../../../../src/core/trace/reader/createReader';
import { ProblemList } from '../../../../../src/core/trace/reader/problems';
import { memorySource } from '../../../../../src/core/trace/source';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function read(text: string, size = text.length + 9) {
  const problems = new ProblemList();
  const reader = createReader('yaml', { offset: 0, record: 0, problems });
  const bytes = encode(text);
  const records: FileRecord[] = [];
  for (let at = 0; at < bytes.length; at += size)
    records.push(...reader.push(bytes.slice(at, at + size)));
  const early = records.length;
  records.push(...reader.end());
  return { bytes, early, records, problems: problems.all() };
}

const values = (text: string): readonly unknown[] => read(text).records.map((r) => r.value);
const item = (value: unknown) => ({ interactions: [value] });

const layouts: readonly (readonly [name: string, text: string, records: readonly unknown[]])[] = [
  ['a list at the margin', 'interactions:\n- a: 1\n- a: 2\nversion: 1\n', [1, 2]],
  [
    'an indented list after a comment',
    '# cassette\n---\nhttp_interactions:\n\n  - a: 1\n  # between\n  -\n    a: 2\nrecorded_with: VCR 6\n',
    [1, 2],
  ],
  ['carriage returns and a byte order mark', '\ufeffinteractions:\r\n- a: 1\r\n- a: 2\r\n', [1, 2]],
  ['a list within an item', 'interactions:\n- a:\n  - b\n  - c\n- a: 2\n', [['b', 'c'], 2]],
  [
    'words with dashes in quotes and blocks',
    'interactions:\n- a: "x\n\n    - y"\n- a: |\n    - one\n    - two\n',
    ['x\n- y', '- one\n- two\n'],
  ],
  [
    'tags of other languages',
    'interactions:\n- a: !!binary |\n    AAAA\n- a: !ruby/object:X\n    b: 1\n- a: !!python/unicode "u"\n',
    ['AAAA\n', { b: 1 }, 'u'],
  ],
  ['two lists', 'interactions:\n- a: 1\n---\ninteractions:\n- a: 2\n', [1, 2]],
];

describe('a file of YAML', () => {
  for (const [name, text, found] of layouts) {
    it(`is read item by item: ${name}`, () => {
      const expected = found.map((a) => item({ a }));
      // However the bytes are cut into chunks.
      for (const size of [1, 2, 7, text.length + 9])
        assert.deepEqual(
          read(text, size).records.map((r) => r.value),
          expected,
        );
    });
  }

  it('that is no list of exchanges is read as its documents', () => {
    assert.deepEqual(values('a: 1\n---\n- b\n'), [{ a: 1 }, ['b']]);
    assert.deepEqual(values('interactions:\n  a: 1\n'), [{ interactions: { a: 1 } }]);
    assert.deepEqual(values('interactions: [1]\n'), [{ interactions: [1] }]);
  });

  it('of many documents is parsed once when they are read again together', async () => {
    const text = Array.from({ length: 400 }, (_, i) => `---\na: ${i}\nb: [1, 2, 3]\n`).join('');
    const { bytes, records } = read(text);
    assert.equal(records.length, 400);
    const ranges = records.map((r) => r.range);
    const parsed: unknown[] = [];
    const again = await readAgain(memorySource('x.yaml', bytes), 'yaml', ranges);
    for (const [i, record] of again.entries()) {
      assert.deepEqual([record.value, record.range], [records[i]!.value, ranges[i]]);
      parsed.push(record.value);
    }
    assert.equal(parsed.length, 400);
    const [first] = await readAgain(memorySource('x.yaml', bytes), 'yaml', ranges.slice(0, 1));
    const twice = await readAgain(memorySource('x.yaml', bytes), 'yaml', [ranges[0]!, ranges[0]!]);
    assert.deepEqual(first?.value, { a: 0, b: [1, 2, 3] });
    // The same parsing gave both.
    assert.equal(twice[0]?.value, twice[1]?.value);
  });

  it('gives each item its own range, from which it is read again', async () => {
    const text =
      'interactions:\n- a: é\n- a: &x [1]\n- a: *x\n- a: 4\nversion: 1\n' + '# end\n'.repeat(20);
    const { bytes, records } = read(text);
    assert.deepEqual(
      records.map((r) => r.value),
      ['é', [1], [1], 4].map((a) => item({ a })),
    );
    const again = await readAgain(
      memorySource('a.yaml', bytes),
      'yaml',
      records.map((r) => r.range),
    );
    assert.deepEqual(again, records);
    const { start, end } = records[3]!.range;
    assert.equal(new TextDecoder().decode(bytes.subarray(start, end)), '- a: 4\n');
  });

  it('above the bound opens where no single item is, with records before its end', () => {
    const body = 'data: {n: 111}\\n'.repeat(60_000);
    const text = 'interactions:\n' + `- a: "${body}"\n`.repeat(10);
    assert.ok(text.length > MAX_YAML_BYTES);
    const { records, early, problems } = read(text, 256 * 1024);
    assert.deepEqual([records.length, early, problems.length], [10, 9, 0]);
  });

  it('leaves an item beyond the bound out, says so, and reads the others', () => {
    const text = `interactions:\n- a: "${'x'.repeat(MAX_YAML_BYTES)}"\n- a: 2\n`;
    const { records, problems } = read(text, 256 * 1024);
    assert.deepEqual(
      records.map((r) => r.value),
      [item({ a: 2 })],
    );
    assert.deepEqual(problems, [
      {
        code: 'too-large',
        message: say('A record is larger than {0} MB.', countFigure(8)),
        at: { record: 0, offset: 14 },
      },
    ]);
  });

  it('tells where an item is broken and reads the others', () => {
    const { records, problems } = read('interactions:\n- a: [1\n- a: 2\n');
    assert.deepEqual(
      records.map((r) => [r.value, r.range.record]),
      [[item({ a: 2 }), 1]],
    );
    assert.deepEqual(
      problems.map((p) => [p.code, p.at]),
      [['malformed', { record: 0, offset: 14 }]],
    );
  });

  it('that was cut off inside quotes is read as far as it goes', () => {
    const { records, problems } = read('interactions:\n- a: 1\n- a: "data: so f');
    assert.deepEqual(
      records.map((r) => r.value),
      [item({ a: 1 }), item({ a: 'data: so f' })],
    );
    assert.deepEqual(
      problems.map((p) => p.code),
      ['truncated'],
    );
  });

  it('whose aliases multiply, or hold themselves, is refused', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `  b${i + 1}: &b${i + 1} [*b${i}, *b${i}]`);
    for (const text of [
      `interactions:\n- a: &b0 [1]\n${levels.join('\n')}\n`,
      'interactions:\n- a: &b [*b]\n',
      `x: &b0 [1]\n${levels.join('\n').replace(/^ {2}/gm, '')}\n`,
    ]) {
      const { records, problems } = read(text);
      assert.deepEqual(records, []);
      assert.match(inEnglish(problems[0]!.message), /aliases repeat too much/);
    }
  });

  it('bounds what items that point to earlier ones may cost', () => {
    const text = `interactions:\n- a: &x "${'z'.repeat(200_000)}"\n` + '- b: *x\n'.repeat(2_000);
    const { records, problems } = read(text);
    assert.ok(records.length > 10 && records.length < 100);
    assert.match(inEnglish(problems[0]!.message), /Too many records point to earlier ones/);
  });
});
