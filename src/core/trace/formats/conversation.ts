import type { Place } from './draft';
import type { TraceDraft } from '../format';
import type { PromptMessage } from '../model';
import { TraceBuilder } from './traceBuilder';

/** A result comes soon after its call; a log of a hundred thousand turns is not searched for each. */
const LOOKED_BACK = 64;

/**
 * Walks a recorded conversation: every assistant message becomes a trace, its prompt is the system text and the
 * last run of user messages before it, and tool results go to the generation that made the call.
 */
export class Conversation {
  readonly #traces: TraceBuilder[] = [];
  #system: readonly PromptMessage[] = [];
  #user: readonly PromptMessage[] = [];
  #answered = false;

  /** A message of the system or the user, in file order. Empty text is left out. */
  prompt(role: 'system' | 'user' | 'tool', text: string): void {
    if (text === '') return;
    const message = { role, text };
    if (role === 'system') this.#system = [...this.#system, message];
    else this.#user = this.#answered ? [message] : [...this.#user, message];
    if (role !== 'system') this.#answered = false;
  }

  /** Replaces the system text (agents send it anew with every turn). */
  setSystem(text: string): void {
    this.#system = text === '' ? [] : [{ role: 'system', text }];
  }

  /** Starts the next generation. */
  begin(): TraceBuilder {
    const trace = new TraceBuilder();
    trace.prompt.push(...this.#system, ...this.#user);
    this.#answered = true;
    this.#traces.push(trace);
    return trace;
  }

  /** The generation that was begun last. */
  get last(): TraceBuilder | null {
    return this.#traces.at(-1) ?? null;
  }

  /** A tool's result, given to the generation that called it, or to the last one. */
  result(text: string, callId: string | null, isError: boolean, where: Place): void {
    const near = this.#traces.slice(-LOOKED_BACK);
    const caller = callId === null ? undefined : near.findLast((trace) => trace.hasCall(callId));
    const trace = caller ?? this.last;
    if (trace) trace.toolResult(text, callId, isError, where);
    else this.prompt('tool', text);
  }

  /** The traces in order; a generation that recorded nothing at all is left out. */
  build(): readonly TraceDraft[] {
    return this.#traces.filter((trace) => !trace.isBlank).map((trace) => trace.build());
  }
}
