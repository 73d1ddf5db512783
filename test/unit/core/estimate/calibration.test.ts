import assert from 'node:assert/strict';
import {
  calibrate,
  promptFacts,
  withCalibration,
  pooled,
  withRuns,
} from '../../../../src/core/estimate/calibration';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import { parseChoice } from '../../../../src/core/estimate/effort';
import { estimate } from '../../../../src/core/estimate/estimate';
import { libraryPrices } from '../../../../src/core/estimate/prices.lazy';
import { lengthFit } from '../../../../src/core/estimate/lengthFit';
import { countTokens } from '../../../../src/core/estimate/tokenizer.lazy';

const catalogue = makeCatalogue();
const prompt = 'Which of two doors hides the car, if the guard at each door lies on Mondays?';
const traces = (model: string, tokens: readonly number[]) =>
  tokens.map((reasoningTokens) => ({
    model,
    effort: null,
    prompt: promptFacts(prompt),
    reasoningTokens,
  }));
const asked = (calibration: ReturnType<typeof calibrate> | null, to: string) => {
  const facts = { catalogue, prices: libraryPrices, countTokens, now: new Date('2026-11-23') };
  const request = { prompt, from: parseChoice('gpt-4o'), to: [parseChoice(to)] };
  const [c] = estimate(request, { ...facts, calibration }).candidates;
  assert.ok(c);
  return c;
};

describe('calibrate', () => {
  const long = [
    9000, 12_000, 8000, 10_000, 15_000, 9500, 11_000, 7000, 13_000, 10_500, 9000, 12_500, 8800,
    10_200,
  ];

  it('moves a model towards the user’s own traces and says how many', () => {
    const learnt = calibrate(traces('grok-3-mini', long), catalogue);
    const [before, after] = [asked(null, 'grok-3-mini'), asked(learnt, 'grok-3-mini')];
    assert.ok(after.reasoningTokens.p50 > before.reasoningTokens.p50 * 2);
    assert.ok(after.reasoningTokens.p50 < 11_000);
    const width = (r: { p10: number; p90: number }) => r.p90 / r.p10;
    assert.ok(width(after.reasoningTokens) < width(before.reasoningTokens));
    assert.match(after.basis.reasoningTokens.text, /14 of your traces/);
  });

  it('takes the traces of one model under all its dated names together', () => {
    const dated = calibrate(
      [...traces('gpt-5-2025-08-07', long.slice(0, 9)), ...traces('gpt-5', long.slice(9))],
      catalogue,
    );
    const plain = calibrate(traces('gpt-5', long), catalogue);
    for (const to of ['gpt-5', 'gpt-5-2025-08-07', 'openai/gpt-5']) {
      const { text } = asked(dated, to).basis.reasoningTokens;
      assert.match(text, /and 14 of your traces/);
      assert.deepEqual(asked(dated, to).reasoningTokens, asked(plain, to).reasoningTokens);
    }
  });

  it('leaves other models alone', () => {
    const learnt = calibrate(traces('grok-3-mini', long), catalogue);
    assert.deepEqual(asked(learnt, 'deepseek-r1'), asked(null, 'deepseek-r1'));
  });

  it('believes many traces more than one', () => {
    const one = asked(calibrate(traces('grok-3-mini', [10_000]), catalogue), 'grok-3-mini');
    const many = asked(calibrate(traces('grok-3-mini', long), catalogue), 'grok-3-mini');
    assert.ok(one.reasoningTokens.p50 < many.reasoningTokens.p50);
  });

  it('learns a model that the fit has never seen', () => {
    const learnt = calibrate(traces('my-own-model', long), catalogue);
    const after = asked(learnt, 'my-own-model:on');
    assert.ok(after.reasoningTokens.p50 > asked(null, 'my-own-model:on').reasoningTokens.p50 * 2);
  });

  it('does not learn from counts under the provider’s step', () => {
    assert.deepEqual(calibrate(traces('o4-mini', [0, 64, Number.NaN]), catalogue).models, []);
  });

  it('counts a measured run as one more trace, and says that it was measured', () => {
    const all = calibrate(traces('grok-3-mini', long), catalogue);
    const [first, ...rest] = long;
    const one = calibrate(traces('grok-3-mini', [first!]), catalogue).models[0]!;
    const { model, effort, meanLogRatio: logRatio } = one;
    const mixed = withRuns(calibrate(traces('grok-3-mini', rest), catalogue), [
      { model, effort, logRatio },
    ])!;
    const [a, b] = [all.models[0]!, mixed.models[0]!];
    assert.equal(b.n, a.n);
    assert.ok(Math.abs(a.meanLogRatio - b.meanLogRatio) < 1e-9);
    assert.ok(Math.abs(a.varianceLogRatio - b.varianceLogRatio) < 1e-9);
    const text = asked(mixed, 'grok-3-mini').basis.reasoningTokens.text;
    assert.match(text, /14 of your traces;.*measured here: 1\./);
    const alone = withRuns(null, [{ model, effort, logRatio }])!;
    assert.deepEqual(alone.models, [{ ...one, measured: 1 }]);
    assert.equal(withRuns(all, []), all);
  });

  it('is the same learnt at once or in parts that are put together', () => {
    const all = calibrate(traces('grok-3-mini', long), catalogue).models[0]!;
    for (const at of [1, 5, long.length - 1]) {
      const parts = [long.slice(0, at), long.slice(at)];
      const learnt = parts.map((part) => calibrate(traces('grok-3-mini', part), catalogue));
      const other = calibrate(traces('o4-mini', long), catalogue);
      const { models } = pooled([null, ...learnt, other])!;
      assert.deepEqual(models[1], other.models[0]);
      assert.equal(models[0]!.n, all.n);
      assert.ok(Math.abs(models[0]!.meanLogRatio - all.meanLogRatio) < 1e-9);
      assert.ok(Math.abs(models[0]!.varianceLogRatio - all.varianceLogRatio) < 1e-9);
    }
    assert.equal(pooled([null, calibrate([], catalogue)]), null);
  });

  it('is nothing without traces', () => {
    const learnt = calibrate([], catalogue);
    assert.equal(withCalibration(learnt), lengthFit.coefficients);
  });
});
