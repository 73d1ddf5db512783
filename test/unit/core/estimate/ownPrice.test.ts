import assert from 'node:assert/strict';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import { parseChoice } from '../../../../src/core/estimate/effort';
import { prepare } from '../../../../src/core/estimate/estimate';
import type { CandidateModel } from '../../../../src/core/estimate/model';
import { libraryPrices } from '../../../../src/core/estimate/prices.lazy';
import { DEFAULT_CONTROLS } from '../../../../src/core/estimate/controls';
import { countTokens } from '../../../../src/core/estimate/tokenizer.lazy';
import { recompute } from '../../../../src/core/estimate/whatIf';
import { inEnglish } from '../../../../src/core/text/voice';
import { PriceBook } from '../../../../src/core/estimate/priceBook';

const listed = makeCatalogue();
const LIMITS = { cachedInput: null, contextTokens: null, maxOutputTokens: null };
const PROMPT = 'Prove that the sum of two odd integers is even, then solve 3x + 5 = 20 for x.';
const AT = new Date('2026-11-23T12:00:00Z');

function model(from: string, to: readonly string[], catalogue = listed) {
  const facts = { catalogue, prices: libraryPrices, countTokens, now: AT };
  return prepare({ prompt: PROMPT, from: parseChoice(from), to: to.map(parseChoice) }, facts);
}

/** The catalogue with an own price of each of these models. */
const priced = (ids: readonly string[]) => {
  const book = new PriceBook();
  book.useOwn(ids.map((id) => ({ id, input: 1, output: 4, ...LIMITS })));
  return book.catalogue;
};

/** Warnings about a price. */
const PRICE = new Set(['no-price', 'prices-differ', 'off-peak', 'price-changes', 'host-assumed']);
/** All that a price does not decide. */
const unpriced = (c: CandidateModel) => ({
  ...c,
  facts: { ...c.facts, price: null },
  ...{ rates: null, provider: null, batch: null, flex: null, priority: null },
  basis: { ...c.basis, costUsd: null },
  warnings: c.warnings.filter((w) => !PRICE.has(w.code)),
});

describe('an own price', () => {
  it('changes the price and nothing else', () => {
    const ids = [...new Set(listed.models.map((m) => m.id)), 'acme-x1', 'glm-z1-32b', 'qwq-32b'];
    const choices = ids.flatMap((id) => [id, `${id}:high`, `${id}:8k`, `${id}:off`]);
    const [before, after] = [model('gpt-4o', choices), model('gpt-4o', choices, priced(ids))];
    for (const [i, c] of after.candidates.entries()) {
      assert.deepEqual(c.rates, {
        input: 1,
        cachedInput: 1,
        cacheWrite: 1,
        cacheWrite1h: 1,
        output: 4,
        tiers: [],
      });
      assert.deepEqual(unpriced(c), unpriced(before.candidates[i]!), choices[i]);
    }
  });
});

describe('a model of which nothing is known', () => {
  for (const catalogue of [listed, priced(['acme-x1'])]) {
    const price = catalogue === listed ? 'without a price' : 'with an own price';
    const rows = (from: string, to: string) => {
      const { baseline, rows } = recompute(model(from, [to], catalogue), DEFAULT_CONTROLS);
      return { baseline, candidate: rows[0]! };
    };
    const warning = (row: { readonly warnings: CandidateModel['warnings'] }) =>
      row.warnings.filter((w) => w.code === 'unknown-model').map((w) => inEnglish(w.message));

    it(`is asked for its reasoning as a candidate ${price}`, () => {
      const { candidate } = rows('gpt-4o', 'acme-x1');
      assert.ok(candidate.reasons && candidate.reasoningTokens.p50 > 100);
      assert.equal(candidate.basis.reasoningTokens.kind, 'extrapolated');
      assert.match(warning(candidate).join(), /lengths are those of all reasoning models$/);
    });

    it(`is taken to reason today too, never for one without thinking, ${price}`, () => {
      const { baseline } = rows('acme-x1', 'o3');
      assert.ok(baseline.reasons && baseline.reasoningTokens.p50 > 100);
      assert.equal(baseline.facts.reasoning, 'unknown');
      assert.equal(baseline.basis.reasoningTokens.kind, 'extrapolated');
      const said = baseline.warnings.filter((w) => w.code === 'reasoning-unknown');
      assert.match(
        said.map((w) => inEnglish(w.message)).join(),
        /^It is not known whether ‘acme-x1’/,
      );
    });

    it(`reasons today where its call names an effort ${price}`, () => {
      const { baseline } = rows('acme-x1:high', 'o3');
      assert.ok(baseline.reasons && baseline.reasoningTokens.p50 > 100);
      assert.match(warning(baseline).join(), /lengths are those of all reasoning models$/);
    });
  }

  it('differs from a listed model that does not reason', () => {
    const { baseline } = recompute(model('gpt-4o', ['o3']), DEFAULT_CONTROLS);
    assert.equal(baseline.basis.reasoningTokens.kind, 'measured');
    assert.match(inEnglish(baseline.basis.reasoningTokens.text), /does not reason/);
  });
});

describe('the own price of a model that was tuned', () => {
  const book = new PriceBook();
  const own = (id: string, input: number) => ({ id, input, output: 4 * input, ...LIMITS });
  const [first, second] = ['ft:gpt-4o-mini:acme::A1', 'ft:gpt-4o-mini:acme::B2'];
  book.useOwn([own(first, 3), own(second, 5), own('gpt-4o-mini', 1)]);
  const input = (id: string) => model('gpt-4o', [id], book.catalogue).candidates[0]!.rates?.input;

  it('is that of this very one', () => {
    assert.deepEqual([input(first), input(second), input('gpt-4o-mini')], [3, 5, 1]);
  });

  it('is not that of its base', () => {
    assert.equal(input('ft:gpt-4o-mini:acme::C3'), undefined);
  });
});
