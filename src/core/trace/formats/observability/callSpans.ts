import { msg } from '../../../model/message';
import type { Usage } from '../../../model/trace';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { commonUsage } from '../../build/commonUsage';
import { requestEffort } from '../../build/content';
import { Conversation } from '../../build/conversation';
import { parsed, placeAt } from '../../build/draft';
import { elapsed, unpacked } from '../../build/embedded';
import { itemsOf } from '../../build/records';
import { NO_USAGE, sum } from '../../build/usage';
import {
  at,
  bool,
  count,
  has,
  isObject,
  list,
  num,
  str,
  text,
  time,
  type JsonPath,
} from '../../../text/json';
import { addRecordedInput, addRecordedOutput } from '../apis/modelOutput';
import { treeOf } from './attributeTree';
import {
  COSTS,
  DURATIONS,
  ENDS,
  FINISHES,
  FIRST_TOKENS,
  HOLDERS,
  IDS,
  INPUTS,
  KINDS,
  LOGGED,
  MODELS,
  OUTPUTS,
  PARAMETERS,
  PROVIDERS,
  STARTS,
  WAITS,
  USAGES,
  type Measure,
} from './callSpanNames';

/**
 * Spans and logs of tools that keep a call of a model as one record with its input and output: exports of Braintrust, Datadog,
 * Opik, Laminar, LangWatch, Galileo, Humanloop, PromptLayer, Keywords AI, PostHog, the OpenAI Agents SDK and their like. Each has names of its own for
 * the same things (`callSpanNames.ts`). Spans of other kinds repeat what the calls said, as a trace of Opik does beside its spans.
 */
export const callSpans: Format = {
  id: 'call-spans',
  title: msg('Spans of model calls'),
  unit: 'record',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 50)
      .some(({ value }) => callsIn(value).length > 0),
  parse: (records) =>
    parsed(
      ...itemsOf(records).flatMap((record) =>
        withoutRoots(callsIn(record.value)).flatMap((call) => readCall(call, record)),
      ),
    ),
};

const DEEPEST = 12;

/** The calls of a document: itself, or what stands in its lists. */
function callsIn(value: unknown, deepest = DEEPEST): readonly object[] {
  if (Array.isArray(value))
    return deepest > 0 ? list(value).flatMap((item) => callsIn(item, deepest - 1)) : [];
  if (!isObject(value)) return [];
  if (isCall(value)) return [value];
  return deepest > 0 ? HOLDERS.flatMap((key) => callsIn(at(value, key), deepest - 1)) : [];
}

/** The calls without the traces that they are of. */
function withoutRoots(calls: readonly object[]): readonly object[] {
  const roots = new Set(calls.map((call) => text(call, 'trace_id')));
  return calls.filter((call) => !has(call, 'llm_span_count') || !roots.has(text(call, 'id')));
}

function isCall(value: object): boolean {
  if (LOGGED.some((keys) => keys.every((key) => has(value, key)))) return true;
  const isKind =
    KINDS.some((path) => /^(?:llm|chat|(?:\$ai_)?generation)$/i.test(str(value, ...path) ?? '')) ||
    // The Agents SDK's span of a call of the Responses API: alone, a response may be anything.
    str(value, 'span_data', 'type') === 'response';
  return isKind && isSaid(value) && isPlaced(value);
}

/** Whether something went in or came out that may be words: meters have numbers there. */
const isSaid = (value: object): boolean =>
  [OUTPUTS, INPUTS].some((paths) => /^(?:string|object)$/.test(typeof found(value, paths)));

/** What belongs to a trace, or says when it was. */
const PLACES = ['trace_id', 'traceId', 'span_id', 'root_span_id', 'parent_id', 'timestamp'];

/**
 * A message or a test has a type and an output, too, but nothing of when it was, what it belongs to, or which model
 * said which of the lists.
 */
function isPlaced(value: object): boolean {
  return (
    (text(value, 'model') !== null &&
      ['input', 'output'].every((key) => list(value, key).length > 0)) ||
    PLACES.some((key) => has(value, key)) ||
    first(value, STARTS, time) !== null ||
    isObject(at(value, 'metrics'))
  );
}

/** What the first of some paths leads to that has something, JSON text taken apart. */
function found(value: unknown, paths: readonly JsonPath[]): unknown {
  return paths
    .map((path) => within(value, path))
    .find((part) => part !== null && part !== '' && !isEmpty(part));
}

/** Nothing, or what holds nothing. */
function isEmpty(part: unknown): boolean {
  if (Array.isArray(part)) return part.length === 0;
  return part === undefined || (isObject(part) && Object.keys(part).length === 0);
}

