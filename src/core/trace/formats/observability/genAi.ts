import { commonUsage } from '../../build/commonUsage';
import { NO_USAGE, withCacheInside } from '../../build/usage';
import { contentText, roleOf } from '../../build/content';
import { addContent, inputOf } from '../../build/contentBlocks';
import { Conversation } from '../../build/conversation';
import type { RecordedPlace } from '../../build/draft';
import { unpacked } from '../../build/embedded';
import { TraceBuilder } from '../../build/traceBuilder';
import { at, count, isObject, list, num, str, text, type JsonPath } from '../../../text/json';
import { addAssistantMessage, addTaggedText, isResult } from '../apis/logMessage';
import { addModelOutput, addRecordedInput, addRecordedOutput, opened } from '../apis/modelOutput';
import { itemsAt, own } from './attributeTree';
import type { OtelSpan } from './otelSpans';

/**
 * Reads a model call by OpenTelemetry's GenAI conventions in any of their forms: messages as attributes
 * (`gen_ai.output.messages`), OpenLLMetry's numbered attributes, events, and what the AI SDK, Sentry and Laminar add.
 */
export function readGenAi(trace: TraceBuilder, span: OtelSpan, where: RecordedPlace): void {
  const ai = at(span.attributes, 'gen_ai');
  trace.model =
    text(ai, 'response', 'model') ??
    text(ai, 'request', 'model') ??
    text(span.attributes, 'ai', 'model_id');
  trace.provider = text(ai, 'provider', 'name') ?? text(ai, 'system');
  trace.id = text(ai, 'response', 'id') ?? trace.id;
  trace.effort =
    text(ai, 'request', 'reasoning', 'effort') ?? text(ai, 'request', 'reasoning_effort');
  const [finish] = itemsAt(unpacked(at(ai, 'response', 'finish_reasons')));
  trace.finishReason = typeof finish === 'string' ? finish : trace.finishReason;
  readUsage(trace, span.attributes);
  trace.costUsd =
    num(span.attributes, 'operation', 'cost') ??
    num(ai, 'usage', 'cost') ??
    num(ai, 'cost', 'total_tokens');
  addPrompt(trace, span, where);
  const beside = text(ai, 'content', 'reasoning') ?? text(ai, 'response', 'thinking') ?? '';
  for (const read of OUTPUTS) {
    const tried = new TraceBuilder();
    read(tried, span, where);
    if (!tried.hasSegments()) continue;
    if (!tried.hasReasoning) trace.reasoning(beside, null, where);
    read(trace, span, where);
    return;
  }
  trace.reasoning(beside, null, where);
}

type Reader = (trace: TraceBuilder, span: OtelSpan, where: RecordedPlace) => void;

/** Messages in the conventions' present form: of the span, or of its event about the details of the call. */
function told(
  attributes: unknown,
  events: OtelSpan['events'],
  which: 'input' | 'output',
): readonly unknown[] {
  return (
    [attributes, ...events.map((event) => event.attributes)]
      .map((place) => itemsAt(unpacked(at(place, 'gen_ai', which, 'messages'))))
      .find((messages) => messages.length > 0) ?? []
  );
}

/** Where the answer may be, what the conventions name first: the first place with something is taken. */
const OUTPUTS: readonly Reader[] = [
  (trace, { attributes, events }, where) => {
    for (const message of told(attributes, events, 'output')) addMessage(trace, message, where);
  },
  (trace, { attributes }, where) => {
    for (const completion of itemsAt(at(attributes, 'gen_ai', 'completion')))
      addMessage(trace, completion, where);
  },
  addEvents,
  // The AI SDK's telemetry keeps its texts beside the conventions' counts, or the object that was asked for.
  (trace, { attributes }, where) => {
    const response = at(attributes, 'ai', 'response');
    const content = text(response, 'text') ?? str(response, 'object') ?? '';
    const reasoning = str(response, 'reasoning') ?? '';
    const calls = itemsAt(unpacked(at(response, 'toolCalls')));
    addAssistantMessage(trace, { reasoning, content, tool_calls: calls }, where);
  },
  // Sentry before it took over the conventions' messages.
  (trace, { attributes }, where) => {
    const response = at(attributes, 'gen_ai', 'response');
    addSaid(trace, own(at(response, 'text')), unpacked(own(at(response, 'tool_calls'))), where);
  },
  (trace, { attributes }, where) => {
    const ai = at(attributes, 'ai');
    addSaid(trace, at(ai, 'responses'), unpacked(at(ai, 'tool_calls')), where);
  },
  (trace, { output }, where) => {
    addRecordedOutput(trace, output, where);
  },
];

/** Words or messages, also a list of texts, and the calls beside them. */
function addSaid(trace: TraceBuilder, words: unknown, calls: unknown, where: RecordedPlace): void {
  const texts = list(unpacked(words));
  if (texts.length > 0 && texts.every((item) => typeof item === 'string'))
    addModelOutput(trace, texts, where);
  else addRecordedOutput(trace, words, where);
  addAssistantMessage(trace, { content: '', tool_calls: itemsAt(calls) }, where);
}

