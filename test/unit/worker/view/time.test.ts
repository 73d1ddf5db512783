import assert from 'node:assert/strict';
import type { Step } from '../../../../src/core/steps/model';
import type { Segment, Timing, Trace } from '../../../../src/core/model/trace';
import { stepSeconds } from '../../../../src/worker/view/time';

const step = (start: number, end: number, tokens: number): Step => ({
  start,
  end,
  kind: 'reason',
  confidence: 1,
  tokens,
  spans: [],
});

function trace(blocks: readonly [string, number | null][], timing: Partial<Timing> = {}): Trace {
  const segments = blocks.map(([text, durationMs]): Segment => ({
    kind: 'reasoning',
    text,
    fidelity: 'raw',
    tokens: null,
    source: null,
    at: null,
    durationMs,
  }));
  return {
    segments,
    timing: { startedAt: null, durationMs: null, ttftMs: null, ...timing },
    usage: {
      inputTokens: null,
      outputTokens: 100,
      reasoningTokens: null,
      cachedInputTokens: null,
      note: null,
    },
  } as unknown as Trace;
}

const seconds = (t: Trace, steps: readonly Step[]) => {
  const column = stepSeconds(t, steps);
  return column && [column.provenance, [...column.values]];
};

describe('stepSeconds', () => {
  it('is measured where each step is a block with a recorded duration', () => {
    const t = trace([
      ['12345', 2000],
      ['12345', 500],
    ]);
    assert.deepEqual(seconds(t, [step(0, 5, 10), step(7, 12, 10)]), ['measured', [2, 0.5]]);
  });

  it('is estimated where a block with a recorded duration holds several steps', () => {
    const t = trace([['1234567890', 4000]]);
    assert.deepEqual(seconds(t, [step(0, 5, 30), step(5, 10, 10)]), ['estimated', [3, 1]]);
  });

  it('keeps the time of every block where steps were joined by hand', () => {
    const t = trace([
      ['12345', 2000],
      ['12345', 500],
      ['12345', 100],
    ]);
    const steps = [step(0, 14, 20), step(14, 19, 10)];
    assert.deepEqual(seconds(t, steps), ['measured', [2.5, 0.1]]);
  });

  it('counts one time that several parts of a summary share once', () => {
    const record = { record: 0, start: 0, end: 9 };
    const { segments, ...rest } = trace([
      ['12345', 2000],
      ['12345', 2000],
    ]);
    const t = { ...rest, segments: segments.map((s) => ({ ...s, at: 1, source: record })) };
    assert.deepEqual(seconds(t, [step(0, 7, 10), step(7, 12, 10)]), ['estimated', [1, 1]]);
  });

  it('shares out the time of the whole generation, less the wait for the first token', () => {
    const t = trace([['1234567890', null]], { durationMs: 11_000, ttftMs: 1_000 });
    assert.deepEqual(seconds(t, [step(0, 5, 30), step(5, 10, 20)]), ['estimated', [3, 2]]);
  });

  it('is unknown where no time was recorded', () => {
    assert.equal(seconds(trace([['12345', null]]), [step(0, 5, 10)]), null);
  });
});
