import { msg } from '../../../model/message';
import { say } from '../../../model/sentence';
import type { Problem } from '../../../model/problem';
import type { Segment } from '../../../model/trace';
import type { FileRecord, Format, ParseResult, TraceDraft } from '../../format';
import { anthropicBlocks, type BlockFacts } from '../../build/anthropicBlocks';
import { requestEffort } from '../../build/content';
import { draft, nothing, placeOf } from '../../build/draft';
import { textFidelity } from '../../build/fidelity';
import { at, count, has, isObject, list, obj, str, text } from '../../../text/json';
import { SegmentStream } from '../../build/segmentStream';
import { streamGrouper } from '../../build/groupers/streamGrouper';
import { openTags } from '../../build/textSegments';
import { anthropicUsage } from '../../build/usage';

const EVENTS = new Set([
  'message_start',
  'content_block_start',
  'content_block_delta',
  'content_block_stop',
  'message_delta',
  'message_stop',
]);

/** A message of the API (also inside a batch result line), `null` when the value is something else. */
function messageOf(value: unknown): unknown {
  const inner = at(value, 'result', 'message');
  const message = isObject(inner) ? inner : value;
  if (!Array.isArray(at(message, 'content'))) return null;
  const told = str(message, 'type') === 'message' && text(message, 'model') !== null;
  const shaped = str(message, 'role') === 'assistant' && has(message, 'stop_reason');
  return told || shaped ? message : null;
}

function isEvent(value: unknown): boolean {
  return EVENTS.has(str(value, 'type') ?? '');
}

/** A batch result that failed. */
function isFailedResult(value: unknown): boolean {
  return text(value, 'custom_id') !== null && text(value, 'result', 'type') !== null;
}

/** Messages of Anthropic's API: whole, streamed, or results of a batch (one a line). */
export const anthropicMessages: Format = {
  id: 'anthropic-messages',
  title: msg('Anthropic Messages response'),
  unit: () =>
    streamGrouper({
      isWhole: (value) => messageOf(value) !== null || isFailedResult(value),
      idOf: (value) => text(value, 'message', 'id'),
      isFinish: (value) => str(value, 'type') === 'message_stop',
      // Gateways repeat the start of a message.
      startsNext: (open, value) =>
        str(value, 'type') === 'message_start' && !open.ids.has(text(value, 'message', 'id') ?? ''),
    }),
  detect: ({ records }) => records.some((r) => isEvent(r.value) || messageOf(r.value) !== null),
  parse: (records) => {
    const [first] = records;
    if (first === undefined) return nothing();
    const message = messageOf(first.value);
    if (message !== null) return { traces: [wholeMessage(message, first)], problems: [] };
    return isFailedResult(first.value) ? failedResult(first) : streamedMessage(records);
  },
};

function wholeMessage(message: unknown, record: FileRecord): TraceDraft {
  const usage = anthropicUsage(at(message, 'usage'));
  const facts = { model: str(message, 'model'), reasoningTokens: usage.reasoningTokens };
  return draft({
    id: str(message, 'id') ?? str(record.value, 'custom_id'),
    model: facts.model,
    effort: requestEffort(message),
    ...openBlocks(anthropicBlocks(at(message, 'content'), placeOf(record), facts)),
    usage,
    finishReason: str(message, 'stop_reason'),
  });
}

/** Thinking in the text of a message without blocks of it was asked for by the prompt: it is the model's own words. */
function openBlocks(segments: readonly Segment[]): ReturnType<typeof openTags> {
  const sealed = segments.some((s) => s.kind === 'reasoning');
  return sealed ? { segments, truncated: false } : openTags(segments);
}

function failedResult(record: FileRecord): ParseResult {
  const type = str(record.value, 'result', 'type') ?? '';
  const why = str(record.value, 'result', 'error', 'error', 'message');
  return nothing({
    code: 'truncated',
    message: say(
      'Batch request {0} {1}: {2}',
      str(record.value, 'custom_id') ?? '',
      type,
      why ?? 'no message',
    ),
    at: { record: record.range.record, offset: record.range.start },
  });
}

