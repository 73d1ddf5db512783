import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { parsed, type RecordedPlace, placeOf } from '../../build/draft';
import { itemsOf } from '../../build/records';
import { TraceBuilder } from '../../build/traceBuilder';
import { NO_USAGE, sum } from '../../build/usage';
import { at, bool, count, has, isObject, list, num, str, text, time } from '../../../text/json';
import { addTaggedText } from './logMessage';

/** A server's own shape of a response: how it is told from others, and its traces. */
interface NativeShape {
  readonly name: string;
  readonly fits: (body: unknown) => boolean;
  readonly read: (body: unknown, where: RecordedPlace) => readonly TraceBuilder[];
}

/**
 * Bodies of servers that have a completion API of their own beside OpenAI's. What grows is this table.
 */
const SHAPES: readonly NativeShape[] = [
  {
    name: 'LM Studio /api/v1/chat',
    fits: (body) =>
      list(body, 'output').some((i) =>
        /^(?:reasoning|message|tool_call)$/.test(str(i, 'type') ?? ''),
      ) &&
      (has(body, 'model_instance_id') || has(body, 'stats')),
    read: lmStudioChat,
  },
  {
    name: 'llama.cpp /completion',
    fits: (body) =>
      typeof at(body, 'content') === 'string' &&
      bool(body, 'stop') !== null &&
      has(body, 'tokens_predicted'),
    read: llamaCppCompletion,
  },
  {
    name: 'SGLang /generate',
    fits: (body) => typeof at(body, 'text') === 'string' && isObject(at(body, 'meta_info')),
    read: sglangGenerate,
  },
  {
    name: 'watsonx text generation',
    fits: (body) =>
      list(body, 'results').some(
        (r) => has(r, 'generated_text') && has(r, 'generated_token_count'),
      ),
    read: watsonx,
  },
  {
    name: 'Text Generation Inference',
    fits: (body) => typeof at(body, 'generated_text') === 'string' && isObject(at(body, 'details')),
    read: tgi,
  },
  {
    name: 'Replicate prediction',
    fits: (body) =>
      isObject(at(body, 'input')) &&
      isObject(at(body, 'urls')) &&
      PREDICTED.test(str(body, 'status') ?? '') &&
      piecesOf(at(body, 'output')) !== null,
    read: replicate,
  },
];

const PREDICTED = /^(?:starting|processing|succeeded|failed|canceled|aborted)$/;

/** Replicate's language models put out a list of pieces of one text. */
function piecesOf(output: unknown): string | null {
  if (typeof output === 'string') return output;
  const pieces = list(output);
  return pieces.length > 0 && pieces.every((piece) => typeof piece === 'string')
    ? pieces.join('')
    : null;
}

/** Whole responses of the native APIs of local and vendor servers (LM Studio, llama.cpp, SGLang, watsonx, TGI, Replicate). */
export const nativeServers: Format = {
  id: 'native-server',
  title: msg('Response of a server of its own kind'),
  unit: 'record',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 20)
      .some(({ value }) => shapeOf(value) !== undefined),
  parse: (records) => parsed(...itemsOf(records).flatMap(readBody)),
};

function shapeOf(value: unknown): NativeShape | undefined {
  return isObject(value) ? SHAPES.find(({ fits }) => fits(value)) : undefined;
}

function readBody(record: FileRecord): readonly TraceDraft[] {
  const traces = shapeOf(record.value)?.read(record.value, placeOf(record)) ?? [];
  return traces.map((trace) => trace.build());
}

const seconds = (value: number | null) => (value === null ? null : Math.round(value * 1000));

function lmStudioChat(body: unknown, where: RecordedPlace): readonly TraceBuilder[] {
  const trace = new TraceBuilder();
  const stats = at(body, 'stats');
  trace.id = text(body, 'response_id');
  trace.model = text(body, 'model_instance_id');
  trace.provider = 'LM Studio';
  for (const item of list(body, 'output')) {
    const words = str(item, 'content') ?? '';
    const type = str(item, 'type');
    if (type === 'reasoning') trace.reasoning(words, 'raw', where);
    else if (type === 'message' && trace.hasReasoning) trace.answer(words, where);
    else if (type === 'message') addTaggedText(trace, words, where);
    else if (type === 'tool_call') {
      trace.toolCall(text(item, 'tool'), at(item, 'arguments') ?? '', null, where);
      const output = text(item, 'output');
      if (output !== null) trace.toolResult(output, null, false, where);
    } else trace.raw(type, item, where);
  }
  trace.usage = {
    ...NO_USAGE,
    inputTokens: count(stats, 'input_tokens'),
    outputTokens: count(stats, 'total_output_tokens'),
    reasoningTokens: count(stats, 'reasoning_output_tokens'),
  };
  trace.timing = { ttftMs: seconds(num(stats, 'time_to_first_token_seconds')) };
  return [trace];
}

