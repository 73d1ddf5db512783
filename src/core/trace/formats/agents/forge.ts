import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { Conversation } from '../../build/conversation';
import { parsed, placeOf } from '../../build/draft';
import { unpacked } from '../../build/embedded';
import { itemsOf } from '../../build/records';
import { at, isObject, list, num, str, text } from '../../../text/json';
import { addChatItem } from '../apis/chatItem';
import { openedMessage } from '../apis/taggedMessages';

/**
 * Conversation of Forge (`/dump`, or a row of its database): a context of messages under the names of their kinds, each with
 * its counts beside it, and with it those of its sub-agents.
 */
export const forge: Format = {
  id: 'forge',
  title: msg('Forge conversation'),
  unit: 'file',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 20)
      .some(({ value }) => conversationsIn(value).some(isConversation)),
  parse: (records) =>
    parsed(
      ...itemsOf(records).flatMap((record) =>
        conversationsIn(record.value)
          .filter(isConversation)
          .flatMap((value) => readConversation({ ...record, value })),
      ),
    ),
};

function conversationsIn(value: unknown): readonly unknown[] {
  const whole = isObject(at(value, 'conversation')) ? at(value, 'conversation') : value;
  return [whole, ...list(value, 'related_conversations')];
}

/** A column of the database holds the context as JSON text. */
const messagesOf = (conversation: unknown): readonly unknown[] =>
  list(unpacked(at(conversation, 'context')), 'messages');

const KINDS = [
  'text',
  'tool',
  'image',
  'contentMessage',
  'toolMessage',
  'content_message',
  'tool_message',
];

function isConversation(value: unknown): boolean {
  return messagesOf(value)
    .slice(0, 50)
    .some((message) => KINDS.some((kind) => str(at(message, kind), 'role') !== null));
}

function readConversation(record: FileRecord): readonly TraceDraft[] {
  const conversation = new Conversation();
  // Only what the user said names the model that was to answer it.
  let model: string | null = null;
  for (const entry of messagesOf(record.value)) {
    const value = openedMessage(entry);
    model = text(value, 'model') ?? model;
    if (value === entry) {
      const kind = isObject(entry) ? (Object.keys(entry)[0] ?? null) : null;
      conversation.last?.raw(kind, entry, placeOf(record));
      continue;
    }
    const trace = addChatItem(conversation, { ...record, value });
    if (trace === null) continue;
    trace.model = model;
    trace.costUsd ??= num(entry, 'usage', 'cost');
  }
  return conversation.build();
}
