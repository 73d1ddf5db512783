import { countFigure, say } from '../../model/sentence';
import { inFile, type RecordedPlace } from './draft';
import type { ParseResult, TraceDraft } from '../format';
import type { PromptMessage, RecordRange } from '../../model/trace';
import { TraceBuilder } from './traceBuilder';

/** A result comes soon after its call; a log of a hundred thousand turns is not searched for each. */
const LOOKED_BACK = 64;

/** Messages kept of one run. Every trace has its own list: without a bound a log of one line each grows quadratically. */
const MAX_RUN = 100;

const NOT_SAID = { model: null, provider: null };

/** Messages up to the next answer; one after it begins a new run. Over the bound the first and the newest are kept. */
class Run {
  messages: PromptMessage[] = [];
  /** How many are not among `messages`. */
  leftOut = 0;
  answered = false;

  add(message: PromptMessage): void {
    if (this.answered) {
      this.messages = [];
      this.leftOut = 0;
      this.answered = false;
    }
    this.messages.push(message);
    if (this.messages.length <= MAX_RUN) return;
    this.messages.splice(1, 1);
    this.leftOut += 1;
  }
}

/**
 * Walks a recorded conversation: every assistant message becomes a trace, its prompt is the system text the
 * conversation begins with and the last runs of system and of user messages before it, and tool results go to the
 * generation that made the call.
 */
export class Conversation {
  readonly #traces: TraceBuilder[] = [];
  /** System text before the first generation: it holds for all of them. */
  #leading = new Run();
  #system = new Run();
  readonly #user = new Run();
  /** Whether somebody spoke whose role is the user's beyond doubt: a role that is not known is not the user's then. */
  hasUser = false;
  /** Branches of a chat that are no traces of it (asked again, answered again). */
  otherBranches = 0;
  /** What the user's last message says of the answers to it (Avante notes its model there). */
  asked: { readonly model: string | null; readonly provider: string | null } = NOT_SAID;

  /** A message of the system or the user, in file order. Empty text is left out. */
  prompt(role: PromptMessage['role'], text: string): void {
    if (text === '') return;
    const system = this.last === null ? this.#leading : this.#system;
    (role === 'system' ? system : this.#user).add({ role, text });
  }

  /** Replaces the system text (agents send it anew with every turn). */
  setSystem(text: string): void {
    this.#leading = new Run();
    this.#system = new Run();
    if (text !== '') this.#leading.add({ role: 'system', text });
  }

  /** Starts the next generation. */
  begin(): TraceBuilder {
    const trace = new TraceBuilder();
    let leftOut = 0;
    for (const run of [this.#leading, this.#system, this.#user]) {
      trace.prompt.push(...run.messages);
      leftOut += run.leftOut;
      run.answered = true;
    }
    if (leftOut > 0) {
      const message = say(
        '{0} messages of the prompt are left out: at most {1} in a row are kept.',
        countFigure(leftOut),
        countFigure(MAX_RUN),
      );
      trace.problems.push({ code: 'too-large', message });
    }
    this.#traces.push(trace);
    return trace;
  }

  /** The generation that was begun last. */
  get last(): TraceBuilder | null {
    return this.#traces.at(-1) ?? null;
  }

  /** A tool's result, given to the generation that called it, or to the last one. */
  result(text: string, callId: string | null, isError: boolean, where: RecordedPlace): void {
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

/** The traces of a chat of which one branch is shown, with a word on the others. */
export function parsedBranch(chat: Conversation, range: RecordRange | null): ParseResult {
  const { otherBranches: others } = chat;
  const message =
    others === 1
      ? say('1 other branch of the chat is not shown.')
      : say('{0} other branches of the chat are not shown.', countFigure(others));
  const problem = { code: 'not-shown', message, ...inFile(range) } as const;
  return { traces: chat.build(), problems: others === 0 ? [] : [problem] };
}

/** What several chats of a file gave, in their order. */
export function joinedResults(results: readonly ParseResult[]): ParseResult {
  return {
    traces: results.flatMap(({ traces }) => traces),
    problems: results.flatMap(({ problems }) => problems),
  };
}
