import type { Agent, Money, Session } from '../model/session';

/** Sub-agents of which no file that was read has a call. */
const unread = (agents: readonly Agent[]): readonly Agent[] =>
  agents.filter(({ calls }, i) => i > 0 && calls.length === 0);

const atLeast = (money: Money): Money =>
  money.bound === 'exact' ? { ...money, bound: 'at-least' } : money;

/**
 * The cost of a session, or of one of its turns by its calls: a lower bound where it started sub-agents whose calls were not
 * read. What the log itself says of the whole run counts them.
 */
export function costWithAgents(
  { money }: Session['figures'],
  { agents, recorded }: Pick<Session, 'agents' | 'recorded'>,
  ofTurn: readonly number[] | null = null,
): Money {
  if (money.usd === null || (ofTurn === null && money.usd === recorded?.usd)) return money;
  const started = unread(agents).some(
    ({ startedBy }) => ofTurn === null || (startedBy !== null && ofTurn.includes(startedBy.call)),
  );
  return started ? atLeast(money) : money;
}

/** A session whose costs are told as lower bounds where calls of sub-agents were not read. */
export function withUnreadAgents(session: Session): Session {
  if (unread(session.agents).length === 0) return session;
  return {
    ...session,
    figures: { ...session.figures, money: costWithAgents(session.figures, session) },
    turns: session.turns.map((turn) => ({
      ...turn,
      figures: { ...turn.figures, money: costWithAgents(turn.figures, session, turn.calls) },
    })),
  };
}
