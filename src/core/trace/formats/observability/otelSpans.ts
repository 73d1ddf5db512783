import { unpacked } from '../../build/embedded';
import { at, has, isObject, list, num, str, text, time } from '../../../text/json';

/** A span in any export, with its attributes as a tree ("gen_ai.usage.input_tokens" is gen_ai > usage > input_tokens). */
export interface OtelSpan {
  readonly id: string | null;
  /** Id of the span that it is a part of. */
  readonly parent: string | null;
  readonly name: string;
  readonly attributes: unknown;
  readonly events: readonly { readonly name: string; readonly attributes: unknown }[];
  /** Epoch milliseconds. */
  readonly start: number | null;
  readonly end: number | null;
  readonly failed: boolean;
}

/** Spans of an OTLP JSON document or line, a console exporter's or Phoenix's span, a list of spans, or MLflow's trace. */
export function spansOf(value: unknown): readonly OtelSpan[] {
  const resources = list(value, 'resourceSpans').concat(list(value, 'resource_spans'));
  const scopes = resources.flatMap((resource) => [
    ...list(resource, 'scopeSpans'),
    ...list(resource, 'scope_spans'),
    ...list(resource, 'instrumentationLibrarySpans'),
  ]);
  const spans = scopes.flatMap((scope) => list(scope, 'spans')).concat(logRecords(value));
  if (spans.length > 0) return spans.map(readSpan);
  const listed = list(value, 'spans').concat(list(value, 'data', 'spans'));
  if (listed.length > 0) return listed.map(readSpan);
  return at(value, 'attributes') !== undefined && isSpan(value) ? [readSpan(value)] : [];
}

/** Events of the conventions' newer form are log records with a span's attributes. */
function logRecords(value: unknown): readonly unknown[] {
  return list(value, 'resourceLogs')
    .flatMap((resource) => list(resource, 'scopeLogs'))
    .flatMap((scope) => list(scope, 'logRecords'));
}

function isSpan(value: unknown): boolean {
  return ['spanId', 'span_id', 'context', 'spanContext', 'startTimeUnixNano', 'start_time'].some(
    (key) => has(value, key),
  );
}

function readSpan(span: unknown): OtelSpan {
  const attributes = treeOf(at(span, 'attributes'));
  const end =
    time(span, 'endTimeUnixNano') ??
    time(span, 'end_time_unix_nano') ??
    time(span, 'end_time') ??
    time(span, 'endTime');
  return {
    id:
      text(span, 'spanId') ??
      text(span, 'span_id') ??
      text(span, 'context', 'span_id') ??
      text(span, 'spanContext', 'spanId'),
    parent: text(span, 'parentSpanId') ?? text(span, 'parent_span_id') ?? text(span, 'parent_id'),
    name: str(span, 'name') ?? '',
    attributes,
    events: eventsOf(span, attributes),
    start:
      time(span, 'startTimeUnixNano') ??
      time(span, 'start_time_unix_nano') ??
      time(span, 'start_time') ??
      time(span, 'startTime') ??
      time(span, 'timeUnixNano'),
    end,
    failed: /ERROR|^2$/.test(
      str(span, 'status', 'code') ??
        String(num(span, 'status', 'code') ?? str(span, 'status_code') ?? ''),
    ),
  };
}

/** Events of a span; Logfire keeps them as JSON text in an attribute. */
function eventsOf(span: unknown, attributes: unknown): OtelSpan['events'] {
  const own = list(span, 'events').map((event) => ({
    name: str(event, 'name') ?? '',
    attributes: treeOf(at(event, 'attributes')),
  }));
  if (own.length > 0) return own;
  return list(unpacked(at(attributes, 'events'))).map((event) => ({
    name: str(event, 'event.name') ?? '',
    attributes: event,
  }));
}

type Tree = Record<string, unknown>;
const DEEPEST = 24;

/** Attributes as OTLP's list of keys and typed values, as an object of dotted names, or nested already. */
function treeOf(attributes: unknown): Tree {
  const tree = node();
  const pairs: (readonly [string, unknown])[] = Array.isArray(attributes)
    ? list(attributes).map((a) => [str(a, 'key') ?? '', otlpValue(at(a, 'value'))] as const)
    : Object.entries(isObject(attributes) ? attributes : {});
  for (const [name, value] of pairs) put(tree, name.split('.', DEEPEST), value);
  return tree;
}

/** Without a prototype, so that no name reaches one. */
function node(): Tree {
  return Object.create(null) as Tree;
}

/** A name that has both a value and names below it keeps the names. */
function put(tree: Tree, path: readonly string[], value: unknown): void {
  let current = tree;
  for (const key of path.slice(0, -1)) {
    const next = current[key];
    const child = isObject(next) ? (next as Tree) : node();
    if (child !== next) current[key] = child;
    current = child;
  }
  const last = path.at(-1) ?? '';
  if (!isObject(current[last])) current[last] = isObject(value) ? nested(value) : value;
  else if (isObject(value)) for (const [k, v] of Object.entries(value)) put(current[last], [k], v);
}

function nested(value: object): Tree {
  const tree = node();
  for (const [key, item] of Object.entries(value)) put(tree, key.split('.', DEEPEST), item);
  return tree;
}

function otlpValue(value: unknown): unknown {
  const array = at(value, 'arrayValue', 'values');
  if (Array.isArray(array)) return list(array).map(otlpValue);
  const pairs = at(value, 'kvlistValue', 'values');
  if (Array.isArray(pairs)) {
    return Object.fromEntries(
      list(pairs).map((p) => [str(p, 'key') ?? '', otlpValue(at(p, 'value'))]),
    );
  }
  for (const key of ['stringValue', 'intValue', 'doubleValue', 'boolValue']) {
    if (has(value, key)) return at(value, key);
  }
  return value;
}

/** Items of a list, or of an object with numbers as names, in their order. */
export function itemsAt(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return list(value);
  if (!isObject(value)) return [];
  return Object.keys(value)
    .filter((key) => /^\d{1,6}$/.test(key))
    .sort((a, b) => Number(a) - Number(b))
    .map((key) => value[key]);
}
