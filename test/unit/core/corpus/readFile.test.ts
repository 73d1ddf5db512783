import assert from 'node:assert/strict';
import { corpusRow } from '../../../../src/core/corpus/row';
import { readCorpusFile, stampOf } from '../../../../src/core/corpus/readFile';
import { bytesSource } from '../../../../src/worker/source';
import { reasoning } from '../../../bench/reasoningText';

/** A log of so many traces with this much reasoning each. */
function log(traces: number, chars: number): Uint8Array {
  const line = JSON.stringify({
    id: 'a',
    object: 'chat.completion',
    model: 'deepseek-reasoner',
    choices: [
      { message: { role: 'assistant', content: '7', reasoning_content: reasoning(chars) } },
    ],
  });
  return new TextEncoder().encode(`${line}\n`.repeat(traces));
}

describe('reading a file for a corpus', () => {
  const read = async (
    bytes: Uint8Array,
    onTrace: () => void,
    signal = new AbortController().signal,
  ) => {
    const source = bytesSource('a.jsonl', bytes);
    const rowOf: typeof corpusRow = (file, trace) => {
      onTrace();
      return corpusRow(file, trace);
    };
    return readCorpusFile('a', source, await stampOf(source, 0), { signal }, rowOf);
  };

  it('gives one row a trace', async () => {
    const { rows, failure } = await read(log(3, 1_000), () => undefined);
    assert.deepEqual([rows.length, failure], [3, null]);
  });

  it('ends soon after it was asked to, in the middle of what was read at once', async () => {
    const stop = new AbortController();
    let traces = 0;
    // As the message of a host comes: when the thread is free for the first time.
    const onTrace = (): void => {
      if (traces++ === 0) setTimeout(() => stop.abort());
    };
    await assert.rejects(read(log(30, 100_000), onTrace, stop.signal), { name: 'AbortError' });
    assert.ok(traces <= 6, `${traces} of 30 traces were analysed`);
  });
});
