import { inUtc, unpacked } from '../../build/embedded';
import { at, has, isObject, list, num, str, text, time, type JsonPath } from '../../../text/json';
import { put, treeOf, type Tree } from './attributeTree';

/** A span in any export, with its attributes as a tree ("gen_ai.usage.input_tokens" is gen_ai > usage > input_tokens). */
export interface OtelSpan {
  readonly id: string | null;
  /** Id of the trace in which the ids of spans hold. */
  readonly trace: string | null;
  /** Id of the span that it is a part of. */
  readonly parent: string | null;
  readonly name: string;
  readonly attributes: unknown;
  readonly events: readonly { readonly name: string; readonly attributes: unknown }[];
  /** What went in and came out, where a store keeps it beside the attributes (Laminar). */
  readonly input: unknown;
  readonly output: unknown;
  /** Epoch milliseconds. */
  readonly start: number | null;
  readonly end: number | null;
  readonly failed: boolean;
}

/**
 * What stands around spans: OTLP and its log records, Tempo (`trace`, `batches`), Jaeger (`data`, `result`), MLflow, the hits
 * of a search, the rows of a query, the transaction of Sentry with its first span in its contexts.
 */
const HOLDERS = [
  'resourceSpans',
  'resource_spans',
  'resourceLogs',
  'batches',
  'scopeSpans',
  'scope_spans',
  'scopeLogs',
  'instrumentationLibrarySpans',
  'logRecords',
  'contexts',
  'spans',
  'data',
  'trace',
  'result',
  'hits',
  '_source',
  'rows',
];
const DEEPEST_HOLDER = 12;

/** Where a store keeps the attributes: OpenTelemetry, ClickHouse, Application Insights, Sentry, Jaeger and Zipkin. */
const ATTRIBUTES = ['attributes', 'SpanAttributes', 'customDimensions', 'data', 'tags'];

const IDS: readonly JsonPath[] = [
  ['spanId'],
  ['span_id'],
  ['spanID'],
  ['SpanId'],
  ['context', 'span_id'],
  ['spanContext', 'spanId'],
  ['trace', 'span_id'],
];
const TRACES: readonly JsonPath[] = [
  ['traceId'],
  ['trace_id'],
  ['traceID'],
  ['TraceId'],
  ['context', 'trace_id'],
  ['spanContext', 'traceId'],
  ['trace', 'trace_id'],
  ['operation_Id'],
];
const PARENTS: readonly JsonPath[] = [
  ['parentSpanId'],
  ['parent_span_id'],
  ['parent_id'],
  ['parentId'],
  ['ParentSpanId'],
  ['parentSpanContext', 'spanId'],
  ['operation_ParentId'],
  ['trace', 'parent_id'],
  ['references', 0, 'spanID'],
];
const STARTS: readonly JsonPath[] = [
  ['startTimeUnixNano'],
  ['start_time_unix_nano'],
  ['start_time'],
  ['startTime'],
  ['start_timestamp'],
  ['precise', 'start_ts'],
  ['timeUnixNano'],
  ['@timestamp'],
  ['Timestamp'],
  ['timestamp'],
];
const ENDS: readonly JsonPath[] = [
  ['endTimeUnixNano'],
  ['end_time_unix_nano'],
  ['end_time'],
  ['endTime'],
  ['end_timestamp'],
  ['precise', 'finish_ts'],
];
const NAMES = ['name', 'operationName', 'SpanName', 'span_name', 'description'];

/** Lengths by what tells their unit, in parts of a millisecond. */
const DURATIONS: readonly {
  readonly beside: string;
  readonly key: string;
  readonly per: number;
}[] = [
  { beside: 'duration_ms', key: 'duration_ms', per: 1 },
  { beside: 'SpanAttributes', key: 'Duration', per: 1e6 },
  { beside: 'customDimensions', key: 'duration', per: 1 },
  { beside: '@timestamp', key: 'duration', per: 1e6 },
  { beside: 'tags', key: 'duration', per: 1e3 },
  { beside: 'instrumentationScope', key: 'duration', per: 1e3 },
];

/** Spans of a document, line or row of any of these stores. */
export function spansOf(value: unknown, deepest = DEEPEST_HOLDER): readonly OtelSpan[] {
  if (Array.isArray(value))
    return deepest > 0 ? list(value).flatMap((item) => spansOf(item, deepest - 1)) : [];
  if (!isObject(value)) return [];
  const row = unflattened(value);
  if (isSpan(row)) return [readSpan(row)];
  if (deepest === 0) return [];
  return HOLDERS.flatMap((key) => spansOf(at(value, key), deepest - 1));
}

/** A row whose columns are dotted names (the data frames of Phoenix and Arize, rows of Honeycomb), as a tree. */
function unflattened(row: object): object {
  return Object.keys(row).some((key) => /^(?:attributes|gen_ai)\./.test(key)) ? treeOf(row) : row;
}

function isSpan(value: object): boolean {
  if (has(value, 'spans')) return false;
  if (idOf(value) !== null || isObject(at(value, 'context'))) return true;
  return (
    attributesOf(value) !== null &&
    [...STARTS, ...ENDS].some((path) => at(value, ...path) !== undefined)
  );
}

