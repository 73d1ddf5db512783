import { isObject, text } from '../../text/json';
import { unpacked } from './embedded';
import type { RecordedPlace } from './draft';
import type { TraceBuilder } from './traceBuilder';

/**
 * What a model says in the arguments of a call: its thought to a tool that only takes it down (Anthropic's pattern of a
 * `think` tool, in tau-bench and OpenHands), its last words to the one that ends a run. The call stays a call; what the
 * message says beside it is not said again.
 */
export function addSpokenCall(
  trace: TraceBuilder,
  name: string | null,
  input: unknown,
  where: RecordedPlace,
): void {
  const given = unpacked(input);
  if (!isObject(given)) return;
  const thought = text(given, 'thought') ?? '';
  const said = text(given, 'message') ?? '';
  if ((name === 'think' || name === 'thinking') && !trace.hasThought(thought))
    trace.reasoning(thought, null, where);
  else if (name === 'finish' && !trace.hasSaid(said)) trace.answer(said, where);
}
