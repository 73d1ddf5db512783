import { PriceBook, type PricedCall } from '../core/estimate/priceBook';
import type { Trace } from '../core/model/trace';
import type { TokenPrice } from '../core/trace/figures';

const book = new PriceBook();

export const priceOfCall = (call: PricedCall): TokenPrice | null => book.priceOfCall(call);

/** The list price that applied to a trace, by its time and the size of its input; `null` for a model without one. */
export function listPriceOf(trace: Trace): TokenPrice | null {
  return book.priceOfTrace(trace);
}
