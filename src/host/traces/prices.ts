import { tokenPrice, type TokenPrice } from '../../core/figures';
import type { TraceSummary } from '../../core/trace/traceFile';
import type { ListPrice } from '../../protocol/viewCalls';
import type { TraceWorker } from '../shared/traceWorker';

type Priced = Pick<TraceSummary, 'model' | 'startedAt' | 'usage'>;

const DAY = 86_400_000;

/**
 * List prices of models by day, asked of the worker once and remembered. An unknown model has no price: never another
 * model's.
 */
export class Prices {
  readonly #known = new Map<string, ListPrice | null>();

  constructor(private readonly worker: TraceWorker) {}

  /** The price of a trace if it is known by now; `undefined` before `load`. */
  find({ model, startedAt, usage }: Priced): TokenPrice | null | undefined {
    if (model === null) return null;
    const price = this.#known.get(keyOf(model, startedAt));
    return price && tokenPrice(price, usage.inputTokens);
  }

  /** Looks up what is not known yet; says whether anything was. */
  async load(traces: readonly Priced[]): Promise<boolean> {
    const missing = new Map<string, { model: string; at: number | null }>();
    for (const { model, startedAt } of traces) {
      if (model === null) continue;
      const key = keyOf(model, startedAt);
      if (!this.#known.has(key)) missing.set(key, { model, at: startedAt });
    }
    if (missing.size === 0) return false;
    const prices = await this.worker.call('prices', { of: [...missing.values()] });
    for (const [i, key] of [...missing.keys()].entries()) this.#known.set(key, prices[i] ?? null);
    return true;
  }
}

function keyOf(model: string, at: number | null): string {
  return `${at === null ? '' : Math.floor(at / DAY)} ${model}`;
}
