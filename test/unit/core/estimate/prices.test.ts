import assert from 'node:assert/strict';
import { calcPrice } from '@pydantic/genai-prices';
import fc from 'fast-check';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import {
  batchOffer,
  flexOffer,
  priorityOffer,
  priceOf,
} from '../../../../src/core/estimate/prices';
import { libraryPrices } from '../../../../src/core/estimate/prices.lazy';
import { inEnglish } from '../../../../src/core/text/voice';
import { callCost } from '../../../../src/core/model/rates';

const catalogue = makeCatalogue();
const noon = new Date('2026-11-23T12:00:00Z');
const price = (id: string, at = noon) => priceOf(catalogue.find(id), libraryPrices, at);

describe('prices', () => {
  // USD of a call by the vendors' price pages: tokens in, of these cached, out.
  const published: readonly (readonly [string, number, number, number, number, string])[] = [
    ['gpt-4o', 1_000_000, 0, 1_000_000, 12.5, 'OpenAI: $2.50 in, $10 out'],
    ['o4-mini', 1_000_000, 1_000_000, 0, 0.275, 'OpenAI: $0.275 cached in'],
    ['gpt-5', 10_000, 0, 5_000, 0.0625, 'OpenAI: $1.25 in, $10 out'],
    ['claude-sonnet-4', 1_000_000, 0, 100_000, 4.5, 'Anthropic: $3 in, $15 out'],
    // The worked example of Anthropic's price page: a session of 50,000 tokens in and 15,000 out, then with 40,000 cached.
    ['claude-opus-4-6', 50_000, 0, 15_000, 0.625, 'Anthropic: $0.25 + $0.375'],
    ['claude-opus-4-6', 50_000, 40_000, 15_000, 0.445, 'Anthropic: $0.05 + $0.02 + $0.375'],
    ['gemini-2.5-pro', 200_000, 0, 10_000, 0.35, 'Google: $1.25 in, $10 out up to 200k'],
    ['gemini-2.5-pro', 300_000, 0, 10_000, 0.9, 'Google: $2.50 in, $15 out above 200k'],
    ['grok-4-0709', 100_000, 0, 10_000, 0.45, 'xAI: $3 in, $15 out'],
    ['magistral-medium-2506', 1_000_000, 0, 1_000_000, 7, 'Mistral: $2 in, $5 out'],
  ];
  for (const [id, input, cachedInput, output, usd, why] of published) {
    it(`prices ${id} with ${input}/${cachedInput}/${output} tokens as published (${why})`, () => {
      const { rates } = price(id);
      assert.ok(rates);
      assert.ok(Math.abs(callCost(rates, { input, cachedInput, output }) - usd) < 1e-9);
    });
  }

  it('costs the same as the price library for any usage', () => {
    const ids = ['gpt-4o', 'gpt-5.5', 'gemini-2.5-pro', 'claude-opus-4-6', 'gpt-6-astra'];
    fc.assert(
      fc.property(
        fc.constantFrom(...ids),
        fc.nat(400_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(100_000),
        (id, input, share, output) => {
          const cached = Math.floor(input * share);
          const found = libraryPrices.find(catalogue.find(id), noon);
          const usage = { input_tokens: input, cache_read_tokens: cached, output_tokens: output };
          const theirs = calcPrice(usage, id, { timestamp: noon });
          assert.ok(found && theirs);
          const ours = callCost(found.rates, { input, cachedInput: cached, output });
          assert.ok(Math.abs(ours - theirs.total_price) < 1e-9 + theirs.total_price * 1e-9);
        },
      ),
    );
  });

  it('follows the time of day (DeepSeek off-peak, 16:30 to 00:30 UTC)', () => {
    const facts = { ...catalogue.find('deepseek-reasoner'), list: null };
    const at = (iso: string) => libraryPrices.find(facts, new Date(iso))?.rates.output;
    assert.equal(at('2025-03-01T12:00:00Z'), 2.19);
    assert.equal(at('2025-03-01T18:00:00Z'), 0.55);
  });

  const unknown = ['qwq-32b', 'glm-z1-32b', 'deepseek-r1-distill-qwen-7b', 'my-own-model'];
  for (const id of unknown) {
    it(`has no price for ${id}, and never another model's`, () => {
      assert.equal(price(id).rates, null);
    });
  }

  it('uses a list that was fetched on the day of the snapshot', () => {
    const facts = catalogue.find('gpt-4o');
    const rates = { ...facts.list!.rates, input: 7, output: 77 };
    const fetched = { asOf: facts.list!.asOf, find: () => ({ rates, provider: 'openai' }) };
    assert.equal(priceOf(facts, fetched, noon).rates?.output, 77);
  });

  it('uses the newer of two lists that differ and names the other', () => {
    const { rates, source, warnings } = price('mistral-large-latest');
    assert.deepEqual([rates?.output, source], [2.1, '@earendil-works/pi-ai']);
    assert.deepEqual(
      warnings.map((w) => w.code),
      ['prices-differ'],
    );
    assert.match(warnings.map((w) => inEnglish(w.message)).join(), /\$6 .*2026-09-23\) is older/);
  });

  it('prices a name that was gone when the price library was made by its vendor’s last list', () => {
    assert.equal(price('deepseek-reasoner').rates?.output, 0.28);
    assert.equal(price('deepseek-chat').rates?.output, 0.28);
  });

  it('prefers the price in the user’s settings', () => {
    const rates = {
      input: 1,
      cachedInput: 1,
      cacheWrite: 1,
      cacheWrite1h: 1,
      output: 2,
      tiers: [],
    };
    const own = makeCatalogue([{ ...catalogue.find('gpt-4o'), ownRates: rates }]);
    const found = priceOf(own.find('gpt-4o'), libraryPrices, noon);
    assert.deepEqual([found.rates, found.source], [rates, 'your settings']);
  });

  it('halves batch calls where the vendor offers it', () => {
    assert.equal(batchOffer(catalogue.find('gpt-4o'), 'openai')?.factor, 0.5);
    assert.equal(batchOffer(catalogue.find('deepseek-r1'), 'deepseek'), null);
  });

  it('discounts cached input once more in batch, except that of Gemini', () => {
    const rates = {
      input: 2,
      cachedInput: 0.2,
      cacheWrite: 2,
      cacheWrite1h: 2,
      output: 10,
      tiers: [],
    };
    const usd = (id: string, provider: string) => {
      const offer = batchOffer(catalogue.find(id), provider);
      assert.ok(offer);
      return callCost(rates, { input: 5e6, cachedInput: 4e6, output: 1e6 }, offer);
    };
    assert.ok(Math.abs(usd('gemini-2.5-pro', 'google') - (1 + 4 * 0.2 + 5)) < 1e-9);
    assert.ok(Math.abs(usd('gpt-4o', 'openai') - (1 + 4 * 0.1 + 5)) < 1e-9);
  });

  it('halves cached input in batch where a cache gives no discount', () => {
    const rates = {
      input: 2,
      cachedInput: 2,
      cacheWrite: 2,
      cacheWrite1h: 2,
      output: 4,
      tiers: [],
    };
    const offer = { factor: 0.5, cachedToo: false };
    assert.equal(callCost(rates, { input: 1e6, cachedInput: 1e6, output: 0 }, offer), 1);
  });

  it('halves flex calls of the models that OpenAI offers it for', () => {
    assert.equal(flexOffer(catalogue.find('o4-mini'), 'openai')?.factor, 0.5);
    assert.equal(flexOffer(catalogue.find('gpt-4o'), 'openai'), null);
  });

  it('multiplies priority calls of the models that it is known for, at OpenAI only', () => {
    assert.equal(priorityOffer(catalogue.find('gpt-5.4'), 'openai')?.factor, 2);
    assert.equal(priorityOffer(catalogue.find('gpt-5.5'), 'openai')?.factor, 2.5);
    assert.equal(priorityOffer(catalogue.find('gpt-5.4'), 'azure'), null);
    assert.equal(priorityOffer(catalogue.find('claude-opus-4-6'), 'anthropic'), null);
  });
});
