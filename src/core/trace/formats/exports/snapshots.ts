import type { FileRecord } from '../../format';
import { isFromUser } from '../apis/chatItems';
import { groupedBy } from '../../build/records';
import { count, has, isObject, jsonText, list, str, text } from '../../../text/json';

/**
 * The chats in the history of LangGraph threads (`get_state_history`, a server's `/threads/ID/history`): every step keeps
 * the whole state, so that each message stands in all that came after it. A chat for each thread, and for each fork of one
 * with what it has of its own; `null` where a file holds anything else.
 */
export function snapshotChats(
  records: readonly FileRecord[],
): readonly (readonly FileRecord[])[] | null {
  if (records.length < 2 || !records.every(({ value }) => isSnapshot(value))) return null;
  const threads = groupedBy(records, ({ value }) => threadOf(value));
  return threads.flatMap(forksOf);
}

/** A step of a graph: its state, and what only such steps have. */
function isSnapshot(value: unknown): boolean {
  const state = isObject(value) ? value['values'] : undefined;
  return (
    isObject(state) &&
    has(value, 'next') &&
    ['config', 'metadata', 'checkpoint', 'checkpoint_id'].some((key) => has(value, key))
  );
}

function threadOf(snapshot: unknown): string | null {
  return (
    text(snapshot, 'config', 'configurable', 'thread_id') ??
    text(snapshot, 'checkpoint', 'thread_id') ??
    text(snapshot, 'metadata', 'thread_id')
  );
}

/** A message after those before it, as a node of the tree that the states of a thread make. */
interface Node {
  readonly next: Map<string, Node>;
  told: boolean;
}

/** The states that no other goes on from, the first ones first; what one of them told is not told again. */
function forksOf(snapshots: readonly FileRecord[]): readonly (readonly FileRecord[])[] {
  const root: Node = { next: new Map(), told: false };
  // A history begins with the newest state.
  const paths = snapshots.toReversed().map((record) => ({ record, nodes: pathOf(root, record) }));
  const chats: FileRecord[][] = [];
  for (const { record, nodes } of paths) {
    const last = nodes.at(-1);
    if (last === undefined || last.told || last.next.size > 0) continue;
    const own = messagesOf(record).filter((message, i) => !isTold(nodes[i]) || isFromUser(message));
    for (const node of nodes) node.told = true;
    chats.push(own.map((value) => ({ ...record, value })));
  }
  return chats;
}

const isTold = (node: Node | undefined): boolean => node?.told === true;

function pathOf(root: Node, record: FileRecord): readonly Node[] {
  let node = root;
  return messagesOf(record).map((message) => {
    const key = str(message, 'id') ?? jsonText(message);
    const known = node.next.get(key);
    const found: Node = known ?? { next: new Map(), told: false };
    if (known === undefined) node.next.set(key, found);
    node = found;
    return found;
  });
}

function messagesOf({ value }: FileRecord): readonly unknown[] {
  return list(value, 'values', 'messages');
}

/** Whether a line says how the list of a chat's messages changed: all of it anew, or more from a place on (Reasonix). */
export function isListChange(value: unknown): boolean {
  const isChange = /^(?:replace|append)$/.test(str(value, 'type') ?? '');
  return isChange && Array.isArray(isObject(value) ? value['messages'] : null);
}

/** The messages that a log of such changes ends with, each where it was written; `null` for any other file. */
export function changedList(records: readonly FileRecord[]): readonly FileRecord[] | null {
  if (records.length === 0 || !records.every(({ value }) => isListChange(value))) return null;
  const chat: FileRecord[] = [];
  for (const record of records) {
    const { value } = record;
    const from = str(value, 'type') === 'replace' ? 0 : count(value, 'message_index');
    if (from !== null && from < chat.length) chat.length = from;
    for (const message of list(value, 'messages')) chat.push({ ...record, value: message });
  }
  return chat;
}
