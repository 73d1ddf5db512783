import type { Call, SessionEvent } from '../model/session';

/** The shortest time after which the providers drop a cached context (Anthropic's and OpenAI's default), in milliseconds. */
const CACHE_LIFE = 5 * 60_000;
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
  for (const [index, call] of calls.entries()) {
    const last = before.get(call.agent);
    before.set(call.agent, call);
    if (!last) continue;
    const event = (kind: SessionEvent['kind'], text: string) =>
      events.push({ kind, at: call.startedAt, call: index, turn: call.turn, text });
    if (differs(last.model, call.model)) event('model-change', call.model ?? '');
    if (differs(last.effort, call.effort)) event('effort-change', call.effort ?? '');
    if (compacted.has(index) || !isReadAnew(last, call)) continue;
    event(pauseBetween(last, call) > CACHE_LIFE ? 'cache-expired' : 'cache-miss', '');
  }
  return events;
}

const differs = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && a !== b;

/** Whether a context that the call before had in the cache was paid for anew. */
function isReadAnew(last: Call, call: Call): boolean {
  const cached = (last.tokens.cacheRead ?? 0) + (last.tokens.cacheWrite ?? 0);
  const read = call.tokens.cacheRead;
  if (cached < MIN_CONTEXT || read === null || last.model !== call.model) return false;
  const size = call.contextTokens ?? 0;
  return size >= cached * STILL_CACHED && read < cached * STILL_CACHED;
}

/** Milliseconds from the end of one call to the start of the next; 0 where no times are recorded. */
function pauseBetween(last: Call, call: Call): number {
  if (last.startedAt === null || call.startedAt === null) return 0;
  return call.startedAt - (last.startedAt + (last.modelMs ?? 0));
}
