import { has, isObject, text } from '../../../text/json';

/** Under which keys a message has its own id and that of the one before it. */
interface TreeKeys {
  readonly id: string;
  readonly parent: string;
}

/**
 * Messages of a chat that branches (a question asked again, an answer made again) along one branch: from the message that
 * was shown last back over its parents. Without links, or where the last one is not known, the newest leaf is taken.
 */
export function branch(
  messages: readonly unknown[],
  shownLast: string | null,
  keys: TreeKeys,
): readonly unknown[] {
  const linked = messages.filter((m) => idOf(m, keys.id) !== null && has(m, keys.parent));
  if (linked.length === 0) return messages;
  const byId = new Map(linked.map((m) => [idOf(m, keys.id), m]));
  const parents = new Set(linked.map((m) => idOf(m, keys.parent)));
  const leaf = linked.findLast((m) => !parents.has(idOf(m, keys.id)));
  let current: unknown = (shownLast === null ? undefined : byId.get(shownLast)) ?? leaf;
  const path: unknown[] = [];
  const seen = new Set<unknown>();
  while (isObject(current) && !seen.has(current)) {
    seen.add(current);
    path.push(current);
    const parent = idOf(current, keys.parent);
    current = parent === null ? undefined : byId.get(parent);
  }
  return path.reverse();
}

/** How many branches of a chat end in a message that is not among those that are shown. */
export function otherBranches(
  messages: readonly unknown[],
  shown: readonly unknown[],
  keys: TreeKeys,
): number {
  const parents = new Set(messages.map((m) => idOf(m, keys.parent)));
  const seen = new Set(shown.map((m) => idOf(m, keys.id)));
  return messages.filter((m) => {
    const id = idOf(m, keys.id);
    return id !== null && has(m, keys.parent) && !parents.has(id) && !seen.has(id);
  }).length;
}

/** The messages of a chat along the branch that is shown, and how many other branches it has. */
export interface ShownBranch {
  readonly messages: readonly unknown[];
  readonly otherBranches: number;
}

/** A chat that does not branch. */
export const unbranched = (messages: readonly unknown[]): ShownBranch => ({
  messages,
  otherBranches: 0,
});

/** The branch of a chat that `branch` takes, with the number of the others. */
export function shownBranch(
  all: readonly unknown[],
  shownLast: string | null,
  keys: TreeKeys,
): ShownBranch {
  const messages = branch(all, shownLast, keys);
  return { messages, otherBranches: otherBranches(all, messages, keys) };
}

/** The branch of a document that says which message was shown last (llama.cpp's page); all of its messages where it does not. */
export function branchShownIn(document: unknown, messages: readonly unknown[]): ShownBranch {
  const shown = text(document, 'conv', 'currNode') ?? text(document, 'currentId');
  return shown === null
    ? unbranched(messages)
    : shownBranch(messages, shown, { id: 'id', parent: 'parent' });
}

/** Ids are text, or numbers (DeepSeek). */
function idOf(message: unknown, key: string): string | null {
  if (!isObject(message)) return null;
  const id = Object.hasOwn(message, key) ? message[key] : null;
  return typeof id === 'number' ? String(id) : typeof id === 'string' && id !== '' ? id : null;
}
