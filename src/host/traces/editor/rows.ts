import { msg } from '../../../core/model/message';
import { costOf, measured, reasoningTokens, type TokenPrice } from '../../../core/trace/figures';
import type { TraceSummary } from '../../../core/trace/traceFile';
import type { TraceRow } from '../../../protocol/traceData';

/** One line of the list of traces; `price` is `undefined` until it was looked up. */
export function rowOf(
  summary: TraceSummary,
  price: TokenPrice | null | undefined,
  analysed: TraceRow['analysed'] = null,
): TraceRow {
  const seconds = summary.durationMs === null ? null : summary.durationMs / 1000;
  const cost = costOf(summary.costUsd, summary.usage, price ?? null);
  return {
    index: summary.index,
    id: summary.id,
    model: summary.model,
    effort: summary.effort,
    promptStart: summary.promptStart,
    fidelity: summary.fidelity,
    truncated: summary.truncated,
    finishReason: summary.finishReason,
    startedAt: summary.startedAt,
    reasoningTokens: reasoningTokens(summary),
    // Not "no price" before it was looked up.
    cost: price === undefined && cost.missing !== null ? { ...cost, missing: 'unknown' } : cost,
    seconds: measured(seconds, msg('recorded in the file')),
    toolCalls: summary.toolCalls,
    problems: summary.problems,
    analysed,
  };
}
