import type { FileRecord } from '../../format';
import { isChatItem } from '../apis/chatItems';
import { nodeMessages } from '../apis/partialMessages';
import { blockKind } from '../../build/blockNames';
import { pairMessages } from '../../build/pairs';
import { groupedBy, itemsOf } from '../../build/records';
import { roundsOf } from '../../build/rounds';
import { changedList, snapshotChats } from './snapshots';
import { withoutEnvelopes } from './streamEnvelopes';
import { has, jsonText, list, num, str, text } from '../../../text/json';

/** The messages of each chat where a file holds lists of them, within a list or one a line; else they are all of one. */
export function listsOf(wrapped: readonly FileRecord[]): readonly (readonly FileRecord[])[] {
  const records = withoutEnvelopes(wrapped);
  const [first] = records;
  const states = snapshotChats(itemsOf(records));
  if (states !== null) return states;
  const changed = changedList(records);
  if (changed !== null) return [changed];
  // Gradio's tuples are a list of lists too.
  const isPairs = records.length === 1 && roundsOf(first?.value).length > 0;
  const pairs = isPairs ? pairMessages(first?.value) : [];
  if (first !== undefined && pairs.length > 0) return [pairs.map((value) => ({ ...first, value }))];
  const isOfLists = ({ value }: FileRecord) => list(value).some(Array.isArray);
  const lists = records
    .flatMap((record) => (isOfLists(record) ? itemsOf([record]) : [record]))
    .filter(isWhole);
  const several =
    lists.length > 1 &&
    lists.every(({ value }) => Array.isArray(value)) &&
    !lists.some(isToldAgain);
  return (
    several ? lists.map((one) => itemsOf([one])) : [itemsOf(lists).flatMap(withinUpdate)]
  ).map(asMessage);
}

/** The blocks of one message of Anthropic's (`print(response.content)`) as that message. */
function asMessage(items: readonly FileRecord[]): readonly FileRecord[] {
  const [first] = items;
  const blocks = items.map(({ value }) => value);
  if (first === undefined || !isThought(first.value) || !blocks.every(isSpokenBlock)) return items;
  return [{ ...first, value: { role: 'assistant', content: blocks } }];
}

/** Thinking as only Anthropic's blocks have it. */
function isThought(block: unknown): boolean {
  return (
    (str(block, 'thinking') !== null && has(block, 'signature')) ||
    (str(block, 'type') === 'redacted_thinking' && has(block, 'data'))
  );
}

function isSpokenBlock(block: unknown): boolean {
  const kind = blockKind(block);
  return str(block, 'role') === null && kind !== null && kind !== 'result';
}

/** Whether a list goes on with the message that the one before it ends with: they are of one chat. */
function isToldAgain({ value }: FileRecord, i: number, lists: readonly FileRecord[]): boolean {
  const id = text(list(lists[i - 1]?.value).at(-1), 'id');
  return id !== null && id === text(list(value)[0], 'id');
}

/** Whether the list after it is not the same chat grown longer (a script that writes down the whole chat at each answer). */
function isWhole({ value }: FileRecord, i: number, lists: readonly FileRecord[]): boolean {
  const [own, next] = [list(value), list(lists[i + 1]?.value)];
  if (own.length === 0 || next.length <= own.length) return true;
  return own.some((message, at) => jsonText(message) !== jsonText(next[at]));
}

/** The messages in an event of a graph's stream; a document that holds messages is read as one. */
function withinUpdate(item: FileRecord, _: number, all: readonly unknown[]): readonly FileRecord[] {
  const messages = all.length > 1 ? nodeMessages(item.value) : [];
  return messages.length > 0 ? messages.map((value) => ({ ...item, value })) : [item];
}

/** Columns of a table of messages that say which chat one belongs to. */
const CHAT_IDS = [
  'session_id',
  'sessionId',
  'conversation_id',
  'conversationId',
  'thread_id',
  'threadId',
  'chat_id',
];

/** The chat that a row belongs to, by its id: a text or a number. */
function chatId(row: unknown): string | null {
  const ids = CHAT_IDS.map((key) => text(row, key) ?? num(row, key));
  const id = ids.find((found) => found !== null) ?? null;
  return id === null ? null : String(id);
}

/** Rows of several chats, each chat's in its order; messages without an id of a chat are one. */
export function byChat(items: readonly FileRecord[]): readonly (readonly FileRecord[])[] {
  const isMember = ({ value }: FileRecord) => chatId(value) !== null || isChatItem(value);
  // The head of a log says nothing of where its messages belong.
  const members = items.filter(isMember);
  const chats = groupedBy(members, ({ value }) => chatId(value));
  const isOne = chats.length < 2 || members.some(({ value }) => chatId(value) === null);
  return isOne ? [items] : chats;
}
