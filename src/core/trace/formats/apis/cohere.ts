import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { contentSegments, thinkingPart, toolCalls } from './chatMessage';
import { draft, nothing, parsed, placeOf, segment } from '../../build/draft';
import { at, count, str, text } from '../../../text/json';
import { argumentText, SegmentStream } from '../../build/segmentStream';
import { streamGrouper } from '../../build/groupers/streamGrouper';
import { cohereUsage } from '../../build/usage';

const EVENTS = new Set(['message-start', 'content-start', 'content-delta', 'message-end']);

function isResponse(value: unknown): boolean {
  const usage = at(value, 'usage');
  const counted = at(usage, 'billed_units') !== undefined || at(usage, 'tokens') !== undefined;
  return counted && str(value, 'message', 'role') === 'assistant';
}

/** Responses of Cohere's chat API v2: whole or streamed. They name no model. */
export const cohere: Format = {
  id: 'cohere',
  title: msg('Cohere chat response'),
  unit: () =>
    streamGrouper({
      isWhole: isResponse,
      idOf: (value) => text(value, 'id'),
      isFinish: (value) => str(value, 'type') === 'message-end',
      startsNext: (_open, value) => str(value, 'type') === 'message-start',
    }),
  detect: ({ records }) =>
    records.some((r) => isResponse(r.value) || EVENTS.has(str(r.value, 'type') ?? '')),
  parse: (records) => {
    const [first] = records;
    if (first === undefined) return nothing();
    return parsed(isResponse(first.value) ? whole(first) : streamed(records));
  },
};

function whole(record: FileRecord): TraceDraft {
  const message = at(record.value, 'message');
  const place = placeOf(record);
  const usage = cohereUsage(at(record.value, 'usage'));
  const plan = text(message, 'tool_plan');
  const content = contentSegments(at(message, 'content'), place, { model: null, ...usage });
  return draft({
    id: str(record.value, 'id'),
    model: str(record.value, 'model'),
    segments: [
      ...(plan === null ? [] : [segment.reasoning(plan, place)]),
      ...content.segments,
      ...toolCalls(message, place),
    ],
    truncated: content.truncated,
    usage,
    finishReason: str(record.value, 'finish_reason'),
  });
}

function streamed(records: readonly FileRecord[]): TraceDraft {
  const stream = new SegmentStream();
  let end: unknown = null;
  for (const record of records) {
    const { value } = record;
    const message = at(value, 'delta', 'message');
    const index = count(value, 'index') ?? 0;
    const content = at(message, 'content');
    const thinking = str(content, 'thinking') ?? thinkingPart(content);
    const plan = text(message, 'tool_plan');
    if (plan !== null) stream.add('reasoning', plan, { record }, 'plan');
    if (thinking !== null) stream.add('reasoning', thinking, { record }, `thinking ${index}`);
    else stream.add('answer', str(content, 'text') ?? '', { record }, `text ${index}`);
    for (const call of [at(message, 'tool_calls')].flat()) {
      if (call === undefined) continue;
      const name = str(call, 'function', 'name');
      const args = argumentText(at(call, 'function', 'arguments'));
      stream.add('toolCall', args, { record, name, callId: str(call, 'id') }, `tool ${index}`);
    }
    if (str(value, 'type') === 'message-end') end = at(value, 'delta');
  }
  const finishReason = str(end, 'finish_reason');
  const segments = stream.finish(() => 'raw');
  return draft({
    id: records.map((r) => text(r.value, 'id')).find((id) => id !== null) ?? null,
    segments,
    truncated: finishReason === null && segments.at(-1)?.kind === 'reasoning',
    usage: cohereUsage(at(end, 'usage')),
    finishReason,
  });
}
