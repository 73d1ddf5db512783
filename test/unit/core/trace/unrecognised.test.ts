import { inEnglish } from '../../../../src/core/text/voice';
import assert from 'node:assert/strict';
import { gzipSync, zipSync } from 'fflate';
import { openTraceFile, reportOn } from '../../../../src/core/trace/open';
import { memorySource } from '../../../../src/core/trace/source';
import { valueAt, type Unrecognised } from '../../../../src/core/trace/unrecognised';

const encode = (text: string) => new TextEncoder().encode(text);

async function refused(
  name: string,
  content: string | Uint8Array,
): Promise<Unrecognised & { readonly message: string }> {
  const bytes = typeof content === 'string' ? encode(content) : content;
  const file = await openTraceFile(memorySource(name, bytes));
  assert.ok('error' in file, name);
  return { ...file.report, message: inEnglish(file.error.message) };
}

describe('the report on a file that is not understood', () => {
  it('says what the file seems to be and what was taken off', async () => {
    const cases: readonly (readonly [string, string | Uint8Array, string, readonly string[]])[] = [
      ['x', '', 'empty', []],
      ['x.txt', 'Words.', 'text', []],
      ['x.json', '{"a": {"b": 1}}', 'json', []],
      ['x.csv', 'a,b\n1,2\n', 'table', []],
      ['x.csv.gz', gzipSync(encode('a,b\n1,2\n')), 'table', ['gzip']],
      ['x.zip', zipSync({ 'a.json': encode('{"a":1}') }), 'archive', []],
      ['x.bin', Uint8Array.from([1, 0, 2, 0, 3]), 'binary', []],
      ['x.gz', gzipSync(encode('a')).subarray(0, 10), 'packed', ['gzip']],
    ];
    for (const [name, content, seems, layers] of cases) {
      const report = await refused(name, content);
      assert.deepEqual([report.seems, report.layers], [seems, layers], name);
    }
  });

  it('says what to do about a kind of file that is known and not read, also inside another', async () => {
    const xz = Uint8Array.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 1, 2]);
    const tar = new Uint8Array(1_024);
    tar.set(encode('ustar'), 257);
    for (const [bytes, title, advice] of [
      [xz, 'an xz file', 'Unpack it with "xz -d".'],
      [gzipSync(tar), 'a tar archive', 'Unpack it with "tar -xf".'],
      [
        encode('913:9:websocket;0:~8:response;880:6:reason;2:OK;'),
        'a file of mitmproxy flows',
        'Save the flows as HAR with "mitmdump -nr FILE --set hardump=OUT.har".',
      ],
    ] as const) {
      const report = await refused('x', bytes);
      assert.deepEqual([report.seems, report.kind], ['packed', { title, advice }]);
      assert.equal(report.message, `This is ${title}. ${advice}`);
    }
  });

  it('lists every way that was tried with what came of it', async () => {
    const { tried } = await refused('x.json', '{"a": tru}\n');
    assert.deepEqual(
      tried.map(({ container, records, problem }) => [container, records, problem?.code ?? null]),
      [
        ['ndjson', 0, 'malformed'],
        ['embedded', 0, 'malformed'],
      ],
    );
  });

  it('lists the fields of records with samples, inside objects and lists too', async () => {
    const line = (n: number) =>
      `${JSON.stringify({ n, ask: 'How many?\nSay it.', reply: { parts: [{ t: `It is ${n}.` }] } })}\n`;
    const { tables } = await refused('x.jsonl', line(1) + line(2) + '{"n": 3}\n');
    assert.deepEqual(tables, [
      {
        name: null,
        records: 3,
        fields: [
          { path: 'n', sample: '1', longest: 0, filled: 3 },
          { path: 'ask', sample: 'How many? Say it.', longest: 17, filled: 2 },
          { path: 'reply.parts.0.t', sample: 'It is 1.', longest: 8, filled: 2 },
        ],
      },
    ]);
  });

  it('counts a field in every record, also after more fields than it lists', async () => {
    const wide = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`f${i}`, i]));
    const { tables } = await refused('x.json', JSON.stringify([wide, { f0: 'long words' }]));
    const field = tables[0]!.fields.find(({ path }) => path === 'f0');
    assert.deepEqual([field?.filled, field?.longest], [2, 10]);
  });

  it('stays small however large the records are', async () => {
    const wide = Object.fromEntries(
      Array.from({ length: 2_000 }, (_, i) => [`k${i}`, 'x'.repeat(500)]),
    );
    const { tables } = await refused('x.json', JSON.stringify(wide));
    assert.equal(tables[0]?.fields.length, 300);
    assert.ok(JSON.stringify(tables).length < 100_000);
  });
});

describe('valueAt', () => {
  it('follows a path through objects and lists, and prefers a key that has dots itself', () => {
    const value = { a: [{ b: 1 }], 'a.0.c': 2, x: { 'y.z': 3 } };
    assert.deepEqual(
      ['a.0.b', 'a.0.c', 'x.y.z', 'a.1.b', '__proto__', 'a.length'].map((path) =>
        valueAt(value, path),
      ),
      [1, 2, 3, undefined, undefined, undefined],
    );
  });
});

describe('the report on a file that may be open', () => {
  it('lists its fields whatever format knows it', async () => {
    const line = { id: 'a', choices: [{ message: { content: '42', reasoning_content: 'So.' } }] };
    const source = memorySource('x.jsonl', encode(`${JSON.stringify(line)}\n`));
    assert.ok('format' in (await openTraceFile(source)));
    const { tables } = await reportOn(source);
    assert.deepEqual(
      tables[0]?.fields.map(({ path }) => path),
      ['id', 'choices.0.message.content', 'choices.0.message.reasoning_content'],
    );
  });
});
