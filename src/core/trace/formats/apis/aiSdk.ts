import { msg } from '../../../model/message';
import type { FileRecord, Format, ParseResult, TraceDraft } from '../../format';
import { commonUsage } from '../../build/commonUsage';
import { promptMessages } from '../../build/content';
import { addContent } from '../../build/contentBlocks';
import { draft, nothing, parsed, placeAt, placeOf, segment } from '../../build/draft';
import { textFidelity } from '../../build/fidelity';
import { startGrouper } from '../../build/groupers/startGrouper';
import { carriedReasoning } from '../../build/reasoningKeys';
import { itemsOf } from '../../build/records';
import { argumentText, SegmentStream } from '../../build/segmentStream';
import { openTags } from '../../build/textSegments';
import { TraceBuilder } from '../../build/traceBuilder';
import { NO_USAGE } from '../../build/usage';
import { at, has, isObject, jsonText, list, str, text, time } from '../../../text/json';

const PARTS = new Set([
  'start',
  'start-step',
  'step-start',
  'reasoning-start',
  'reasoning-delta',
  'reasoning-end',
  'reasoning',
  'text-start',
  'text-delta',
  'text-end',
  'tool-input-start',
  'tool-input-delta',
  'tool-input-available',
  'tool-output-available',
  'tool-output-error',
  'tool-call',
  'tool-result',
  'finish-step',
  'step-finish',
  'finish',
  'message-metadata',
  'error',
  'abort',
]);

/** Parts that only a stream of the AI SDK has. */
function isTelling(value: unknown): boolean {
  const type = str(value, 'type') ?? '';
  if (type === 'start-step' || type === 'finish-step' || type === 'reasoning-delta') return true;
  return type === 'text-delta' && deltaOf(value) !== '';
}

function isPart(value: unknown): boolean {
  const type = str(value, 'type') ?? '';
  return PARTS.has(type) || type.startsWith('data-') || type.startsWith('source');
}

/** A stream of the Vercel AI SDK: UI messages as server-sent events, or the parts of `fullStream`. A step is a generation. */
export const aiSdkStream: Format = {
  id: 'ai-sdk-stream',
  title: msg('AI SDK stream'),
  unit: () => startGrouper((value) => str(value, 'type') === 'start', isPart),
  detect: ({ records }) => records.some(({ value }) => isTelling(value)),
  parse: readStream,
};

function readStream(records: readonly FileRecord[]): ParseResult {
  const steps: FileRecord[][] = [[]];
  for (const record of records) {
    steps.at(-1)?.push(record);
    if (/^(?:finish-step|step-finish)$/.test(str(record.value, 'type') ?? '')) steps.push([]);
  }
  const last = steps.pop() ?? [];
  if (steps.length === 0) steps.push(last);
  // What follows the last step: its finish reason and the counts of all steps.
  else steps.at(-1)?.push(...last);
  const metadata = metadataOf(records);
  const traces = steps.flatMap((step, i) => {
    const trace = readStep(step, metadata, steps.length, i);
    return trace === null ? [] : [trace];
  });
  return traces.length === 0 ? nothing() : parsed(...traces);
}

/** Apps add what they like to a message's metadata: counts and the model are common. */
function metadataOf(records: readonly FileRecord[]): object {
  const merged: Record<string, unknown> = {};
  for (const { value } of records) {
    const metadata = at(value, 'messageMetadata');
    if (isObject(metadata)) Object.assign(merged, metadata);
  }
  return merged;
}

function deltaOf(value: unknown): string {
  return str(value, 'delta') ?? str(value, 'text') ?? str(value, 'textDelta') ?? '';
}

function readStep(
  records: readonly FileRecord[],
  metadata: object,
  steps: number,
  nth: number,
): TraceDraft | null {
  const stream = new SegmentStream();
  for (const record of records) addPart(stream, record);
  const found = (get: (value: unknown) => string | null) =>
    records.map(({ value }) => get(value)).findLast((t) => t !== null) ?? null;
  const own = records
    .map(({ value }) =>
      str(value, 'type') === 'finish-step' || str(value, 'type') === 'step-finish'
        ? at(value, 'usage')
        : undefined,
    )
    .findLast(isObject);
  const total =
    records.map(({ value }) => at(value, 'totalUsage') ?? at(value, 'usage')).findLast(isObject) ??
    at(metadata, 'totalUsage') ??
    at(metadata, 'usage');
  const isLast = nth === steps - 1;
  const shared = isObject(total) && own === undefined && isLast;
  const usage = own !== undefined ? commonUsage(own) : shared ? commonUsage(total) : NO_USAGE;
  const model =
    found((v) => text(v, 'response', 'modelId')) ??
    text(metadata, 'model') ??
    text(metadata, 'modelId');
  const finishReason = found((v) => text(v, 'finishReason'));
  const opened = openTags(
    stream.finish((t) => textFidelity(t, usage.reasoningTokens, model)),
    { model, reasoningTokens: usage.reasoningTokens },
  );
  const error = found((v) => text(v, 'errorText'));
  if (opened.segments.length === 0 && error === null) return null;
  const id = found((v) => text(v, 'response', 'id')) ?? found((v) => text(v, 'messageId'));
  return draft({
    id: id === null || nth === 0 ? id : `${id}#${nth}`,
    model,
    segments: opened.segments,
    truncated:
      opened.truncated ||
      (isLast && finishReason === null && opened.segments.at(-1)?.kind === 'reasoning'),
    usage:
      shared && steps > 1
        ? { ...usage, note: msg('Counted for all steps of the message together.') }
        : usage,
    finishReason: finishReason ?? (error === null ? null : 'error'),
    timing: {
      startedAt:
        records
          .map(({ value }) => time(value, 'response', 'timestamp'))
          .findLast((t) => t !== null) ?? null,
    },
  });
}

