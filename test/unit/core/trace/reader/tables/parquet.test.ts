import { inEnglish } from '../../../../../../src/core/text/voice';
import assert from 'node:assert/strict';
import { gzipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { answerText, reasoningText } from '../../../../../../src/core/model/trace';
import { openTraceFile } from '../../../../../../src/core/trace/open';
import { compressorsWithin } from '../../../../../../src/core/trace/reader/tables/parquet';
import { memorySource } from '../../../../../../src/core/trace/source';
import { open } from '../../openFixture';

const rows = Array.from({ length: 25 }, (_, i) => ({
  prompt: `How many in ${i} boxes?`,
  reasoning: `${i} boxes of 6 hold ${6 * i}, because ${i} times 6 is ${6 * i}.`,
  answer: String(6 * i),
}));

const table = (codec: 'SNAPPY' | 'UNCOMPRESSED' = 'SNAPPY') =>
  new Uint8Array(
    parquetWriteBuffer({
      codec,
      rowGroupSize: 10,
      columnData: [
        ...(['prompt', 'reasoning', 'answer'] as const).map((name) => ({
          name,
          data: rows.map((row) => row[name]),
        })),
        { name: 'tokens', data: rows.map((_, i) => BigInt(i)), type: 'INT64' as const },
      ],
    }),
  );

describe('rows of a Parquet file', () => {
  it('are traces in order, over all row groups, and read again by their number', async () => {
    const { format, traces } = await open('rows.parquet', table());
    assert.equal(format, 'dataset-rows');
    assert.deepEqual(
      traces.map((t) => [t.prompt?.[0]?.text, reasoningText(t), answerText(t)]),
      rows.map((row) => [row.prompt, row.reasoning, row.answer]),
    );
  });

  it('that are damaged or claim too much are left out, with the reason', async () => {
    const bytes = table('UNCOMPRESSED');
    bytes.fill(0xff, 4, 40);
    const file = await openTraceFile(memorySource('x.parquet', bytes));
    const problems = 'error' in file ? [file.error] : file.problems;
    assert.match(problems.map((p) => inEnglish(p.message)).join(), /cannot be read|damaged/);
    const cut = await openTraceFile(memorySource('x.parquet', table().subarray(0, 400)));
    assert.ok('error' in cut);
    assert.equal(cut.error.code, 'malformed');
  });
});

describe('the pages of a Parquet file', () => {
  it('unpack to no more than a bound together, whatever the directory says', () => {
    const { GZIP } = compressorsWithin(100);
    const page = gzipSync(new Uint8Array(60));
    assert.equal(GZIP(page, 60).length, 60);
    assert.throws(() => GZIP(page, 60), /its pages are larger/);
  });
});
