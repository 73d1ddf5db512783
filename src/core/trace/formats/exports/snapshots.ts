import type { FileRecord } from '../../format';
import { isFromUser } from '../apis/chatItems';
import { groupedBy } from '../../build/records';
import { has, isObject, jsonText, list, str, text } from '../../../text/json';

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
