import type { Correction } from './corrections';

/** Corrections of one trace as data: what holds, and what was taken back and can be done again (last one first). */
export interface CorrectionHistory {
  readonly done: readonly Correction[];
  readonly undone: readonly Correction[];
}

export function historyOf(corrections: readonly Correction[]): CorrectionHistory {
  return { done: corrections, undone: [] };
}

/** Adds a correction; what was taken back before it is gone. */
export function record({ done }: CorrectionHistory, correction: Correction): CorrectionHistory {
  return { done: [...done, correction], undone: [] };
}

/** Takes the last correction back; the same history when there is none. */
export function undo(history: CorrectionHistory): CorrectionHistory {
  const last = history.done.at(-1);
  if (last === undefined) return history;
  return { done: history.done.slice(0, -1), undone: [last, ...history.undone] };
}

/** Does the correction again that was taken back last. */
export function redo(history: CorrectionHistory): CorrectionHistory {
  const [next, ...undone] = history.undone;
  return next === undefined ? history : { done: [...history.done, next], undone };
}
