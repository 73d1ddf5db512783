import type { Catalogue } from '../../estimate/catalogue';
import type { Call, Session } from '../../model/session';
import { titleOf } from '../title';
import { RECENT_TURNS, type RunningSession } from './model';

const TITLE_CHARS = 120;

/** What a status line shows of a session; models of which the catalogue has no window have none. */
export function runningSession(
  session: Session,
  catalogue: Pick<Catalogue, 'find'>,
): RunningSession {
  const own = (session.agents[0]?.calls ?? []).map((i) => session.calls[i]!);
  const model = own.findLast((call) => call.model !== null)?.model ?? null;
  const { usd, bound } = session.figures.money;
  return {
    title: titleOf(session, TITLE_CHARS),
    formatTitle: session.formatTitle,
    calls: session.calls.length,
    model,
    money: { usd, bound },
    contextTokens: own.findLast((call) => call.contextTokens !== null)?.contextTokens ?? null,
    contextWindow: model === null ? null : catalogue.find(model).contextTokens,
    reasoning: reasoningOf(session),
    turns: session.turns.length,
    minutes: minutesOf(session),
    endedAt: endOf(session, own.at(-1)),
    recent: session.turns
      .map(({ figures }) => figures.tokens.output)
      .filter((output) => output !== null)
      .slice(-RECENT_TURNS),
  };
}

/** How long a session that has ended is still in sight. */
const SHOWN_MS = 60_000;

/** Epoch milliseconds from which a session that has ended is no longer shown; `null` while it goes on. */
export const shownUntil = ({ endedAt }: Pick<RunningSession, 'endedAt'>): number | null =>
  endedAt === null ? null : endedAt + SHOWN_MS;

/** The newest call of the main agent answers the last words of the user, and asks for no tool. */
function endOf({ turns, endedAt }: Session, newest: Call | undefined): number | null {
  if (newest === undefined || newest.turn !== turns.length - 1) return null;
  return newest.tools.length === 0 && newest.answerChars > 0 ? endedAt : null;
}

function minutesOf({ turns }: Session): number | null {
  const first = turns.find(({ startedAt }) => startedAt !== null)?.startedAt ?? null;
  const last = turns.findLast(
    ({ startedAt, durationMs }) => startedAt !== null && durationMs !== null,
  );
  if (first === null || last === undefined) return null;
  return (last.startedAt! + last.durationMs! - first) / 60_000;
}

function reasoningOf({ calls }: Session): RunningSession['reasoning'] {
  let [tokens, output, counted] = [0, 0, 0];
  for (const call of calls) {
    if (call.tokens.reasoning === null || call.tokens.output === null) continue;
    tokens += call.tokens.reasoning;
    output += call.tokens.output;
    counted++;
  }
  return counted === 0 || output === 0 ? null : { tokens: Math.min(tokens, output), output };
}
