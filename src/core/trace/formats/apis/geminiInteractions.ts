import { say } from '../../../model/sentence';
import { msg } from '../../../model/message';
import type { Problem } from '../../../model/problem';
import type { FileRecord, Format, TraceDraft } from '../../format';
import type { Segment, Usage } from '../../../model/trace';
import { contentText, promptMessages } from '../../build/content';
import { inputOf, isFailed, resultText } from '../../build/contentBlocks';
import { draft, nothing, parsed, placeOf, segment, type RecordedPlace } from '../../build/draft';
import {
  at,
  count,
  has,
  isObject,
  list,
  obj,
  str,
  text,
  time,
  type JsonObject,
} from '../../../text/json';
import { argumentText, SegmentStream } from '../../build/segmentStream';
import { streamGrouper } from '../../build/groupers/streamGrouper';
import { NO_USAGE, sum } from '../../build/usage';

/** Steps of an interaction; until May 2026 its outputs. */
const stepsOf = (value: unknown) =>
  Array.isArray(at(value, 'steps')) ? list(value, 'steps') : list(value, 'outputs');

function isInteraction(value: unknown): boolean {
  if (str(value, 'object') === 'interaction') return true;
  return has(at(value, 'usage'), 'total_thought_tokens') && stepsOf(value).length > 0;
}

/** Events of an interaction, of which most name its status, and of its steps. Other programs publish contents, too. */
const EVENTS =
  /^(?:interaction\.(?:start|created|status_update|queued|in_progress|requires_action|completed?|failed|cancelled|incomplete|budget_exceeded)|(?:step|content)\.(?:start|delta|stop))$/;

function isEvent(value: unknown): boolean {
  return EVENTS.test(str(value, 'event_type') ?? '');
}

/** Responses of Gemini's Interactions API: whole, or the events of its stream. */
export const geminiInteractions: Format = {
  id: 'gemini-interactions',
  title: msg('Gemini interaction'),
  unit: () =>
    streamGrouper({
      isWhole: isInteraction,
      idOf: (value) => text(value, 'interaction', 'id'),
      isFinish: (value) => /^interaction\.completed?$/.test(str(value, 'event_type') ?? ''),
      startsNext: (_open, value) =>
        /^interaction\.(?:start|created)$/.test(str(value, 'event_type') ?? ''),
    }),
  detect: ({ records }) => records.some((r) => isInteraction(r.value) || isEvent(r.value)),
  parse: (records) => {
    const [first] = records;
    if (first === undefined) return nothing();
    if (!isInteraction(first.value)) return parsed(streamed(records));
    return parsed(interactionDraft(first.value, wholeSteps(first.value, placeOf(first)), []));
  },
};

function interactionDraft(
  body: unknown,
  segments: readonly Segment[],
  problems: readonly Problem[],
): TraceDraft {
  const usage = usageOf(at(body, 'usage'));
  const asked = stepsOf(body).filter((step) => str(step, 'type') === 'user_input');
  return draft({
    id: str(body, 'id'),
    model: text(body, 'model') ?? text(body, 'agent'),
    prompt: promptMessages(asked),
    // A thought's signature is written even when nothing was thought.
    segments: usage.reasoningTokens === 0 ? segments.filter((s) => !isUnseen(s)) : segments,
    usage,
    finishReason: str(body, 'status'),
    timing: { startedAt: time(body, 'created') },
    problems,
  });
}

function isUnseen(s: Segment): boolean {
  return s.kind === 'reasoning' && s.text === '';
}

/** Gemini's counting: thoughts and what its own tools put in are beside the output and the input. */
function usageOf(usage: unknown): Usage {
  const thoughts = count(usage, 'total_thought_tokens');
  return {
    ...NO_USAGE,
    inputTokens: sum(count(usage, 'total_input_tokens'), count(usage, 'total_tool_use_tokens')),
    outputTokens: sum(count(usage, 'total_output_tokens'), thoughts),
    reasoningTokens: thoughts,
    cachedInputTokens: count(usage, 'total_cached_tokens'),
    note: (thoughts ?? 0) > 0 ? msg('Gemini counts thoughts beside the output: added.') : null,
  };
}

function wholeSteps(body: unknown, place: RecordedPlace): readonly Segment[] {
  return stepsOf(body).flatMap((step) => stepSegments(step, place));
}

