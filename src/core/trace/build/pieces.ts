import { Conversation } from './conversation';
import type { RecordedPlace } from './draft';
import type { TraceBuilder } from './traceBuilder';

/**
 * A conversation whose log has what the model said in pieces, one after another (reasoning, words, calls): all of them up to
 * the next input are one generation. Sub-agents say theirs in threads of their own, between those of others.
 */
export class Pieces {
  readonly conversation = new Conversation();
  readonly #open = new Map<string, TraceBuilder>();

  /** The generation that the next piece of a thread belongs to. */
  said(where: RecordedPlace, thread = ''): TraceBuilder {
    const open = this.#open.get(thread);
    if (open !== undefined) return open;
    const trace = this.conversation.begin();
    trace.timing = { startedAt: where.at };
    this.#open.set(thread, trace);
    return trace;
  }

  /** The generation of a thread that nothing came after. */
  openIn(thread = ''): TraceBuilder | null {
    return this.#open.get(thread) ?? null;
  }

  /** An input came in a thread: what follows there is of the next generation. */
  heard(thread = ''): void {
    this.#open.delete(thread);
  }

  prompt(role: 'system' | 'user', words: string): void {
    this.heard();
    this.conversation.prompt(role, words);
  }

  result(
    words: string,
    callId: string | null,
    failed: boolean,
    where: RecordedPlace,
    thread = '',
  ): void {
    this.conversation.result(words, callId, failed, where);
    this.heard(thread);
  }
}
