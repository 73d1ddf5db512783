import type { Call, Finding, SessionEventKind } from '../../model/session';
import { countFigure, percentFigure, say, type Sentence } from '../../model/sentence';
import { moneyWords, usdOf, wholeUsd, type Told } from './words';

/** A call is worth a sentence from this share of the session's money on. */
const CALL_SHARE = 0.09;
const TURN_SHARE = 0.5;
const AGENT_SHARE = 0.15;
const EXPIRED_SHARE = 0.03;
const RE_READ_SHARE = 0.4;
/** Shares of a few calls say nothing. */
const FEW_CALLS = 5;

/**
 * The call that cost most, when that is at least 9 % of the session and twice its even share, and what it paid for. The
 * first call of an agent always pays for reading its instructions: that is not worth a word.
 */
export function costliestCall({ session, label }: Told): readonly Finding[] {
  const whole = wholeUsd(session);
  const { calls } = session;
  if (whole === null || calls.length < FEW_CALLS) return [];
  const opening = new Set(session.agents.flatMap(({ calls: own }) => own.slice(0, 1)));
  const top = indexOfMost(
    calls.map((call, i) => (opening.has(i) && isForContext(call) ? 0 : (call.money.usd ?? 0))),
  );
  const call = calls[top]!;
  const usd = call.money.usd ?? 0;
  // An opening call that paid more for its context would make the sentence untrue.
  if (calls.some(({ money }) => (money.usd ?? 0) > usd)) return [];
  if (usd < CALL_SHARE * whole || usd * calls.length < 2 * whole) return [];
  const lost = session.events.find((e) => isLoss(e.kind) && e.call === top);
  const why = causeOf(call, lost?.kind ?? null);
  const share = percentFigure(usd / whole);
  const cost = moneyWords(usd, call.money.bound);
  const sentence =
    why === null
      ? say('Call {0} cost most: {1}, {2} of the session', label(top), cost, share)
      : say('Call {0} cost most: {1}, {2} of the session, for {3}', label(top), cost, share, why);
  return [{ rule: 'costliest-call', sentence, call: top, tool: null, calls: [top], usd }];
}

const isLoss = (kind: SessionEventKind): boolean =>
  kind === 'cache-expired' || kind === 'cache-miss';

/** What more than half of a call's money went on. */
function causeOf(call: Call, lost: SessionEventKind | null): Sentence | null {
  const { parts } = call.money;
  if (parts === null) return null;
  const all = parts.freshInput + parts.cacheRead + parts.cacheWrite + parts.output;
  const most = (part: number) => part > all / 2;
  const fresh = (call.tokens.freshInput ?? 0) + (call.tokens.cacheWrite ?? 0);
  if (most(parts.output)) return say('{0} tokens of output', countFigure(call.tokens.output ?? 0));
  if (most(parts.freshInput + parts.cacheWrite)) {
    if (lost === 'cache-expired')
      return say('{0} tokens of context, most of them read anew after a pause', countFigure(fresh));
    return lost === null
      ? say('{0} tokens of new context', countFigure(fresh))
      : say('{0} tokens of context, most of them in the cache before', countFigure(fresh));
  }
  if (most(parts.cacheRead)) {
    return say('{0} tokens of context from the cache', countFigure(call.tokens.cacheRead ?? 0));
  }
  return null;
}

function isForContext({ money: { parts } }: Call): boolean {
  return parts !== null && parts.freshInput + parts.cacheWrite > parts.cacheRead + parts.output;
}

/** A turn of at least three that cost half of the session or more. */
export function costliestTurn({ session }: Told): readonly Finding[] {
  const whole = wholeUsd(session);
  if (whole === null || session.turns.length < 3) return [];
  const top = indexOfMost(session.turns.map((turn) => turn.figures.money.usd ?? 0));
  const turn = session.turns[top]!;
  const usd = turn.figures.money.usd ?? 0;
  const first = turn.calls[0];
  if (usd < TURN_SHARE * whole || first === undefined) return [];
  const sentence = say(
    'Turn {0} cost {1}, {2} of the session, in {3} calls',
    String(top + 1),
    moneyWords(usd, turn.figures.money.bound),
    percentFigure(usd / whole),
    countFigure(turn.calls.length),
  );
  return [{ rule: 'costliest-turn', sentence, call: first, tool: null, calls: turn.calls, usd }];
}

