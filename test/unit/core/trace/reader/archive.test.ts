import { inEnglish } from '../../../../../src/core/text/voice';
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { ZipArchive } from '../../../../../src/core/trace/reader/archive';
import { MEGABYTE } from '../../../../../src/core/trace/reader/bounds';
import { ProblemList } from '../../../../../src/core/trace/reader/problems';
import { zipEntries } from '../../../../../src/core/trace/reader/zip';
import { memorySource } from '../../../../../src/core/trace/source';

describe('an archive', () => {
  it('is not believed about the size of its directory', async () => {
    const size = 4_200_000_000;
    const end = new Uint8Array(22);
    const view = new DataView(end.buffer);
    view.setUint32(0, 0x06054b50, true);
    view.setUint32(12, size - 200_000_000, true);
    let largest = 0;
    const source = {
      name: 'x.zip',
      size,
      read: (from: number, to: number) => {
        largest = Math.max(largest, to - from);
        const bytes = new Uint8Array(Math.min(to - from, 100_000));
        if (to === size) bytes.set(end, bytes.length - end.length);
        return Promise.resolve(bytes);
      },
    };
    assert.deepEqual(await zipEntries(source), []);
    assert.ok(largest <= 64 * MEGABYTE, `${largest} bytes were asked for at once`);
  });

  it('leaves out an entry that is packed once more and unpacks to too much', async () => {
    const line = new TextEncoder().encode('{"a":1}\n');
    // Runs, because what shrinks to less than a thousandth is given up before.
    const large = new Uint8Array(65 * MEGABYTE);
    for (let at = 0; at < large.length; at += 200) large.fill((at * 7) & 0xff, at, at + 200);
    const archive = zipSync({
      'large.jsonl.gz': gzipSync(large, { level: 1 }),
      'small.jsonl.gz': gzipSync(line),
    });
    const problems = new ProblemList();
    const values: unknown[] = [];
    for await (const { records } of new ZipArchive(
      memorySource('x.zip', archive),
      problems,
    ).records())
      values.push(...records.map(({ value }) => value));
    assert.deepEqual(values, [{ a: 1 }]);
    assert.deepEqual(
      problems.all().map(({ code, message }) => [code, inEnglish(message)]),
      [['too-large', 'large.jsonl.gz: larger than 64 MB unpacked.']],
    );
  });
});
