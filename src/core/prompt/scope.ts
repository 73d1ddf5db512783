import { parseValue, sum, type Source, type Value } from './expression';
import { expressionEnds, findFunctions, type FunctionRange } from './functions';
import type { Syntax } from './lexer';

/** Looks up what a name stands for at an offset (`SYSTEM = """..."""`, `const messages = [...]`). */
export interface Scope {
  /**
   * The value last assigned before the offset in the innermost function that knows the name, with what was added since (`+=`); else
   * the first one assigned after it. Null for a name that is not assigned in sight, or stands for a parameter.
   */
  resolve(name: string, before: number): Value | null;
  /** Whether a function that is declared here has its parameters in the bracket at this token. */
  declares(opening: number): boolean;
}

/** A place where a name gets a value: the token where the value starts, or the name's own where the value is unknown. */
interface Binding {
  readonly kind: 'set' | 'add' | 'unknown';
  readonly at: number;
}

/** What the names of a function, or of the whole document, stand for. */
interface Frame {
  readonly parent: Frame | null;
  readonly body: number;
  readonly end: number;
  readonly names: Map<string, Binding[]>;
}

/** Bounds that keep hostile code linear: places a name has in a function, functions around a place. */
const MAX_PLACES = 64;
const MAX_FRAMES = 40;

/** Characters of code that all lookups may bring in: names that name each other could double without end. */
const BUDGET = 4_000_000;
const LOOKUP_COST = 100;

/** Collects the assignments of a document in one pass; values are parsed only when asked for. */
export function makeScope(source: Source, syntax: Syntax): Scope {
  const { tokens } = source;
  const ends = expressionEnds(source);
  const functions = findFunctions(source, syntax, ends);
  const frames = framesOf(source, functions);
  const openings = new Set(functions.map((f) => f.start));
  const parsed = new Map<number, Value>();
  let budget = BUDGET;

  tokens.forEach((token, i) => {
    const binding = bindingAt(source, syntax, i);
    if (binding === null || i < frames[i]!.body) return;
    bind(binding.kind === 'add' ? owner(frames[i]!, token.text) : frames[i]!, token.text, binding);
  });

  const isTuple = (at: number): boolean =>
    syntax === 'python' && tokens[ends[at]!]?.text === ',' && source.parent[at]! < 0;
  const parse = (at: number): Value => {
    const value = parsed.get(at) ?? parseValue(source, at, ends[at]!);
    parsed.set(at, value);
    return value;
  };
  const endOf = ({ kind, at }: Binding): number =>
    tokens[kind === 'unknown' ? at : Math.max(at, ends[at]!) - 1]?.end ?? Infinity;

  /** The value that the binding at `index` gives, with the additions that follow it until an offset; -1 for none in sight. */
  function valueOf(name: string, all: readonly Binding[], index: number, until: number) {
    const base = all[index];
    const added: Value[] = [];
    for (const b of all.slice(index + 1)) {
      if (b.kind !== 'add' || endOf(b) > until) break;
      if (ends[b.at]! > b.at) added.push(parse(b.at));
    }
    budget -= added.length * LOOKUP_COST;
    const known = base?.kind === 'set' && !isTuple(base.at) ? parse(base.at) : null;
    return added.length === 0 ? known : extend(name, known, added);
  }

  function lookUp(name: string, before: number): Value | null {
    const around = chain(frames[tokenAt(source, before)]);
    for (const frame of around) {
      const all = frame.names.get(name) ?? [];
      const last = all.findLastIndex((b) => endOf(b) <= before);
      if (last < 0) continue;
      const base = all.findLastIndex((b, i) => i <= last && b.kind !== 'add');
      return valueOf(name, all, base, before);
    }
    for (const frame of around) {
      const all = frame.names.get(name) ?? [];
      const first = all.findIndex((b) => b.kind !== 'add' && (tokens[b.at]?.start ?? 0) > before);
      if (first >= 0) return valueOf(name, all, first, Infinity);
    }
    return null;
  }

  return {
    resolve(name, before) {
      if (budget <= 0) return null;
      const value = lookUp(name, before);
      budget -= LOOKUP_COST + (value === null ? 0 : value.end - value.start);
      return value;
    },
    declares: (opening) => openings.has(opening),
  };
}

/** A value with what is added to it later; where it is not known itself it stays its name. */
function extend(name: string, known: Value | null, added: readonly Value[]): Value {
  const { start } = known ?? added[0]!;
  const range = { start, end: added.at(-1)!.end };
  if (known?.kind === 'list') {
    const more = added.flatMap((v) => (v.kind === 'list' ? v.items : [v]));
    return { kind: 'list', items: [...known.items, ...more], ...range };
  }
  const first: Value = known ?? { kind: 'other', source: name, start, end: start };
  return sum([first, ...added], range);
}

/** The innermost frame of each token. */
function framesOf(source: Source, functions: readonly FunctionRange[]): readonly Frame[] {
  let frame: Frame = { parent: null, body: 0, end: Infinity, names: new Map() };
  let next = 0;
  return source.tokens.map((_, i) => {
    while (frame.parent !== null && i >= frame.end) frame = frame.parent;
    for (let f = functions[next]; f?.start === i; f = functions[++next]) {
      frame = { parent: frame, body: f.body, end: f.end, names: new Map() };
      for (const name of f.parameters) bind(frame, name, { kind: 'unknown', at: i });
    }
    return frame;
  });
}

function bind(frame: Frame, name: string, binding: Binding): void {
  const places = frame.names.get(name) ?? [];
  if (places.length >= MAX_PLACES) places.shift();
  places.push(binding);
  frame.names.set(name, places);
}

function chain(innermost: Frame | undefined): readonly Frame[] {
  const frames: Frame[] = [];
  for (let f = innermost ?? null; f !== null && frames.length < MAX_FRAMES; f = f.parent)
    frames.push(f);
  return frames;
}

/** The frame whose variable an addition changes: the nearest that has assigned the name. */
const owner = (frame: Frame, name: string): Frame =>
  chain(frame).find((f) => f.names.has(name)) ?? frame;

/** Index of the last token that starts at or before an offset; 0 where none does. */
function tokenAt({ tokens }: Source, offset: number): number {
  let low = 0;
  let high = tokens.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (tokens[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What the name at a token is given there, null where it is only used. */
function bindingAt(source: Source, syntax: Syntax, at: number): Binding | null {
  const { tokens, parent } = source;
  const before = tokens[at - 1]?.text ?? '';
  const after = tokens[at + 1]?.text;
  if (tokens[at]!.kind !== 'name' || before === '.') return null;
  if (after === '+=') return { kind: 'add', at: at + 2 };
  const loops =
    syntax === 'python'
      ? before === 'for' && after === 'in' && parent[at]! < 0
      : ['const', 'let', 'var'].includes(before) && (after === 'of' || after === 'in');
  if (loops) return { kind: 'unknown', at };
  const equals = after === '=' ? at + 1 : typedEquals(source, at);
  const inCall = parent[at]! >= 0 && tokens[parent[at]!]!.text === '(';
  return equals === null || inCall ? null : { kind: 'set', at: equals + 1 };
}

/** The equals sign after a short type annotation (`const system: string = ...`), null where there is none. */
function typedEquals(source: Source, at: number): number | null {
  if (source.tokens[at + 1]?.text !== ':') return null;
  for (let i = at + 2; i < at + 10; i++) {
    const sign = source.tokens[i]?.text;
    if (sign === '=') return i;
    if (sign === undefined || [',', ';', '(', ')', '{', '}'].includes(sign)) return null;
  }
  return null;
}