/** Each sub-agent that cost 15 % of the session or more. */
export function costlyAgents({ session }: Told): readonly Finding[] {
  const whole = wholeUsd(session);
  if (whole === null) return [];
  return session.agents.slice(1).flatMap((agent, i): readonly Finding[] => {
    const usd = usdOf(session, agent.calls);
    const [first] = agent.calls;
    if (usd === null || first === undefined || usd < AGENT_SHARE * whole) return [];
    const sentence = say(
      'Sub-agent {0} cost {1}, {2} of the session',
      agent.name ?? String(i + 1),
      moneyWords(usd, agent.figures.money.bound),
      percentFigure(usd / whole),
    );
    const tool = agent.startedBy?.tool ?? null;
    return [{ rule: 'costly-agent', sentence, call: first, tool, calls: agent.calls, usd }];
  });
}

/** Contexts that were paid for anew because the cache was gone after a pause, from 3 % of the session on. */
export function expiredCaches({ session, label }: Told): readonly Finding[] {
  const whole = wholeUsd(session);
  const lost = session.events.filter((e) => e.kind === 'cache-expired');
  const calls = lost.map((e) => e.call);
  const [first] = calls;
  if (whole === null || first === undefined) return [];
  const usd = sumOf(lost.map((e) => usdOfLost(session.calls[e.call], e.tokens ?? 0)));
  if (usd < EXPIRED_SHARE * whole) return [];
  const money = moneyWords(usd, 'exact');
  const share = percentFigure(usd / whole);
  const sentence =
    calls.length === 1
      ? say(
          '{0}, {1}, went on caching the context again after a pause, call {2}',
          money,
          share,
          label(first),
        )
      : say(
          '{0}, {1}, went on caching the context again after {2} pauses, first at call {3}',
          money,
          share,
          countFigure(calls.length),
          label(first),
        );
  return [{ rule: 'cache-expired', sentence, call: first, tool: null, calls, usd }];
}

/** What the tokens that had been in the cache cost of all that a call read anew. */
function usdOfLost(call: Call | undefined, lost: number): number {
  const parts = call?.money.parts;
  const paid = (call?.tokens.freshInput ?? 0) + (call?.tokens.cacheWrite ?? 0);
  if (!parts || paid === 0) return 0;
  return ((parts.freshInput + parts.cacheWrite) * Math.min(lost, paid)) / paid;
}

/** Reading the same context again took 40 % of the money or more, in a session of at least ten calls. */
export function reReading({ session, label }: Told): readonly Finding[] {
  const whole = wholeUsd(session);
  const { parts } = session.figures.money;
  const own = session.agents[0]?.calls ?? [];
  if (whole === null || parts === null || own.length < 2 * FEW_CALLS) return [];
  if (parts.cacheRead < RE_READ_SHARE * whole) return [];
  const sizes = own.map((i) => session.calls[i]?.contextTokens ?? 0);
  const top = own[indexOfMost(sizes)]!;
  const sentence = say(
    '{0} of the money, {1}, went on reading the context again; it reached {2} tokens at call {3}',
    percentFigure(parts.cacheRead / whole),
    moneyWords(parts.cacheRead, 'exact'),
    countFigure(session.calls[top]?.contextTokens ?? 0),
    label(top),
  );
  const usd = parts.cacheRead;
  return [{ rule: 're-reading', sentence, call: top, tool: null, calls: [top], usd }];
}

function indexOfMost(values: readonly number[]): number {
  let top = 0;
  for (const [i, value] of values.entries()) if (value > (values[top] ?? 0)) top = i;
  return top;
}

const sumOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