/** Before 2025 the messages were events: `gen_ai.choice`, `gen_ai.content.completion`. Strands writes the blocks of one. */
function addEvents(trace: TraceBuilder, { events }: OtelSpan, where: RecordedPlace): void {
  for (const { name, attributes } of events) {
    if (name === 'gen_ai.choice') {
      const said = unpacked(at(attributes, 'message')) ?? attributes;
      if (isObject(said)) addMessage(trace, said, where);
      else addMessage(trace, { content: at(attributes, 'message') }, where);
      trace.finishReason ??= text(attributes, 'finish_reason');
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
  const calls = itemsAt(at(message, 'tool_calls'));
  // OpenLLMetry keeps what is no text as JSON text, the parts of a summary, too; the content may be JSON of the model's.
  const plain = isObject(message)
    ? Object.fromEntries(
        Object.entries(message).map(([key, value]) => [
          key,
          key === 'content' ? opened(value) : unpacked(value),
        ]),
      )
    : {};
  addAssistantMessage(trace, { ...plain, tool_calls: [] }, where);
  for (const call of calls) {
    const name = text(call, 'name') ?? text(call, 'function', 'name');
    const input = inputOf(isObject(at(call, 'function')) ? at(call, 'function') : call);
    trace.toolCall(name, input, text(call, 'id'), where);
  }
}

function addPrompt(trace: TraceBuilder, span: OtelSpan, where: RecordedPlace): void {
  const ai = at(span.attributes, 'gen_ai');
  const system = contentText(unpacked(at(ai, 'system_instructions')));
  if (system !== '') trace.prompt.push({ role: 'system', text: system });
  const sent = told(span.attributes, span.events, 'input');
  const messages = sent.length > 0 ? sent : itemsAt(unpacked(at(ai, 'prompt')));
  for (const message of messages) addPromptMessage(trace, str(message, 'role'), message);
  if (messages.length > 0) return;
  for (const { name, attributes } of span.events) {
    const role = /^gen_ai\.(system|user)\.message$/.exec(name)?.[1];
    if (role !== undefined) addPromptMessage(trace, role, attributes);
    if (name === 'gen_ai.content.prompt') addSent(trace, at(attributes, 'gen_ai', 'prompt'), where);
  }
  if (trace.prompt.some(({ role }) => role === 'user')) return;
  for (const path of SENT) {
    addSent(trace, at(span.attributes, ...path), where);
    if (trace.prompt.some(({ role }) => role === 'user')) return;
  }
  addSent(trace, span.input, where);
}

/** Where the prompt is in other words than the conventions': as text, Sentry, the AI SDK. */
const SENT: readonly JsonPath[] = [
  ['gen_ai', 'prompt'],
  ['gen_ai', 'request', 'messages'],
  ['ai', 'prompt', 'messages'],
  ['ai', 'prompt'],
  ['ai', 'input_messages'],
];

function addSent(trace: TraceBuilder, input: unknown, where: RecordedPlace): void {
  const asked = new Conversation();
  addRecordedInput(asked, own(input), where);
  trace.prompt.push(...asked.begin().prompt);
}

function addPromptMessage(trace: TraceBuilder, name: string | null, message: unknown): void {
  const role = roleOf(name);
  if (role !== 'user' && role !== 'system') return;
  const content = at(message, 'parts') ?? opened(at(message, 'content'));
  // What a tool gave is not asked.
  const said = Array.isArray(content) ? list(content).filter((b) => !isResult(b)) : content;
  const words = contentText(said);
  if (words !== '') trace.prompt.push({ role, text: words });
}

/** The counts of a span; the AI SDK has some of them in its own words only. */
export function readUsage(trace: TraceBuilder, attributes: unknown): void {
  const usage = at(attributes, 'gen_ai', 'usage');
  const first = (...paths: readonly (readonly string[])[]) =>
    paths.map((path) => count(own(at(usage, ...path)))).find((n) => n !== null) ?? null;
  const sdk = commonUsage(at(attributes, 'ai', 'usage'));
  const counts = {
    ...NO_USAGE,
    inputTokens:
      first(['input_tokens'], ['prompt_tokens']) ??
      count(attributes, 'ai', 'prompt_tokens', 'used') ??
      sdk.inputTokens,
    outputTokens:
      first(['output_tokens'], ['completion_tokens']) ??
      count(attributes, 'ai', 'completion_tokens', 'used') ??
      sdk.outputTokens,
    reasoningTokens: first(...REASONING) ?? sdk.reasoningTokens,
    cachedInputTokens: first(...CACHE_READ) ?? sdk.cachedInputTokens,
    cacheWriteTokens: first(...CACHE_WRITE) ?? sdk.cacheWriteTokens,
  };
  trace.usage = withCacheInside(counts, first(['total_tokens']));
}

const REASONING = [
  ['reasoning', 'output_tokens'],
  ['reasoning_tokens'],
  ['output_tokens', 'reasoning'],
  ['output_tokens_details', 'reasoning_tokens'],
  ['details', 'reasoning_tokens'],
  ['completion_tokens_details', 'reasoning_tokens'],
];

const CACHE_READ = [
  ['cache_read', 'input_tokens'],
  ['cache_read_input_tokens'],
  ['cache_read_tokens'],
  ['details', 'cache_read_tokens'],
  ['input_tokens', 'cached'],
];

const CACHE_WRITE = [
  ['cache_creation', 'input_tokens'],
  ['cache_creation_input_tokens'],
  ['cache_write', 'input_tokens'],
  ['cache_write_input_tokens'],
  ['cache_write_tokens'],
  ['details', 'cache_write_tokens'],
  ['input_tokens', 'cache_write'],
];
