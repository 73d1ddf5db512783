import type { JsonObject } from '../../../text/json';
import { isObject, list, str } from '../../../text/json';

/** What a message of AutoGen is: one that is said, one piece of what the model said, or what tools gave. */
type Said = 'spoken' | 'thought' | 'calls' | 'results' | 'system' | 'user';

/**
 * Messages and events of AutoGen's agents, and of the model's own context below them, by their type. Others (what the
 * agents remember, who speaks next, pieces of a stream that come whole again) are none of a chat.
 */
const TYPES: Readonly<Record<string, Said>> = {
  TextMessage: 'spoken',
  MultiModalMessage: 'spoken',
  StopMessage: 'spoken',
  HandoffMessage: 'spoken',
  CodeGenerationEvent: 'spoken',
  ThoughtEvent: 'thought',
  ToolCallRequestEvent: 'calls',
  ToolCallMessage: 'calls',
  ToolCallExecutionEvent: 'results',
  ToolCallResultMessage: 'results',
  SystemMessage: 'system',
  UserMessage: 'user',
  AssistantMessage: 'spoken',
  FunctionExecutionResultMessage: 'results',
};

/** Events of the same log that are no message of its chat. */
const OTHERS = new Set([
  'ModelClientStreamingChunkEvent',
  'MemoryQueryEvent',
  'UserInputRequestedEvent',
  'SelectSpeakerEvent',
  'SelectorEvent',
  'CodeExecutionEvent',
  // Repeats the results.
  'ToolCallSummaryMessage',
]);

/** Whether an item is an event of AutoGen that is no message. */
export function isAutoGenEvent(value: unknown): boolean {
  return OTHERS.has(str(value, 'type') ?? '') && str(value, 'source') !== null;
}

/**
 * A message of AutoGen (`TaskResult.messages`, a saved team's state) as a message with a role; `null` for any other. It has
 * no role but a `source`, the name of who speaks: the task comes from `user`.
 * Source: autogen_agentchat/messages.py, autogen_core/models/_types.py.
 */
export function autoGenMessage(value: JsonObject): JsonObject | null {
  const type = str(value, 'type') ?? '';
  const said = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (said === undefined || str(value, 'role') !== null || !('content' in value)) return null;
  const { content, models_usage: usage } = value;
  const told = { ...value, ...(isObject(usage) ? { usage } : {}), type: null };
  switch (said) {
    case 'thought':
      return { type: 'reasoning', text: content };
    case 'calls':
      return { ...told, role: 'assistant', content: typed('function_call', content) };
    case 'results':
      return { ...told, role: 'tool', content: typed('function_call_output', content) };
    case 'system':
    case 'user':
      return { ...told, role: said };
    case 'spoken': {
      // An agent may be called so, too: what a model said was counted.
      const isUser = /^user/i.test(str(value, 'source') ?? '') && !isObject(usage);
      // The context keeps calls as the content.
      const words = type === 'AssistantMessage' ? typed('function_call', content) : content;
      return { ...told, role: isUser ? 'user' : 'assistant', content: words };
    }
  }
}

/** Calls and results without a type of their own. */
function typed(type: string, content: unknown): unknown {
  if (!Array.isArray(content)) return content;
  return list(content).map((item) => (isObject(item) ? { ...item, type } : item));
}
