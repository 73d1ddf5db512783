import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { shownBranch } from './chatTree';
import { addChatItem, chatModel } from '../apis/chatItem';
import { chatMessages, isChatItem, isFromAssistant, isFromUser } from '../apis/chatItems';
import { hasReasoningBlock } from '../../build/contentBlocks';
import { Conversation } from '../../build/conversation';
import { parsed } from '../../build/draft';
import { carriedReasoning } from '../../build/reasoningKeys';
import { itemsOf } from '../../build/records';
import { at, has, isObject, list, text } from '../../../text/json';

/**
 * A conversation as a bare list of messages, in an array or one a line: Cline's and Roo's
 * `api_conversation_history.json`, Kimi CLI's `context.jsonl`, Gemini's `contents`, Grok's and Cursor's logs, OpenAI's
 * and LangChain's lists, chats saved by scripts.
 */
export const messageList: Format = {
  id: 'message-list',
  title: msg('List of chat messages'),
  unit: 'file',
  detect({ records }) {
    const items = itemsOf(records).slice(0, 50);
    return items.filter(({ value }) => isChatItem(value)).length * 2 > items.length;
  },
  parse(records) {
    const conversation = new Conversation();
    for (const item of chatMessages(itemsOf(records))) addChatItem(conversation, item);
    return parsed(...conversation.build());
  },
};

/**
 * A document or line that holds such a list beside other things (Amp threads, logs of scripts). Runs often end with a tool's result or a word of the user; a request that was sent,
 * whose earlier answers show no reasoning, is none.
 */
export const messageDocument: Format = {
  id: 'message-document',
  title: msg('Chat with messages'),
  unit: 'record',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 20)
      .some(({ value }) => isAnswered(value)),
  parse: (records) =>
    parsed(
      ...itemsOf(records).flatMap((record) =>
        chatsOf(record.value).flatMap((chat) => readChat({ ...record, value: chat })),
      ),
    ),
};

function readChat({ value, range, name }: FileRecord): readonly TraceDraft[] {
  const conversation = new Conversation();
  const messages = messagesOf(value).map((message) => ({ value: message, range, name }));
  const system = text(value, 'system') ?? text(value, 'system_prompt');
  if (system !== null) conversation.setSystem(system);
  for (const item of chatMessages(messages)) {
    const trace = addChatItem(conversation, item);
    if (trace) trace.model ??= chatModel(value);
  }
  return conversation.build();
}

/** The chats of a document: itself, or those that it lists (TypingMind's export of all). */
function chatsOf(document: unknown): readonly unknown[] {
  if (messagesOf(document).length > 0) return [document];
  const lists = SEVERAL.flatMap((key) => [list(document, key), list(document, 'data', key)]);
  return lists.find((chats) => chats.some((chat) => messagesOf(chat).length > 0)) ?? [document];
}

const SEVERAL = ['chats', 'conversations', 'sessions', 'threads'];

/** Under the names that chats have for them (Continue's is `history`), or one level down. */
function messagesOf(document: unknown): readonly unknown[] {
  const named = [
    ...NAMES.map((key) => list(document, key)),
    ...HOLDERS.flatMap((holder) => NAMES.map((key) => list(document, holder, key))),
  ];
  const messages = named.find((m) => m.some(isChatItem)) ?? [];
  return shownBranch(document, messages);
}

const NAMES = [
  'messages',
  'history',
  'conversation',
  'conversations',
  'chat_history',
  'chatHistory',
  'transcript',
  'trajectory',
  'turns',
  'dialogue',
  'chat',
];
const HOLDERS = ['conversation', 'chat', 'session', 'thread', 'data', 'state'];

/** Keys that only a request has. */
const REQUEST = [
  'max_tokens',
  'max_completion_tokens',
  'temperature',
  'stream',
  'tool_choice',
  'top_p',
];
/** Keys that a request may have, so that a document of nothing else is one. */
const REQUESTED = new Set([
  ...REQUEST,
  'model',
  'messages',
  'system',
  'tools',
  'n',
  'stop',
  'seed',
]);

function isRequest(document: unknown): boolean {
  if (REQUEST.some((key) => has(document, key))) return true;
  return isObject(document) && Object.keys(document).every((key) => REQUESTED.has(key));
}

function isAnswered(document: unknown): boolean {
  return chatsOf(document).some(isAnsweredChat);
}

function isAnsweredChat(value: unknown): boolean {
  const messages = messagesOf(value).filter(isChatItem);
  if (messages.length < 2) return false;
  if (!isFromUser(messages.at(-1))) return true;
  const answers = messages.filter(isFromAssistant);
  if (!isRequest(value)) return answers.length > 0;
  return answers.some((m) => carriedReasoning(m) !== null || hasReasoningBlock(at(m, 'content')));
}