const firstText = (value: unknown, paths: readonly JsonPath[]): string | null =>
  paths.map((path) => text(value, ...path)).find((found) => found !== null) ?? null;

const firstTime = (value: unknown, paths: readonly JsonPath[]): number | null =>
  paths
    .map((path) => at(value, ...path))
    .map((found) => time(inUtc(found)) ?? precise(found))
    .find((found) => found !== null) ?? null;

/** Seconds and nanoseconds, as JavaScript's libraries keep a time. */
function precise(value: unknown): number | null {
  const [seconds, nanos] = [num(value, 0), num(value, 1)];
  return seconds === null || nanos === null ? null : seconds * 1e3 + Math.floor(nanos / 1e6);
}

const idOf = (span: unknown): string | null => firstText(span, IDS);

function attributesOf(span: unknown): unknown {
  for (const key of ATTRIBUTES) {
    const found = unpacked(at(span, key));
    if (isObject(found) || Array.isArray(found)) return found;
  }
  return isObject(at(span, 'gen_ai')) ? span : null;
}

function readSpan(span: object): OtelSpan {
  const attributes = treeOf(attributesOf(span));
  nameKind(attributes, span);
  const start = firstTime(span, STARTS);
  return {
    // Zipkin and stores of rows call it only that.
    id: idOf(span) ?? text(span, 'id'),
    trace: firstText(span, TRACES),
    parent: firstText(span, PARENTS),
    name:
      firstText(
        span,
        NAMES.map((key) => [key]),
      ) ?? '',
    attributes,
    events: eventsOf(span, attributes),
    input: at(span, 'input') ?? at(attributes, 'lmnr', 'span', 'input'),
    output: at(span, 'output') ?? at(attributes, 'lmnr', 'span', 'output'),
    start,
    end: endOf(span, start),
    failed: hasFailed(span, attributes),
  };
}

/** What Sentry sums the names of operations up to. */
const OPERATIONS: Readonly<Record<string, string>> = {
  ai_client: 'chat',
  agent: 'invoke_agent',
  tool: 'execute_tool',
};

/** What a span is, where its store says it in other words: Sentry's `op` or type, Phoenix's `span_kind`. */
function nameKind(attributes: Tree, span: unknown): void {
  const operation =
    /^(?:gen_)?ai\.([a-z_]+)/.exec(text(span, 'op') ?? '')?.[1] ??
    OPERATIONS[text(attributes, 'gen_ai', 'operation', 'type') ?? ''];
  if (operation !== undefined && str(attributes, 'gen_ai', 'operation', 'name') === null)
    put(attributes, ['gen_ai', 'operation', 'name'], operation);
  const kind = /^(?:LLM|AGENT|TOOL|CHAIN)$/.exec(text(span, 'span_kind') ?? '')?.[0];
  if (kind !== undefined && at(attributes, 'openinference', 'span', 'kind') === undefined)
    put(attributes, ['openinference', 'span', 'kind'], kind);
}

/** Sentry's `timestamp` is the end of what has a start of its own. */
function endOf(span: unknown, start: number | null): number | null {
  const end = firstTime(span, ENDS);
  if (end !== null) return end;
  if (has(span, 'start_timestamp')) return time(span, 'timestamp');
  const { key, per } = DURATIONS.find(({ beside }) => has(span, beside)) ?? { key: '', per: 1 };
  const length = num(span, key);
  return start === null || length === null ? null : start + length / per;
}

function hasFailed(span: unknown, attributes: unknown): boolean {
  const code =
    str(span, 'status', 'code') ??
    num(span, 'status', 'code') ??
    str(span, 'status_code') ??
    str(span, 'StatusCode') ??
    str(span, 'status') ??
    str(attributes, 'otel', 'status_code') ??
    '';
  return /ERROR|^2$/i.test(String(code));
}

/** Events of a span, also as Jaeger's logs and as the columns of ClickHouse; Logfire keeps them as JSON text in an attribute. */
function eventsOf(span: unknown, attributes: unknown): OtelSpan['events'] {
  const own = list(unpacked(at(span, 'events') ?? at(span, 'otel_events'))).map((event) => ({
    name: str(event, 'name') ?? str(event, 'event_name') ?? '',
    attributes: treeOf(at(event, 'attributes')),
  }));
  if (own.length > 0) return own;
  const logged = list(span, 'logs').map((log) => treeOf(at(log, 'fields')));
  if (logged.length > 0)
    return logged.map((fields) => ({
      name: str(fields, 'event') ?? str(fields, 'name') ?? '',
      attributes: fields,
    }));
  const names = list(span, 'Events.Name');
  if (names.length > 0)
    return names.map((_, i) => ({
      name: str(names, i) ?? '',
      attributes: treeOf(at(span, 'Events.Attributes', i)),
    }));
  return list(unpacked(at(attributes, 'events'))).map((event) => ({
    name: str(event, 'event.name') ?? '',
    attributes: event,
  }));
}
