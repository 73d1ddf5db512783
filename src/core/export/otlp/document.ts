import type { Session } from '../../model/session';
import type { Trace } from '../../model/trace';
import type { SessionExportOptions } from '../session/document';
import type { SessionSource } from '../session/source';
import { KEEPS_ALL } from '../redact';
import { attributes } from './attributes';
import { agentSpan, callSpan, toolSpan, type OtlpSpan, type SpanContext } from './spans';

/** The conventions that the names of attributes are from; they are in development and may change. */
const SCHEMA = 'https://opentelemetry.io/schemas/1.41.0';

/**
 * A session as one OTLP JSON document: a trace of `invoke_agent`, `chat` and `execute_tool` spans of OpenTelemetry's GenAI
 * conventions (1.41, development), with the steps of the reasoning as span events of our own. Ends with a new line.
 */
export async function otlpText(
  { session, read, labels }: SessionSource,
  { redactor, structureOnly }: Omit<SessionExportOptions, 'exportedAt'>,
): Promise<string> {
  const clean = structureOnly ? null : (redactor ?? KEEPS_ALL);
  const context: SpanContext = { session, key: keyOf(session), clean, labels };
  const spans: OtlpSpan[] = session.agents.map((_, i) => agentSpan(context, i));
  for (const [index, call] of session.calls.entries()) {
    const trace = await read(call.trace, session.agents[call.agent]?.file ?? null);
    spans.push(callSpan(context, index, { trace, asked: askedBefore(session, index) }));
    for (const tool of call.tools)
      spans.push(toolSpan(context, tool, textsOf(session, tool, trace)));
  }
  const resource = { attributes: attributes({ 'service.name': session.formatTitle }) };
  const scopeSpans = [{ scope: { name: 'lrm-lens' }, schemaUrl: SCHEMA, spans }];
  return `${JSON.stringify({ resourceSpans: [{ resource, scopeSpans, schemaUrl: SCHEMA }] })}\n`;
}

/** What stays the same when a log grows. */
function keyOf({ format, startedAt, folder, calls }: Session): string {
  return [format, startedAt ?? '', folder ?? '', calls[0]?.traceId ?? ''].join('\n');
}

/** The words of the user that a call is the first to answer. */
function askedBefore({ turns, calls }: Session, index: number): string | null {
  const turn = turns[calls[index]!.turn];
  return turn?.calls[0] === index && turn.prompt !== '' ? turn.prompt : null;
}

function textsOf(
  { tools }: Session,
  index: number,
  trace: Trace | null,
): { readonly input: string | null; readonly result: string | null } {
  const { segment, result } = tools[index]!;
  const asked = trace?.segments[segment];
  const answered =
    result !== null && result.trace === trace?.index ? trace.segments[result.segment] : undefined;
  return {
    input: asked?.kind === 'toolCall' ? asked.input : null,
    result: answered?.kind === 'toolResult' ? answered.text : (result?.preview ?? null),
  };
}
