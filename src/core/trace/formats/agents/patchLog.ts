import { at, count, isObject, list, num } from '../../../text/json';

const SNAPSHOT = 0;
const SET = 1;
const PUSH = 2;
const DELETE = 3;

/**
 * Plays VS Code's object log: a snapshot, then entries that set, push (`i` cuts the array first) or delete at a path
 * of keys. Entries that point nowhere are left out. The records themselves are not changed.
 */
export function replayPatches(entries: readonly unknown[]): unknown {
  let state: unknown = null;
  for (const entry of entries) {
    const kind = num(entry, 'kind');
    if (kind === SNAPSHOT) state = copyOf(at(entry, 'v'));
    else if (kind !== null) apply(state, entry, kind);
  }
  return state;
}

type Container = Record<string | number, unknown>;

function apply(state: unknown, entry: unknown, kind: number): void {
  const path = list(entry, 'k').filter(isKey);
  const last = path.at(-1);
  if (last === undefined || path.length !== list(entry, 'k').length) return;
  const parent = containerAt(state, path.slice(0, -1));
  if (parent === null || (Array.isArray(parent) && !isPlace(parent, last))) return;
  if (kind === SET) parent[last] = copyOf(at(entry, 'v'));
  else if (kind === DELETE) Reflect.deleteProperty(parent, last);
  else if (kind === PUSH) push(parent, last, entry);
}

function push(parent: Container, key: string | number, entry: unknown): void {
  const known: unknown = Object.hasOwn(parent, key) ? parent[key] : undefined;
  // Changed in place: a log has an entry for each piece of a response.
  const items: unknown[] = Array.isArray(known) ? known : [];
  const cut = count(entry, 'i');
  if (cut !== null && cut < items.length) items.length = cut;
  for (const item of list(copyOf(at(entry, 'v')))) items.push(item);
  parent[key] = items;
}

/** An index of the array or the one after its last. One far behind, or `length`, would make billions of items. */
function isPlace(array: readonly unknown[], key: string | number): boolean {
  return typeof key === 'number' && key <= array.length;
}

/** Keys that reach an object's prototype are refused. */
function isKey(key: unknown): key is string | number {
  if (typeof key === 'number') return Number.isInteger(key) && key >= 0;
  return typeof key === 'string' && !['__proto__', 'constructor', 'prototype'].includes(key);
}

function containerAt(state: unknown, path: readonly (string | number)[]): Container | null {
  const found = at(state, ...path);
  // An array takes numbers, an object names: both are indexed alike here.
  return isObject(found) || Array.isArray(found) ? (found as Container) : null;
}

function copyOf(value: unknown): unknown {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as unknown);
}
