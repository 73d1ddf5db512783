import assert from 'node:assert/strict';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import { parseChoice } from '../../../../src/core/estimate/effort';
import { estimate } from '../../../../src/core/estimate/estimate';
import { libraryPrices } from '../../../../src/core/estimate/prices.lazy';
import { countTokens } from '../../../../src/core/estimate/tokenizer.lazy';

const facts = {
  catalogue: makeCatalogue(),
  prices: libraryPrices,
  countTokens,
  now: new Date('2026-11-23T12:00:00Z'),
};
const ask = (
  to: readonly string[],
  prompt = 'Two ropes burn in an hour each. Measure 45 minutes.',
) => estimate({ prompt, from: parseChoice('gpt-4o'), to: to.map(parseChoice) }, facts);

describe('estimate', () => {
  it('says that a plain LLM does not reason and that an LRM does', () => {
    const { baseline, candidates } = ask(['o4-mini:high']);
    assert.equal(baseline.reasoningTokens.p90, 0);
    assert.ok((candidates[0]?.reasoningTokens.p50 ?? 0) > 100);
  });

  it('has no price for a model that no price list knows, and says so', () => {
    const [c] = ask(['qwq-32b']).candidates;
    assert.ok(c);
    assert.equal(c.costUsd, null);
    assert.ok(c.warnings.some((w) => w.code === 'no-price'));
    assert.ok(c.reasoningTokens.p50 > 10);
  });

  it('counts the reasoning of a model that cannot be switched off, whatever is asked of it', () => {
    const [off, plain] = ask(['o3:off', 'o3']).candidates;
    assert.ok(off && plain);
    assert.deepEqual([off.effort, off.reasoningTokens], [null, plain.reasoningTokens]);
    assert.deepEqual(off.costUsd, plain.costUsd);
    assert.match(off.warnings.map((w) => w.message).join(), /o3 does not list effort ‘off’/);
    assert.equal(ask(['claude-opus-4-5:off']).candidates[0]?.reasoningTokens.p90, 0);
  });

  it('tells the day of the oldest price that it uses, not that of the price library', () => {
    const { baseline, candidates, pricesAsOf } = ask(['claude-sonnet-5:high', 'gpt-5.1']);
    const days = [baseline, ...candidates].map((row) => row.price?.asOf ?? '');
    assert.ok(days.every((day) => day >= pricesAsOf) && days.includes(pricesAsOf), days.join());
    const newest = estimate(
      { prompt: 'Hello', from: parseChoice('gpt-5.1'), to: [parseChoice('claude-sonnet-5')] },
      facts,
    );
    assert.ok(newest.pricesAsOf > libraryPrices.asOf, newest.pricesAsOf);
  });

  it('bills reasoning as output, once', () => {
    const [c] = ask(['o4-mini:high']).candidates;
    const input = (14 * 1.1) / 1e6;
    assert.ok(c?.costUsd);
    assert.ok(Math.abs(c.costUsd.p50 - (c.outputTokens.p50 * 4.4) / 1e6 - input) < 1e-5);
  });

  it('gives more tokens at higher effort', () => {
    const [low, medium, high] = ask([
      'o4-mini:low',
      'o4-mini:medium',
      'o4-mini:high',
    ]).candidates.map((c) => c.reasoningTokens.p50);
    assert.ok((low ?? 0) < (medium ?? 0) && (medium ?? 0) < (high ?? 0));
  });

  it('learns more from a run of the very model than from another’s', () => {
    const prompt = 'Find the sum of all positive integers n below 100 that divide n^2+5.';
    const request = { prompt, from: parseChoice('gpt-4o'), to: [parseChoice('grok-3-mini')] };
    const seen = (model: string) => {
      const observed = [{ ...parseChoice(model), tokens: 20_000 }];
      const [c] = estimate({ ...request, observed }, facts).candidates;
      assert.ok(c);
      return c.reasoningTokens;
    };
    const [own, other] = [seen('grok-3-mini'), seen('qwen3-30b-a3b')];
    assert.ok(own.p90 / own.p10 < other.p90 / other.p10);
    assert.ok(Math.abs(Math.log10(own.p50 / 20_000)) < 0.25, String(own.p50));
  });

  it('moves towards an observed run of the same prompt and narrows', () => {
    const prompt = 'Find the sum of all positive integers n below 100 that divide n^2+5.';
    const request = { prompt, from: parseChoice('gpt-4o'), to: [parseChoice('grok-3-mini')] };
    const [before] = estimate(request, facts).candidates;
    const observed = [{ ...parseChoice('qwen3-30b-a3b'), tokens: 40_000 }];
    const [after] = estimate({ ...request, observed }, facts).candidates;
    assert.ok(before && after);
    assert.ok(after.reasoningTokens.p50 > before.reasoningTokens.p50);
    const width = (r: { p10: number; p90: number }) => r.p90 / r.p10;
    assert.ok(width(after.reasoningTokens) < width(before.reasoningTokens));
  });
});
