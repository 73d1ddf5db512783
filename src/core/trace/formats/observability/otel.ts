import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import { placeAt, parsed } from '../../build/draft';
import { elapsed } from '../../build/embedded';
import { at, has, isObject, str } from '../../../text/json';
import { itemsAt } from './attributeTree';
import { readGenAi } from './genAi';
import { isMlflowCall, readMlflow } from './mlflow';
import { readOpenInference } from './openInference';
import { spansOf, type OtelSpan } from './otelSpans';
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
  unit: 'record',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 50)
      .some(({ value }) => spansOf(value).some(isKnown)),
  parse: (records) =>
    parsed(
      ...itemsOf(records).flatMap((record) =>
        innermostCalls(spansOf(record.value)).flatMap((span) => {
          const trace = readSpan(span, record);
          return trace.isBlank ? [] : [trace.build()];
        }),
      ),
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

/** The calls among spans. A call around another one, as two libraries trace it, repeats that one. */
export function innermostCalls(spans: readonly OtelSpan[]): readonly OtelSpan[] {
  const calls = spans.filter(isCall);
  const around = new Set(calls.map(({ parent }) => parent));
  return calls.filter(({ id }) => id === null || !around.has(id));
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
export function readSpan(span: OtelSpan, { range }: FileRecord): TraceBuilder {
  const trace = new TraceBuilder();
  const where = placeAt(range, span.start);
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
