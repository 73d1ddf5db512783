import { inEnglish } from '../../../../../src/core/text/voice';
import assert from 'node:assert/strict';
import { gzipSync, zipSync } from 'fflate';
import { ZipArchive } from '../../../../../src/core/trace/reader/archive';
import { MEGABYTE } from '../../../../../src/core/trace/reader/bounds';
import { ProblemList } from '../../../../../src/core/trace/reader/problems';
import { memorySource } from '../../../../../src/core/trace/source';

describe('an archive', () => {
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
