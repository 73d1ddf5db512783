import { Conversation } from '../../build/conversation';
import type { RecordedPlace } from '../../build/draft';
import { elapsed, unpacked } from '../../build/embedded';
import type { TraceBuilder } from '../../build/traceBuilder';
import { roleOf } from '../../build/content';
import { addMessage } from '../apis/logMessage';
import { at, count, list, str, text } from '../../../text/json';
import { readUsage } from './genAi';
import type { OtelSpan } from './otelSpans';

/**
 * The answers in all messages of an agent's run; those of earlier runs, which the messages begin with, are only what was said
 * before. What the span counts is the sum of the run: it is given to an answer only where there is one.
 */
export function readHistory(
  span: OtelSpan,
  history: unknown,
  where: RecordedPlace,
): readonly TraceBuilder[] {
  const conversation = new Conversation();
  const ai = at(span.attributes, 'gen_ai');
  const messages = list(unpacked(history));
  const start = startOf(messages, count(span.attributes, 'pydantic_ai', 'new_message_index') ?? 0);
  for (const message of messages.slice(0, start)) addMessage(conversation, message, where);
  const traces = messages
    .slice(start)
    .flatMap((message) => addMessage(conversation, message, where) ?? []);
  for (const [i, trace] of traces.entries()) {
    trace.id = traces.length === 1 ? span.id : `${span.id ?? ''} ${i + 1}`;
    trace.model =
      text(ai, 'response', 'model') ??
      text(ai, 'request', 'model') ??
      text(span.attributes, 'model_name');
    trace.provider = text(ai, 'provider', 'name') ?? text(ai, 'system');
    trace.timing = { startedAt: i === 0 ? span.start : null };
  }
  const [only] = traces;
  if (only && traces.length === 1) {
    readUsage(only, span.attributes);
    only.timing = { startedAt: span.start, durationMs: elapsed(span.start, span.end) };
  }
  return traces;
}

/**
 * Where a run begins among the messages, from the start where nothing is at its index. That counts requests and responses as
 * Pydantic AI has them, and a request with a system prompt is several messages here.
 */
function startOf(messages: readonly unknown[], index: number): number {
  let counted = 0;
  let wasAsked = false;
  for (const [i, message] of messages.entries()) {
    const isAsked = roleOf(str(message, 'role')) !== 'assistant';
    if (!(isAsked && wasAsked)) {
      if (counted === index) return i;
      counted += 1;
    }
    wasAsked = isAsked;
  }
  return counted === index ? messages.length : 0;
}
