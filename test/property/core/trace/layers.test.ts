import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Container, FileRecord } from '../../../../src/core/trace/format';
import { FORMATS } from '../../../../src/core/trace/formats/table';
import { openTraceFile } from '../../../../src/core/trace/open';
import { createReader } from '../../../../src/core/trace/reader/createReader';
import { isStore } from '../../../../src/core/trace/reader/createStore';
import { parseLoose } from '../../../../src/core/trace/reader/embedded/looseValue';
import { ProblemList } from '../../../../src/core/trace/reader/problems';
import { sniffFile } from '../../../../src/core/trace/sniff';
import { memorySource } from '../../../../src/core/trace/source';
import { zstdStored } from '../../../unit/core/trace/reader/layers/packedFixture';

const encode = (text: string) => new TextEncoder().encode(text);

const LAYERS: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: (bytes) => gzipSync(bytes),
  zstd: zstdStored,
  utf16: (bytes) => Uint8Array.from([0xff, 0xfe, ...[...bytes].flatMap((b) => [b, 0])]),
  docker: (bytes) =>
    encode(`${JSON.stringify({ log: new TextDecoder().decode(bytes), stream: 'stdout' })}\n`),
};

/** Pieces of everything that a reader looks at. */
const pieces = fc.constantFrom(
  ...[
    '{',
    '}',
    '[',
    ']',
    '(',
    '"',
    "'",
    '"""',
    "'''",
    ',',
    ':',
    '\n',
    '\r\n',
    '\\',
    '\\u12',
    '//',
    '/*',
    '*/',
    '#',
  ],
  ...[
    '2026-01-01 10:00:00 ',
    'INFO ',
    'x: ',
    '```json\n',
    '```\n',
    'Name(',
    'key=',
    'None',
    '<think>',
    '</think>',
  ],
  ...['{"a": 1}', "{'a': 1}", '"a",b\n', '\t', ';', 'é', '😀', '\0', "b'x'", 'data: {}'],
);
const hostile = fc.array(pieces, { maxLength: 40 }).map((found) => found.join(''));
const names = fc.constantFrom('x', 'x.csv', 'x.tsv', 'x.log', 'x.md', 'x.jsonl', 'x.yaml', 'x.gz');

function recordsOf(container: Container, bytes: Uint8Array, cuts: readonly number[]): FileRecord[] {
  assert.ok(!isStore(container));
  const reader = createReader(container, { offset: 0, record: 0, problems: new ProblemList() });
  const ends = cuts.map((c) => c % (bytes.length + 1)).sort((a, b) => a - b);
  const found: FileRecord[] = [];
  let from = 0;
  for (const end of [...ends, bytes.length]) {
    found.push(...reader.push(bytes.slice(from, end)));
    from = end;
  }
  return [...found, ...reader.end()];
}

describe('layers', () => {
  it('never throw, however they nest, are cut or damaged', async () => {
    await fc.assert(
      fc.asyncProperty(
        names,
        hostile,
        fc.array(fc.constantFrom(...Object.keys(LAYERS)), { maxLength: 3 }),
        fc.nat(),
        fc.option(fc.tuple(fc.nat(), fc.nat(255))),
        async (name, text, layers, cut, damage) => {
          const packed = layers.reduce<Uint8Array>((bytes, id) => LAYERS[id]!(bytes), encode(text));
          const bytes = packed.slice(0, packed.length - (cut % (packed.length + 1)));
          if (damage !== null && bytes.length > 0) bytes[damage[0] % bytes.length] = damage[1];
          const file = await openTraceFile(memorySource(name, bytes));
          if ('error' in file) assert.notEqual(file.error.message, '');
          else for (const { index } of file.summaries) await file.read(index);
          await sniffFile(memorySource(name, bytes), FORMATS);
        },
      ),
      // A quote in a bare cell is text, also when the row is read again.
      { numRuns: 300, examples: [['x.tsv', '<think>"', [], 0, null]] },
    );
  });

  it('never throw over damaged databases and tables in columns, and end soon', async () => {
    const files = ['cursor.vscdb', 'goose.db', 'own.db', 'opencode.db'].map(
      (name) => new Uint8Array(readFileSync(`test/fixtures/databases/${name}`)),
    );
    const data = Array.from({ length: 20 }, (_, i) => `<think>${i} and ${i}</think>${2 * i}`);
    files.push(new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'response', data }] })));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
        fc.option(fc.nat()),
        async (whole, changes, cut) => {
          const bytes = whole.slice(0, cut === null ? whole.length : cut % whole.length);
          for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value;
          const file = await openTraceFile(memorySource('x', bytes));
          if ('error' in file) assert.notEqual(file.error.message, '');
          else for (const { index } of file.summaries) await file.read(index);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('give the same records however the bytes are cut into chunks', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Container>('embedded', 'csv'),
        hostile,
        fc.array(fc.nat(), { maxLength: 6 }),
        (container, text, cuts) => {
          const bytes = encode(text);
          assert.deepEqual(recordsOf(container, bytes, cuts), recordsOf(container, bytes, []));
        },
      ),
    );
  });

  it('have a parser that reads any JSON as JSON.parse does, and any text without throwing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(4), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        assert.deepEqual(parseLoose(text), { value: JSON.parse(text) as unknown, cut: false });
      }),
    );
    fc.assert(
      fc.property(hostile, fc.boolean(), (text, cut) => {
        parseLoose(text, cut);
      }),
    );
  });
});
