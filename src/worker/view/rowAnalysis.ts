import { STEP_KINDS, type Analysis } from '../../core/steps/model';
import type { TraceRow } from '../../protocol/traceData';

/** What the list of traces shows of an analysed trace. */
export function rowAnalysis({
  steps,
  metrics,
  answer,
}: Analysis): NonNullable<TraceRow['analysed']> {
  let total = 0;
  let upToAnswer = 0;
  for (const [i, step] of steps.entries()) {
    total += step.tokens;
    if (answer.firstConcluded !== null && i <= answer.firstConcluded) upToAnswer += step.tokens;
  }
  return {
    steps: steps.length,
    kindShares: STEP_KINDS.map((kind) => metrics.kindShares[kind]),
    answerAt: answer.firstConcluded === null || total === 0 ? null : upToAnswer / total,
    hasAnswer: answer.answer !== null,
    loop: metrics.loopStart !== null,
  };
}
