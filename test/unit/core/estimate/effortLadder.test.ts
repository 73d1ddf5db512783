import assert from 'node:assert/strict';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import { parseChoice } from '../../../../src/core/estimate/effort';
import { effortLadder } from '../../../../src/core/estimate/effortLadder';
import { prepare } from '../../../../src/core/estimate/estimate';
import { libraryPrices } from '../../../../src/core/estimate/prices.lazy';
import { DEFAULT_CONTROLS } from '../../../../src/core/estimate/controls';
import { countTokens } from '../../../../src/core/estimate/tokenizer.lazy';

const CODE =
  '```python\ndef f(x):\n    return x\n```\nFix the bug in this function and write a unit test.';
const MATHEMATICS = 'Solve: what is the sum of the first 50 primes? Show the steps.';

function ladder(to: string, prompt = CODE) {
  const model = prepare(
    { prompt, from: parseChoice('gpt-4o'), to: [parseChoice(to)] },
    { catalogue: makeCatalogue(), prices: libraryPrices, countTokens, now: new Date('2026-11-23') },
  );
  const [candidate] = model.candidates;
  assert.ok(candidate);
  return effortLadder(candidate, model, DEFAULT_CONTROLS);
}

describe('effortLadder', () => {
  it('climbs from least to most, each level once', () => {
    assert.deepEqual(
      ladder('gpt-5:high').map((s) => s.effort),
      ['minimal', 'low', 'medium', 'high'],
    );
  });

  it('shows diminishing returns where they were measured (gpt-5 on hard exercises, 2025)', () => {
    const [, , medium, high] = ladder('gpt-5');
    assert.ok(medium?.extraUsdPerRight && high?.extraUsdPerRight);
    assert.ok(high.extraUsdPerRight > 2 * medium.extraUsdPerRight);
    assert.deepEqual([medium.extrapolated, high.extrapolated], [false, false]);
  });

  it('says where right answers were not counted at both levels', () => {
    const [minimal, low, medium] = ladder('gpt-5');
    assert.deepEqual([minimal?.extrapolated, low?.extrapolated], [true, true]);
    assert.equal(medium?.extrapolated, false);
    assert.ok(ladder('o4-mini').some((s) => s.extrapolated && s.extraUsdPerRight !== null));
  });

  it('has no price of a right answer without a price of the call', () => {
    assert.ok(
      ladder('qwq-32b').every((s) => s.meanCostUsd === null && s.extraUsdPerRight === null),
    );
  });

  it('has no price of one more right answer where a level is right as often as the one below', () => {
    const steps = ladder('claude-opus-4-5:high', MATHEMATICS);
    const percent = steps.map((s) => Math.round((s.success ?? 0) * 100));
    for (const [i, step] of steps.entries())
      if (percent[i] === percent[i - 1]) assert.equal(step.extraUsdPerRight, null);
    assert.ok(new Set(percent).size < percent.length);
  });

  it('is the same whichever level was asked for', () => {
    assert.deepEqual(
      ladder('claude-opus-4-5:off', MATHEMATICS),
      ladder('claude-opus-4-5:high', MATHEMATICS),
    );
  });
});
