import delivery from './data/delivery.data.json';
import { say } from '../model/sentence';
import type { ModelFacts } from './catalogue';
import type { Rates } from '../model/rates';
import type { DeliveryOffer, Warning } from './model';

/** Looks prices up at a moment. `asOf` is the date of its data, ISO. */
export interface PriceSource {
  readonly asOf: string;
  find(facts: ModelFacts, at: Date): { readonly rates: Rates; readonly provider: string } | null;
}

/** A price with what must be said about it. */
export interface Priced {
  readonly rates: Rates | null;
  readonly provider: string | null;
  readonly asOf: string | null;
  readonly source: string | null;
  readonly warnings: readonly Warning[];
}

/** Prices that differ by more than this share are worth a word. */
const TOLERANCE = 0.05;

const differs = (a: Rates, b: Rates) =>
  Math.abs(a.output - b.output) > TOLERANCE * Math.max(a.output, b.output) ||
  Math.abs(a.input - b.input) > TOLERANCE * Math.max(a.input, b.input);

/**
 * The price of a model: the user's own, else the price library's, else the catalogue's list price. Where two sources
 * differ by more than 5 % the dearer is used and both are named. `null` rates: no price is known.
 */
export function priceOf(
  facts: ModelFacts,
  library: PriceSource,
  catalogueDate: string,
  at: Date,
): Priced {
  if (facts.ownRates !== null) {
    return {
      rates: facts.ownRates,
      provider: facts.provider,
      asOf: null,
      source: 'your settings',
      warnings: [],
    };
  }
  const found = library.find(facts, at);
  const list = facts.rates;
  if (found === null) {
    return {
      rates: list,
      provider: facts.provider,
      asOf: list === null ? null : catalogueDate,
      source: list === null ? null : 'models.dev',
      warnings: [],
    };
  }
  const fromLibrary = {
    rates: found.rates,
    provider: found.provider,
    asOf: library.asOf,
    source: '@pydantic/genai-prices',
    warnings: [],
  };
  if (list === null || !differs(found.rates, list)) return fromLibrary;
  const dearer = found.rates.output >= list.output;
  const warnings = [
    {
      code: 'prices-differ',
      message: say(
        'Two price sources differ for {0}: ${1} ({2}) and ${3} ({4}) a million output tokens. The dearer one is used.',
        facts.id,
        String(found.rates.output),
        library.asOf,
        String(list.output),
        catalogueDate,
      ),
    },
  ];
  return dearer
    ? { ...fromLibrary, warnings }
    : {
        rates: list,
        provider: facts.provider,
        asOf: catalogueDate,
        source: 'models.dev',
        warnings,
      };
}

/** The batch offer of the model's provider, or `null`. Applies to input and output alike. */
export function batchOffer(facts: ModelFacts, provider: string | null): DeliveryOffer | null {
  const { factor, text, providers, cacheApart } = delivery.batch;
  return provider !== null && providers.includes(provider) && facts.openWeights !== true
    ? { factor, cachedToo: !cacheApart.includes(provider), text, date: delivery.date }
    : null;
}

/** The flex offer (half price for slower answers) of the model's provider, or `null`. */
export function flexOffer(facts: ModelFacts, provider: string | null): DeliveryOffer | null {
  const { factor, text, providers, families } = delivery.flex;
  return providers.includes(provider ?? '') && families.includes(facts.family)
    ? { factor, cachedToo: true, text, date: delivery.date }
    : null;
}
