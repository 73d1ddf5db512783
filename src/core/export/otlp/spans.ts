import type { Session, ToolCall } from '../../model/session';
import { reasoningText, type Segment, type Trace } from '../../model/trace';
import { inputTokens } from '../../session/figures';
import type { LabelsBeside } from '../../steps/corrections/beside';
import { labellerOf } from '../../steps/corrections/modelLabels';
import { textHash } from '../../text/hash';
import type { Redactor } from '../redact';
import { attributes, fraction, nanoseconds, type OtlpAttribute } from './attributes';
import { rounded } from '../../text/round';

/** OTLP's numbers for the kinds of spans that are written. */
const INTERNAL = 1;
const CLIENT = 3;
const ERROR = 2;

export interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly OtlpAttribute[];
  readonly events?: readonly object[];
  readonly status?: { readonly code: number; readonly message?: string };
}

/** What all spans of one session share. `clean: null` leaves every text out. */
export interface SpanContext {
  readonly session: Session;
  /** Tells one session from another: the ids are made from it, so that two exports of one log are one trace. */
  readonly key: string;
  readonly clean: Redactor | null;
  /** The labels beside the log. */
  readonly labels: LabelsBeside;
}

const spanId = (key: string, kind: string, index: number): string =>
  textHash(`${kind} ${index} ${key}`);
const traceId = (key: string): string => textHash(key) + textHash(`trace ${key}`);
const end = (start: number | null, ms: number | null): number | null =>
  start === null ? null : start + (ms ?? 0);

/** The span of an agent: `invoke_agent`, below the tool call that started it. */
export function agentSpan({ session, key, clean }: SpanContext, index: number): OtlpSpan {
  const agent = session.agents[index]!;
  const calls = agent.calls.map((i) => session.calls[i]!);
  const starts = calls.flatMap(({ startedAt }) => startedAt ?? []);
  const ends = calls.flatMap(({ startedAt, modelMs }) => end(startedAt, modelMs) ?? []);
  const first = starts.length === 0 ? null : starts.reduce((a, b) => Math.min(a, b));
  const last = ends.length === 0 ? null : ends.reduce((a, b) => Math.max(a, b));
  // Some logs name a sub-agent by what it was asked.
  const own = agent.name === null || clean === null ? null : clean(agent.name);
  const name = index === 0 ? session.formatTitle : own;
  const parent = agent.startedBy;
  return {
    traceId: traceId(key),
    spanId: spanId(key, 'agent', index),
    ...(parent === null ? {} : { parentSpanId: spanId(key, 'tool', parent.tool) }),
    name: name === null ? 'invoke_agent' : `invoke_agent ${name}`,
    kind: INTERNAL,
    startTimeUnixNano: nanoseconds(index === 0 ? (session.startedAt ?? first) : first),
    endTimeUnixNano: nanoseconds(index === 0 ? (session.endedAt ?? last) : last),
    attributes: attributes({
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': name,
      'gen_ai.conversation.id': traceId(key),
      'gen_ai.usage.input_tokens': inputTokens(agent.figures),
      'gen_ai.usage.output_tokens': agent.figures.tokens.output,
      ...money(agent.figures.money),
    }),
  };
}

const money = ({ usd, bound }: { readonly usd: number | null; readonly bound: string }) => ({
  'lrm_lens.cost.usd': fraction(usd),
  'lrm_lens.cost.bound': usd === null ? null : bound,
});

/** The span of a generation: `chat`, with a span event for each step of its reasoning. */
export function callSpan(
  context: SpanContext,
  index: number,
  { trace, asked }: { readonly trace: Trace | null; readonly asked: string | null },
): OtlpSpan {
  const { session, key, clean } = context;
  const call = session.calls[index]!;
  const { tokens } = call;
  const output =
    trace === null || clean === null ? null : outputOf(trace, clean, call.finishReason);
  return {
    traceId: traceId(key),
    spanId: spanId(key, 'call', index),
    parentSpanId: spanId(key, 'agent', call.agent),
    name: call.model === null ? 'chat' : `chat ${call.model}`,
    kind: CLIENT,
    startTimeUnixNano: nanoseconds(call.startedAt),
    endTimeUnixNano: nanoseconds(end(call.startedAt, call.modelMs)),
    attributes: attributes({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': trace?.provider ?? null,
      'gen_ai.request.model': call.model,
      'gen_ai.response.model': call.model,
      'gen_ai.response.id': call.traceId,
      'gen_ai.response.finish_reasons': call.finishReason === null ? null : [call.finishReason],
      'gen_ai.conversation.id': traceId(key),
      'gen_ai.request.reasoning.effort': call.effort,
      // The conventions count cached tokens as a part of the input.
      'gen_ai.usage.input_tokens': inputTokens(call),
      'gen_ai.usage.cache_read.input_tokens': tokens.cacheRead,
      'gen_ai.usage.cache_creation.input_tokens': tokens.cacheWrite,
      'gen_ai.usage.output_tokens': tokens.output,
      'gen_ai.usage.reasoning.output_tokens': tokens.reasoning,
      'gen_ai.input.messages':
        asked === null || clean === null
          ? null
          : JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: clean(asked) }] }]),
      'gen_ai.output.messages': output,
      'lrm_lens.reasoning.fidelity': call.fidelity,
      ...money(call.money),
    }),
    events: trace === null ? [] : stepEvents(trace, context, call),
  };
}

