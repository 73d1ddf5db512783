import { choiceText } from './candidate';
import { gradesOf } from './grades';
import type { TrialFile } from './model';
import type { Comparison } from './verdictModel';
import type { Journal } from './run/journal';
import { callKey } from './run/order';

/**
 * The part of a trial whose calls ask once more about the cases on which two models differ: one repeat beyond the plan, so that
 * the result of the trial stays what it is. What was chosen because it differed would differ less the second time.
 */
export function recheckTrial(
  trial: TrialFile,
  { baseline, candidate, flips }: Pick<Comparison, 'baseline' | 'candidate' | 'flips'>,
): TrialFile {
  const differ = new Set(flips.map((f) => f.case));
  return {
    ...trial,
    cases: trial.cases.filter((c) => differ.has(c.id)),
    models: trial.models.filter((m) => [baseline, candidate].includes(choiceText(m))),
    repeats: trial.repeats + 1,
    stopEarly: false,
  };
}

/** How many of the cases that differ did so again when they were sent once more; `null` before any of them has two verdicts. */
export function recheckOf(
  trial: TrialFile,
  journal: Journal,
  { baseline, candidate, flips }: Pick<Comparison, 'baseline' | 'candidate' | 'flips'>,
): Comparison['again'] {
  if (trial.check.kind === 'hand') return null;
  const cases = new Map(trial.cases.map((c) => [c.id, c]));
  const models = new Map(trial.models.map((m) => [choiceText(m), m]));
  let [asked, stood] = [0, 0];
  for (const { case: id, to } of flips) {
    const [left, right] = [baseline, candidate].map((name) => {
      const [item, model] = [cases.get(id), models.get(name)];
      const key = item && model && callKey(trial, item, model, trial.repeats);
      const record = key === undefined ? undefined : journal.calls.get(key);
      return record && gradesOf(trial, journal, [record]).get(record.key)?.right;
    });
    if (typeof left !== 'boolean' || typeof right !== 'boolean') continue;
    asked += 1;
    if (left !== right && right === (to === 'gained')) stood += 1;
  }
  return asked === 0 ? null : { asked, stood };
}
