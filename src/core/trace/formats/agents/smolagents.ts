import { msg } from '../../../model/message';
import { BLOCK_SEPARATOR } from '../../../model/trace';
import type { FileRecord, Format } from '../../format';
import { commonUsage } from '../../build/commonUsage';
import { contentText, roleOf } from '../../build/content';
import { callIdOf } from '../../build/contentBlocks';
import { Conversation } from '../../build/conversation';
import { parsed, placeOf } from '../../build/draft';
import { elapsed } from '../../build/embedded';
import { itemsOf } from '../../build/records';
import { at, count, has, isObject, jsonText, list, str, text, time } from '../../../text/json';
import { addAssistantMessage } from '../apis/logMessage';

/**
 * The memory of an agent of smolagents (`agent.memory.get_full_steps()`, or the succinct ones): tasks, plans, and steps with
 * what the model said, the tools that it called, and what came of them.
 */
export const smolagents: Format = {
  id: 'smolagents',
  title: msg('smolagents memory'),
  unit: 'file',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 50)
      .some(({ value }) => stepsOf(value).slice(0, 50).some(isStep)),
  parse(records) {
    const conversation = new Conversation();
    for (const record of itemsOf(records))
      for (const step of stepsOf(record.value)) addStep(conversation, step, record);
    return parsed(...conversation.build());
  },
};

function stepsOf(value: unknown): readonly unknown[] {
  const steps = list(value, 'steps');
  return steps.length > 0 ? steps : [value];
}

function isStep(step: unknown): boolean {
  return has(step, 'model_output_message') && has(at(step, 'timing'), 'start_time');
}

function addStep(conversation: Conversation, step: unknown, record: FileRecord): void {
  conversation.prompt('user', str(step, 'task') ?? '');
  if (!isStep(step)) return;
  const inputs = list(step, 'model_input_messages');
  const system = inputs.find((message) => roleOf(str(message, 'role') ?? '') === 'system');
  if (system !== undefined) conversation.setSystem(contentText(at(system, 'content')));
  const [start, end] = [time(step, 'timing', 'start_time'), time(step, 'timing', 'end_time')];
  const raw = at(step, 'model_output_message', 'raw');
  const trace = conversation.begin();
  trace.model = text(raw, 'model');
  trace.finishReason = text(raw, 'choices', 0, 'finish_reason');
  addAssistantMessage(trace, messageOf(step), placeOf(record, start));
  const usage = commonUsage(at(raw, 'usage'));
  const counted = at(step, 'token_usage');
  // A model that counts nothing is written as 0.
  const isCounted = (count(counted, 'output_tokens') ?? 0) > 0;
  trace.usage = usage.outputTokens === null && isCounted ? commonUsage(counted) : usage;
  // A step ends when its tools have run: how long the model took is known without tools alone.
  trace.timing = { startedAt: start, durationMs: trace.hasCalls ? null : elapsed(start, end) };
  const error = text(step, 'error', 'message');
  const came = [str(step, 'observations') ?? '', error ?? ''].filter((part) => part !== '');
  const lastCall = callIdOf(list(step, 'tool_calls').at(-1));
  if (came.length > 0)
    conversation.result(came.join(BLOCK_SEPARATOR), lastCall, error !== null, placeOf(record, end));
}

/** What the model said: the provider's own message where it is kept, with the calls that the agent made of it. */
function messageOf(step: unknown): unknown {
  const message = at(step, 'model_output_message');
  const own = at(message, 'raw', 'choices', 0, 'message');
  const content = at(message, 'content') ?? at(own, 'content');
  const calls = [list(step, 'tool_calls'), list(message, 'tool_calls')];
  return {
    ...(isObject(own) ? own : {}),
    role: 'assistant',
    // Text that looks like JSON was parsed when it was saved.
    content: isObject(content) ? jsonText(content) : content,
    tool_calls: calls.find((found) => found.length > 0) ?? [],
    function_call: null,
  };
}
