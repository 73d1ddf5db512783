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
      .some(({ value }) => forgeTalks(value).length > 0),
  parse: (records) =>
    parsed(
      ...itemsOf(records).flatMap((record) =>
        forgeTalks(record.value).flatMap(({ value, thread }) =>
          readConversation({ ...record, value }, thread),
        ),
      ),
    ),
};

/** A conversation: the user's, or that of a sub-agent, which names its thread. */
interface ForgeTalk {
  readonly value: unknown;
  readonly thread: string | null;
}

/** The conversations of a document, the user's first. */
export function forgeTalks(value: unknown): readonly ForgeTalk[] {
  const whole = isObject(at(value, 'conversation')) ? at(value, 'conversation') : value;
  const related = list(value, 'related_conversations').map((talk, nth): ForgeTalk => ({
    value: talk,
    thread: text(talk, 'id') ?? `related ${nth + 1}`,
  }));
  return [{ value: whole, thread: null }, ...related].filter((talk) => isConversation(talk.value));
}

/** Generations have no ids: one of a sub-agent is named after its thread, to be told from the user's in the same record. */
const idIn = (thread: string, nth: number): string => `${thread}#${nth + 1}`;

/** The thread that the id of a generation names; `null` is the user's conversation. */
export function forgeThread(id: string): string | null {
  const at = id.lastIndexOf('#');
  return at > 0 ? id.slice(0, at) : null;
}

/** A column of the database holds the context as JSON text. */
export const forgeMessages = (conversation: unknown): readonly unknown[] =>
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
  return forgeMessages(value)
    .slice(0, 50)
    .some((message) => KINDS.some((kind) => str(at(message, kind), 'role') !== null));
}

function readConversation(record: FileRecord, thread: string | null): readonly TraceDraft[] {
  const conversation = new Conversation();
  // Only what the user said names the model that was to answer it.
  let model: string | null = null;
  let nth = 0;
  for (const entry of forgeMessages(record.value)) {
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
    if (thread !== null) trace.id = idIn(thread, nth++);
    trace.costUsd ??= num(entry, 'usage', 'cost');
  }
  return conversation.build();
}
