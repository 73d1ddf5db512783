import { msg } from '../../../model/message';
import type { Format, TraceDraft } from '../../format';
import { contentText } from '../../build/content';
import { callIdOf, isFailed, resultText } from '../../build/contentBlocks';
import { parsed, placeAt } from '../../build/draft';
import { elapsed, unpacked } from '../../build/embedded';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { at, has, isObject, jsonText, str, text } from '../../../text/json';
import { mlflowInput, mlflowOutput, mlflowType } from './mlflow';
import { historyOf, innermostCalls, isCall, readSpan, withCallsOnce } from './otel';
import { itemsAt } from './attributeTree';
import { readHistory } from './otelHistory';
import { spansOf, type OtelSpan } from './otelSpans';
import { placedSpans, type PlacedSpan } from './placedSpans';

/**
 * Spans of an agent's run: `invoke_agent` around its model calls and `execute_tool` for what it did. The calls come in the
 * order of their start (an exporter writes what ends first); a tool's span answers its call, or is the only record of it. An agent
 * with its model and what it said, and without a call inside, as hosted agents are recorded, is a call itself.
 */
export const otelAgent: Format = {
  id: 'otel-agent',
  title: msg('OpenTelemetry spans of an agent'),
  unit: 'file',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 50)
      .some(({ value }) => spansOf(value).some((span) => spanKind(span) !== null)),
  parse: (records) => parsed(...readRun(withCallsOnce(placedSpans(records)))),
};

/** Whether a span is an agent's or a tool's. */
export function spanKind(span: OtelSpan): 'agent' | 'tool' | null {
  const { attributes } = span;
  const operation =
    str(attributes, 'gen_ai', 'operation', 'name') ??
    str(attributes, 'openinference', 'span', 'kind')?.toUpperCase() ??
    mlflowType(attributes);
  if (operation === 'invoke_agent' || operation === 'AGENT') return 'agent';
  if (operation === null && historyOf(span) !== undefined) return 'agent';
  return operation === 'execute_tool' || operation === 'TOOL' ? 'tool' : null;
}

/** The id of the call that a tool's span answers. */
export function toolCallId({ attributes }: OtelSpan): string | null {
  return (
    text(attributes, 'gen_ai', 'tool', 'call', 'id') ??
    text(attributes, 'tool_call', 'id') ??
    text(mlflowOutput(attributes), 'tool_call_id')
  );
}

function readRun(spans: readonly PlacedSpan[]): readonly TraceDraft[] {
  const reader = new RunReader();
  const around = spansAroundCalls(spans.map(({ span }) => span));
  const calls = new Set(innermostCalls(spans));
  const isInner = (span: OtelSpan): boolean =>
    spanKind(span) === 'agent' && !around.has(span.id ?? '');
  const isAlone = (span: OtelSpan): boolean =>
    isInner(span) &&
    at(span.attributes, 'gen_ai', 'output', 'messages') !== undefined &&
    (text(span.attributes, 'gen_ai', 'response', 'model') ??
      text(span.attributes, 'gen_ai', 'request', 'model')) !== null;
  for (const placed of spans.toSorted((a, b) => (a.span.start ?? 0) - (b.span.start ?? 0))) {
    if (calls.has(placed) || isAlone(placed.span)) reader.call(placed);
    else if (isInner(placed.span) && historyOf(placed.span) !== undefined) reader.run(placed);
    else if (spanKind(placed.span) === 'tool') reader.tool(placed);
  }
  return reader.traces.filter((trace) => !trace.isBlank).map((trace) => trace.build());
}

/** Ids of the spans that have a call somewhere inside. */
function spansAroundCalls(spans: readonly OtelSpan[]): ReadonlySet<string> {
  const parentOf = new Map(spans.map(({ id, parent }) => [id, parent]));
  const around = new Set<string>();
  for (const span of spans.filter(isCall)) {
    // A span that was met before has its own above it already; a circle ends there, too.
    for (let id = span.parent; id !== null && !around.has(id); id = parentOf.get(id) ?? null)
      around.add(id);
  }
  return around;
}

/** Takes the calls and tools of a run in the order of their start. */
class RunReader {
  readonly traces: TraceBuilder[] = [];
  readonly #byCallId = new Map<string, TraceBuilder>();
  /** The newest call under each span, to which a tool beside it belongs. */
  readonly #under = new Map<string | null, TraceBuilder>();
  readonly #answered = new Set<string>();

  call({ span, record }: PlacedSpan): void {
    const trace = readSpan({ span, record });
    this.#told({ span, record });
    this.traces.push(trace);
    for (const id of trace.callIds) this.#byCallId.set(id, trace);
    this.#under.set(span.parent, trace).set(span.id, trace);
  }

  /** An agent of which only its own span was kept: all that was said is in there. */
  run({ span, record }: PlacedSpan): void {
    this.traces.push(...readHistory(span, historyOf(span), placeAt(record.range, span.start)));
  }

  tool({ span, record }: PlacedSpan): void {
    const tool = at(span.attributes, 'gen_ai', 'tool');
    const beside = this.#under.get(span.parent) ?? this.traces.at(-1);
    const name =
      text(tool, 'name') ??
      text(span.attributes, 'tool', 'name') ??
      span.name.split(' ').at(-1) ??
      null;
    const callId = toolCallId(span) ?? this.#openCall(beside, name);
    const asked = callId === null ? undefined : this.#byCallId.get(callId);
    const trace = asked ?? beside;
    if (!trace) return;
    const id = callId ?? span.id;
    if (!asked) {
      const input =
        at(tool, 'call', 'arguments') ??
        at(tool, 'input') ??
        at(span.attributes, 'tool', 'parameters') ??
        at(span.attributes, 'input', 'value') ??
        mlflowInput(span.attributes);
      trace.toolCall(name, input ?? '', id, placeAt(record.range, span.start));
    }
    const output =
      at(tool, 'call', 'result') ??
      at(tool, 'output') ??
      at(span.attributes, 'output', 'value') ??
      mlflowOutput(span.attributes);
    const failed = span.failed || text(span.attributes, 'error', 'type') !== null;
    const where = placeAt(record.range, span.end, elapsed(span.start, span.end));
    trace.toolResult(outputText(output), id, failed, where);
    if (id !== null) this.#answered.add(id);
  }

  /** The first call of a tool by this name that has no result yet. */
  #openCall(trace: TraceBuilder | undefined, name: string | null): string | null {
    const ids = trace?.callIdsOf(name ?? '') ?? [];
    return ids.find((id) => !this.#answered.has(id)) ?? null;
  }

  /** What a call was told of tools that have no span. */
  #told({ span, record }: PlacedSpan): void {
    const asked = unpacked(at(span.attributes, 'gen_ai', 'input', 'messages'));
    const messages = itemsAt(asked ?? at(mlflowInput(span.attributes), 'messages'));
    for (const message of messages.filter((m) => str(m, 'role') === 'tool')) {
      const parts = has(message, 'parts') ? itemsAt(at(message, 'parts')) : [message];
      for (const part of parts.filter(isObject)) {
        const id = callIdOf(part) ?? '';
        const caller = this.#byCallId.get(id);
        if (!caller || this.#answered.has(id)) continue;
        caller.toolResult(resultText(part), id, isFailed(part), placeAt(record.range, span.start));
        this.#answered.add(id);
      }
    }
  }
}

function outputText(output: unknown): string {
  const value = unpacked(output);
  if (value === undefined || value === null) return '';
  const words = contentText(value);
  return words === '' ? (typeof output === 'string' ? output : jsonText(value)) : words;
}
