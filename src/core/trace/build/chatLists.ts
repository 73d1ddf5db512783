import { at, list } from '../../text/json';
import { unpacked } from './embedded';
import { pairMessages } from './pairs';

/** Names that documents have for the list of a chat's messages (Continue's is `history`, Rovo Dev's `message_history`). */
const NAMES = [
  'messages',
  'contents',
  'history',
  'message_history',
  'messageHistory',
  'conversation',
  'conversations',
  'conversation_history',
  'conversationHistory',
  'chat_history',
  'chatHistory',
  'transcript',
  'trajectory',
  'traj',
  'turns',
  'dialogue',
  'chat',
];
/** LangGraph keeps the state of a thread in `values`, AutoGen the context of an agent in `llm_context`. */
const HOLDERS = [
  'conversation',
  'chat',
  'session',
  'thread',
  'data',
  'state',
  'values',
  'channel_values',
  'llm_context',
  'chatHistory',
  'chat_history',
];

type IsMessage = (value: unknown) => boolean;

/** A list of messages, perhaps as JSON text, or of pairs of what was said. */
function listOf(value: unknown, isMessage: IsMessage): readonly unknown[] {
  const messages = list(unpacked(value));
  return messages.some(isMessage) ? messages : pairMessages(value);
}

/** The list under one of those names that holds a message; none where there is none. */
export function ownMessages(document: unknown, isMessage: IsMessage): readonly unknown[] {
  const lists = NAMES.map((key) => listOf(at(document, key), isMessage));
  return lists.find((messages) => messages.some(isMessage)) ?? [];
}

/** The same, also one level down. */
export function messagesIn(document: unknown, isMessage: IsMessage): readonly unknown[] {
  const holders = [document, ...HOLDERS.map((holder) => at(document, holder))];
  const lists = holders.map((holder) => ownMessages(holder, isMessage));
  return lists.find((messages) => messages.length > 0) ?? [];
}
