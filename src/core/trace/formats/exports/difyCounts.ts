import type { Usage } from '../../../model/trace';
import { commonUsage } from '../../build/commonUsage';
import { NO_USAGE, sum } from '../../build/usage';
import { at, isObject, num, str } from '../../../text/json';

/** What Dify counts of a message, or of a node of its workflow. */
export interface Counts {
  readonly usage: Usage;
  readonly costUsd: number | null;
  readonly durationMs: number | null;
}

/** The counts that Dify calls `usage`; `null` where there are none. */
export function countsOf(usage: unknown): Counts | null {
  if (!isObject(usage)) return null;
  const latency = num(usage, 'latency');
  const price = Number(at(usage, 'total_price') ?? NaN);
  return {
    usage: commonUsage(usage),
    costUsd: str(usage, 'currency') === 'USD' && price > 0 ? price : null,
    durationMs: latency === null ? null : Math.round(latency * 1000),
  };
}

/** What is counted of a whole, else of its nodes together; the price is known where each node's is. */
export function counted(nodes: readonly (Counts | null)[], whole: Counts | null): Counts {
  const known = nodes.filter((node) => node !== null);
  const prices = nodes.map((node) => node?.costUsd ?? null);
  const isTold = (whole?.usage.outputTokens ?? null) !== null;
  const ofNodes = together(
    known.map(({ usage }) => usage),
    known.length < nodes.length,
  );
  return {
    usage: whole !== null && isTold ? whole.usage : ofNodes,
    costUsd: whole?.costUsd ?? (prices.includes(null) ? null : sum(...prices)),
    durationMs: whole?.durationMs ?? sum(...known.map(({ durationMs }) => durationMs)),
  };
}

function together(usages: readonly Usage[], isPart: boolean): Usage {
  const [first = NO_USAGE] = usages;
  if (usages.length < 2 && !isPart) return first;
  const total = (of: (usage: Usage) => number | null) => sum(...usages.map(of));
  return {
    ...first,
    inputTokens: total((usage) => usage.inputTokens),
    outputTokens: total((usage) => usage.outputTokens),
    reasoningTokens: total((usage) => usage.reasoningTokens),
    cachedInputTokens: total((usage) => usage.cachedInputTokens),
    cacheWriteTokens: total((usage) => usage.cacheWriteTokens),
    outputBound: isPart ? 'at-least' : 'exact',
  };
}
