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

/** The pairs of answers of a trial as it is now. */
export interface BlindChoices {
  /** What is still to choose, in an order and with sides that follow from the seed. */
  readonly left: readonly BlindChoice[];
  /** How many were chosen. */
  readonly done: number;
}

/** All pairs of answers to choose between. `keys`: the calls of the trial; answers to an earlier prompt are not shown. */
export function blindChoices(
  trial: TrialFile,
  journal: Journal,
  keys: ReadonlySet<string>,
): BlindChoices {
  const [baseline, ...candidates] = trial.models.map(choiceText);
  const answers = new Map(
    [...journal.calls.values()].flatMap((r) =>
      r.kind === 'answer' && keys.has(r.key) && r.status !== 'failed' && r.status !== 'unfinished'
        ? [[nameOf(r.case, r.candidate, r.repeat), r] as const]
        : [],
    ),
  );
  const chosen = new Map<string, string[]>();
  for (const { case: id, candidate, repeat, keys: shown } of journal.choices) {
    const name = nameOf(id, candidate, repeat);
    chosen.set(name, [...(chosen.get(name) ?? []), ...shown]);
  }
  let done = 0;
  const pairs = trial.cases.flatMap((item) =>
    candidates.flatMap((candidate) =>
      Array.from({ length: trial.repeats }, (_, repeat) => repeat).flatMap((repeat) => {
        const name = nameOf(item.id, candidate, repeat);
        const ours = answers.get(nameOf(item.id, baseline ?? '', repeat));
        const theirs = answers.get(name);
        if (ours === undefined || theirs === undefined) return [];
        if (isBetween(chosen.get(name) ?? [], ours, theirs)) {
          done += 1;
          return [];
        }
        const isBaselineFirst = textNumber(`${trial.seed} ${name}`) % 2 === 0;
        const [first, second] = isBaselineFirst ? [ours, theirs] : [theirs, ours];
        return [{ case: item.id, repeat, candidate, first, second, isBaselineFirst }];
      }),
    ),
  );
  return { left: shuffled(pairs, seeded(trial.seed)), done };
}

/** Whether a choice was between these two answers. */
export const isBetween = (
  keys: readonly string[],
  ours: Pick<CallRecord, 'key'>,
  theirs: Pick<CallRecord, 'key'>,
): boolean => keys.includes(ours.key) && keys.includes(theirs.key);

const nameOf = (id: string, candidate: string, repeat: number): string =>
  `${id} ${candidate} ${repeat}`;

/** The journal's line for a choice, its side turned back into a name. */
export function choiceLine(pair: BlindChoice, took: Preference): JournalLine {
  const { case: id, repeat, candidate, first, second, isBaselineFirst } = pair;
  const side =
    took === 'first' || took === 'second' ? (took === 'first') === isBaselineFirst : null;
  return {
    line: 'choice',
    case: id,
    repeat,
    candidate,
    keys: [first.key, second.key],
    took: side === null ? (took === 'both' ? 'both' : 'neither') : side ? 'baseline' : 'candidate',
  };
}
