import { msg } from '../../../model/message';
import { NO_USAGE } from '../../build/usage';
import type { FileRecord, Format } from '../../format';
import { contentText, roleOf } from '../../build/content';
import { addContent, inputOf } from '../../build/contentBlocks';
import { parsed, type RecordedPlace, placeAt } from '../../build/draft';
import { elapsed, unpacked } from '../../build/embedded';
import { at, count, isObject, num, str, text } from '../../../text/json';
import { addAssistantMessage, addTaggedText } from '../apis/logMessage';
import { isMlflowCall, readMlflow } from './mlflow';
import { readOpenInference } from './openInference';
import { itemsAt, spansOf, type OtelSpan } from './otelSpans';
import { itemsOf } from '../../build/records';
import { TraceBuilder } from '../../build/traceBuilder';

/**
 * OpenTelemetry spans of model calls (OTLP JSON, console exporter, Phoenix): GenAI semantic conventions in their
 * present form (`gen_ai.output.messages`), as events, as OpenLLMetry's numbered attributes, OpenInference, and MLflow.
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

/** Whether a span is a call of a model: spans of agents and tools repeat what their calls said. */
export function isCall(span: OtelSpan): boolean {
  const { attributes } = span;
  const operation = str(attributes, 'gen_ai', 'operation', 'name');
  if (operation !== null)
    return /^(?:chat|text_completion|generate_content|completion|responses)$/.test(operation);
  const kind = str(attributes, 'openinference', 'span', 'kind');
  if (kind !== null) return kind.toUpperCase() === 'LLM';
  return (
    isMlflowCall(attributes) ||
    (isKnown(span) &&
      (isObject(at(attributes, 'gen_ai', 'usage')) ||
        isObject(at(attributes, 'gen_ai', 'completion')) ||
        isObject(at(attributes, 'llm', 'output_messages'))))
  );
}

/** The calls among spans. A call around another one, as two libraries trace it, repeats that one. */
export function innermostCalls(spans: readonly OtelSpan[]): readonly OtelSpan[] {
  const calls = spans.filter(isCall);
  const around = new Set(calls.map(({ parent }) => parent));
  return calls.filter(({ id }) => id === null || !around.has(id));
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
  if (isObject(at(span.attributes, 'gen_ai'))) readGenAi(trace, span, where);
  else if (isMlflowCall(span.attributes)) readMlflow(trace, span.attributes, where);
  else readOpenInference(trace, span.attributes, where);
  return trace;
}

function readGenAi(trace: TraceBuilder, span: OtelSpan, where: RecordedPlace): void {
  const ai = at(span.attributes, 'gen_ai');
  trace.model = text(ai, 'response', 'model') ?? text(ai, 'request', 'model');
  trace.provider = text(ai, 'provider', 'name') ?? text(ai, 'system');
  trace.id = text(ai, 'response', 'id') ?? trace.id;
  trace.effort =
    text(ai, 'request', 'reasoning', 'effort') ?? text(ai, 'request', 'reasoning_effort');
  const [finish] = itemsAt(unpacked(at(ai, 'response', 'finish_reasons')));
  trace.finishReason = typeof finish === 'string' ? finish : trace.finishReason;
  readUsage(trace, at(ai, 'usage'));
  trace.costUsd = num(span.attributes, 'operation', 'cost') ?? num(ai, 'usage', 'cost');
  addPrompt(trace, ai, span);
  const messages = itemsAt(unpacked(at(ai, 'output', 'messages')));
  for (const message of messages) addMessage(trace, message, where);
  if (trace.hasSegments()) return;
  for (const completion of itemsAt(at(ai, 'completion'))) addMessage(trace, completion, where);
  if (!trace.hasSegments()) addEvents(trace, span, where);
  if (!trace.hasSegments()) addAiSdk(trace, at(span.attributes, 'ai', 'response'), where);
}

