import { at, list, num, str } from '../../text/json';
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
  // Pages of OpenAI's API: items of a conversation, messages of a thread.
  'data',
  // LiveKit's history of a session.
  'items',
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
  return oldestFirst(document, lists.find((messages) => messages.some(isMessage)) ?? []);
}

/** Lists of OpenAI's API have the newest first, unless the oldest were asked for. */
function oldestFirst(document: unknown, messages: readonly unknown[]): readonly unknown[] {
  if (str(document, 'object') !== 'list') return messages;
  const times = messages.flatMap((message) => num(message, 'created_at') ?? []);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const isNewestFirst =
    first === last ? isFromUser(messages.at(-1)) && !isFromUser(messages[0]) : first > last;
  return isNewestFirst ? messages.toReversed() : messages;
}

const isFromUser = (message: unknown): boolean => str(message, 'role') === 'user';

/** The same, also one level down. */
export function messagesIn(document: unknown, isMessage: IsMessage): readonly unknown[] {
  const holders = [document, ...HOLDERS.map((holder) => at(document, holder))];
  const lists = holders.map((holder) => ownMessages(holder, isMessage));
  return lists.find((messages) => messages.length > 0) ?? [];
}
