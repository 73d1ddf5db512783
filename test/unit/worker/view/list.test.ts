import assert from 'node:assert/strict';
import { PriceBook } from '../../../../src/core/estimate/priceBook';
import { analyse } from '../../../../src/core/steps/analyse';
import { reasoningText } from '../../../../src/core/model/trace';
import { openTraceFile } from '../../../../src/core/trace/open';
import { memorySource } from '../../../../src/core/trace/source';
import { TraceList } from '../../../../src/worker/view/list';

describe('the list of a file with more traces than are analysed in the background', () => {
  const text = '<think>I look. Wait, that is wrong. So it is 4.</think>4';

  const opened = async () => {
    const file = await openTraceFile(memorySource('a.txt', new TextEncoder().encode(text)));
    assert.ok('format' in file);
    const trace = await file.read(0);
    const read = { suggested: analyse(trace), text: reasoningText(trace) };
    const [summary] = file.summaries;
    const summaries = Array.from({ length: 2100 }, (_, index) => ({
      ...summary!,
      index,
      id: `${index}`,
    }));
    const list = new TraceList(() => summaries, new PriceBook());
    const done: number[] = [];
    const run = (meanwhile: () => void = () => undefined) =>
      list.analyse(
        (index) => {
          done.push(index);
          meanwhile();
          return Promise.resolve(read);
        },
        () => undefined,
        undefined,
      );
    return { list, done, run, summaries };
  };

  it('analyses first what is looked at, the last look before others', async () => {
    const { list, done, run } = await opened();
    assert.deepEqual(
      list.rows([2050, 2051]).map(({ analysed }) => analysed),
      [null, null],
    );
    await run(() => {
      if (done.length === 3) list.rows([2080]);
    });
    assert.deepEqual(done.slice(0, 5), [2050, 2051, 0, 2080, 1]);
    assert.equal(done.length, 2003);
    assert.equal(new Set(done).size, done.length);
    // Where it turned round last stands for the reasoning.
    assert.deepEqual(list.rows([2051])[0]?.analysed?.thought, {
      kind: 'rethink',
      words: 'Wait, that is wrong. So it is 4.',
    });
  });

  it('analyses what is looked at later, and nothing else again', async () => {
    const { list, done, run } = await opened();
    await run();
    done.length = 0;
    list.rows([5, 2099, 2098]);
    await run();
    assert.deepEqual(done, [2099, 2098]);
  });

  it('analyses again what has grown under its id, and all where labels are decided anew', async () => {
    const { list, done, run, summaries } = await opened();
    await run();
    done.length = 0;
    summaries[7] = { ...summaries[7]!, answerChars: 99 };
    list.changed();
    assert.deepEqual(
      list.rows([6, 7]).map(({ analysed }) => analysed === null),
      [false, true],
    );
    await run();
    assert.deepEqual(done, [7]);
    list.relabelled();
    assert.equal(list.rows([6])[0]?.analysed, null);
    done.length = 0;
    await run(() => {
      if (done.length === 3) list.relabelled();
    });
    // What was read while labels were decided anew, and all before it, is read once more.
    assert.deepEqual(done.slice(0, 7), [6, 0, 1, 0, 1, 2, 3]);
    assert.equal(list.rows([6])[0]?.analysed === null, false);
  });
});