function stepSegments(step: unknown, place: RecordedPlace): readonly Segment[] {
  const type = str(step, 'type') ?? '';
  if (type === 'thought') {
    const words = summaryTexts(step);
    if (words.length > 0) return words.map((t) => segment.reasoning(t, place, 'summary'));
    return [segment.reasoning('', place, 'hidden')];
  }
  if (type === 'user_input') return [];
  if (type === 'model_output') {
    return list(step, 'content').flatMap((part) => stepSegments(part, place));
  }
  if (type === 'text') {
    const words = str(step, 'text') ?? '';
    return words === '' ? [] : [segment.answer(words, place)];
  }
  const callId = text(step, 'call_id') ?? text(step, 'id');
  if (type.endsWith('_call')) {
    return [segment.toolCall(text(step, 'name') ?? type, inputOf(step), callId, place)];
  }
  if (type.endsWith('_result')) {
    return [segment.toolResult(resultText(step), callId, isFailed(step), place)];
  }
  return [segment.raw(type, step, place)];
}

function summaryTexts(step: unknown): readonly string[] {
  const whole = text(step, 'summary');
  if (whole !== null) return [whole];
  return list(step, 'summary').flatMap((part) => text(part, 'text') ?? []);
}

function streamed(records: readonly FileRecord[]): TraceDraft {
  const stream = new SegmentStream();
  const problems: Problem[] = [];
  let body: JsonObject = {};
  let ended = false;
  for (const record of records) {
    const { value } = record;
    // Later events say of the interaction what came since, and need not repeat its model.
    body = { ...body, ...obj(value, 'interaction') };
    ended ||= /^interaction\.completed?$/.test(str(value, 'event_type') ?? '');
    const opened = obj(value, 'step') ?? obj(value, 'content');
    const index = count(value, 'index') ?? 0;
    if (opened !== null) openStep(stream, opened, index, record);
    if (isObject(at(value, 'delta'))) addDelta(stream, at(value, 'delta'), index, record);
    const failure = text(value, 'error', 'message');
    if (failure !== null) {
      const where = { record: record.range.record, offset: record.range.start };
      const message = say('The stream ends in an error: {0}', failure);
      problems.push({ code: 'truncated', message, at: where });
    }
  }
  const folded = stream.finish(() => 'summary');
  const [first] = records;
  const segments =
    folded.length > 0 || first === undefined ? folded : wholeSteps(body, placeOf(first));
  const trace = interactionDraft(body, segments, problems);
  if (ended) return trace;
  const finishReason = problems.length > 0 ? 'error' : null;
  return { ...trace, truncated: segments.at(-1)?.kind === 'reasoning', finishReason };
}

function openStep(stream: SegmentStream, step: unknown, index: number, record: FileRecord): void {
  const type = str(step, 'type') ?? '';
  if (type === 'thought') {
    const words = summaryTexts(step).join('');
    stream.add('reasoning', words, { record, fidelity: 'hidden' }, index);
  } else if (type.endsWith('_call')) {
    const piece = { record, name: text(step, 'name') ?? type, callId: text(step, 'id') };
    stream.add('toolCall', wholeArguments(step), piece, index);
  } else if (type === 'model_output' || type === 'text') {
    stream.add(
      'answer',
      contentText(at(step, 'content')) || (str(step, 'text') ?? ''),
      { record },
      index,
    );
  }
}

/** The arguments of a call that is opened with them; an empty object stands for those still to come. */
function wholeArguments(step: unknown): string {
  const input = at(step, 'arguments');
  return isObject(input) && Object.keys(input).length === 0 ? '' : argumentText(input);
}

function addDelta(stream: SegmentStream, delta: unknown, index: number, record: FileRecord): void {
  const type = str(delta, 'type') ?? '';
  if (type === 'text') {
    stream.add('answer', str(delta, 'text') ?? '', { record }, index);
  } else if (type === 'thought_summary') {
    const words = str(delta, 'content', 'text') ?? str(delta, 'text') ?? '';
    stream.add('reasoning', words, { record }, index);
  } else if (type === 'thought_signature') {
    stream.add('reasoning', '', { record, fidelity: 'hidden' }, index);
  } else if (type === 'arguments_delta' || type.endsWith('_call')) {
    const named = { record, name: text(delta, 'name'), callId: text(delta, 'id') };
    stream.add('toolCall', wholeArguments(delta), named, index);
  } else if (type.endsWith('_result')) {
    const callId = text(delta, 'call_id') ?? null;
    stream.put(segment.toolResult(resultText(delta), callId, isFailed(delta), placeOf(record)));
  }
}