/** `tokens_evaluated` counts the whole prompt, of which the timings count what was not cached. */
function llamaCppCompletion(body: unknown, where: RecordedPlace): readonly TraceBuilder[] {
  const trace = new TraceBuilder();
  const timings = at(body, 'timings');
  trace.model = text(body, 'model');
  trace.provider = 'llama.cpp';
  const prompt = text(body, 'prompt');
  if (prompt !== null) trace.prompt.push({ role: 'user', text: prompt });
  addTaggedText(trace, str(body, 'content') ?? '', where);
  const evaluated = count(body, 'tokens_evaluated');
  const fresh = count(timings, 'prompt_n');
  trace.usage = {
    ...NO_USAGE,
    inputTokens: evaluated ?? fresh,
    outputTokens: count(body, 'tokens_predicted'),
    cachedInputTokens:
      evaluated !== null && fresh !== null && evaluated >= fresh ? evaluated - fresh : null,
  };
  const stopped = text(body, 'stop_type');
  trace.finishReason = stopped === 'limit' ? 'length' : stopped;
  trace.timing = {
    durationMs: sum(num(timings, 'prompt_ms'), num(timings, 'predicted_ms')),
    ttftMs: num(timings, 'prompt_ms'),
  };
  return [trace];
}

function sglangGenerate(body: unknown, where: RecordedPlace): readonly TraceBuilder[] {
  const trace = new TraceBuilder();
  const info = at(body, 'meta_info');
  trace.id = text(info, 'id');
  trace.provider = 'SGLang';
  addTaggedText(trace, str(body, 'text') ?? '', where);
  trace.usage = {
    ...NO_USAGE,
    inputTokens: count(info, 'prompt_tokens'),
    outputTokens: count(info, 'completion_tokens'),
    reasoningTokens: count(info, 'reasoning_tokens'),
    cachedInputTokens: count(info, 'cached_tokens'),
  };
  trace.finishReason = text(info, 'finish_reason', 'type') ?? text(info, 'finish_reason');
  trace.timing = { durationMs: seconds(num(info, 'e2e_latency')) };
  return [trace];
}

function watsonx(body: unknown, where: RecordedPlace): readonly TraceBuilder[] {
  return list(body, 'results').map((result) => {
    const trace = new TraceBuilder();
    trace.model = text(body, 'model_id');
    trace.provider = 'watsonx';
    addTaggedText(trace, str(result, 'generated_text') ?? '', where);
    trace.usage = {
      ...NO_USAGE,
      inputTokens: count(result, 'input_token_count'),
      outputTokens: count(result, 'generated_token_count'),
    };
    trace.finishReason = text(result, 'stop_reason');
    trace.timing = { startedAt: time(body, 'created_at') };
    return trace;
  });
}

function tgi(body: unknown, where: RecordedPlace): readonly TraceBuilder[] {
  const trace = new TraceBuilder();
  trace.model = text(body, 'model');
  addTaggedText(trace, str(body, 'generated_text') ?? '', where);
  trace.usage = { ...NO_USAGE, outputTokens: count(body, 'details', 'generated_tokens') };
  trace.finishReason = text(body, 'details', 'finish_reason');
  return [trace];
}

function replicate(body: unknown, where: RecordedPlace): readonly TraceBuilder[] {
  const trace = new TraceBuilder();
  trace.id = text(body, 'id');
  trace.model = text(body, 'model');
  trace.provider = 'Replicate';
  const system = text(body, 'input', 'system_prompt');
  const asked = text(body, 'input', 'prompt');
  if (system !== null) trace.prompt.push({ role: 'system', text: system });
  if (asked !== null) trace.prompt.push({ role: 'user', text: asked });
  addTaggedText(trace, piecesOf(at(body, 'output')) ?? '', where);
  const metrics = at(body, 'metrics');
  trace.usage = {
    ...NO_USAGE,
    inputTokens: count(metrics, 'input_token_count'),
    outputTokens: count(metrics, 'output_token_count'),
  };
  trace.finishReason = text(body, 'status');
  trace.timing = {
    startedAt: time(body, 'started_at') ?? time(body, 'created_at'),
    durationMs: seconds(num(metrics, 'predict_time')),
    ttftMs: seconds(num(metrics, 'time_to_first_token')),
  };
  return [trace];
}
