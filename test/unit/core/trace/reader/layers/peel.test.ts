import assert from 'node:assert/strict';
import { gzipSync } from 'fflate';
import { MEGABYTE } from '../../../../../../src/core/trace/reader/bounds';
import { peel, peelHead } from '../../../../../../src/core/trace/reader/layers/peel';
import { unpackedSource } from '../../../../../../src/core/trace/reader/layers/unpack';
import { memorySource } from '../../../../../../src/core/trace/source';
import { zstdBomb, zstdStored } from './packedFixture';

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

interface Inside {
  readonly name: string | null;
  readonly text: string | null;
  readonly layers: readonly string[];
  readonly problems: readonly string[];
}

async function inside(name: string, bytes: Uint8Array): Promise<Inside> {
  const { source, layers, problems } = await peel(memorySource(name, bytes));
  return {
    name: source?.name ?? null,
    text: source === null ? null : decode(await source.read(0, source.size)),
    layers: layers.map((l) => l.id),
    problems: problems.map((p) => p.code),
  };
}

const LINES = '{"a":1}\n{"a":2}\n';

describe('the layers of a file', () => {
  it('are none around plain lines', async () => {
    const found = await inside('x.jsonl', encode(LINES));
    assert.deepEqual(found, { name: 'x.jsonl', text: LINES, layers: [], problems: [] });
  });

  it('are taken off by their bytes, and the name loses what says how it is packed', async () => {
    const gzip = await inside('x.jsonl.gz', gzipSync(encode(LINES)));
    assert.deepEqual(gzip, { name: 'x.jsonl', text: LINES, layers: ['gzip'], problems: [] });
    const zstd = await inside('x.csv.zst', zstdStored(encode(LINES)));
    assert.deepEqual(zstd, { name: 'x.csv', text: LINES, layers: ['zstd'], problems: [] });
    const misnamed = await inside('x.bin', gzipSync(encode(LINES)));
    assert.equal(misnamed.text, LINES);
  });

  it('nest', async () => {
    const found = await inside(
      'x.gz.zst',
      zstdStored(gzipSync(encode("b'data: {}'\nb'é\\xc3\\xa9'\n"))),
    );
    assert.deepEqual(found.layers, ['zstd', 'gzip', 'python-bytes']);
    assert.equal(found.text, 'data: {}\néé\n');
  });

  it('are taken off a stream of several members', async () => {
    const members = [...gzipSync(encode('{"a":1}\n')), ...gzipSync(encode('{"a":2}\n'))];
    assert.equal((await inside('x.gz', Uint8Array.from(members))).text, LINES);
    const frames = [...zstdStored(encode('{"a":1}\n')), ...zstdStored(encode('{"a":2}\n'))];
    assert.equal((await inside('x.zst', Uint8Array.from(frames))).text, LINES);
  });

  it('give what comes before damage or the end, and say so', async () => {
    const text = LINES.repeat(30_000);
    for (const packed of [zstdStored(encode(text)), gzipSync(encode(text), { level: 0 })]) {
      const cut = await inside('x', packed.subarray(0, packed.length - 1_000));
      assert.ok(text.startsWith(cut.text ?? '-') && (cut.text?.length ?? 0) > 100_000);
      assert.deepEqual(cut.problems, ['truncated']);
    }
    const nothing = await inside('x.gz', gzipSync(encode(LINES)).subarray(0, 10));
    assert.equal(nothing.text, null);
  });

  it('are bounded where data was made to exhaust its reader', async () => {
    const { source, problems } = await peel(memorySource('x.zst', zstdBomb(8_000)));
    assert.deepEqual(
      problems.map((p) => p.code),
      ['too-large'],
    );
    assert.ok((source?.size ?? 0) < 64 * MEGABYTE);
    const nested = [...Array(6).keys()].reduce((bytes) => gzipSync(bytes), encode(LINES));
    assert.deepEqual((await inside('x', nested)).problems, ['too-large']);
  });

  it('unpack anew what is too large to hold, at any place and in any order', async () => {
    const packed = Uint8Array.from({ length: 160 * 1024 }, (_, i) => i >> 10);
    // Each kilobyte of packed bytes is one number, and half a megabyte of unpacked ones.
    const create = (emit: (bytes: Uint8Array) => void) => ({
      push: (chunk: Uint8Array) => {
        for (let at = 0; at < chunk.length; at += 1024)
          emit(new Uint8Array(MEGABYTE / 2).fill(chunk[at]!));
      },
    });
    const { source, problems } = await unpackedSource(memorySource('x', packed), 'x', create);
    assert.deepEqual([source?.size, problems], [80 * MEGABYTE, []]);
    for (const at of [0, 79.4, 78.6, 3]) {
      const start = Math.floor(at * MEGABYTE);
      const piece = await source?.read(start, start + 10);
      assert.deepEqual([...new Set(piece)], [Math.floor(at * 2)], `at ${at} MB`);
    }
    assert.equal((await source?.read(80 * MEGABYTE - 5, 80 * MEGABYTE + 5))?.length, 5);
  });

  it('are told by the head alone, for a quick guess', () => {
    const packed = gzipSync(encode(LINES.repeat(100_000)));
    const { name, head } = peelHead('x.jsonl.gz', packed.subarray(0, 2_000));
    assert.equal(name, 'x.jsonl');
    assert.ok(decode(head).startsWith(LINES));
  });

  it('turn the lines of a Docker log into what the program wrote', async () => {
    const entry = (log: string) =>
      `${JSON.stringify({ log, stream: 'stdout', time: '2026-01-01T00:00:00Z' })}\n`;
    const found = await inside(
      'x-json.log',
      encode(entry('{\n') + entry('"a": 1\n') + entry('}\n')),
    );
    assert.deepEqual([found.text, found.layers], ['{\n"a": 1\n}\n', ['docker-log']]);
  });

  it('turn the entries of a journal into what the programs printed', async () => {
    const entry = (message: unknown) =>
      `${JSON.stringify({ __REALTIME_TIMESTAMP: '1769000000000000', _PID: '7', MESSAGE: message })}\n`;
    const found = await inside(
      'unit.jsonl',
      encode(entry('Started.') + entry('{"a": 1}') + entry([104, 105]) + entry(null)),
    );
    assert.deepEqual([found.text, found.layers], ['Started.\n{"a": 1}\nhi\n', ['journal']]);
  });
});
