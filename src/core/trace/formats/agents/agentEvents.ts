import { msg } from '../../../model/message';
import type { Problem } from '../../../model/problem';
import type { Format } from '../../format';
import { contentText, messageBody } from '../../build/content';
import { callIdOf, inputOf, isFailed, resultText } from '../../build/contentBlocks';
import { Conversation } from '../../build/conversation';
import { parsed, type RecordedPlace, placeAt } from '../../build/draft';
import { typeOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { addTaggedText } from '../apis/logMessage';
import { giveTo } from '../apis/wholeChat';
import { at, bool, has, isObject, num, str, text, time } from '../../../text/json';

/**
 * Events as agents print them with `--output-format stream-json`, one a line, each with one piece of a turn: Gemini CLI and
 * its forks (`tool_use` with a `tool_id`), Factory's droid (`tool_call` with a `toolName`), ensō (pieces of words and thoughts).
 * Counts are of the whole run.
 */
export const agentEvents: Format = {
  id: 'agent-events',
  title: msg('Printed events of an agent'),
  unit: 'file',
  detect: ({ records }) => records.some(({ value }) => isOwn(value)),
  parse(records) {
    const reader = new EventReader();
    for (const { value, range } of records) {
      reader.push(sharedEvent(value), placeAt(range, time(value, 'timestamp')));
    }
    return reader.end();
  },
};

function isOwn(event: unknown): boolean {
  switch (typeOf(event)) {
    case 'init':
      return text(event, 'session_id') !== null && text(event, 'model') !== null;
    case 'tool_use':
      return text(event, 'tool_name') !== null && text(event, 'tool_id') !== null;
    case 'tool_call':
      return text(event, 'toolName') !== null && sessionOf(event) !== null;
    case 'completion':
      return str(event, 'finalText') !== null;
    case 'session_start':
      return text(event, 'model') !== null && bool(event, 'resumed') !== null;
    default:
      return false;
  }
}

/** Events of ensō under the names that the others have. */
const NAMES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  session_start: { type: 'init' },
  user_message: { type: 'message', role: 'user' },
  assistant_delta: { type: 'message', role: 'assistant', delta: true },
  reasoning_delta: { type: 'reasoning', delta: true },
  tool_call_start: { type: 'tool_call' },
  tool_call_end: { type: 'tool_result' },
};

function sharedEvent(event: unknown): unknown {
  const type = typeOf(event);
  if (!isObject(event) || !Object.hasOwn(NAMES, type)) return event;
  const error = text(event, 'error');
  const gave = error === null ? {} : { result: error, is_error: true };
  return { ...event, ...NAMES[type], ...(type === 'tool_call_end' ? gave : {}) };
}

function sessionOf(event: unknown): string | null {
  return text(event, 'session_id') ?? text(event, 'sessionId');
}

/** What the calls counted together, which the end of a run keeps; Gemini CLI has a name of its own for the cache. */
export function runCounts(event: unknown): unknown {
  const stats = at(event, 'stats');
  return isObject(stats) ? { ...stats, cached_tokens: stats['cached'] } : at(event, 'usage');
}

const NOWHERE: RecordedPlace = { source: null, at: null, durationMs: null };

class EventReader {
  readonly #conversation = new Conversation();
  readonly #traces: TraceBuilder[] = [];
  #model: string | null = null;
  #effort: string | null = null;
  /** The generation that speaks; none after a result: what comes next is another call of the model. */
  #open: TraceBuilder | null = null;
  /** The pieces of what it says, and where they began. */
  #said: string[] = [];
  #from: RecordedPlace | null = null;
  /** The pieces of what it thinks. */
  #thought: string[] = [];
  #problems: readonly Problem[] = [];

  push(event: unknown, where: RecordedPlace): void {
    const type = typeOf(event);
    if (type === 'reasoning' && bool(event, 'delta') === true) {
      this.#flush();
      this.#generation(where);
      this.#thought.push(str(event, 'text') ?? '');
      return;
    }
    this.#closeThought(where);
    if (type === 'message') {
      this.#message(event, where);
      return;
    }
    this.#flush();
    switch (type) {
      case 'init':
      case 'system':
        this.#model = text(event, 'model') ?? this.#model;
        this.#effort = text(event, 'reasoning_effort') ?? this.#effort;
        break;
      case 'thinking':
      case 'thought':
      case 'reasoning':
        this.#generation(where).reasoning(
          str(event, 'text') ?? contentText(messageBody(event)),
          null,
          where,
        );
        break;
      case 'tool_use':
      case 'tool_call': {
        const name = text(event, 'tool_name') ?? text(event, 'toolName') ?? text(event, 'name');
        this.#generation(where).toolCall(name, inputOf(event), callIdOf(event), where);
        break;
      }
      case 'tool_result':
        this.#open = null;
        this.#conversation.result(wordsOf(event), callIdOf(event), isFailed(event), where);
        break;
      case 'result':
      case 'completion':
        this.#end(event, where);
        break;
      case 'error':
        if (this.#open !== null) this.#open.finishReason ??= 'error';
        break;
    }
  }

  end(): ReturnType<Format['parse']> {
    this.#closeThought(NOWHERE);
    this.#flush();
    return { ...parsed(...this.#conversation.build()), problems: this.#problems };
  }

  #message(event: unknown, where: RecordedPlace): void {
    const words = str(event, 'text') ?? contentText(messageBody(event));
    if (str(event, 'role') === 'user') {
      this.#flush();
      this.#open = null;
      this.#conversation.prompt('user', words);
      return;
    }
    // Pieces follow one another; a message that is whole stands alone.
    if (bool(event, 'delta') !== true) this.#flush();
    this.#generation(where);
    this.#from ??= where;
    this.#said.push(words);
  }

  #closeThought(where: RecordedPlace): void {
    const words = this.#thought.join('');
    this.#thought = [];
    if (words !== '') this.#open?.reasoning(words, null, where);
  }

  #flush(): void {
    if (this.#open !== null && this.#from !== null)
      addTaggedText(this.#open, this.#said.join(''), this.#from);
    this.#said = [];
    this.#from = null;
  }

  #generation(where: RecordedPlace): TraceBuilder {
    if (this.#open !== null) return this.#open;
    const trace = this.#conversation.begin();
    trace.model = this.#model;
    trace.effort = this.#effort;
    trace.timing = { startedAt: where.at };
    this.#traces.push(trace);
    this.#open = trace;
    return trace;
  }

  /** The last event: the answer again, or for the first time, and the counts of all calls. */
  #end(event: unknown, where: RecordedPlace): void {
    const answer = str(event, 'finalText') ?? '';
    const isNew = answer !== '' && this.#traces.at(-1)?.hasSaid(answer) !== true;
    if (isNew) this.#generation(where).answer(answer, where);
    const counts = runCounts(event);
    if (isObject(counts)) this.#problems = giveTo(this.#traces, counts);
    const [only] = this.#traces;
    const took = num(counts, 'duration_ms') ?? num(event, 'durationMs');
    if (this.#traces.length === 1 && only !== undefined && !only.hasCalls && took !== null)
      only.timing = { ...only.timing, durationMs: took };
    this.#open = null;
  }
}

/** What a tool gave; droid's is text, or streams of a shell by name. */
function wordsOf(event: unknown): string {
  const value = at(event, 'value');
  const shell = has(value, 'stdout') ? [str(value, 'stdout'), str(value, 'stderr')] : [];
  const printed = shell.filter((words) => (words ?? '') !== '').join('\n');
  return printed !== '' ? printed : resultText(event);
}
