import type { PriceBook } from '../../core/estimate/priceBook';
import type { Session } from '../../core/model/session';
import { answerText, type Trace } from '../../core/model/trace';
import { alarmsOf, type NewestThought } from '../../core/session/running/alarms';
import type { AlarmId } from '../../core/session/running/model';
import { runningSession } from '../../core/session/running/state';
import { insights } from '../../core/steps/insights';
import type { Analysis } from '../../core/steps/model';
import type { EngineParams, EngineResult } from '../../protocol/engine';
import type { FileSession } from './session';

type Read = (trace: number) => Promise<{ readonly trace: Trace; readonly suggested: Analysis }>;

/** Alarms that are found in the reasoning of the newest call. */
const IN_REASONING: ReadonlySet<AlarmId> = new Set(['loop', 'answer']);

/** What a status line shows of the file's session, with the alarms that hold; `null` for a file that is no session. */
export async function runningOf(
  file: FileSession,
  read: Read,
  { asked, budgetUsd, since }: EngineParams<'running'>,
  book: PriceBook,
): Promise<EngineResult<'running'>> {
  const { session } = file;
  if (session === null) return null;
  const { catalogue } = book;
  const looks = asked.some((id) => IN_REASONING.has(id));
  const thought = looks ? await newestThought(session, since, read, book) : null;
  const watched = { session, thought, catalogue, budgetUsd };
  return {
    session: runningSession(session, catalogue),
    alarms: alarmsOf(watched, asked, since),
  };
}

/** Only the newest call is read: those before it were the newest when the file was shorter. */
async function newestThought(
  { calls, agents }: Session,
  since: number,
  read: Read,
  book: PriceBook,
): Promise<NewestThought | null> {
  const call = calls.findLastIndex(
    ({ reasoningChars, agent }) => reasoningChars > 0 && agents[agent]?.file === null,
  );
  if (call < 0 || call < since) return null;
  const { trace, suggested } = await read(calls[call]!.trace);
  const found = insights(suggested, {
    truncated: trace.truncated,
    answered: answerText(trace) !== '',
    usdPerToken: book.priceOfTrace(trace)?.output ?? null,
  });
  return { call, insights: found };
}
