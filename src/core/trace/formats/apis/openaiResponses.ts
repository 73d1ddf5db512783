import { msg } from '../../../model/message';
import { say } from '../../../model/sentence';
import type { Problem } from '../../../model/problem';
import type { FileRecord, Format, ParseResult, TraceDraft } from '../../format';
import type { PromptMessage, Segment } from '../../../model/trace';
import { contentText, promptMessages, requestPrompt } from '../../build/content';
import { draft, nothing, placeOf, rangeOver, type RecordedPlace } from '../../build/draft';
import { at, count, has, isObject, list, num, str, text, time } from '../../../text/json';
import { generationsOf } from './agentsItems';
import { responsesItem, responsesItems } from './responsesItems';
import { SegmentStream } from '../../build/segmentStream';
import { latestGrouper } from '../../build/groupers/latestGrouper';
import { streamGrouper } from '../../build/groupers/streamGrouper';
import { openaiUsage, recordedCost } from '../../build/usage';

function isResponse(value: unknown): boolean {
  if (!Array.isArray(at(value, 'output'))) return false;
  if (str(value, 'object') === 'response') return true;
  const typed = list(value, 'output').some((i) =>
    /^(?:reasoning|message)$/.test(str(i, 'type') ?? ''),
  );
  // A record that says what it is has the items of a response in it (Langfuse).
  return typed && (text(value, 'model') !== null || isOfAgents(value)) && !has(value, 'type');
}

/** A `ModelResponse` of the OpenAI Agents SDK for Python (`result.raw_responses`): the items, and what it counted of the requests. */
function isOfAgents(value: unknown): boolean {
  return has(value, 'response_id') && num(value, 'usage', 'requests') !== null;
}

/** What an event of a stream has beside its type. */
const EVENT_KEYS = ['response', 'item', 'item_id', 'output_index', 'delta'];

function isEvent(value: unknown): boolean {
  if (str(value, 'type')?.startsWith('response.') !== true) return false;
  return EVENT_KEYS.some((key) => has(value, key));
}

/** What is sent over a socket before a response, or heard: it belongs to the next one. */
function isInput(value: unknown): boolean {
  return /^(?:response\.create$|conversation\.item\.|input_audio_buffer\.)/.test(
    str(value, 'type') ?? '',
  );
}

/**
 * Responses of OpenAI's Responses API and of those who copy it (Azure, xAI, OpenRouter, LM Studio): whole, polled while
 * they were made in the background, or streamed, also over a socket with what was sent and in its Realtime API.
 */
export const openaiResponses: Format = {
  id: 'openai-responses',
  title: msg('OpenAI Responses response'),
  unit: () =>
    latestGrouper(
      streamGrouper({
        isWhole: (value) => responsesIn(value).length > 0,
        idOf: (value) => text(value, 'response', 'id'),
        isFinish: (value) => finalResponse(value) !== null,
        startsNext: (open, value) =>
          str(value, 'type') === 'response.created'
            ? open.finished || open.ids.size > 0
            : open.finished && isInput(value),
      }),
      (value) => (isResponse(value) ? text(value, 'id') : null),
      (value) => /^(?:queued|in_progress)$/.test(str(value, 'status') ?? ''),
    ),
  detect: ({ records }) => records.some((r) => responsesIn(r.value).length > 0 || isEvent(r.value)),
  parse: (records) => {
    const [first] = records;
    if (first === undefined) return nothing();
    const whole = responsesIn(first.value);
    if (whole.length === 0) return streamed(records);
    const traces = whole.map((body) =>
      responseDraft(body, responsesItems(shownItems(body), placeOf(first)), leftOut(body)),
    );
    return { traces, problems: [] };
  },
};

/** Items of the output that are there: Node logs what lies deep as `[Object]`. */
const shownItems = (body: unknown): readonly unknown[] =>
  list(body, 'output').filter((item) => item !== null);

function leftOut(body: unknown): readonly Problem[] {
  if (shownItems(body).length === list(body, 'output').length) return [];
  const message = say('The words of this response were left out of the log.');
  return [{ code: 'truncated', message }];
}

/** The responses of a record: itself, or those of a list that was printed as one value, also of a run's items. */
function responsesIn(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) return isResponse(value) ? [value] : [];
  const items: readonly unknown[] = value;
  return items.length > 0 && items.every(isResponse) ? items : generationsOf(items);
}

function responseDraft(
  body: unknown,
  segments: readonly Segment[],
  problems: readonly Problem[],
): TraceDraft {
  const started = time(body, 'created_at');
  const ended = time(body, 'completed_at');
  const why = text(body, 'incomplete_details', 'reason');
  return draft({
    id: str(body, 'id') ?? text(body, 'response_id'),
    model: str(body, 'model'),
    effort: str(body, 'reasoning', 'effort'),
    prompt: promptOf(body),
    segments,
    usage: openaiUsage(at(body, 'usage')),
    costUsd: recordedCost(at(body, 'usage')),
    finishReason: why ?? str(body, 'status'),
    timing: {
      startedAt: started,
      durationMs: started === null || ended === null ? null : ended - started,
    },
    problems,
  });
}

/** The input is not repeated in a response; instructions are, and some servers add the input. */
function promptOf(body: unknown): readonly PromptMessage[] {
  const instructions = isObject(body) ? contentText(body['instructions']) : '';
  const system: readonly PromptMessage[] =
    instructions === '' ? [] : [{ role: 'system', text: instructions }];
  const input = at(body, 'input');
  return [...system, ...promptMessages(typeof input === 'string' ? [input] : input)];
}

