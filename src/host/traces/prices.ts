import * as vscode from 'vscode';
import { tokenPrice, type TokenPrice } from '../../core/trace/figures';
import type { TraceSummary } from '../../core/trace/traceFile';
import type { ListPrice } from '../../protocol/viewCalls';
import { readOwnModels } from '../estimate/settings';
import type { TraceWorker } from '../shared/traceWorker';

type Priced = Pick<TraceSummary, 'model' | 'startedAt' | 'usage'>;

const DAY = 86_400_000;

/**
 * List prices of models by day, asked of the worker once and remembered. An unknown model has no price: never another
 * model's.
 */
export class Prices implements vscode.Disposable {
  readonly #known = new Map<string, ListPrice | null>();
  readonly #changed = new vscode.EventEmitter<void>();
  /** The user's own prices were changed: nothing found before holds. */
  readonly onDidChange = this.#changed.event;
  readonly #subscription: vscode.Disposable;

  constructor(private readonly worker: TraceWorker) {
    this.#subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('lrmLens.estimate.models')) return;
      this.#known.clear();
      this.#changed.fire();
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

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
    await this.worker.call('ownPrices', { models: readOwnModels().models });
    const prices = await this.worker.call('prices', { of: [...missing.values()] });
    for (const [i, key] of [...missing.keys()].entries()) this.#known.set(key, prices[i] ?? null);
    return true;
  }
}

function keyOf(model: string, at: number | null): string {
  return `${at === null ? '' : Math.floor(at / DAY)} ${model}`;
}
