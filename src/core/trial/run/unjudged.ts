import type { CallRecord } from '../journalModel';
import type { TrialFile } from '../model';
import { checkName, type Journal } from './journal';

/**
 * Answers that the journal has without a verdict of the check as it is now, where that comes from outside of the program: they came
 * before the check was what it is, or the run ended before they were judged.
 */
export function unjudged(
  trial: TrialFile,
  keys: ReadonlySet<string>,
  journal: Journal,
): readonly CallRecord[] {
  if (trial.check.kind !== 'judge' && trial.check.kind !== 'code') return [];
  const check = checkName(trial);
  const known = new Set(journal.grades.flatMap((g) => (g.check === check ? [g.key] : [])));
  return [...journal.calls.values()].filter(
    (r) => r.kind === 'answer' && r.status === 'answered' && keys.has(r.key) && !known.has(r.key),
  );
}
