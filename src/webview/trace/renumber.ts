import type { CorrectionByNumber } from '../../core/steps/corrections/corrections';
import { decodeRow, rowIn } from './rows';
import { stepAtOffset, type TraceModel } from './traceModel';

// The steps of a trace have other numbers after one of them was merged or split, or the labels have changed: the same text
// is found by where it stands.

/** The row of `to` that stands where one of `from` did. */
export function sameRow(from: TraceModel, to: TraceModel, code: number): number {
  const row = decodeRow(code);
  if (row.kind !== 'step' || row.step >= from.count || to.count === 0) return rowIn(to, code);
  return stepAtOffset(to, from.outline.steps.start[row.step]!);
}

/**
 * A correction of a step of `from` as one of `to`: of the step that holds the same text now. A merge or a split of a step that
 * is no longer there as it was means nothing: `null`.
 */
export function renumbered(
  from: TraceModel,
  to: TraceModel,
  correction: CorrectionByNumber,
): CorrectionByNumber | null {
  const { start, end } = from.outline.steps;
  const { step } = correction;
  if (from === to || step >= from.count || to.count === 0) return correction;
  const now = stepAtOffset(to, start[step]!);
  const { start: starts, end: ends } = to.outline.steps;
  const isSameStart = starts[now] === start[step];
  if (correction.op === 'merge' && !isSameStart) return null;
  if (correction.op === 'split' && !(isSameStart && ends[now] === end[step])) return null;
  return { ...correction, step: now };
}
