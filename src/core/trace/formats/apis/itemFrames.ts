import { at, list, obj, str, text, type JsonObject } from '../../../text/json';

/**
 * An item of a chat out of the frame in which a framework or a client keeps it; `null` where it stands in none. The item may
 * have further frames of its own.
 */
export function outOfFrame(value: JsonObject): JsonObject | null {
  return runItem(value) ?? besideParameters(value) ?? withUsedTools(value) ?? fromUserOrHost(value);
}

/** OpenAI's Agents SDK: an item of a run (`result.new_items`) and its event in a stream hold the item of the Responses API. */
function runItem(value: JsonObject): JsonObject | null {
  const frame = obj(value, 'item', 'raw_item') === null ? value : obj(value, 'item');
  const item = obj(frame, 'raw_item');
  if (item === null || str(frame, 'type')?.endsWith('_item') !== true) return null;
  const model = text(frame, 'agent', 'model');
  return model === null ? item : { model, ...item };
}

/** Deep Code: what a message was sent with beside its content (`messageParams: {tool_calls, reasoning_content}`). */
function besideParameters(value: JsonObject): JsonObject | null {
  const { messageParams: _, ...message } = value;
  const parameters = obj(value, 'messageParams');
  return parameters === null ? null : { ...message, ...parameters };
}

/** Flowise: the tools that were used for an answer, with what they were given and gave. */
function withUsedTools(value: JsonObject): JsonObject | null {
  const { usedTools, ...message } = value;
  if (str(value, 'role') === null || list(usedTools).length === 0) return null;
  const toolCalls = list(usedTools).map((used) => ({
    name: text(used, 'tool'),
    arguments: at(used, 'toolInput') ?? '',
    result: at(used, 'toolOutput') ?? text(used, 'error'),
    is_error: text(used, 'error') !== null,
  }));
  return { ...message, toolCalls };
}

/** Reasonix: the words of the user without what the client put around them, and words that are the client's alone. */
function fromUserOrHost(value: JsonObject): JsonObject | null {
  if (str(value, 'role') !== 'user') return null;
  const { raw_content: own, host_authored: isHost, ...message } = value;
  if (isHost === true || message['origin'] === 'host') return { ...message, role: 'system' };
  return typeof own === 'string' && own !== '' ? { ...message, content: own } : null;
}
