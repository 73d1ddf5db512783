import { makeCatalogue } from '../../core/estimate/catalogue';
import { priceOf } from '../../core/estimate/prices';
import { libraryPrices } from '../../core/estimate/prices.lazy';
import { tokenPrice, type TokenPrice } from '../../core/trace/figures';
import type { Trace } from '../../core/model/trace';
import type { TraceSummary } from '../../core/trace/traceFile';
import type { OwnModel } from '../../protocol/estimator';
import type { Rates } from '../../core/model/rates';
import { ownFacts } from '../ownFacts';

/** Rates in USD per million tokens. */
interface ListPrice {
  readonly rates: Rates;
  /** Day of the price list; `null` for the user's own price. */
  readonly asOf: string | null;
}

let catalogue = makeCatalogue();

let own = '[]';

const DAY = 86_400_000;

/** Prices found before, by model and day: a list asks for thousands. */
const known = new Map<string, ListPrice | null>();

/** Takes the user's own prices, which go before the lists; says whether they are others than before. */
export function setOwnPrices(models: readonly OwnModel[]): boolean {
  const next = JSON.stringify(models);
  if (next === own) return false;
  own = next;
  known.clear();
  const lists = makeCatalogue();
  catalogue = makeCatalogue(models.map((m) => ownFacts(m, lists)));
  return true;
}

/** The list price of a model at a time (epoch milliseconds; `null` is now), or `null`: never another model's. */
function listPrice(model: string, at: number | null): ListPrice | null {
  const when = at === null ? new Date() : new Date(at);
  const { rates, asOf } = priceOf(
    catalogue.find(model),
    libraryPrices,
    when,
    at === null ? 'month' : 'call',
  );
  return rates === null ? null : { rates, asOf };
}

/** The price that applied to a trace, by the size of its input where that decides. */
export function priceOfTrace({ model, timing, usage }: Trace): TokenPrice | null {
  return priceOfSummary({ model, startedAt: timing.startedAt, usage });
}

/** The same by what a list keeps of the trace. */
export function priceOfSummary({
  model,
  startedAt,
  usage,
}: Pick<TraceSummary, 'model' | 'startedAt' | 'usage'>): TokenPrice | null {
  if (model === null) return null;
  const key = `${startedAt === null ? '' : Math.floor(startedAt / DAY)} ${model}`;
  let price = known.get(key);
  if (price === undefined) known.set(key, (price = listPrice(model, startedAt)));
  return price && tokenPrice(price, usage.inputTokens);
}
