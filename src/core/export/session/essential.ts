import type { Session } from '../../model/session';
import { findingsOf } from '../../session/findings/findings';

/** At most so many calls, the newest of those that matter. */
const MOST = 30;
/** How the session ended is always told. */
const LAST = 3;

/** The calls that a bug report needs: those in which something failed, that a finding names, and the last. */
export function essentialCalls(session: Session): ReadonlySet<number> {
  const { calls, tools, events } = session;
  const failed = tools.flatMap((tool) => (tool.result?.failed === true ? [tool.call] : []));
  const limited = calls.flatMap((call, i) => (call.hitLimit ? [i] : []));
  const last = calls.slice(-LAST).map((_, i) => Math.max(0, calls.length - LAST) + i);
  const all = [
    ...failed,
    ...limited,
    ...findingsOf(session).map(({ call }) => call),
    ...events.map(({ call }) => Math.min(call, calls.length - 1)),
    ...last,
  ].filter((call) => call >= 0);
  return new Set([...new Set(all)].sort((a, b) => a - b).slice(-MOST));
}
