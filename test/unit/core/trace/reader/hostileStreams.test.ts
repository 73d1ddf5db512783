import { inEnglish } from '../../../../../src/core/text/voice';
import assert from 'node:assert/strict';
import { openTraceFile } from '../../../../../src/core/trace/open';
import { createReader } from '../../../../../src/core/trace/reader/createReader';
import { ProblemList } from '../../../../../src/core/trace/reader/problems';
import { memorySource } from '../../../../../src/core/trace/source';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** How often `JSON.parse` was called, and failed, while a stream was read. */
function parses(text: string): { readonly calls: number; readonly failed: number } {
  const { parse } = JSON;
  let [calls, failed] = [0, 0];
  JSON.parse = (...args) => {
    calls += 1;
    try {
      return parse(...args) as unknown;
    } catch (error) {
      failed += 1;
      throw error;
    }
  };
  try {
    const reader = createReader('sse', { offset: 0, record: 0, problems: new ProblemList() });
    reader.push(encode(text));
    reader.end();
  } finally {
    JSON.parse = parse;
  }
  return { calls, failed };
}

describe('a hostile stream', () => {
  for (const line of ['data:\n', 'data: \n\n', ': ping\n\n', 'data: t\n', 'data: {"a":\n', '\n']) {
    it(`of ${JSON.stringify(line)} never asks the parser`, () =>
      assert.equal(parses(line.repeat(1_000)).calls, 0));
  }

  it('of one value over many lines is parsed once', () => {
    const lines = [
      'data: {"a": [',
      ...Array.from({ length: 500 }, () => 'data: 1.0 ,'),
      'data: 2]}',
    ];
    assert.deepEqual(parses(lines.join('\n') + '\n\n'), { calls: 1, failed: 0 });
  });

  it('that holds broken values only is given up early, with the reason', async () => {
    let read = 0;
    const source = memorySource('broken.sse', encode('data: {x}\n'.repeat(1_200_000)));
    const counted = {
      ...source,
      read: (start: number, end: number) => {
        read = Math.max(read, end);
        return source.read(start, end);
      },
    };
    const opened = await openTraceFile(counted);
    assert.ok('error' in opened);
    assert.match(inEnglish(opened.error.message), /^Not JSON/);
    assert.ok(read < source.size / 4, `${read} of ${source.size} bytes were read`);
  });

  it('with a value that never ends loses none of what follows', () => {
    const problems = new ProblemList();
    const reader = createReader('sse', { offset: 0, record: 0, problems });
    const records = reader.push(encode('data: {"a": "cut\ndata: {"b":1}\n\ndata: {"c":1}\n\n'));
    assert.deepEqual(
      records.map((r) => r.value),
      [{ b: 1 }, { c: 1 }],
    );
    assert.equal(problems.all().length, 1);
  });
});