/** A message from the events of its stream. */
export function streamedMessage(records: readonly FileRecord[]): ParseResult {
  const stream = new SegmentStream();
  const problems: Problem[] = [];
  let message: unknown = null;
  let usage: Readonly<Record<string, unknown>> = {};
  let finishReason: string | null = null;
  let stopped = false;
  for (const record of records) {
    const { value } = record;
    switch (str(value, 'type') ?? '') {
      case 'message_start':
        message = at(value, 'message');
        usage = mergeUsage(usage, at(message, 'usage'));
        finishReason = text(message, 'stop_reason');
        // A turn that a server's tool continued starts with what there is already.
        for (const block of list(message, 'content'))
          putBlock(stream, block, record, str(message, 'model'));
        break;
      case 'content_block_start':
        startBlock(stream, record, str(message, 'model'));
        break;
      case 'content_block_delta':
        addDelta(stream, record);
        break;
      case 'message_delta':
        finishReason = text(value, 'delta', 'stop_reason') ?? finishReason;
        usage = mergeUsage(usage, at(value, 'usage'));
        break;
      case 'message_stop':
        stopped = true;
        break;
      default:
        if (isObject(at(value, 'error'))) problems.push(streamError(record));
    }
  }
  const counted = anthropicUsage(usage);
  const facts: BlockFacts = { model: str(message, 'model'), ...counted };
  const blocks = stream.finish((t) => textFidelity(t, facts.reasoningTokens, facts.model));
  const { segments, truncated } = openBlocks(blocks);
  if (segments.length === 0 && message === null) return { traces: [], problems };
  const cut = finishReason === null && !stopped;
  const thinks = segments.at(-1)?.kind === 'reasoning';
  if (cut && !thinks && segments.length > 0 && problems.length === 0)
    problems.push({ code: 'truncated', message: say('The answer is cut off.') });
  const trace = draft({
    id: str(message, 'id'),
    model: facts.model,
    segments,
    truncated: truncated || (cut && thinks),
    usage: counted,
    finishReason: finishReason ?? (problems.length > 0 ? 'error' : null),
    problems,
  });
  return { traces: [trace], problems: [] };
}

function startBlock(stream: SegmentStream, record: FileRecord, model: string | null): void {
  const block = at(record.value, 'content_block');
  const index = count(record.value, 'index') ?? 0;
  const type = str(block, 'type');
  if (type === 'thinking') {
    // Marked hidden until text comes: a signature alone follows when the display is omitted.
    stream.add('reasoning', str(block, 'thinking') ?? '', { record, fidelity: 'hidden' }, index);
  } else if (type === 'text') {
    stream.add('answer', str(block, 'text') ?? '', { record }, index);
  } else if (type?.endsWith('tool_use') === true) {
    const input = obj(block, 'input');
    const whole = input !== null && Object.keys(input).length > 0 ? JSON.stringify(input) : '';
    const piece = { record, name: str(block, 'name'), callId: str(block, 'id') };
    stream.add('toolCall', whole, piece, index);
  } else {
    putBlock(stream, block, record, model);
  }
}

/** A block that comes whole. */
function putBlock(
  stream: SegmentStream,
  block: unknown,
  record: FileRecord,
  model: string | null,
): void {
  const facts = { model, reasoningTokens: null };
  for (const s of anthropicBlocks([block], placeOf(record), facts)) stream.put(s);
}

function addDelta(stream: SegmentStream, record: FileRecord): void {
  const delta = at(record.value, 'delta');
  const index = count(record.value, 'index') ?? 0;
  switch (str(delta, 'type') ?? '') {
    case 'thinking_delta':
      stream.add('reasoning', str(delta, 'thinking') ?? '', { record }, index);
      break;
    case 'text_delta':
      stream.add('answer', str(delta, 'text') ?? '', { record }, index);
      break;
    case 'input_json_delta':
      stream.add('toolCall', str(delta, 'partial_json') ?? '', { record }, index);
      break;
    default:
    // Signatures and citations add no text.
  }
}

/** Counts of the start are placeholders and those of the end cumulative: the larger one is right. */
function mergeUsage(
  before: Readonly<Record<string, unknown>>,
  next: unknown,
): Readonly<Record<string, unknown>> {
  const merged: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(isObject(next) ? next : {})) {
    const known = merged[key];
    if (typeof value === 'number' && typeof known === 'number')
      merged[key] = Math.max(known, value);
    else if (value !== null) merged[key] = value;
  }
  return merged;
}

function streamError(record: FileRecord): Problem {
  const message = str(record.value, 'error', 'message') ?? 'no message';
  const where = { record: record.range.record, offset: record.range.start };
  return {
    code: 'truncated',
    message: say('The stream ends in an error: {0}', message),
    at: where,
  };
}