/** Rows of a table keep as JSON text what is deeper. */
const within = (value: unknown, path: JsonPath): unknown =>
  path.reduce<unknown>((part, key) => at(unpacked(part), key), value);

function first<T>(
  value: unknown,
  paths: readonly JsonPath[],
  read: (value: unknown) => T | null,
): T | null {
  return paths.map((path) => read(within(value, path))).find((part) => part !== null) ?? null;
}

function readCall(call: object, { range }: FileRecord): readonly TraceDraft[] {
  const [start, end] = [first(call, STARTS, time), first(call, ENDS, time)];
  const where = placeAt(range, start);
  const conversation = new Conversation();
  addRecordedInput(conversation, found(call, INPUTS), where);
  const trace = conversation.begin();
  addRecordedOutput(trace, found(call, OUTPUTS), where);
  trace.id = first(call, IDS, text) ?? trace.id;
  trace.model = first(call, MODELS, text) ?? trace.model;
  trace.provider = first(call, PROVIDERS, text);
  trace.effort =
    PARAMETERS.map((path) => requestEffort(within(call, path))).find((e) => e !== null) ?? null;
  trace.finishReason ??= first(call, FINISHES, text);
  if (hasFailed(call)) trace.finishReason ??= 'error';
  trace.usage = usageOf(call);
  trace.costUsd =
    first(call, COSTS, num) ?? sum(num(call, 'prompt_cost'), num(call, 'output_cost'));
  trace.timing = {
    startedAt: start,
    durationMs: durationOf(call, start, end),
    ttftMs: measured(call, WAITS) ?? elapsed(start, first(call, FIRST_TOKENS, time)),
  };
  return conversation.build();
}

/** An error has words, or a shape of its own; traces of Datadog count it. */
function hasFailed(call: object): boolean {
  const error = at(call, 'error') ?? at(call, 'error_info');
  if (bool(within(call, ['properties', '$ai_is_error'])) === true) return true;
  return text(error) !== null || isObject(error) || error === 1 || str(call, 'status') === 'error';
}

function measured(call: object, measures: readonly Measure[]): number | null {
  for (const { path, ms } of measures) {
    const value = num(within(call, path));
    if (value !== null) return value * ms;
  }
  return null;
}

/** Whether Datadog wrote a span: what its intake, its traces and its export say of one. */
const isDatadog = (call: object): boolean =>
  has(call, 'ml_app') ||
  has(at(call, 'meta_struct'), '_llmobs') ||
  ['kind', 'span', 'span.kind'].some((key) => has(at(call, 'meta'), key));

function durationOf(call: object, start: number | null, end: number | null): number | null {
  const nanos = isDatadog(call) ? num(call, 'duration') : null;
  return nanos === null ? (measured(call, DURATIONS) ?? elapsed(start, end)) : nanos / 1e6;
}

/** The provider's own counts where they were kept (Opik flattens them), else the tool's. */
function usageOf(call: object): Usage {
  if (str(call, 'event') === '$ai_generation') return postHogUsage(call);
  const all = USAGES.map((path) => treeOf(within(call, path)));
  const read = isDatadog(call) ? datadogUsage : commonUsage;
  const known = [...all.map((one) => at(one, 'original_usage')), ...all].map(read);
  return known.find((one) => one.outputTokens !== null) ?? NO_USAGE;
}

/**
 * PostHog's counts have one name for every provider; whether the cache is inside the input, it says or takes for all but Anthropic
 * (its own costs are worked out so, `calculateInputCost`).
 */
function postHogUsage(event: object): Usage {
  const told = (name: string) => within(event, ['properties', `$ai_${name}`]);
  const [read, written] = ['cache_read', 'cache_creation'].map((name) =>
    told(`${name}_input_tokens`),
  );
  const isBeside =
    bool(told('cache_reporting_exclusive')) ?? /anthropic/i.test(text(told('provider')) ?? '');
  return commonUsage({
    input_tokens: told('input_tokens'),
    output_tokens: told('output_tokens'),
    reasoning_tokens: told('reasoning_tokens'),
    ...(isBeside
      ? { cache_read_input_tokens: read, cache_creation_input_tokens: written }
      : { cached_tokens: read, cacheWriteTokens: written }),
  });
}

/** Datadog's input has the cache inside, by names that are Anthropic's for what is beside. */
function datadogUsage(metrics: unknown): Usage {
  return {
    ...commonUsage({
      input_tokens: at(metrics, 'input_tokens'),
      output_tokens: at(metrics, 'output_tokens'),
      reasoning_tokens: at(metrics, 'reasoning_output_tokens'),
      cached_tokens: at(metrics, 'cache_read_input_tokens'),
    }),
    cacheWriteTokens: count(metrics, 'cache_write_input_tokens'),
  };
}
