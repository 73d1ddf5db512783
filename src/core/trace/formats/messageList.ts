import type { FileRecord, Format } from '../format';
import { commonUsage } from './commonUsage';
import { roleOf } from './content';
import { Conversation } from './conversation';
import { parsed } from './draft';
import { at, has, isObject, list, num, str, text, time } from './json';
import { addMessage } from './logMessage';
import { itemsOf } from './records';
import { whereAt } from './traceBuilder';

/**
 * A conversation as a bare list of messages, in an array or one a line: Cline's and Roo's
 * `api_conversation_history.json`, Kimi CLI's `context.jsonl`, Gemini's `contents`, chats saved by scripts.
 */
export const messageList: Format = {
  id: 'message-list',
  title: 'List of chat messages',
  unit: 'file',
  detect({ records }) {
    const items = itemsOf(records).slice(0, 50);
    return items.filter(({ value }) => isMessage(value)).length * 2 > items.length;
  },
  parse(records) {
    const conversation = new Conversation();
    for (const item of mergeLooseReasoning(itemsOf(records))) add(conversation, item);
    return parsed(...conversation.build());
  },
};

const ROLES = new Set(['system', 'developer', 'user', 'assistant', 'tool', 'model', 'function']);

function isMessage(value: unknown): boolean {
  const role = str(value, 'role') ?? '';
  const body = has(value, 'content') || has(value, 'parts') || has(value, 'tool_calls');
  return (ROLES.has(role) && body) || role.startsWith('_');
}

/** Roo keeps OpenAI's reasoning items between the messages: each belongs to the assistant message after it. */
function mergeLooseReasoning(items: readonly FileRecord[]): readonly FileRecord[] {
  const merged: FileRecord[] = [];
  let loose: unknown[] = [];
  for (const item of items) {
    const { value } = item;
    if (str(value, 'type') === 'reasoning' && str(value, 'role') !== 'user') {
      loose.push(value);
    } else if (loose.length > 0 && isObject(value) && str(value, 'role') === 'assistant') {
      const content = value['content'];
      const own = Array.isArray(content) ? list(content) : [{ type: 'text', text: content }];
      merged.push({ ...item, value: { ...value, content: [...loose, ...own] } });
      loose = [];
    } else {
      merged.push(item);
    }
  }
  return merged;
}

function add(conversation: Conversation, { value, range }: FileRecord): void {
  const role = str(value, 'role');
  if (role === null || role.startsWith('_')) return;
  const when = time(value, 'ts') ?? time(value, 'timestamp') ?? time(value, 'created_at');
  const trace = addMessage(conversation, value, whereAt(range, when));
  if (!trace || roleOf(role) !== 'assistant') return;
  trace.id = text(value, 'id');
  trace.model = text(value, 'model') ?? text(value, 'modelInfo', 'modelId');
  trace.finishReason = text(value, 'finish_reason') ?? text(value, 'stop_reason');
  trace.timing = { startedAt: when };
  if (isObject(at(value, 'usage'))) trace.usage = commonUsage(at(value, 'usage'));
  const metrics = at(value, 'metrics', 'tokens');
  if (isObject(metrics)) trace.usage = commonUsage(metrics);
  trace.costUsd = num(value, 'cost') ?? num(value, 'metrics', 'cost');
}
