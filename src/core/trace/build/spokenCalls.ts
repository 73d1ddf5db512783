import { isObject, text } from '../../text/json';
import { unpacked } from './embedded';
import type { RecordedPlace } from './draft';
import type { TraceBuilder } from './traceBuilder';

/**
 * What a model says in the arguments of a call: its thought to a tool that only takes it down (Anthropic's pattern of a
 * `think` tool, in tau-bench and OpenHands), its last words to the one that ends a run. The call stays a call.
 */
export function addSpokenCall(
  trace: TraceBuilder,
  name: string | null,
  input: unknown,
  where: RecordedPlace,
): void {
  const given = unpacked(input);
  if (!isObject(given)) return;
  if (name === 'think' || name === 'thinking')
    trace.reasoning(text(given, 'thought') ?? '', null, where);
  else if (name === 'finish') trace.answer(text(given, 'message') ?? '', where);
}
