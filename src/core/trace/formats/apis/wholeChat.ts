import { countFigure, say, usdFigure } from '../../../model/sentence';
import type { Problem } from '../../../model/problem';
import { commonUsage } from '../../build/commonUsage';
import type { TraceBuilder } from '../../build/traceBuilder';
import { at, isObject, num } from '../../../text/json';

/**
 * Counts that a saved chat keeps of itself and not of its messages. Avante and nanobot keep those of the last call or
 * turn (`tokens_usage`, `_last_usage`), Continue those of the whole session with its cost. They are given to a
 * generation only where they are of that one alone; else they are told, and divided among none.
 */
export function giveWholeCounts(
  document: unknown,
  traces: readonly TraceBuilder[],
): readonly Problem[] {
  const last = at(document, 'tokens_usage');
  if (isObject(last)) return giveTo(traces.slice(-1), last);
  const whole =
    at(document, 'usage') ?? at(document, 'usage_details') ?? at(document, 'token_usage');
  const cost = num(document, 'total_cost') ?? num(document, 'cost');
  return isObject(whole) ? giveTo(traces, cost === null ? whole : { cost, ...whole }) : [];
}

/** Gives counts to the one generation they are of; tells them where they are of several that were not counted each. */
export function giveTo(traces: readonly TraceBuilder[], counts: unknown): readonly Problem[] {
  if (traces.every(isCounted)) return [];
  const usage = commonUsage(counts);
  const cost = num(counts, 'totalCost') ?? num(counts, 'total_cost') ?? num(counts, 'cost');
  // Continue begins with 0 and counts only what its provider tells.
  if (!usage.inputTokens && !usage.outputTokens) return [];
  const [only] = traces;
  if (traces.length === 1 && only) {
    only.usage = usage;
    only.costUsd ??= cost;
    return [];
  }
  const { inputTokens, outputTokens } = usage;
  if (inputTokens === null || outputTokens === null) return [];
  const told = [countFigure(traces.length), countFigure(inputTokens), countFigure(outputTokens)];
  const message =
    cost === null
      ? say('The tokens of {0} calls were counted together: {1} in, {2} out.', ...told)
      : say(
          'The tokens of {0} calls were counted together: {1} in, {2} out, for {3}.',
          ...told,
          usdFigure(cost),
        );
  return [{ code: 'not-understood', message }];
}

function isCounted(trace: TraceBuilder): boolean {
  return trace.usage.outputTokens !== null || trace.usage.inputTokens !== null;
}