/** The answer as the conventions' message of typed parts, `null` where nothing was recorded. */
function outputOf(
  { segments }: Trace,
  clean: (text: string) => string,
  finish: string | null,
): string | null {
  const parts = segments.flatMap((segment) => partOf(segment, clean));
  if (parts.length === 0) return null;
  return JSON.stringify([{ role: 'assistant', parts, finish_reason: finish ?? '' }]);
}

function partOf(segment: Segment, clean: (text: string) => string): readonly object[] {
  switch (segment.kind) {
    case 'reasoning':
      return segment.text === '' ? [] : [{ type: 'reasoning', content: clean(segment.text) }];
    case 'answer':
      return [{ type: 'text', content: clean(segment.text) }];
    case 'toolCall': {
      const { callId, name, input } = segment;
      return [{ type: 'tool_call', id: callId, name, arguments: clean(input) }];
    }
    case 'toolResult':
    case 'raw':
      return [];
  }
}

/** One event a step, spread over the call by the tokens before it: no log says when a step was written. */
function stepEvents(
  trace: Trace,
  { clean, labels }: SpanContext,
  { startedAt, modelMs }: { readonly startedAt: number | null; readonly modelMs: number | null },
): readonly object[] {
  const text = reasoningText(trace);
  if (text.trim() === '') return [];
  const { steps } = labels.analyse(trace);
  // The text as a whole, so that a credential across two steps is found.
  const texts = clean?.pieces(text, steps);
  const all = steps.reduce((sum, step) => sum + step.tokens, 0);
  let before = 0;
  return steps.map((step, i) => {
    const { kind, confidence, tokens } = step;
    const labeller = labellerOf(step);
    const share = all === 0 ? 0 : before / all;
    before += tokens;
    const at = startedAt === null || modelMs === null ? startedAt : startedAt + share * modelMs;
    return {
      timeUnixNano: nanoseconds(at),
      name: 'lrm_lens.reasoning.step',
      attributes: attributes({
        'lrm_lens.step.number': i + 1,
        'lrm_lens.step.kind': kind,
        'lrm_lens.step.confidence': labeller === null ? fraction(rounded(confidence, 3)) : null,
        'lrm_lens.step.labelled_by': labeller,
        'lrm_lens.step.tokens': Math.round(tokens),
        'lrm_lens.step.time': 'estimated',
        'lrm_lens.step.text': texts?.[i] ?? null,
      }),
    };
  });
}

/** The span of a tool call: `execute_tool`, below the generation that asked for it. */
export function toolSpan(
  { session, key, clean }: SpanContext,
  index: number,
  texts: { readonly input: string | null; readonly result: string | null },
): OtlpSpan {
  const tool: ToolCall = session.tools[index]!;
  const failed = tool.result?.failed === true;
  const shown = (text: string | null) => (text === null || clean === null ? null : clean(text));
  return {
    traceId: traceId(key),
    spanId: spanId(key, 'tool', index),
    parentSpanId: spanId(key, 'call', tool.call),
    name: `execute_tool ${tool.name}`,
    kind: INTERNAL,
    startTimeUnixNano: nanoseconds(tool.startedAt),
    endTimeUnixNano: nanoseconds(end(tool.startedAt, tool.durationMs)),
    attributes: attributes({
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': tool.name,
      'gen_ai.tool.call.id': tool.callId,
      'gen_ai.tool.type': 'function',
      'gen_ai.tool.call.arguments': shown(texts.input),
      'gen_ai.tool.call.result': shown(texts.result),
      'error.type': failed ? 'tool_error' : null,
    }),
    ...(failed ? { status: { code: ERROR } } : {}),
  };
}
