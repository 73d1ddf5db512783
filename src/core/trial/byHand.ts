import { textNumber } from '../text/hash';
import { choiceText } from './candidate';
import type { CallRecord, JournalLine, Preference } from './journalModel';
import type { TrialFile } from './model';
import type { Journal } from './run/journal';
import { seeded, shuffled } from './statistics/random';

/** Two answers to one case, their sides shuffled so that nobody knows whose they are. */
export interface BlindChoice {
  readonly case: string;
  readonly repeat: number;
  readonly candidate: string;
  readonly first: CallRecord;
  readonly second: CallRecord;
  /** Whether the first is the baseline's. Never shown before the choice. */
  readonly isBaselineFirst: boolean;
}

/** All pairs of answers to choose between, in an order and with sides that follow from the seed. Pairs that were chosen are left out. */
export function blindChoices(trial: TrialFile, journal: Journal): readonly BlindChoice[] {
  const [baseline, ...candidates] = trial.models.map(choiceText);
  const known = new Set(trial.cases.map((c) => c.id));
  const answers = new Map(
    [...journal.calls.values()].flatMap((r) =>
      r.kind === 'answer' && known.has(r.case) && r.status !== 'failed' && r.status !== 'unfinished'
        ? [[nameOf(r.case, r.candidate, r.repeat), r] as const]
        : [],
    ),
  );
  const chosen = new Set(journal.choices.map((c) => nameOf(c.case, c.candidate, c.repeat)));
  const pairs = trial.cases.flatMap((item) =>
    candidates.flatMap((candidate) =>
      Array.from({ length: trial.repeats }, (_, repeat) => repeat).flatMap((repeat) => {
        const name = nameOf(item.id, candidate, repeat);
        const ours = answers.get(nameOf(item.id, baseline ?? '', repeat));
        const theirs = answers.get(name);
        if (ours === undefined || theirs === undefined || chosen.has(name)) return [];
        const isBaselineFirst = textNumber(`${trial.seed} ${name}`) % 2 === 0;
        const [first, second] = isBaselineFirst ? [ours, theirs] : [theirs, ours];
        return [{ case: item.id, repeat, candidate, first, second, isBaselineFirst }];
      }),
    ),
  );
  return shuffled(pairs, seeded(trial.seed));
}

const nameOf = (id: string, candidate: string, repeat: number): string =>
  `${id} ${candidate} ${repeat}`;

/** The journal's line for a choice, its side turned back into a name. */
export function choiceLine(pair: BlindChoice, took: Preference): JournalLine {
  const { case: id, repeat, candidate, isBaselineFirst } = pair;
  const side =
    took === 'first' || took === 'second' ? (took === 'first') === isBaselineFirst : null;
  return {
    line: 'choice',
    case: id,
    repeat,
    candidate,
    took: side === null ? (took === 'both' ? 'both' : 'neither') : side ? 'baseline' : 'candidate',
  };
}