/** The AI SDK's telemetry keeps its texts beside the conventions' counts. */
function addAiSdk(trace: TraceBuilder, response: unknown, where: RecordedPlace): void {
  trace.reasoning(str(response, 'reasoning') ?? '', null, where);
  trace.answer(str(response, 'text') ?? '', where);
  for (const call of itemsAt(unpacked(at(response, 'toolCalls')))) {
    trace.toolCall(text(call, 'toolName'), inputOf(call), text(call, 'toolCallId'), where);
  }
}

/** Before 2025 the messages were events: `gen_ai.choice`, `gen_ai.content.completion`. */
function addEvents(trace: TraceBuilder, { events }: OtelSpan, where: RecordedPlace): void {
  for (const { name, attributes } of events) {
    if (name === 'gen_ai.choice') {
      addMessage(trace, unpacked(at(attributes, 'message')) ?? attributes, where);
    } else if (name === 'gen_ai.content.completion') {
      const completion = unpacked(at(attributes, 'gen_ai', 'completion'));
      if (typeof completion === 'string') addTaggedText(trace, completion, where);
      else for (const message of itemsAt(completion)) addMessage(trace, message, where);
    }
  }
}

function addMessage(trace: TraceBuilder, message: unknown, where: RecordedPlace): void {
  trace.finishReason ??= text(message, 'finish_reason');
  const parts = itemsAt(at(message, 'parts'));
  if (parts.length > 0) {
    for (const part of parts) addContent(trace, part, where);
    return;
  }
  const content = unpacked(at(message, 'content'));
  const calls = itemsAt(at(message, 'tool_calls'));
  addAssistantMessage(
    trace,
    { ...(isObject(message) ? message : {}), content, tool_calls: [] },
    where,
  );
  for (const call of calls) {
    const name = text(call, 'name') ?? text(call, 'function', 'name');
    const input = inputOf(isObject(at(call, 'function')) ? at(call, 'function') : call);
    trace.toolCall(name, input, text(call, 'id'), where);
  }
}

function addPrompt(trace: TraceBuilder, ai: unknown, { events }: OtelSpan): void {
  const system = contentText(unpacked(at(ai, 'system_instructions')));
  if (system !== '') trace.prompt.push({ role: 'system', text: system });
  const sent = itemsAt(unpacked(at(ai, 'input', 'messages')));
  const messages = sent.length > 0 ? sent : itemsAt(at(ai, 'prompt'));
  for (const message of messages) addPromptMessage(trace, str(message, 'role'), message);
  if (messages.length > 0) return;
  for (const { name, attributes } of events) {
    const role = /^gen_ai\.(system|user)\.message$/.exec(name)?.[1];
    if (role !== undefined) addPromptMessage(trace, role, attributes);
  }
}

function addPromptMessage(trace: TraceBuilder, name: string | null, message: unknown): void {
  const role = roleOf(name);
  if (role !== 'user' && role !== 'system') return;
  const words = contentText(at(message, 'parts') ?? unpacked(at(message, 'content')));
  if (words !== '') trace.prompt.push({ role, text: words });
}

function readUsage(trace: TraceBuilder, usage: unknown): void {
  const first = (...paths: readonly (readonly string[])[]) =>
    paths.map((path) => count(usage, ...path)).find((n) => n !== null) ?? null;
  trace.usage = {
    ...NO_USAGE,
    inputTokens: first(['input_tokens'], ['prompt_tokens']),
    outputTokens: first(['output_tokens'], ['completion_tokens']),
    reasoningTokens: first(
      ['reasoning', 'output_tokens'],
      ['reasoning_tokens'],
      ['output_tokens_details', 'reasoning_tokens'],
      ['details', 'reasoning_tokens'],
      ['completion_tokens_details', 'reasoning_tokens'],
    ),
    cachedInputTokens: first(
      ['cache_read', 'input_tokens'],
      ['cache_read_input_tokens'],
      ['cache_read_tokens'],
      ['details', 'cache_read_tokens'],
      ['input_tokens', 'cached'],
    ),
    cacheWriteTokens: first(
      ['cache_creation', 'input_tokens'],
      ['cache_creation_input_tokens'],
      ['cache_write_tokens'],
      ['details', 'cache_write_tokens'],
    ),
  };
}
