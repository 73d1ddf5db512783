import { blindChoices, choiceLine, type BlindChoice } from '../../core/trial/byHand';
import type { Preference } from '../../core/trial/journalModel';
import { checkName } from '../../core/trial/run/journal';
import type { BlindPair } from '../../protocol/trial';
import type { TrialSession } from './trialSession';

const open = ({ trial, journal }: TrialSession): readonly BlindChoice[] =>
  trial === null ? [] : blindChoices(trial, journal);

/** The next pair to choose by hand; null when all are chosen. */
export function nextBlind(session: TrialSession): BlindPair | null {
  const { trial, journal } = session;
  const left = open(session);
  const [pair] = left;
  if (trial === null || pair === undefined) return null;
  const item = trial.cases.find((c) => c.id === pair.case);
  const done = journal.choices.length;
  const { case: id, repeat, candidate, first, second } = pair;
  return {
    case: id,
    repeat,
    candidate,
    values: item?.values ?? {},
    expected: item?.expected ?? null,
    first: first.answer,
    second: second.answer,
    done,
    of: done + left.length,
  };
}

/** Keeps what a person took of a pair; gives the next one. */
export async function choose(
  session: TrialSession,
  choice: { readonly case: string; readonly repeat: number; readonly candidate: string },
  took: Preference,
): Promise<BlindPair | null> {
  const pair = open(session).find(
    (p) => p.case === choice.case && p.repeat === choice.repeat && p.candidate === choice.candidate,
  );
  if (pair !== undefined) await session.write(choiceLine(pair, took));
  return nextBlind(session);
}

/** Keeps what a person says of an answer that a judge has judged. */
export async function judgeByPerson(
  session: TrialSession,
  key: string,
  right: boolean,
): Promise<void> {
  const { trial, journal } = session;
  if (trial === null || !journal.calls.has(key)) return;
  const check = checkName(trial);
  await session.write({ line: 'grade', key, check, by: 'person', right, why: '' });
}
