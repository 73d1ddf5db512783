import { at, has, isObject, list, str } from '../../../text/json';

export type Tree = Record<string, unknown>;
const DEEPEST = 24;

/**
 * The value of a name that names below it have, too (Sentry's `gen_ai.usage.input_tokens` beside
 * `gen_ai.usage.input_tokens.cached`).
 */
const OWN = '';

/** Attributes as OTLP's list of keys and typed values (names in Sentry's API), as an object of dotted names, or nested already. */
export function treeOf(attributes: unknown): Tree {
  const tree = node();
  const pairs: (readonly [string, unknown])[] = Array.isArray(attributes)
    ? list(attributes).map(
        (a) => [str(a, 'key') ?? str(a, 'name') ?? '', otlpValue(at(a, 'value'))] as const,
      )
    : Object.entries(isObject(attributes) ? attributes : {});
  for (const [name, value] of pairs) put(tree, name.split('.', DEEPEST), value);
  return tree;
}

/** Without a prototype, so that no name reaches one. */
function node(): Tree {
  return Object.create(null) as Tree;
}

/** Sets what a path of names leads to. */
export function put(tree: Tree, path: readonly string[], value: unknown): void {
  let current = tree;
  for (const key of path.slice(0, -1)) {
    const next = current[key];
    const child = isObject(next) ? (next as Tree) : node();
    if (child !== next) {
      if (next !== undefined && next !== null) child[OWN] = next;
      current[key] = child;
    }
    current = child;
  }
  const last = path.at(-1) ?? '';
  const old = current[last];
  if (!isObject(old)) {
    const below = isObject(value) ? nested(value) : value;
    if (isObject(below) && old !== undefined && old !== null) (below as Tree)[OWN] = old;
    current[last] = below;
  } else if (isObject(value)) for (const [k, v] of Object.entries(value)) put(old, [k], v);
  else if (value !== undefined && value !== null) (old as Tree)[OWN] = value;
}

function nested(value: object): Tree {
  const tree = node();
  for (const [key, item] of Object.entries(value)) put(tree, key.split('.', DEEPEST), item);
  return tree;
}

function otlpValue(value: unknown): unknown {
  const array = at(value, 'arrayValue', 'values');
  if (Array.isArray(array)) return list(array).map(otlpValue);
  const pairs = at(value, 'kvlistValue', 'values');
  if (Array.isArray(pairs)) {
    return Object.fromEntries(
      list(pairs).map((p) => [str(p, 'key') ?? '', otlpValue(at(p, 'value'))]),
    );
  }
  for (const key of ['stringValue', 'intValue', 'doubleValue', 'boolValue']) {
    if (has(value, key)) return at(value, key);
  }
  return value;
}

/** The value of a name, also where names below it have values. */
export function own(value: unknown): unknown {
  return isObject(value) && has(value, OWN) ? value[OWN] : value;
}

/** Items of a list, or of an object with numbers as names, in their order. */
export function itemsAt(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return list(value);
  if (!isObject(value)) return [];
  return Object.keys(value)
    .filter((key) => /^\d{1,6}$/.test(key))
    .sort((a, b) => Number(a) - Number(b))
    .map((key) => value[key]);
}
