import { msg } from '../../../model/message';
import { at, count, has, isObject, jsonText, list, str, text, time } from '../../../text/json';
import { commonUsage } from '../../build/commonUsage';
import { placeOf, segment, type RecordedPlace } from '../../build/draft';
import { textFidelity } from '../../build/fidelity';
import { streamGrouper } from '../../build/groupers/streamGrouper';
import { itemsOf } from '../../build/records';
import { SegmentStream } from '../../build/segmentStream';
import { TraceBuilder } from '../../build/traceBuilder';
import type { FileRecord, Format, ParseResult } from '../../format';
import { thinkingPart } from './chatMessage';

const ENTRY =
  /^(?:message\.(?:input|output)|tool\.execution|function\.(?:call|result)|agent\.handoff)$/;
const EVENT =
  /^(?:conversation\.response\.(?:started|done|error)|message\.output\.delta|function\.call\.delta|tool\.execution\.(?:started|delta|done)|agent\.handoff\.(?:started|done))$/;

/**
 * Mistral's Conversations API (`@mistralai/mistralai`, components): a response with its entries, the history of a
 * conversation, or the events of a stream. Thinking is a part of a message's content.
 */
export const mistralConversations: Format = {
  id: 'mistral-conversations',
  title: msg('Mistral conversation'),
  unit: () =>
    streamGrouper({
      isWhole: isResponse,
      idOf: (value) => text(value, 'conversation_id'),
      isFinish: (value) => str(value, 'type') === 'conversation.response.done',
      startsNext: (open, value) =>
        open.finished && str(value, 'type') === 'conversation.response.started',
    }),
  detect: ({ records }) =>
    itemsOf(records).some(({ value }) => isResponse(value) || isEvent(value)),
  parse(records) {
    const [first] = records;
    if (first === undefined) return { traces: [], problems: [] };
    return isResponse(first.value) ? wholeResponse(first) : streamed(records);
  },
};

function entriesOf(value: unknown): readonly unknown[] {
  return [...list(value, 'outputs'), ...list(value, 'entries')];
}

function isResponse(value: unknown): boolean {
  const told = /^conversation\.(?:response|history)$/.test(str(value, 'object') ?? '');
  return told && entriesOf(value).some((entry) => ENTRY.test(str(entry, 'type') ?? ''));
}

function isEvent(value: unknown): boolean {
  const type = str(value, 'type') ?? '';
  if (!EVENT.test(type)) return false;
  return ['conversation_id', 'output_index', 'usage'].some((key) => has(value, key));
}

function wholeResponse(record: FileRecord): ParseResult {
  const where = placeOf(record);
  const entries = entriesOf(record.value);
  const traces: TraceBuilder[] = [];
  let trace: TraceBuilder | null = null;
  const asked: { role: 'user'; text: string }[] = [];
  for (const entry of entries) {
    const type = str(entry, 'type') ?? '';
    // What the user says ends a generation; a result of a tool goes to the call and ends it too.
    if (type === 'message.input') {
      asked.push({ role: 'user', text: wordsOf(at(entry, 'content')) });
      trace = null;
    } else if (type === 'function.result') {
      const words = text(entry, 'result') ?? '';
      traces.at(-1)?.toolResult(words, text(entry, 'tool_call_id'), false, where);
      trace = null;
    } else {
      if (trace === null) {
        trace = begun(record, asked);
        traces.push(trace);
      }
      addEntry(trace, entry, type, where);
    }
  }
  const [only] = traces;
  if (only && traces.length === 1) only.usage = commonUsage(at(record.value, 'usage'));
  return { traces: traces.map((one) => one.build()), problems: [] };
}

function begun(record: FileRecord, asked: readonly { role: 'user'; text: string }[]): TraceBuilder {
  const trace = new TraceBuilder();
  trace.provider = 'Mistral';
  trace.prompt.push(...asked.slice(-1));
  trace.timing = { startedAt: time(record.value, 'created_at') };
  return trace;
}

function addEntry(trace: TraceBuilder, entry: unknown, type: string, where: RecordedPlace): void {
  trace.model ??= text(entry, 'model');
  if (type === 'message.output') {
    trace.id ??= text(entry, 'id');
    const content = at(entry, 'content');
    let words = '';
    for (const part of typeof content === 'string' ? [content] : list(content)) {
      const thinking = thinkingPart(part);
      if (thinking === null) words += wordsOf(part);
      else {
        trace.answer(words, where);
        words = '';
        trace.reasoning(thinking, null, where);
      }
    }
    trace.answer(words, where);
  } else if (type === 'tool.execution' || type === 'function.call') {
    const id = text(entry, 'tool_call_id') ?? text(entry, 'id');
    trace.toolCall(text(entry, 'name'), at(entry, 'arguments') ?? '', id, where);
    const info = at(entry, 'info');
    if (isObject(info) && Object.keys(info).length > 0)
      trace.toolResult(jsonText(info), id, false, where);
  } else trace.raw(type, entry, where);
}

/** The words of a part; references between them have none. */
function wordsOf(part: unknown): string {
  if (typeof part === 'string') return part;
  return str(part, 'text') ?? list(part).map(wordsOf).join('');
}

function streamed(records: readonly FileRecord[]): ParseResult {
  const stream = new SegmentStream();
  const trace = new TraceBuilder();
  trace.provider = 'Mistral';
  for (const record of records) {
    const { value } = record;
    const type = str(value, 'type') ?? '';
    trace.model ??= text(value, 'model');
    const index = count(value, 'output_index') ?? 0;
    if (type === 'conversation.response.started') {
      trace.id = text(value, 'conversation_id');
      trace.timing = { startedAt: time(value, 'created_at') };
    } else if (type === 'message.output.delta') {
      const key = `${index} ${count(value, 'content_index') ?? 0}`;
      const content = at(value, 'content');
      const thinking = thinkingPart(content);
      if (thinking !== null) stream.add('reasoning', thinking, { record }, `thought ${key}`);
      else if (wordsOf(content) !== '') stream.add('answer', wordsOf(content), { record }, index);
    } else if (type === 'function.call.delta' || type === 'tool.execution.started') {
      const callId = text(value, 'tool_call_id') ?? text(value, 'id');
      const piece = { record, name: text(value, 'name'), callId };
      stream.add('toolCall', text(value, 'arguments') ?? '', piece, `call ${index}`);
    } else if (type === 'tool.execution.done') {
      const info = at(value, 'info');
      if (isObject(info) && Object.keys(info).length > 0)
        stream.put(segment.toolResult(jsonText(info), text(value, 'id'), false, placeOf(record)));
    } else if (type === 'conversation.response.done') {
      trace.usage = commonUsage(at(value, 'usage'));
      trace.finishReason = 'stop';
    } else if (type === 'conversation.response.error') trace.finishReason = 'error';
  }
  const segments = stream.finish((t) => textFidelity(t, null, trace.model));
  trace.add(segments);
  trace.truncated = trace.finishReason !== 'stop' && segments.at(-1)?.kind === 'reasoning';
  return trace.isBlank ? { traces: [], problems: [] } : { traces: [trace.build()], problems: [] };
}
