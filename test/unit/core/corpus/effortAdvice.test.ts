import assert from 'node:assert/strict';
import { adviseEffort, type EffortRow } from '../../../../src/core/corpus/effortAdvice';

/** Traces of one effort: how many, how many of them right, how long. */
function rows(
  effort: string | null,
  n: number,
  right: number | null,
  tokens: number | null,
): EffortRow[] {
  return Array.from({ length: n }, (_, i) => ({
    ...{ model: 'm', effort, reasoningTokens: tokens, usd: null },
    correct: right === null ? null : i < right,
  }));
}

describe('the effort that own traces speak for', () => {
  it('is the shorter one where it is shown to be about as good', () => {
    const [found] = adviseEffort([...rows('high', 200, 180, 4_000), ...rows('low', 200, 182, 800)]);
    assert.ok(found?.advice);
    assert.equal(found.advice.effort, 'low');
    assert.match(found.advice.why, /182 of 200 right, median 800/);
  });

  it('is the best one where a shorter one is not shown to come near', () => {
    const [found] = adviseEffort([...rows('high', 40, 36, 4_000), ...rows('low', 40, 33, 800)]);
    assert.ok(found?.advice);
    assert.equal(found.advice.effort, 'high');
    assert.match(found.advice.why, /No shorter effort/);
  });

  it('is not told from one effort, from too few verdicts, or without counts, and what is missing is', () => {
    const missing = (all: EffortRow[]): string => {
      const [found] = adviseEffort(all);
      assert.ok(found);
      assert.equal(found.advice, null);
      return found.missing.join(' ');
    };
    assert.match(missing(rows('high', 50, 40, 10)), /All traces are of one effort \(high\)/);
    assert.match(
      missing([...rows('high', 50, 40, 10), ...rows(null, 19, 19, 5)]),
      /there are: the model's own effort 19, high 50/,
    );
    assert.match(
      missing([...rows('high', 50, 40, null), ...rows('low', 50, 40, null)]),
      /tokens are not recorded/,
    );
  });

  it('knows nothing of traces without a model', () => {
    assert.deepEqual(adviseEffort([{ ...rows('high', 1, 1, 1)[0]!, model: null }]), []);
  });

  it('never takes an effort without a count for the longest', () => {
    const [found] = adviseEffort([
      ...rows('high', 50, 48, null),
      ...rows('medium', 50, 40, 900),
      ...rows('low', 50, 45, 300),
    ]);
    assert.equal(found?.advice?.effort, 'low');
    const [bare] = adviseEffort([...rows('high', 50, 48, null), ...rows('low', 50, 20, 300)]);
    assert.equal(bare?.advice, null);
    assert.deepEqual(bare.missing, ['Reasoning tokens are not recorded at: high.']);
  });
});
