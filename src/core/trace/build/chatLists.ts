import { list } from '../../text/json';

/** Names that documents have for the list of a chat's messages (Continue's is `history`, Rovo Dev's `message_history`). */
const NAMES = [
  'messages',
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
  'turns',
  'dialogue',
  'chat',
];
const HOLDERS = ['conversation', 'chat', 'session', 'thread', 'data', 'state'];

/** The list of a document under one of those names, or one level down, that holds a message; none where there is none. */
export function messagesIn(
  document: unknown,
  isMessage: (value: unknown) => boolean,
): readonly unknown[] {
  const named = [
    ...NAMES.map((key) => list(document, key)),
    ...HOLDERS.flatMap((holder) => NAMES.map((key) => list(document, holder, key))),
  ];
  return named.find((messages) => messages.some(isMessage)) ?? [];
}
