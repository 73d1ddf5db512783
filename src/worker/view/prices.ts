import { makeCatalogue } from '../../core/estimate/catalogue';
import { priceOf } from '../../core/estimate/prices';
import { libraryPrices } from '../../core/estimate/prices.lazy';
import { tokenPrice, type TokenPrice } from '../../core/trace/figures';
import type { Trace } from '../../core/model/trace';
import type { OwnModel } from '../../protocol/estimator';
import type { ListPrice } from '../../protocol/viewCalls';
import { ownFacts } from '../ownFacts';

let catalogue = makeCatalogue();

let own = '[]';

/** Takes the user's own prices, which go before the lists; says whether they are others than before. */
export function setOwnPrices(models: readonly OwnModel[]): boolean {
  const next = JSON.stringify(models);
  if (next === own) return false;
  own = next;
  const lists = makeCatalogue();
  catalogue = makeCatalogue(models.map((m) => ownFacts(m, lists)));
  return true;
}

/** The list price of a model at a time (epoch milliseconds; `null` is now), or `null`: never another model's. */
export function listPrice(model: string, at: number | null): ListPrice | null {
  const when = at === null ? new Date() : new Date(at);
  const { rates, asOf } = priceOf(catalogue.find(model), libraryPrices, catalogue.date, when);
  return rates === null ? null : { rates, asOf };
}

/** The price that applied to a trace, by the size of its input where that decides. */
export function priceOfTrace({ model, timing, usage }: Trace): TokenPrice | null {
  const price = model === null ? null : listPrice(model, timing.startedAt);
  return price && tokenPrice(price, usage.inputTokens);
}
