import { msg } from '../../../model/message';
import type { Format } from '../../format';
import { contentText } from '../../build/content';
import { resultText } from '../../build/contentBlocks';
import { Conversation } from '../../build/conversation';
import { parsed, type RecordedPlace, placeAt } from '../../build/draft';
import type { TraceBuilder } from '../../build/traceBuilder';
import { at, count, has, isObject, jsonText, num, str, text, time } from '../../../text/json';

/**
 * What `cursor-agent --output-format stream-json` prints: Claude Code's frame with thinking and tools in events of their own.
 * A generation ends where a tool answers it, unless the next event names the same call of the model.
 */
export const cursorStream: Format = {
  id: 'cursor-stream',
  title: msg('Cursor agent stream'),
  unit: 'file',
  detect: ({ records }) => records.some(({ value }) => isOwn(value)),
  parse(records) {
    const reader = new StreamReader();
    for (const { value, range } of records) {
      reader.push(value, placeAt(range, time(value, 'timestamp_ms')));
    }
    reader.end();
    return parsed(...reader.conversation.build());
  },
};

function isOwn(value: unknown): boolean {
  const phase = str(value, 'subtype') ?? '';
  switch (str(value, 'type') ?? '') {
    case 'tool_call':
      return /^(?:started|completed)$/.test(phase) && isObject(at(value, 'tool_call'));
    case 'thinking':
      return /^(?:delta|completed)$/.test(phase);
    // A run that neither thought nor called a tool: Claude Code has neither of these.
    case 'assistant':
      return has(value, 'model_call_id') || num(value, 'timestamp_ms') !== null;
    case 'result':
      return count(value, 'usage', 'inputTokens') !== null;
    default:
      return false;
  }
}

class StreamReader {
  readonly conversation = new Conversation();
  #model: string | null = null;
  #open: TraceBuilder | null = null;
  #callId: string | null = null;
  #answered = false;
  /** The pieces of a thought, and where it began. */
  #thought = '';
  #from: RecordedPlace | null = null;
  /** What the open generation has said, and where it began; pieces of a text are followed by the whole. */
  #said: string[] = [];
  #saidFrom: RecordedPlace | null = null;
  readonly #asked = new Set<string>();

  push(event: unknown, where: RecordedPlace): void {
    const type = str(event, 'type');
    if (type === 'thinking') {
      if (str(event, 'subtype') === 'completed') this.#endThought();
      else this.#think(str(event, 'text') ?? '', where);
      return;
    }
    if (type === 'system') this.#model = text(event, 'model') ?? this.#model;
    else if (type === 'user') this.#user(event);
    else if (type === 'assistant') this.#say(event, where);
    else if (type === 'tool_call') this.#tool(event, where);
  }

  end(): void {
    this.#endThought();
    this.#endWords();
  }

  #user(event: unknown): void {
    this.end();
    this.#open = null;
    this.conversation.prompt('user', contentText(at(event, 'message', 'content')));
  }

  #think(words: string, where: RecordedPlace): void {
    this.#endWords();
    this.#from ??= where;
    this.#thought += words;
  }

  #endThought(): void {
    if (this.#thought === '' || this.#from === null) return;
    this.#generation(null, this.#from).reasoning(this.#thought, null, this.#from);
    this.#thought = '';
    this.#from = null;
  }

  #say(event: unknown, where: RecordedPlace): void {
    this.#endThought();
    const words = contentText(at(event, 'message', 'content'));
    this.#generation(text(event, 'model_call_id'), where);
    this.#saidFrom ??= where;
    if (words === this.#said.join('')) this.#said = [words];
    else this.#said.push(words);
  }

  #endWords(): void {
    const where = this.#saidFrom;
    if (where !== null) for (const words of this.#said) this.#open?.answer(words, where);
    this.#said = [];
    this.#saidFrom = null;
  }

  #tool(event: unknown, where: RecordedPlace): void {
    this.end();
    const id = text(event, 'call_id');
    const { name, args, result } = callOf(at(event, 'tool_call'));
    if (id === null || !this.#asked.has(id)) {
      this.#generation(text(event, 'model_call_id'), where).toolCall(name, args, id, where);
      if (id !== null) this.#asked.add(id);
    }
    if (str(event, 'subtype') !== 'completed') return;
    this.#answered = true;
    const done = at(result, 'success');
    const words = at(result, 'error') ?? at(result, 'rejected') ?? result;
    const output = done === undefined ? wordsOf(words) : wordsOf(done);
    this.conversation.result(output, id, done === undefined, where);
  }

  #generation(callId: string | null, where: RecordedPlace): TraceBuilder {
    const goesOn = !this.#answered || (callId !== null && callId === this.#callId);
    this.#callId = callId ?? this.#callId;
    if (this.#open !== null && goesOn) return this.#open;
    this.#endWords();
    const trace = this.conversation.begin();
    trace.model = this.#model;
    trace.timing = { startedAt: where.at };
    this.#callId = callId;
    this.#open = trace;
    this.#answered = false;
    return trace;
  }
}

/** `{readToolCall: {args, result}}`, and for tools of servers `{mcpToolCall: {args: {name, args}}}`. */
function callOf(call: unknown): {
  readonly name: string | null;
  readonly args: unknown;
  readonly result: unknown;
} {
  const [key = '', body] =
    Object.entries(isObject(call) ? call : {}).find(([, value]) => isObject(value)) ?? [];
  const args = at(body, 'args') ?? at(body, 'arguments') ?? '';
  const own = text(body, 'name') ?? (key === 'mcpToolCall' ? text(args, 'name') : null);
  return { name: own ?? key.replace(/ToolCall$/, ''), args, result: at(body, 'result') };
}

function wordsOf(outcome: unknown): string {
  if (typeof outcome === 'string') return outcome;
  const output = [str(outcome, 'stdout'), str(outcome, 'stderr')].filter(Boolean).join('\n');
  if (output !== '' || has(outcome, 'stdout')) return output;
  return resultText(outcome) || (text(outcome, 'errorMessage') ?? jsonText(outcome ?? null));
}
