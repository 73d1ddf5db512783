import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import { commonUsage } from '../../build/commonUsage';
import { contentText } from '../../build/content';
import { callIdOf, inputOf } from '../../build/contentBlocks';
import { Conversation } from '../../build/conversation';
import { parsed, placeOf, rangeOver, type RecordedPlace } from '../../build/draft';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { at, count, isObject, jsonText, list, str, text, time } from '../../../text/json';

/**
 * Messages of a Letta agent: its list of messages, the response to one (`{messages, stop_reason, usage}`), or the events
 * of its stream, where a message comes in pieces. What one step of the model said is several messages of one step.
 */
export const letta: Format = {
  id: 'letta',
  title: msg('Letta messages'),
  unit: 'file',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 50)
      .some(({ value }) => messagesIn(value).slice(0, 50).some(isOwn)),
  parse(records) {
    const messages = itemsOf(records).flatMap((record) =>
      messagesIn(record.value).map((value) => ({ ...record, value })),
    );
    const reader = new StepReader();
    for (const message of inTime(wholeMessages(messages))) reader.take(message);
    return parsed(...reader.conversation.build());
  },
};

const OWN = /^(?:(?:hidden_)?reasoning|tool_call|tool_return|approval_request)_message$/;

function isOwn(message: unknown): boolean {
  return OWN.test(kindOf(message)) && str(message, 'id') !== null;
}

const kindOf = (message: unknown): string => str(message, 'message_type') ?? '';

/** The messages of a response with what stands beside them, or a message alone. */
function messagesIn(value: unknown): readonly unknown[] {
  const messages = list(value, 'messages');
  return messages.length === 0
    ? [value]
    : [...messages, at(value, 'stop_reason'), at(value, 'usage')];
}

/** Pieces of one message, which name it by `otid`, put together. */
function wholeMessages(items: readonly FileRecord[]): readonly FileRecord[] {
  const whole: FileRecord[] = [];
  for (const item of items) {
    const last = whole.at(-1);
    const id = text(item.value, 'otid');
    const goesOn =
      id !== null && id === text(last?.value, 'otid') && kindOf(item.value) === kindOf(last?.value);
    if (last !== undefined && goesOn)
      whole[whole.length - 1] = { ...last, value: joined(last.value, item.value) };
    else whole.push(item);
  }
  return whole;
}

function joined(first: unknown, next: unknown): unknown {
  const both = (...path: readonly string[]): string =>
    (str(first, ...path) ?? '') + (str(next, ...path) ?? '');
  const call = {
    name: text(first, 'tool_call', 'name') ?? text(next, 'tool_call', 'name'),
    tool_call_id: callIdOf(at(first, 'tool_call')) ?? callIdOf(at(next, 'tool_call')),
    arguments: both('tool_call', 'arguments'),
  };
  return {
    ...(isObject(first) ? first : {}),
    reasoning: both('reasoning'),
    content: contentText(at(first, 'content')) + contentText(at(next, 'content')),
    tool_call: call,
    // Pieces of a stream have each call alone.
    tool_calls: null,
  };
}

/** A list may begin with the newest: turned round, its messages have one place, as their own would tell another order. */
function inTime(items: readonly FileRecord[]): readonly FileRecord[] {
  const times = items.map(({ value }) => time(value, 'date')).filter((when) => when !== null);
  const isTurned = (times[0] ?? 0) > (times.at(-1) ?? 0);
  const range = rangeOver(items);
  if (!isTurned || range === null) return items;
  return items.toReversed().map((item) => ({ ...item, range }));
}

/** Takes messages in their order; a step of the model is a generation. */
class StepReader {
  readonly conversation = new Conversation();
  #open: { readonly id: string | null; readonly trace: TraceBuilder } | null = null;
  /** Generations since tokens were counted last. */
  #steps: TraceBuilder[] = [];

  take(record: FileRecord): void {
    const { value } = record;
    const where = placeOf(record, time(value, 'date'));
    switch (kindOf(value)) {
      case 'system_message':
        this.conversation.prompt('system', contentText(at(value, 'content')));
        break;
      case 'user_message':
        this.#open = null;
        this.conversation.prompt('user', contentText(at(value, 'content')));
        break;
      case 'reasoning_message':
        this.#step(value, where).reasoning(str(value, 'reasoning') ?? '', null, where);
        break;
      case 'hidden_reasoning_message': {
        const isSealed = str(value, 'state') === 'redacted';
        this.#step(value, where).reasoning('', isSealed ? 'redacted' : 'hidden', where);
        break;
      }
      case 'assistant_message':
        this.#step(value, where).answer(contentText(at(value, 'content')), where);
        break;
      case 'tool_call_message':
      case 'approval_request_message':
        for (const call of severalOf(value, 'tool_calls', at(value, 'tool_call'))) {
          const name = text(call, 'name');
          this.#step(value, where).toolCall(name, inputOf(call), callIdOf(call), where);
        }
        break;
      case 'tool_return_message':
        for (const result of severalOf(value, 'tool_returns', value)) {
          const failed = str(result, 'status') === 'error';
          this.conversation.result(
            resultWords(result),
            text(result, 'tool_call_id'),
            failed,
            where,
          );
        }
        break;
      case 'stop_reason':
        if (this.#open !== null) this.#open.trace.finishReason = text(value, 'stop_reason');
        break;
      case 'usage_statistics':
        this.#count(value);
    }
  }

  #step(message: unknown, where: RecordedPlace): TraceBuilder {
    const id = text(message, 'step_id') ?? text(message, 'id');
    if (this.#open?.id === id) return this.#open.trace;
    const trace = this.conversation.begin();
    trace.id = text(message, 'id');
    trace.timing = { startedAt: where.at };
    this.#open = { id, trace };
    this.#steps.push(trace);
    return trace;
  }

  /** Tokens are counted for a whole run: those of a call are known where the run is one step. */
  #count(usage: unknown): void {
    const [only] = this.#steps;
    const isOne = this.#steps.length === 1 && (count(usage, 'step_count') ?? 1) === 1;
    // What was not counted is written as 0.
    if (only && isOne && (count(usage, 'completion_tokens') ?? 0) > 0)
      only.usage = commonUsage(usage);
    this.#steps = [];
  }
}

/** Newer versions list calls and results, beside the first of them under its older name. */
function severalOf(message: unknown, key: string, one: unknown): readonly unknown[] {
  const several = list(message, key);
  return several.length > 0 ? several : [one];
}

function resultWords(result: unknown): string {
  const value = at(result, 'tool_return');
  const words = contentText(value);
  return words !== '' || value === undefined || value === null || typeof value === 'string'
    ? words
    : jsonText(value);
}
