import type { Analysis } from '../../../core/steps/model';
import type { TraceSummary } from '../../../core/trace/traceFile';
import { stepKinds, type TraceRow } from '../../../protocol/traceData';
import { costOf, measured, reasoningTokens, type TokenPrice } from './figures';

/** One line of the list of traces; `analysis` is `null` until the trace was analysed in the background. */
export function rowOf(
  summary: TraceSummary,
  price: TokenPrice | null,
  analysis: Analysis | null,
): TraceRow {
  const seconds = summary.durationMs === null ? null : summary.durationMs / 1000;
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
    cost: costOf(summary.costUsd, summary.usage, price),
    seconds: measured(seconds, 'recorded in the file'),
    toolCalls: summary.toolCalls,
    problems: summary.problems,
    analysed: analysis && analysedPart(analysis),
  };
}

function analysedPart(analysis: Analysis): NonNullable<TraceRow['analysed']> {
  const { steps, metrics, answer } = analysis;
  let total = 0;
  let upToAnswer = 0;
  for (const [i, step] of steps.entries()) {
    total += step.tokens;
    if (answer.firstConcluded !== null && i <= answer.firstConcluded) upToAnswer += step.tokens;
  }
  return {
    steps: steps.length,
    kindShares: stepKinds.map((kind) => metrics.kindShares[kind]),
    answerAt: answer.firstConcluded === null || total === 0 ? null : upToAnswer / total,
    hasAnswer: answer.answer !== null,
    loop: metrics.loopStart !== null,
  };
}
