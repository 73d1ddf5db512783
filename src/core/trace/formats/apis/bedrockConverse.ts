import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import type { Segment } from '../../../model/trace';
import { contentText } from '../../build/content';
import { draft, nothing, parsed, placeOf, segment, type RecordedPlace } from '../../build/draft';
import { byOutputTokens } from '../../build/fidelity';
import { at, count, has, isObject, list, num, obj, str, text } from '../../../text/json';
import { argumentText, SegmentStream } from '../../build/segmentStream';
import { streamGrouper } from '../../build/groupers/streamGrouper';
import { bedrockUsage } from '../../build/usage';

const EVENTS = [
  'messageStart',
  'contentBlockStart',
  'contentBlockDelta',
  'contentBlockStop',
  'messageStop',
];

/** A response says nothing of what was asked: the record of a call with its output does. */
function isResponse(value: unknown): boolean {
  return Array.isArray(at(value, 'output', 'message', 'content')) && !has(value, 'input');
}

function isEvent(value: unknown): boolean {
  return EVENTS.some((key) => isObject(at(value, key)));
}

/** Responses of Amazon Bedrock's Converse API: whole, or the events of its stream as JSON. They name no model. */
export const bedrockConverse: Format = {
  id: 'bedrock-converse',
  title: msg('Bedrock Converse response'),
  unit: () =>
    streamGrouper({
      isWhole: isResponse,
      idOf: () => null,
      isFinish: (value) => has(value, 'messageStop'),
      startsNext: (_open, value) => has(value, 'messageStart'),
    }),
  detect: ({ records }) => records.some((r) => isResponse(r.value) || isEvent(r.value)),
  parse: (records) => {
    const [first] = records;
    if (first === undefined) return nothing();
    return parsed(isResponse(first.value) ? whole(first) : streamed(records));
  },
};

function whole(record: FileRecord): TraceDraft {
  const { value } = record;
  const place = placeOf(record);
  const usage = bedrockUsage(at(value, 'usage'));
  const segments = list(value, 'output', 'message', 'content').flatMap((b) => block(b, place));
  return draft({
    id: text(value, 'ResponseMetadata', 'RequestId'),
    segments: byOutputTokens(segments, usage.outputTokens),
    usage,
    finishReason: str(value, 'stopReason'),
    timing: { durationMs: num(value, 'metrics', 'latencyMs') },
  });
}

function block(value: unknown, place: RecordedPlace): Segment[] {
  const reasoning = obj(value, 'reasoningContent');
  if (reasoning !== null) return [reasoningBlock(reasoning, place)];
  const words = str(value, 'text');
  if (words !== null) return words === '' ? [] : [segment.answer(words, place)];
  const call = obj(value, 'toolUse');
  if (call !== null) {
    return [segment.toolCall(str(call, 'name'), call['input'], str(call, 'toolUseId'), place)];
  }
  const result = obj(value, 'toolResult');
  if (result !== null) {
    const isError = str(result, 'status') === 'error';
    const output = contentText(result['content']);
    return [segment.toolResult(output, str(result, 'toolUseId'), isError, place)];
  }
  const cited = at(value, 'citationsContent', 'content');
  if (Array.isArray(cited)) {
    return list(cited).flatMap((c) => segment.answer(text(c, 'text') ?? '', place));
  }
  return [segment.raw(Object.keys(isObject(value) ? value : {})[0] ?? null, value, place)];
}

function reasoningBlock(reasoning: unknown, place: RecordedPlace): Segment {
  const words = text(reasoning, 'reasoningText', 'text') ?? text(reasoning, 'text');
  if (words === null) {
    const ciphered = has(reasoning, 'redactedContent');
    return segment.reasoning('', place, ciphered ? 'redacted' : 'hidden');
  }
  return segment.reasoning(words, place, isPlaceholder(words) ? 'redacted' : 'raw');
}

/** Nova writes this in place of its reasoning. */
function isPlaceholder(words: string): boolean {
  return /^\s*\[REDACTED\]\.?\s*$/.test(words);
}

function markPlaceholder(s: Segment): Segment {
  return s.kind === 'reasoning' && isPlaceholder(s.text) ? { ...s, fidelity: 'redacted' } : s;
}

function streamed(records: readonly FileRecord[]): TraceDraft {
  const stream = new SegmentStream();
  for (const record of records) {
    const { value } = record;
    const opened = at(value, 'contentBlockStart', 'start', 'toolUse');
    if (isObject(opened)) {
      const index = count(value, 'contentBlockStart', 'contentBlockIndex') ?? 0;
      const piece = { record, name: str(opened, 'name'), callId: str(opened, 'toolUseId') };
      stream.add('toolCall', '', piece, index);
    }
    const delta = at(value, 'contentBlockDelta', 'delta');
    const index = count(value, 'contentBlockDelta', 'contentBlockIndex') ?? 0;
    if (isObject(delta)) addDelta(stream, delta, record, index);
  }
  const found = (key: string) =>
    records.map((r) => at(r.value, key)).findLast((v) => v !== undefined);
  const metadata = found('metadata');
  const finishReason = str(found('messageStop'), 'stopReason');
  const usage = bedrockUsage(at(metadata, 'usage'));
  const segments = byOutputTokens(
    stream.finish(() => 'raw').map(markPlaceholder),
    usage.outputTokens,
  );
  return draft({
    segments,
    truncated: finishReason === null && segments.at(-1)?.kind === 'reasoning',
    usage,
    finishReason,
    timing: { durationMs: num(metadata, 'metrics', 'latencyMs') },
  });
}

function addDelta(stream: SegmentStream, delta: unknown, record: FileRecord, index: number): void {
  const reasoning = obj(delta, 'reasoningContent');
  if (reasoning !== null) {
    const words = str(reasoning, 'text') ?? '';
    const mark = has(reasoning, 'redactedContent') ? 'redacted' : 'hidden';
    // A signature alone marks reasoning that is not shown.
    stream.add('reasoning', words, { record, fidelity: words === '' ? mark : null }, index);
    return;
  }
  const words = str(delta, 'text');
  if (words !== null) stream.add('answer', words, { record }, index);
  const input = at(delta, 'toolUse', 'input');
  if (input !== undefined) stream.add('toolCall', argumentText(input), { record }, index);
}
