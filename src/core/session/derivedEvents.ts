import { undated } from '../estimate/modelKey';
import type { Call, SessionEvent } from '../model/session';

/** The shortest time after which the providers drop a cached context (Anthropic's and OpenAI's default), in milliseconds. */
const CACHE_LIFE = 5 * 60_000;
/** What was written to be kept for an hour. */
const LONG_LIFE = 60 * 60_000;
/** Smaller contexts are not worth a word. */
const MIN_CONTEXT = 10_000;
/** A cache that still answers for this much of the context has not expired. */
const STILL_CACHED = 0.5;

/**
 * Events that no line of a log tells but its calls show: another model or effort than the call before of the same
 * agent, and a context that had been cached and was paid for anew.
 */
export function derivedEvents(
  calls: readonly Call[],
  told: readonly SessionEvent[],
): readonly SessionEvent[] {
  const compacted = new Set(told.filter((e) => e.kind === 'compaction').map((e) => e.call));
  const events: SessionEvent[] = [];
  const before = new Map<number, Call>();
  const life = new Map<number, number>();
  for (const [index, call] of calls.entries()) {
    const last = before.get(call.agent);
    // A small model's call on the side (a title, a summary), of which only the counts are logged.
    if (last !== undefined && isSilent(call) && isOther(last.model, call.model)) continue;
    const kept = life.get(call.agent) ?? CACHE_LIFE;
    before.set(call.agent, call);
    if (call.cachedForHour !== null) {
      life.set(call.agent, call.cachedForHour ? LONG_LIFE : CACHE_LIFE);
    }
    if (!last) continue;
    const event = (kind: SessionEvent['kind'], text: string, tokens: number | null = null) =>
      events.push({ kind, at: call.startedAt, call: index, turn: call.turn, text, tokens });
    if (isOther(last.model, call.model)) event('model-change', call.model ?? '');
    if (differs(last.effort, call.effort)) event('effort-change', call.effort ?? '');
    const lost = compacted.has(index) ? 0 : readAnew(last, call);
    if (lost === 0) continue;
    event(pauseBetween(last, call) > kept ? 'cache-expired' : 'cache-miss', '', lost);
  }
  return events;
}

const isSilent = ({ fidelity, answerChars, tools }: Call): boolean =>
  fidelity === 'none' && answerChars === 0 && tools.length === 0;

const differs = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && a !== b;

/** Whether two calls name different models: the same one has another spelling on each host, with its date or without. */
const isOther = (a: string | null, b: string | null): boolean =>
  differs(a, b) && differs(a && undated(a), b && undated(b));

/** How many tokens the call before had in the cache that this one paid for anew, when that is most of what it paid for. */
function readAnew(last: Call, call: Call): number {
  const cached = (last.tokens.cacheRead ?? 0) + (last.tokens.cacheWrite ?? 0);
  const read = call.tokens.cacheRead;
  const size = call.contextTokens ?? 0;
  if (cached < MIN_CONTEXT || read === null || last.model !== call.model) return 0;
  if (size < cached * STILL_CACHED || read >= cached * STILL_CACHED) return 0;
  const lost = Math.min(cached, size) - read;
  return 2 * lost >= size - read ? lost : 0;
}

/** Milliseconds from the end of one call to the start of the next; 0 where no times are recorded. */
function pauseBetween(last: Call, call: Call): number {
  if (last.startedAt === null || call.startedAt === null) return 0;
  return call.startedAt - (last.startedAt + (last.modelMs ?? 0));
}
