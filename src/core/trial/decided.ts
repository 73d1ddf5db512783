import { choiceText } from './candidate';
import { pairsOf, settled } from './comparison';
import { gradesOf } from './grades';
import type { TrialFile } from './model';
import type { Journal } from './run/journal';
import { decide } from './statistics/evidence';
import { ERROR_RATE } from './verdict';

/** Whether every candidate is decided by now: what the runner asks after each case, without intervals and forecasts. */
export function isDecided(trial: TrialFile, journal: Journal, keys: ReadonlySet<string>): boolean {
  const answers = [...journal.calls.values()].filter((r) => r.kind === 'answer' && keys.has(r.key));
  const grades = gradesOf(trial, journal, answers);
  const [baseline, ...candidates] = trial.models.map((model) => {
    const name = choiceText(model);
    return { name, records: answers.filter((r) => r.candidate === name), grades };
  });
  if (baseline === undefined || candidates.length === 0) return false;
  return candidates.every((candidate) => {
    const pairs = pairsOf(trial, journal, baseline, candidate);
    const { kind } = decide(
      pairs.map((p) => p.candidate - p.baseline),
      {
        repeats: trial.repeats,
        planned: journal.started?.cases ?? null,
        ...(trial.check.kind === 'hand' ? {} : { attempted: settled(trial, baseline, candidate) }),
        errorRate: ERROR_RATE / candidates.length,
        useful: trial.usefulDifference,
        seed: trial.seed,
        forecast: false,
      },
    );
    return kind !== 'open';
  });
}
