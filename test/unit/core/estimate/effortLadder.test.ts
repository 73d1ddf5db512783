import assert from 'node:assert/strict';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import { parseChoice } from '../../../../src/core/estimate/effort';
import { effortLadder } from '../../../../src/core/estimate/effortLadder';
import { prepare } from '../../../../src/core/estimate/estimate';
import { libraryPrices } from '../../../../src/core/estimate/prices.lazy';
import { DEFAULT_CONTROLS } from '../../../../src/core/estimate/controls';
import { countTokens } from '../../../../src/core/estimate/tokenizer.lazy';

function ladder(to: string) {
  const prompt =
    '```python\ndef f(x):\n    return x\n```\nFix the bug in this function and write a unit test.';
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
});
