import type { Injected, SessionEvent } from '../model/session';
import type { EventFacts, MessageFacts, PlacedCall } from './found';

/** A turn while its calls are found. */
export interface OpenTurn {
  readonly own: string;
  readonly injected: Injected[];
  readonly startedAt: number | null;
  endedAt: number | null;
  readonly calls: number[];
}

export interface SplitTurns {
  readonly turns: readonly OpenTurn[];
  readonly calls: readonly { readonly item: PlacedCall; readonly turn: number }[];
  readonly events: readonly SessionEvent[];
}

/** Which thread is the main conversation, and the tool call that started another one. */
interface Threads {
  readonly root: string | null;
  readonly starterOf: (thread: string) => string | null;
}

/**
 * Walks a log in its order: a message with words of the user begins a turn; what the client says in the user's name
 * waits for the next one. A command that makes the model answer is the words of its turn; one that only does something
 * on the client's side is none. Messages to sub-agents are tasks, not turns; what a sub-agent did belongs to the turn that
 * started it, wherever the log has it.
 */
export function splitTurns(
  items: readonly (MessageFacts | EventFacts | PlacedCall)[],
  { root, starterOf }: Threads,
): SplitTurns {
  /** The turn of each tool call. */
  const turnOf = new Map<string, number>();
  const turns: OpenTurn[] = [];
  const calls: { item: PlacedCall; turn: number }[] = [];
  const events: SessionEvent[] = [];
  let waiting: Injected[] = [];
  let command: MessageFacts | null = null;
  const begin = (own: string, startedAt: number | null) => {
    turns.push({ own, injected: waiting, startedAt, endedAt: null, calls: [] });
    waiting = [];
    command = null;
  };
  for (const item of items) {
    if (item.kind === 'event') {
      const turn = turns.length === 0 ? null : turns.length - 1;
      const { event: kind, at, text } = item;
      events.push({ kind, at, call: calls.length, turn, text, tokens: null });
    } else if (item.kind === 'message') {
      if (item.agent !== root) continue;
      waiting.push(...item.injected);
      // A picture alone has no words and nothing injected: it is the user's all the same.
      if (item.own !== '' || item.injected.length === 0) begin(item.own, item.at);
      else if (item.command !== null) command = item;
    } else {
      const given: MessageFacts | null = item.agent === root ? command : null;
      if (given !== null) begin(given.command ?? '', given.at);
      else if (turns.length === 0) begin('', item.facts.call.startedAt);
      const last = turns.length - 1;
      const starter = item.agent === null || item.agent === root ? null : starterOf(item.agent);
      const turn = turnOf.get(starter ?? '') ?? last;
      const open = turns[turn]!;
      if (item.agent === root) {
        open.injected.push(...waiting);
        waiting = [];
      }
      open.calls.push(calls.length);
      // Who worked on in the background makes no turn longer.
      if (turn === last) open.endedAt = latest(open.endedAt, item);
      for (const { tool } of item.facts.tools) if (tool.callId) turnOf.set(tool.callId, turn);
      calls.push({ item, turn });
    }
  }
  turns.at(-1)?.injected.push(...waiting);
  return { turns, calls, events };
}

/** The end of a turn so far: of its calls and of their tools. */
function latest(before: number | null, { facts }: PlacedCall): number | null {
  const ends = [before, facts.endedAt, ...facts.tools.map((tool) => tool.endedAt)];
  const known = ends.filter((end) => end !== null);
  return known.length === 0 ? null : known.reduce((a, b) => Math.max(a, b));
}
