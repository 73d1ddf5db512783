import type { Money, Session } from '../../model/session';
import { say, usdFigure, type SentenceArg } from '../../model/sentence';
import { callLabels } from '../label';

/** A session with the numbers of its calls, which every sentence names. */
export interface Told {
  readonly session: Session;
  readonly label: (call: number) => string;
}

export function told(session: Session): Told {
  const labels = callLabels(session);
  return { session, label: (call) => labels[call] ?? String(call + 1) };
}

/** Money in a sentence, with what its bound says. */
export function moneyWords(usd: number, bound: Money['bound']): SentenceArg {
  if (bound === 'at-least') return say('at least {0}', usdFigure(usd));
  return bound === 'estimated' ? say('about {0}', usdFigure(usd)) : usdFigure(usd);
}

/** A file without its folders: the page shows the path. */
export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1) || path;
}

/** A command as a sentence can hold it. */
export function short(command: string, most = 60): string {
  return command.length <= most ? command : `${command.slice(0, most - 1)}…`;
}

/** USD of some calls together, `null` when none of them has a cost. */
export function usdOf(session: Session, calls: readonly number[]): number | null {
  const known = calls.flatMap((i) => session.calls[i]?.money.usd ?? []);
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0);
}

/** Shares of less than a cent are not worth a sentence. */
const MIN_USD = 0.01;

/** USD of the whole session where every call has a cost: only then is a share of it true. */
export function wholeUsd({ figures }: Session): number | null {
  const { usd } = figures.money;
  return usd === null || usd < MIN_USD || figures.unpriced > 0 ? null : usd;
}
