import type { Rates } from '../model/rates';
import type { Trace, Usage } from '../model/trace';
import { tokenPrice, type TokenPrice } from '../trace/figures';
import { makeCatalogue, type Catalogue } from './catalogue';
import type { ModelFacts } from './modelFacts';
import { priceOf } from './prices';
import { libraryPrices, useProviderData } from './prices.lazy';

/** A model of the user's own, as the settings hold it after their check. Prices in USD per million tokens. */
export interface OwnModel {
  readonly id: string;
  readonly input: number;
  readonly output: number;
  readonly cachedInput: number | null;
  readonly contextTokens: number | null;
  readonly maxOutputTokens: number | null;
  /** Set by the opened workspace rather than by the user. */
  readonly byWorkspace?: boolean;
}

/** What of a trace decides its price. */
export interface PricedCall {
  readonly model: string | null;
  /** Epoch milliseconds; `null` is priced as of now. */
  readonly startedAt: number | null;
  readonly usage: Usage;
}

interface DatedRates {
  readonly rates: Rates;
  readonly asOf: string | null;
}

/** Hours of low demand begin on quarters of an hour at the finest. */
const QUARTER = 900_000;

/** Everything that is known of models and their prices: the lists, newer lists that were fetched, and the user's own. */
export class PriceBook {
  #catalogue = makeCatalogue();
  /** Prices found before, by model and time: a list asks for thousands. */
  readonly #known = new Map<string, DatedRates | null>();

  get catalogue(): Catalogue {
    return this.#catalogue;
  }

  /** Takes the user's own models, which go before the lists. */
  useOwn(models: readonly OwnModel[]): void {
    const lists = makeCatalogue();
    this.#catalogue = makeCatalogue(models.map((m) => ownFacts(m, lists)));
    this.#known.clear();
  }

  /** Uses newer lists, fetched on a day (ISO). Throws where they are none; those in use then stay. */
  useLists(data: unknown, date: string): void {
    useProviderData(data, date);
    this.#known.clear();
  }

  /** The price that applied to a call, by its time and the size of its input; `null` for a model without one. */
  priceOfCall({ model, startedAt, usage }: PricedCall): TokenPrice | null {
    if (model === null) return null;
    const key = `${startedAt === null ? '' : Math.floor(startedAt / QUARTER)} ${model}`;
    let found = this.#known.get(key);
    if (found === undefined) this.#known.set(key, (found = this.#look(model, startedAt)));
    return found && tokenPrice(found, usage.inputTokens);
  }

  priceOfTrace({ model, timing, usage }: Trace): TokenPrice | null {
    return this.priceOfCall({ model, startedAt: timing.startedAt, usage });
  }

  #look(model: string, startedAt: number | null): DatedRates | null {
    const when = startedAt === null ? new Date() : new Date(startedAt);
    const facts = this.#catalogue.find(model);
    const moment = startedAt === null ? 'month' : 'call';
    const { rates, asOf } = priceOf(facts, libraryPrices, when, moment);
    return rates === null ? null : { rates, asOf };
  }
}

/** The catalogue's facts of a model with the user's own price and limits over them. */
function ownFacts(own: OwnModel, base: Catalogue): ModelFacts {
  const facts = base.find(own.id);
  const { input, output } = own;
  return {
    ...facts,
    id: own.id,
    contextTokens: own.contextTokens ?? facts.contextTokens,
    maxOutputTokens: own.maxOutputTokens ?? facts.maxOutputTokens,
    isWorkspacePrice: own.byWorkspace === true,
    ownRates: {
      input,
      output,
      cachedInput: own.cachedInput ?? input,
      cacheWrite: input,
      cacheWrite1h: input,
      tiers: [],
    },
  };
}