/** The response that the last event of a stream repeats whole. */
function finalResponse(value: unknown): unknown {
  const type = str(value, 'type');
  if (type === null || !/^response\.(?:completed|incomplete|failed|done)$/.test(type)) return null;
  const response = at(value, 'response');
  return isObject(response) ? response : null;
}

/** What an event sends to the model, or tells of what was said to it. */
function inputOf(value: unknown): readonly PromptMessage[] {
  const type = str(value, 'type');
  if (type === 'response.create') return requestPrompt(value) ?? [];
  const isTyped = type === 'conversation.item.added' || type === 'conversation.item.created';
  if (isTyped && str(value, 'item', 'role') === 'user') return promptMessages([at(value, 'item')]);
  const heard =
    type === 'conversation.item.input_audio_transcription.completed'
      ? text(value, 'transcript')
      : null;
  return heard === null ? [] : [{ role: 'user', text: heard }];
}

/** One output item of a stream: whole when it is done, its deltas before. */
interface StreamedItem {
  done: unknown;
  readonly deltas: SegmentStream;
}

function streamed(records: readonly FileRecord[]): ParseResult {
  let body: unknown = null;
  let ended = false;
  let model: string | null = null;
  const prompt: PromptMessage[] = [];
  const items = new Map<number, StreamedItem>();
  const problems: Problem[] = [];
  for (const record of records) {
    const { value } = record;
    model = text(value, 'session', 'model') ?? model;
    prompt.push(...inputOf(value));
    if (isObject(at(value, 'response')) && !isInput(value)) body = at(value, 'response');
    ended ||= finalResponse(value) !== null;
    const failure = errorOf(record);
    if (failure !== null) problems.push(failure);
    const index = count(value, 'output_index');
    if (index !== null) takeItem(items, index, record);
  }
  if (body === null && items.size === 0) return { traces: [], problems };
  const place: RecordedPlace = { source: rangeOver(records), at: null, durationMs: null };
  const whole = ended ? responsesItems(at(body, 'output'), place) : [];
  const segments = whole.length > 0 ? whole : foldItems(items, place);
  const own = responseDraft(body, segments, problems);
  const trace = {
    ...own,
    model: own.model ?? model,
    prompt: own.prompt ?? (prompt.length > 0 ? prompt : null),
  };
  if (ended) return { traces: [trace], problems: [] };
  const truncated = segments.at(-1)?.kind === 'reasoning';
  const finishReason = problems.length > 0 ? 'error' : null;
  return { traces: [{ ...trace, truncated, finishReason }], problems: [] };
}

function takeItem(items: Map<number, StreamedItem>, index: number, record: FileRecord): void {
  const item = items.get(index) ?? { done: null, deltas: new SegmentStream() };
  items.set(index, item);
  const { value } = record;
  const type = str(value, 'type');
  if (type === 'response.output_item.done') {
    item.done = at(value, 'item');
    return;
  }
  const opened = at(value, 'item');
  if (type === 'response.output_item.added' && str(opened, 'type')?.endsWith('_call') === true) {
    const name = str(opened, 'name') ?? str(opened, 'type');
    item.deltas.add('toolCall', '', { record, name, callId: str(opened, 'call_id') });
  } else {
    addDelta(item.deltas, record);
  }
}

/** Events whose deltas are the answer; what a voice says is in its transcript. */
const SPOKEN: ReadonlySet<string> = new Set([
  'output_text',
  'refusal',
  'text',
  'output_audio_transcript',
  'audio_transcript',
]);

/** The deltas of the events that carry text; `.done` events repeat it. */
function addDelta(stream: SegmentStream, record: FileRecord): void {
  const { value } = record;
  const delta = text(value, 'delta');
  const kind = /^response\.(\w+)\.delta$/.exec(str(value, 'type') ?? '')?.[1];
  if (delta === null || kind === undefined) return;
  const part = num(value, 'summary_index') ?? num(value, 'content_index') ?? 0;
  if (kind === 'reasoning_summary_text' || kind === 'reasoning_summary') {
    stream.add('reasoning', delta, { record, fidelity: 'summary' }, `summary ${part}`);
  } else if (kind === 'reasoning_text' || kind === 'reasoning') {
    stream.add('reasoning', delta, { record, fidelity: 'raw' }, `text ${part}`);
  } else if (SPOKEN.has(kind)) {
    stream.add('answer', delta, { record }, `answer ${part}`);
  } else if (kind.endsWith('_arguments') || kind.endsWith('_input')) {
    stream.add('toolCall', delta, { record });
  }
}

function foldItems(
  items: ReadonlyMap<number, StreamedItem>,
  place: RecordedPlace,
): readonly Segment[] {
  return [...items.entries()]
    .sort(([a], [b]) => a - b)
    .flatMap(([, { done, deltas }]) =>
      isObject(done) ? responsesItem(done, place) : deltas.finish(() => 'summary'),
    );
}

function errorOf(record: FileRecord): Problem | null {
  const { value } = record;
  const error = at(value, 'response', 'error') ?? at(value, 'error');
  const told = str(value, 'type') === 'error' ? str(value, 'message') : null;
  const message = told ?? str(error, 'message');
  if (message === null) return null;
  const where = { record: record.range.record, offset: record.range.start };
  return {
    code: 'truncated',
    message: say('The stream ends in an error: {0}', message),
    at: where,
  };
}
