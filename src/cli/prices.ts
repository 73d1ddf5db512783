import { makeCatalogue } from '../core/estimate/catalogue';
import { priceOf } from '../core/estimate/prices';
import { libraryPrices } from '../core/estimate/prices.lazy';
import type { Trace } from '../core/model/trace';
import { tokenPrice, type TokenPrice } from '../core/trace/figures';

const catalogue = makeCatalogue();

/** The list price that applied to a trace, by its day and the size of its input; `null` for a model without one. */
export function listPriceOf({ model, timing, usage }: Trace): TokenPrice | null {
  if (model === null) return null;
  const day = timing.startedAt === null ? new Date() : new Date(timing.startedAt);
  const moment = timing.startedAt === null ? 'month' : 'call';
  const { rates, asOf } = priceOf(catalogue.find(model), libraryPrices, day, moment);
  return rates === null ? null : tokenPrice({ rates, asOf }, usage.inputTokens);
}
