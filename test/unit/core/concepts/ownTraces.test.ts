import assert from 'node:assert/strict';
import {
  advantages,
  billedByVendor,
  cutTrace,
  majorityRewards,
} from '../../../../src/core/concepts/ownTraces';

describe('cutting the budget of a trace', () => {
  const trace = { tokens: [100, 200, 300, 400], mentioned: 1, concluded: 2 };
  const cases: [budget: number, steps: number, lost: number, answer: string][] = [
    [0, 0, 1000, 'none'],
    [299, 1, 701, 'none'],
    [300, 2, 700, 'mentioned'],
    [600, 3, 400, 'concluded'],
    [5000, 4, 0, 'concluded'],
  ];
  for (const [budget, steps, lostTokens, answer] of cases) {
    it(`at ${budget} tokens keeps ${steps} steps`, () =>
      assert.deepEqual(cutTrace(trace, budget), { steps, lostTokens, answer }));
  }

  it('never finds an answer that the trace has not', () => {
    const none = { tokens: [5, 5], mentioned: null, concluded: null };
    assert.equal(cutTrace(none, 100).answer, 'none');
  });
});

describe('a group of answers', () => {
  it('rewards what most answer, however it is written', () => {
    assert.deepEqual(majorityRewards(['1/2', '\\frac{1}{2}', '3', null]), [1, 1, 0, 0]);
    assert.deepEqual(majorityRewards([null, null]), [0, 0]);
  });

  it('has advantages of mean 0 and spread 1, or none at all', () => {
    const some = advantages([1, 0, 0, 1, 0]);
    assert.ok(Math.abs(some.reduce((sum, a) => sum + a, 0)) < 1e-9);
    assert.ok(Math.abs(some.reduce((sum, a) => sum + a * a, 0) / some.length - 1) < 1e-9);
    assert.deepEqual(advantages([1, 1, 1]), [0, 0, 0]);
  });
});

describe('what was billed and what can be seen', () => {
  it('adds up by vendor, most tokens first, and tells what nobody counted', () => {
    const rows = billedByVendor([
      { vendor: 'openai', fidelity: 'hidden', reasoningTokens: 900 },
      { vendor: 'openai', fidelity: 'redacted', reasoningTokens: null },
      { vendor: 'deepseek', fidelity: 'raw', reasoningTokens: 1000 },
      { vendor: 'openai', fidelity: 'summary', reasoningTokens: 300 },
      { vendor: null, fidelity: 'none', reasoningTokens: null },
    ]);
    assert.deepEqual(rows, [
      { vendor: 'openai', traces: 3, raw: 0, summary: 300, hidden: 900, uncounted: 1 },
      { vendor: 'deepseek', traces: 1, raw: 1000, summary: 0, hidden: 0, uncounted: 0 },
    ]);
  });
});
