import { msg } from '../../../model/message';
import type { Format } from '../../format';
import { placeAt, parsed } from '../../build/draft';
import { elapsed } from '../../build/embedded';
import { at, has, isObject, str } from '../../../text/json';
import { itemsAt, put, treeOf } from './attributeTree';
import { CallGrouper } from './callGrouper';
import { readGenAi } from './genAi';
import { isMlflowCall, readMlflow } from './mlflow';
import { readOpenInference } from './openInference';
import { spansOf, type OtelSpan } from './otelSpans';
import { parentKey, placedSpans, spanKey, type PlacedSpan } from './placedSpans';
import { itemsOf } from '../../build/records';
import { TraceBuilder } from '../../build/traceBuilder';

/**
 * OpenTelemetry spans of model calls (OTLP JSON, console exporter, and what stores of spans give back: Phoenix, Tempo,
 * Jaeger, Zipkin, Logfire, Sentry, Elasticsearch, ClickHouse …): GenAI semantic conventions in all their forms,
 * OpenInference, and MLflow.
 */
export const otel: Format = {
  id: 'otel',
  title: msg('OpenTelemetry GenAI spans'),
  unit: () => new CallGrouper(isCall),
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 50)
      .some(({ value }) => spansOf(value).some(isKnown)),
  parse: (records) =>
    parsed(
      ...innermostCalls(withCallsOnce(placedSpans(records))).flatMap((placed) => {
        const trace = readSpan(placed);
        return trace.isBlank ? [] : [trace.build()];
      }),
    ),
};

function isKnown(span: OtelSpan): boolean {
  const { attributes } = span;
  return (
    isObject(at(attributes, 'gen_ai')) ||
    isObject(at(attributes, 'llm')) ||
    isObject(at(attributes, 'openinference')) ||
    isMlflowCall(attributes)
  );
}

/** What the conventions and Sentry call a call of a model. */
const CALLS =
  /^(?:chat|(?:text_|chat_)?completions?|generate_(?:content|text|object)|stream_(?:text|object)|responses|messages|models)$/;

/** Whether a span is a call of a model: spans of agents and tools repeat what their calls said. */
export function isCall(span: OtelSpan): boolean {
  const { attributes } = span;
  const operation = str(attributes, 'gen_ai', 'operation', 'name');
  if (operation !== null) return CALLS.test(operation);
  const kind = str(attributes, 'openinference', 'span', 'kind');
  if (kind !== null) return kind.toUpperCase() === 'LLM';
  if (historyOf(span) !== undefined) return false;
  return (
    isMlflowCall(attributes) ||
    (isKnown(span) &&
      (isObject(at(attributes, 'gen_ai', 'usage')) ||
        isObject(at(attributes, 'gen_ai', 'completion')) ||
        isObject(at(attributes, 'llm', 'output_messages'))))
  );
}

/** All messages of a run, which Pydantic AI keeps in the span of its agent: first as events, then as messages. */
export function historyOf({ attributes }: OtelSpan): unknown {
  return at(attributes, 'all_messages_events') ?? at(attributes, 'pydantic_ai', 'all_messages');
}

/** Spans with each call once: it may be exported again, or as a span and a log record of it. */
export function withCallsOnce(spans: readonly PlacedSpan[]): readonly PlacedSpan[] {
  const once: PlacedSpan[] = [];
  const places = new Map<string, number>();
  for (const placed of spans) {
    const key = isCall(placed.span) ? spanKey(placed.span) : null;
    const place = key === null ? undefined : places.get(key);
    const before = place === undefined ? undefined : once[place];
    if (place !== undefined && before !== undefined && isOneCall(before, placed)) {
      once[place] = merged(before, placed);
    } else {
      if (key !== null) places.set(key, once.length);
      once.push(placed);
    }
  }
  return once;
}

/**
 * The calls among the spans of all records that belong together. A call around another one, as two libraries trace it, repeats
 * that one.
 */
export function innermostCalls(spans: readonly PlacedSpan[]): readonly PlacedSpan[] {
  const calls = spans.filter(({ span }) => isCall(span));
  const around = new Set(calls.map(({ span }) => parentKey(span)));
  return calls.filter(({ span }) => span.id === null || !around.has(spanKey(span)));
}

/**
 * Whether two records of one span are of one call: only one of them says something, or both say the same and are exported
 * again or the span and its log, which has no end. An agent's span may have the logs of several calls.
 */
function isOneCall(one: PlacedSpan, other: PlacedSpan): boolean {
  const [words, more] = [wordsIn(one), wordsIn(other)];
  if (words !== more) return words === '' || more === '';
  const isLog = (one.span.end === null) !== (other.span.end === null);
  return isLog || one.span.start === other.span.start;
}

function wordsIn(placed: PlacedSpan): string {
  const { segments } = readSpan(placed).build();
  return segments.map((s) => ('text' in s ? s.text : 'input' in s ? s.input : s.json)).join('\n');
}

/** The record in which something was said, with what the other one knows besides. */
function merged(one: PlacedSpan, other: PlacedSpan): PlacedSpan {
  const [said, more] = wordsIn(one) === '' ? [other, one] : [one, other];
  const attributes = treeOf(more.span.attributes);
  for (const [name, value] of Object.entries(treeOf(said.span.attributes)))
    put(attributes, [name], value);
  const span = {
    ...said.span,
    attributes,
    parent: said.span.parent ?? more.span.parent,
    events: said.span.events.length > 0 ? said.span.events : more.span.events,
    input: said.span.input ?? more.span.input,
    output: said.span.output ?? more.span.output,
    start: least(said.span.start, more.span.start),
    end: said.span.end ?? more.span.end,
    failed: said.span.failed || more.span.failed,
  };
  return { span, record: said.record };
}

function least(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

/** Whether the conventions' attributes have what was said: some add only a few of them to OpenInference's. */
function isSaidInGenAi({ attributes, events }: OtelSpan): boolean {
  const ai = at(attributes, 'gen_ai');
  if (!isObject(ai) || itemsAt(at(attributes, 'llm', 'output_messages')).length === 0)
    return isObject(ai);
  const completions = itemsAt(at(ai, 'completion'));
  const isCompleted = completions.some((c) => has(c, 'content') || has(c, 'tool_calls'));
  return isCompleted || events.length > 0 || at(ai, 'output', 'messages') !== undefined;
}

/** A call of a model as a trace; blank when the span holds nothing of it. */
export function readSpan({ span, record }: PlacedSpan): TraceBuilder {
  const trace = new TraceBuilder();
  const where = placeAt(record.range, span.start);
  trace.id = span.id;
  if (span.failed) trace.finishReason = 'error';
  trace.timing = {
    startedAt: span.start,
    durationMs: elapsed(span.start, span.end),
  };
  if (isSaidInGenAi(span)) readGenAi(trace, span, where);
  else if (isMlflowCall(span.attributes)) readMlflow(trace, span.attributes, where);
  else readOpenInference(trace, span.attributes, where);
  return trace;
}
