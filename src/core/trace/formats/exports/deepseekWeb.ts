import { msg } from '../../../model/message';
import type { FileRecord, Format, ParseResult } from '../../format';
import { Conversation, joinedResults, parsedBranch } from '../../build/conversation';
import { type RecordedPlace, placeAt } from '../../build/draft';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { at, isObject, list, num, str, text, time } from '../../../text/json';
import { shownBranch } from './chatTree';

/**
 * Chats of DeepSeek's web page: the body of its API (`biz_data.chat_messages`) and its data export (`mapping` of
 * messages). A message has fragments `REQUEST`, `THINK` and `RESPONSE`, or the older `thinking_content` and `content`.
 */
export const deepseekWeb: Format = {
  id: 'deepseek-web',
  title: msg('DeepSeek chat'),
  unit: 'record',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 20)
      .some(({ value }) => isChat(value)),
  parse: (records) => joinedResults(itemsOf(records).map(readChat)),
};

function isChat(value: unknown): boolean {
  return messagesOf(value).some((m) => Array.isArray(at(m, 'fragments')) || isOldMessage(m));
}

function isOldMessage(message: unknown): boolean {
  return (
    /^(?:USER|ASSISTANT)$/.test(str(message, 'role') ?? '') &&
    at(message, 'message_id') !== undefined
  );
}

function bodyOf(value: unknown): unknown {
  for (const path of [['data', 'biz_data'], ['biz_data'], ['data']]) {
    const body = at(value, ...path);
    if (Array.isArray(at(body, 'chat_messages')) || Array.isArray(at(body, 'messages')))
      return body;
  }
  return value;
}

function messagesOf(value: unknown): readonly unknown[] {
  const body = bodyOf(value);
  const listed = list(body, 'chat_messages');
  if (listed.length > 0) return listed;
  const nodes = at(body, 'mapping');
  if (!isObject(nodes)) return list(body, 'messages');
  return Object.values(nodes).flatMap((node) => {
    const message = at(node, 'message');
    return isObject(message)
      ? [{ ...message, id: at(node, 'id'), parent: at(node, 'parent') }]
      : [];
  });
}

function readChat({ value, range }: FileRecord): ParseResult {
  const conversation = new Conversation();
  const body = bodyOf(value);
  const messages = messagesOf(value);
  const isTree = isObject(at(body, 'mapping'));
  const keys = isTree ? { id: 'id', parent: 'parent' } : { id: 'message_id', parent: 'parent_id' };
  const shown = num(body, 'chat_session', 'current_message_id');
  const path = shownBranch(messages, shown === null ? null : String(shown), keys);
  conversation.otherBranches = path.otherBranches;
  for (const message of path.messages) {
    addMessage(conversation, message, placeAt(range, time(message, 'inserted_at')));
  }
  return parsedBranch(conversation, range);
}

function addMessage(conversation: Conversation, message: unknown, where: RecordedPlace): void {
  const fragments = fragmentsOf(message);
  const asked = fragments.filter(({ type }) => type === 'REQUEST');
  for (const { words } of asked) conversation.prompt('user', words);
  const said = fragments.filter(({ type }) => type !== 'REQUEST');
  if (said.length === 0) return;
  const trace = conversation.begin();
  const id = text(message, 'id') ?? String(num(message, 'message_id') ?? '');
  trace.id = id === '' ? null : id;
  trace.model = text(message, 'model');
  trace.provider = 'DeepSeek';
  trace.timing = { startedAt: where.at };
  trace.finishReason = text(message, 'status');
  if (trace.finishReason === 'FINISHED') trace.finishReason = 'stop';
  for (const fragment of said) addFragment(trace, fragment, where);
}

interface Fragment {
  readonly type: string;
  readonly words: string;
  readonly seconds: number | null;
}

function fragmentsOf(message: unknown): readonly Fragment[] {
  const fragments = list(message, 'fragments').map((f) => ({
    type: str(f, 'type') ?? '',
    words: str(f, 'content') ?? '',
    seconds: num(f, 'elapsed_secs'),
  }));
  if (fragments.length > 0) return fragments;
  const words = str(message, 'content') ?? '';
  const role = str(message, 'role');
  if (role === 'USER') return [{ type: 'REQUEST', words, seconds: null }];
  if (role !== 'ASSISTANT') return [];
  const thinking = text(message, 'thinking_content');
  const thought: Fragment[] =
    thinking === null
      ? []
      : [{ type: 'THINK', words: thinking, seconds: num(message, 'thinking_elapsed_secs') }];
  return [...thought, { type: 'RESPONSE', words, seconds: null }];
}

/** Searches and files stand between; their hits are not shown in the chat. */
function addFragment(
  trace: TraceBuilder,
  { type, words, seconds }: Fragment,
  where: RecordedPlace,
): void {
  if (type === 'THINK') {
    trace.reasoning(words, 'raw', {
      ...where,
      durationMs: seconds === null ? null : seconds * 1000,
    });
  } else if (type === 'RESPONSE' || type === 'TEMPLATE_RESPONSE') trace.answer(words, where);
  else if (words !== '') trace.toolResult(words, null, false, where);
}
