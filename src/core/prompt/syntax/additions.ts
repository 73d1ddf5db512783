import { isSelf, type Builder } from './builder';
import { asArgument, chained, lastName } from './curlyWords';
import type { CallValue, Entry, Value } from './value';

/** Methods that put items into a list, and at which end. */
const ADDERS: Readonly<Record<string, 'add' | 'front'>> = {
  append: 'add',
  push: 'add',
  extend: 'add',
  unshift: 'front',
  insert: 'front',
};
/** Methods that only a list which is known as one is added to by: others keep much else. */
const LIST_ADDERS = /^(?:add|Add|addAll|AddRange)$/;
/** A list in options holds so many that are added one by one. */
const MAX_ADDED = 100;
/** Lists of messages in the options of a request, which have nothing to be made by: `options.InputItems.Add(message)`. */
const FIELD_LISTS = /^(?:InputItems|Messages|messages)$/;
/** What makes a list to be filled. */
const LIST_MAKER = /(?:List|Vec|Deque)$|^(?:mutable)?[lL]ist(?:Of)?$/;

/** `history.AddUserMessage(text)` puts a message behind the others. */
const ADDS_MESSAGE =
  /^[Aa]dd_?(?:System|User|Assistant|Developer|system|user|assistant)_?[Mm]essage$/;

/** Methods that put text behind a text that is built piece by piece, and what they end it with. */
const WRITERS: Readonly<Record<string, string>> = {
  WriteString: '',
  push_str: '',
  appendLine: '\n',
  AppendLine: '\n',
  Append: '',
  append: '',
};
/** Methods of a text that is built which only that has: its variable need not have been given a value before. */
const WRITES_ONLY = /^(?:WriteString|push_str|AppendLine|appendLine)$/;
/** What makes an empty text to be built. */
const TEXT_BUILDER = /^(?:StringBuilder|StringBuffer)$/;

/** The variable behind a chain of methods (`text.append(a).append(b)`): its name as it is kept; null for other values. */
function ownerName(owner: Value): string | null {
  let at = owner;
  for (let links = 0; at.kind === 'call' && links < 40; links++) {
    const { callee } = at;
    if (callee.kind !== 'member' || !Object.hasOwn(WRITERS, callee.name)) return null;
    at = callee.object;
  }
  if (at.kind === 'name') return at.name;
  return at.kind === 'member' && isSelf(at.object) ? `this.${at.name}` : null;
}

/** What a variable was given last in the scopes around; null where that is not known. */
export function givenTo(build: Builder, name: string): Value | null {
  for (let scope = build.scope as Builder['scope'] | null; scope !== null; scope = scope.parent) {
    const made = scope.names.get(name)?.findLast((b) => b.kind === 'set')?.value ?? null;
    if (made !== null) return made;
  }
  return null;
}

/** Whether a variable is given a text to be built: `new StringBuilder()`. */
function buildsText(build: Builder, name: string): boolean {
  const made = givenTo(build, name);
  return made?.kind === 'call' && TEXT_BUILDER.test(lastName(made.callee));
}

/** Whether a variable is given a list: `new ArrayList<>()`, `mutableListOf()`. */
function holdsList(build: Builder, name: string): boolean {
  const made = givenTo(build, name);
  return made?.kind === 'list' || (made?.kind === 'call' && LIST_MAKER.test(lastName(made.callee)));
}

const asText = (text: string, at: number): Value => ({
  kind: 'string',
  parts: [{ kind: 'text', text }],
  start: at,
  end: at,
});

/** What a call of `append` or `appendLine` adds to the text that is built around it. */
export function writtenIn(value: Value): readonly Value[] {
  if (value.kind !== 'call' || value.callee.kind === 'literal') return [];
  const { callee, args } = value;
  const before = callee.kind === 'member' ? writtenIn(callee.object) : [];
  const tail = Object.hasOwn(WRITERS, lastName(callee)) ? WRITERS[lastName(callee)]! : null;
  if (tail === null) return [];
  const given = args.slice(0, 1).map((a) => a.value);
  return [...before, ...given, ...(tail === '' ? [] : [asText(tail, value.end)])];
}

/** Puts a text behind a variable that holds one, which begins empty where nothing is said of it. */
function addText(build: Builder, name: string, at: number, texts: readonly Value[]): void {
  let scope = build.scope as Builder['scope'] | null;
  while (scope !== null && !scope.names.has(name)) scope = scope.parent;
  if (scope === null) build.bind(name, 'set', texts[0]?.start ?? at, asText('', at));
  for (const text of texts) build.add(name, 'add', at, text);
}

/** `b.WriteString("...")`, `text.append("...").append(x)`, `fmt.Fprintf(&b, "... %s", x)`; false for other calls. */
function noteWritten(build: Builder, { callee, args, start, end }: CallValue): boolean {
  if (callee.kind !== 'member') return false;
  const [first, second, ...rest] = args.map((a) => a.value);
  if (lastName(callee.object) === 'fmt' && /^Fprint(?:f|ln)?$/.test(callee.name)) {
    if (first?.kind !== 'name' || second === undefined) return false;
    const filling: Value = { kind: 'list', items: rest, tuple: true, start, end };
    const text: Value =
      callee.name === 'Fprintf'
        ? { kind: 'format', template: second, filling, start, end }
        : second;
    const line = callee.name === 'Fprintln' ? [asText('\n', end)] : [];
    addText(build, first.name, end, [text, ...line]);
    return true;
  }
  const name = Object.hasOwn(WRITERS, callee.name) ? ownerName(callee.object) : null;
  if (name === null || !(WRITES_ONLY.test(callee.name) || buildsText(build, name))) return false;
  const tail = WRITERS[callee.name]!;
  const texts = [
    ...(first === undefined ? [] : [first]),
    ...(tail === '' ? [] : [asText(tail, end)]),
  ];
  addText(build, name, end, texts);
  return true;
}

