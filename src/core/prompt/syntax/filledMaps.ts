import { givenTo } from './additions';
import type { Builder } from './builder';
import { lastName, plain } from './curlyWords';
import type { CallValue, Entry, Value } from './value';

/** What makes an empty map or list of Java's libraries to be filled. */
const MAP_MAKER =
  /^(?:(?:Linked|Concurrent)?HashMap|TreeMap|JSONObject|JsonObject|createObjectNode)$/;
const LIST_MAKER = /^(?:JSONArray|JsonArray|createArrayNode)$/;
/** Methods that put a value under a name, and those that make what they put. */
const PUTS = /^(?:put|set|add|addProperty|putIfAbsent|putPOJO|replace|accumulate)$/;
const PUTS_NEW: Readonly<Record<string, 'map' | 'list'>> = {
  putObject: 'map',
  putArray: 'list',
  withArray: 'list',
  addObject: 'map',
  addArray: 'list',
};
const ADDS = /^(?:put|add)$/;
const MAX_ENTRIES = 200;

/** Keeps book of maps and lists that are filled statement by statement: `body.put("model", model)`. */
export class FilledMaps {
  private readonly maps = new WeakMap<Value, Entry[]>();
  private readonly lists = new WeakMap<Value, Value[]>();
  /** The condition under which an entry was put. */
  private readonly ways = new WeakMap<Entry, object | null>();

  constructor(private readonly build: Builder) {}

  /** An empty map or list, the same filled, or what is put into it and filled then; null for other calls. */
  made(call: CallValue): Value | null {
    const { callee, args } = call;
    const name = lastName(callee);
    if (args.every((a) => a.value.kind === 'literal')) {
      if (MAP_MAKER.test(name)) return this.empty('map', call);
      if (LIST_MAKER.test(name)) return this.empty('list', call);
    }
    return callee.kind === 'member' ? this.filled(callee, call) : null;
  }

  private empty(kind: 'map' | 'list', { start, end }: Value): Value {
    if (kind === 'map') {
      const entries: Entry[] = [];
      const map = this.build.record(entries, { start, end });
      this.maps.set(map, entries);
      return map;
    }
    const items: Value[] = [];
    const list: Value = { kind: 'list', items, tuple: false, start, end };
    this.lists.set(list, items);
    return list;
  }

  private filled({ object, name }: Value & { kind: 'member' }, call: CallValue): Value | null {
    const owner = object.kind === 'name' ? givenTo(this.build, object.name) : object;
    if (owner === null) return null;
    const [first, second] = call.args.map((a) => a.value);
    const made = Object.hasOwn(PUTS_NEW, name) ? PUTS_NEW[name]! : null;
    const entries = this.maps.get(owner);
    if (entries !== undefined && first?.kind === 'string') {
      const inner = made === null ? null : this.empty(made, call);
      const value = inner ?? (PUTS.test(name) ? second : undefined);
      if (value === undefined) return null;
      this.put(entries, plain(first), value, call);
      return inner ?? owner;
    }
    const items = this.lists.get(owner);
    if (items === undefined || items.length >= MAX_ENTRIES) return null;
    const item = made === null ? (ADDS.test(name) ? first : undefined) : this.empty(made, call);
    if (item === undefined) return null;
    items.push(item);
    return made === null ? owner : item;
  }

  /** What is put under a name last is what stands there, or one of two that may where a condition decides. */
  private put(entries: Entry[], name: string, value: Value, { start, end }: CallValue): void {
    const at = entries.findIndex((e) => e.name === name);
    const before = entries[at];
    const way = isAskedBefore(this.build.text, start) ? value : this.build.way;
    const options = before === undefined ? [] : [before.value, value];
    const isChosen = before !== undefined && way !== null && way !== this.ways.get(before);
    // Without the place of a name: it is no argument that could be taken out where it stands.
    const entry: Entry = {
      name,
      nameRange: null,
      spread: false,
      value: isChosen
        ? { kind: 'choice', options, falls: false, start: value.start, end: value.end }
        : value,
      start,
      end,
    };
    this.ways.set(entry, way);
    if (before !== undefined) entries[at] = entry;
    else if (entries.length < MAX_ENTRIES) entries.push(entry);
  }
}

/** Whether a statement stands behind a condition without braces: `if (fast) body.put("model", "...")`. */
const isAskedBefore = (text: string, start: number): boolean =>
  /(?:^|[;{}])\s{0,100}(?:if\b[^;{}]{0,150}|else\s{0,100})$/.test(
    text.slice(Math.max(0, start - 200), start),
  );
