import { blindChoices, choiceLine, type BlindChoices } from '../../core/trial/byHand';
import type { Preference } from '../../core/trial/journalModel';
import { checkName } from '../../core/trial/run/journal';
import type { BlindPair } from '../../protocol/trial';
import type { TrialSession } from './trialSession';

const choicesOf = ({ trial, journal, planned }: TrialSession): BlindChoices =>
  trial === null || planned === null
    ? { left: [], done: 0 }
    : blindChoices(trial, journal, planned.keys);

/** The next pair to choose by hand; null when all are chosen. */
export function nextBlind(session: TrialSession): BlindPair | null {
  const { trial } = session;
  const { left, done } = choicesOf(session);
  const [pair] = left;
  if (trial === null || pair === undefined) return null;
  const item = trial.cases.find((c) => c.id === pair.case);
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
  const pair = choicesOf(session).left.find(
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