/** Methods that tell a chat which is already made what it says before all else. */
const TELLS_CHAT = /^with_instructions$/;

/** Keeps book of `chat.with_instructions("...")`: from there on the chat is one that was made with them. */
function noteTold(build: Builder, name: string, { callee, args, start, end }: CallValue): void {
  const made = givenTo(build, name);
  if (made?.kind !== 'call' || callee.kind !== 'member') return;
  const first = chained(made);
  const told = asArgument(callee, args.slice(0, 1), { start, end });
  const value: Value = { ...made, callee: first.callee, args: [...first.args, ...told] };
  build.add(name, 'set', end, value);
}

/** Keeps book of `list.append(item)` and its kin. */
export function noteAdded(build: Builder, call: CallValue): void {
  const { callee, args } = call;
  if (callee.kind !== 'member' || noteWritten(build, call)) return;
  const speaks = ADDS_MESSAGE.test(callee.name);
  const owner = callee.object;
  const name =
    owner.kind === 'name'
      ? owner.name
      : owner.kind === 'member' && isSelf(owner.object)
        ? `this.${owner.name}`
        : null;
  if (name === null) noteFieldAdded(build, call, owner);
  if (name === null || args.length === 0) return;
  if (TELLS_CHAT.test(callee.name)) {
    noteTold(build, name, call);
    return;
  }
  const isAdded = LIST_ADDERS.test(callee.name) && holdsList(build, name);
  const adder = Object.hasOwn(ADDERS, callee.name) ? ADDERS[callee.name]! : null;
  const kind = speaks || isAdded ? 'add' : adder;
  if (kind === null) return;
  if (speaks) {
    const { start, end } = call;
    build.add(name, 'add', end, { kind: 'list', items: [call], tuple: false, start, end });
    return;
  }
  const given = args.map((a): Value =>
    a.spread ? { ...a.value, kind: 'spread', value: a.value } : a.value,
  );
  const first = given[0]!;
  // `insert(0, x)` puts before, any other place is taken for the end.
  const inserted = callee.name === 'insert';
  const items = inserted ? given.slice(1) : given;
  const value: Value = /^(?:extend|addAll|AddRange)$/.test(callee.name)
    ? first
    : { kind: 'list', items, tuple: false, start: given[0]!.start, end: given.at(-1)!.end };
  const front = kind === 'front' && (!inserted || (first.kind === 'literal' && first.value === 0));
  build.add(name, front ? 'front' : 'add', call.end, value);
}

/** Keeps book of `options.Messages.Add(message)`: the list in the record, with the message behind what is in it. */
function noteFieldAdded(build: Builder, { callee, args, end }: CallValue, owner: Value): void {
  const [given] = args;
  if (callee.kind !== 'member' || !/^[aA]dd$/.test(callee.name) || given === undefined) return;
  if (owner.kind !== 'member' || owner.object.kind !== 'name') return;
  if (!FIELD_LISTS.test(owner.name)) return;
  const before = fieldOf(build, owner.object.name, owner.name);
  // Each addition keeps a list of its own.
  if (before === null || before.length >= MAX_ADDED) return;
  const items = [...before, given.value];
  const { start } = items[0]!;
  noteEntry(build, owner, end, { kind: 'list', items, tuple: false, start, end: given.value.end });
}

/** The items of a list in a variable's record, by the last that was noted of it; null where the variable holds no record. */
function fieldOf(build: Builder, name: string, field: string): readonly Value[] | null {
  let scope: Builder['scope'] | null = build.scope;
  while (scope !== null && !scope.names.has(name)) scope = scope.parent;
  const all = scope?.names.get(name) ?? [];
  const from = all.findLastIndex((b) => b.kind === 'set');
  const made = all[from]?.value ?? null;
  if (made?.kind !== 'record' && made?.kind !== 'call') return null;
  const own = made.kind === 'call' ? made.args : made.entries;
  const later = all
    .slice(from + 1)
    .flatMap(({ kind, value }) =>
      kind === 'field' && value?.kind === 'record' ? value.entries : [],
    );
  const list = [...own, ...later].findLast((e) => e.name === field)?.value;
  return list?.kind === 'list' ? list.items : [];
}

/** Keeps book of `x["key"] = value` and `x.key = value`. */
export function noteEntry(build: Builder, target: Value, at: number, value: Value): void {
  if (target.kind !== 'member' || target.object.kind !== 'name') return;
  const { start } = target;
  // Without the place of a name: it is no argument that could be renamed or taken out where it stands.
  const entry: Entry = {
    name: target.name,
    nameRange: null,
    spread: false,
    value,
    start,
    end: value.end,
  };
  const record: Value = { kind: 'record', entries: [entry], start, end: value.end };
  build.add(target.object.name, 'field', at, record);
}