function addPart(stream: SegmentStream, record: FileRecord): void {
  const { value } = record;
  const place = placeOf(record);
  const id = text(value, 'toolCallId');
  const key = text(value, 'id') ?? undefined;
  switch (str(value, 'type') ?? '') {
    case 'reasoning-start':
      stream.add('reasoning', '', { record, fidelity: 'hidden' }, key && `r ${key}`);
      break;
    case 'reasoning':
    case 'reasoning-delta':
      stream.add('reasoning', deltaOf(value), { record }, key && `r ${key}`);
      break;
    case 'text-delta':
      stream.add('answer', deltaOf(value), { record }, key && `t ${key}`);
      break;
    case 'tool-input-delta':
      break;
    case 'tool-input-available':
    case 'tool-call':
      stream.put(
        segment.toolCall(
          text(value, 'toolName'),
          argumentText(at(value, 'input') ?? at(value, 'args')),
          id,
          place,
        ),
      );
      break;
    case 'tool-output-available':
    case 'tool-result':
      stream.put(
        segment.toolResult(jsonText(at(value, 'output') ?? at(value, 'result')), id, false, place),
      );
      break;
    case 'tool-output-error':
      stream.put(segment.toolResult(text(value, 'errorText') ?? '', id, true, place));
      break;
  }
}

/** The result of `generateText` or `doGenerate`, saved as JSON. */
export const aiSdkResult: Format = {
  id: 'ai-sdk-result',
  title: msg('AI SDK result'),
  unit: 'record',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 20)
      .some(({ value }) => isResult(value)),
  parse: (records) =>
    parsed(
      ...itemsOf(records)
        .filter(({ value }) => isResult(value))
        .flatMap(readResult),
    ),
};

const RESULT_KEYS = [
  'steps',
  'response',
  'request',
  'providerMetadata',
  'warnings',
  'toolCalls',
  'totalUsage',
  'reasoningText',
];

/** A result, or what `JSON.stringify` leaves of one with its steps: the class keeps the rest in getters. */
function isResult(value: unknown): boolean {
  return isFinished(value) || isFinished(list(value, 'steps').at(-1));
}

function isFinished(value: unknown): boolean {
  const finished =
    text(value, 'finishReason') !== null || text(value, 'finishReason', 'unified') !== null;
  const spoken =
    typeof at(value, 'text') === 'string' ||
    Array.isArray(at(value, 'content')) ||
    list(value, 'steps').length > 0;
  return (
    finished && spoken && isObject(at(value, 'usage')) && RESULT_KEYS.some((key) => has(value, key))
  );
}

function readResult({ value, range }: FileRecord): readonly TraceDraft[] {
  const steps = list(value, 'steps').filter(isObject);
  const where = placeAt(range, null);
  return (steps.length > 0 ? steps : [value]).map((step) => {
    const trace = new TraceBuilder();
    const request = at(value, 'request') ?? at(step, 'request');
    const response = at(step, 'response') ?? (steps.length <= 1 ? at(value, 'response') : null);
    trace.id = text(response, 'id');
    trace.model =
      text(response, 'modelId') ?? text(step, 'model', 'modelId') ?? text(value, 'model');
    trace.finishReason = text(step, 'finishReason') ?? text(step, 'finishReason', 'unified');
    trace.timing = { startedAt: time(response, 'timestamp') };
    trace.usage = commonUsage(at(step, 'usage'));
    trace.prompt.push(...promptMessages(at(request, 'body', 'messages')));
    const content = list(step, 'content');
    if (content.length > 0) addContent(trace, content, where);
    else addFields(trace, step, where);
    return trace.build();
  });
}

function addFields(trace: TraceBuilder, step: unknown, where: ReturnType<typeof placeAt>): void {
  const listed = list(step, 'reasoning');
  if (listed.some(isObject)) addContent(trace, listed, where);
  else {
    const carried = carriedReasoning(step);
    if (carried !== null) trace.reasoning(carried.text, null, where);
  }
  trace.answer(str(step, 'text') ?? '', where);
  for (const call of list(step, 'toolCalls')) {
    trace.toolCall(
      text(call, 'toolName'),
      at(call, 'input') ?? at(call, 'args') ?? '',
      text(call, 'toolCallId'),
      where,
    );
  }
  for (const result of list(step, 'toolResults')) {
    trace.toolResult(
      jsonText(at(result, 'output') ?? at(result, 'result')),
      text(result, 'toolCallId'),
      false,
      where,
    );
  }
}
