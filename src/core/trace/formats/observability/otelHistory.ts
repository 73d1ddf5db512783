import { Conversation } from '../../build/conversation';
import type { RecordedPlace } from '../../build/draft';
import { elapsed, unpacked } from '../../build/embedded';
import type { TraceBuilder } from '../../build/traceBuilder';
import { addMessage } from '../apis/logMessage';
import { at, list, text } from '../../../text/json';
import { readUsage } from './genAi';
import type { OtelSpan } from './otelSpans';

/**
 * The answers in all messages of an agent's run. What the span counts is the sum of the run: it is given to an answer only where
 * there is one.
 */
export function readHistory(
  span: OtelSpan,
  history: unknown,
  where: RecordedPlace,
): readonly TraceBuilder[] {
  const conversation = new Conversation();
  const ai = at(span.attributes, 'gen_ai');
  const traces = list(unpacked(history)).flatMap(
    (message) => addMessage(conversation, message, where) ?? [],
  );
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
