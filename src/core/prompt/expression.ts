import type { StringPart, Token } from './lexer';
import type { TextRange } from './model';

/** `name=value`, `name: value` or `"name": value`. */
export interface Entry extends TextRange {
  readonly name: string;
  readonly nameRange: TextRange;
  readonly value: Value;
}

/** What an expression of the code says without running it. Unknown parts are `other`, as written. */
export type Value = TextRange &
  (
    | { readonly kind: 'string'; readonly parts: readonly StringPart[] }
    | { readonly kind: 'literal'; readonly value: number | boolean | null }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'list'; readonly items: readonly Value[] }
    | { readonly kind: 'record'; readonly entries: readonly Entry[] }
    | {
        readonly kind: 'call';
        readonly callee: string;
        readonly source: string;
        readonly args: readonly Value[];
        readonly entries: readonly Entry[];
      }
    /** Texts put one after the other, not all of them known. */
    | { readonly kind: 'sum'; readonly terms: readonly Value[] }
    | { readonly kind: 'other'; readonly source: string }
  );

/** The tokens of a document with the partner of each bracket (-1 where there is none). */
export interface Source {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly partner: readonly number[];
  /** Index of the innermost open bracket around each token, -1 at the top. */
  readonly parent: readonly number[];
}

const CLOSES: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Pairs the brackets. A closing bracket that fits no open one is ignored, an unclosed one ends where its parent does. */
export function pairBrackets(text: string, tokens: readonly Token[]): Source {
  const partner = new Array<number>(tokens.length).fill(-1);
  const parent = new Array<number>(tokens.length).fill(-1);
  const open: number[] = [];
  tokens.forEach((token, i) => {
    if (token.kind === 'close') {
      const wanted = CLOSES[token.text];
      // An unclosed bracket inside is given up, at most the last few: hostile input stays linear.
      const depth = open.slice(-4).findLastIndex((o) => tokens[o]!.text === wanted);
      if (depth >= 0) {
        const from = Math.max(0, open.length - 4) + depth;
        const at = open[from]!;
        open.length = from;
        partner[at] = i;
        partner[i] = at;
      }
    }
    parent[i] = open.at(-1) ?? -1;
    if (token.kind === 'open') open.push(i);
  });
  return { text, tokens, partner, parent };
}

const MAX_DEPTH = 40;

/** Index after the value that starts at token `at`: the next comma or unpaired close at its depth, or `end`. */
function valueEnd(source: Source, at: number, end: number): number {
  let i = at;
  while (i < end) {
    const token = source.tokens[i]!;
    if (token.kind === 'open') {
      const close = source.partner[i]!;
      if (close < 0) return end;
      i = close;
    } else if (token.text === ',' || token.text === ';' || token.kind === 'close') return i;
    i++;
  }
  return end;
}

function span(source: Source, at: number, end: number): TextRange {
  const first = source.tokens[at]!;
  return { start: first.start, end: source.tokens[Math.max(at, end - 1)]!.end };
}

function other(source: Source, at: number, end: number): Value {
  const range = span(source, at, end);
  return { kind: 'other', source: source.text.slice(range.start, range.end), ...range };
}

const LITERALS = new Map<string, boolean | null>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['null', null],
  ['None', null],
]);

/** Values put one after the other: one string where all of them are strings. */
export function sum(terms: readonly Value[], range: TextRange): Value {
  const strings = terms.filter((term) => term.kind === 'string');
  return strings.length < terms.length
    ? { kind: 'sum', terms, ...range }
    : { kind: 'string', parts: strings.flatMap((term) => term.parts), ...range };
}

/** Parses the tokens `at..end` as one expression. Whatever is not understood is `other`, never an error. */
export function parseValue(source: Source, at: number, end: number, depth = 0): Value {
  if (at >= end) return { kind: 'other', source: '', start: 0, end: 0 };
  if (depth > MAX_DEPTH) return other(source, at, end);
  const terms: Value[] = [];
  let strings = 0;
  let i = at;
  while (i < end) {
    const stop = termEnd(source, i, end);
    const term = parseTerm(source, i, stop, depth);
    if (term.kind === 'string' || term.kind === 'sum') strings++;
    terms.push(term);
    const next = source.tokens[stop];
    const adjacent = term.kind === 'string' && next?.kind === 'string';
    if (stop < end && next?.text !== '+' && !adjacent) return other(source, at, end);
    i = next?.text === '+' && stop < end ? stop + 1 : stop;
  }
  if (terms.length === 1) return terms[0]!;
  return strings > 0 ? sum(terms, span(source, at, end)) : other(source, at, end);
}

/** Whether a template literal follows what can be its tag (`dedent`, `String.raw`, `outdent({})`). */
function isTagged(source: Source, at: number): boolean {
  const before = source.tokens[at - 1]?.kind;
  return source.text[source.tokens[at]!.start] === '`' && (before === 'name' || before === 'close');
}

/** Index of the literal that a term starts with or that its tag belongs to, -1 where there is none. */
function literalIn(source: Source, at: number, end: number): number {
  if (source.tokens[at]!.kind === 'string') return at;
  for (let i = at; i < end; i++) {
    if (i > at && isTagged(source, i)) return i;
    if (source.tokens[i]!.kind === 'open') i = Math.max(i, source.partner[i]!);
  }
  return -1;
}

/** Index after a term: a literal with its tag, a bracketed expression, or a chain of names, members and calls. */
function termEnd(source: Source, at: number, end: number): number {
  const first = source.tokens[at]!;
  let i = at + 1;
  if (first.kind === 'open') {
    const close = source.partner[at]!;
    i = close < 0 ? end : close + 1;
  }
  while (i < end) {
    const token = source.tokens[i]!;
    const joined = token.text === '.' || token.text === '?.';
    if (joined) i += 2;
    else if (isTagged(source, i)) i++;
    else if (token.kind === 'open' && first.kind !== 'sign' && token.text !== '{') {
      const close = source.partner[i]!;
      i = close < 0 ? end : close + 1;
    } else if (first.kind === 'name' && ['await', 'new'].includes(first.text) && i === at + 1) i++;
    else if (first.text === '-' && token.kind === 'number') i++;
    else break;
  }
  return Math.min(i, end);
}

function parseTerm(source: Source, at: number, end: number, depth: number): Value {
  const { tokens, partner } = source;
  const first = tokens[at]!;
  const range = span(source, at, end);
  const single = end === at + 1;
  const literal = literalIn(source, at, end);
  if (literal >= 0) {
    const called = tokens[literal + 1];
    // A template or a triple-quoted string with a method on it (`.trim()`, `.format(...)`): the text is what counts.
    const joins = tokens[literal + 2]?.text === 'join';
    if (literal === end - 1 || (called?.text === '.' && !joins))
      return { kind: 'string', parts: tokens[literal]!.parts, ...range };
  }
  if (single && first.kind === 'number')
    return { kind: 'literal', value: Number(first.text.replace(/_/g, '')), ...range };
  if (first.text === '-' && end === at + 2)
    return { kind: 'literal', value: -Number(tokens[at + 1]!.text), ...range };
  if (single && first.kind === 'name') {
    const literal = LITERALS.get(first.text);
    if (literal !== undefined) return { kind: 'literal', value: literal, ...range };
    return { kind: 'name', name: first.text, ...range };
  }
  if (first.kind === 'open' && partner[at] === end - 1) {
    if (first.text === '[') return { kind: 'list', items: parseItems(source, at, depth), ...range };
    if (first.text === '{')
      return { kind: 'record', entries: parseEntries(source, at, depth), ...range };
    const items = parseItems(source, at, depth);
    if (items.length > 1) return { kind: 'list', items, ...range };
    return { ...parseValue(source, at + 1, end - 1, depth + 1), ...range };
  }
  const last = tokens[end - 1]!;
  if (last.text === ')' && partner[end - 1]! > at) {
    const opening = partner[end - 1]!;
    return {
      kind: 'call',
      callee: calleeBefore(source, opening) ?? '',
      source: source.text.slice(range.start, range.end),
      args: parseItems(source, opening, depth),
      entries: parseEntries(source, opening, depth),
      ...range,
    };
  }
  return other(source, at, end);
}

/** The dotted name that is called by the bracket at `opening`, as written; null where there is none. */
export function calleeBefore(source: Source, opening: number): string | null {
  const { tokens, text, partner } = source;
  let i = opening - 1;
  let start = -1;
  for (let steps = 0; i >= 0 && steps < 24; steps++) {
    const token = tokens[i]!;
    if (token.kind === 'name') {
      start = token.start;
      if (!['.', '?.'].includes(tokens[i - 1]?.text ?? '')) break;
      i -= 2;
    } else if (token.kind === 'close' && partner[i]! > 0) {
      i = partner[i]! - 1;
    } else break;
  }
  const end = tokens[opening - 1]?.end ?? 0;
  return start < 0 || start >= end ? null : text.slice(start, end).slice(-200);
}

/** The values of a bracket that have no name: list items, positional arguments. */
export function parseItems(source: Source, opening: number, depth: number): readonly Value[] {
  const items: Value[] = [];
  eachSlot(source, opening, (at, end) => {
    if (entryName(source, at) === null) items.push(parseValue(source, at, end, depth + 1));
  });
  return items;
}

/** The named values of a bracket: object properties, dictionary items, keyword arguments. */
export function parseEntries(source: Source, opening: number, depth: number): readonly Entry[] {
  const entries: Entry[] = [];
  eachSlot(source, opening, (at, end) => {
    const { tokens } = source;
    const key = tokens[at]!;
    const name = entryName(source, at);
    const nameRange = { start: key.start, end: key.end };
    const until = source.tokens[end - 1]!.end;
    if (name !== null && at + 2 < end) {
      const value = parseValue(source, at + 2, end, depth + 1);
      entries.push({ name, nameRange, value, start: key.start, end: until });
    } else if (key.kind === 'name' && end === at + 1 && tokens[opening]!.text === '{') {
      // `{ model, messages }`: the name is the value.
      const value: Value = { kind: 'name', name: key.text, ...nameRange };
      entries.push({ name: key.text, nameRange, value, start: key.start, end: until });
    }
  });
  return entries;
}

/** The name of the entry that starts at token `at`, null for a bare value. */
export function entryName(source: Source, at: number): string | null {
  const key = source.tokens[at];
  const sign = source.tokens[at + 1]?.text;
  if (sign !== ':' && sign !== '=') return null;
  if (key?.kind === 'name') return key.text;
  if (key?.kind !== 'string' || sign !== ':') return null;
  return key.parts.map((p) => p.text).join('');
}

/** Visits what stands between the commas of a bracket, by its first token and the one after its last. */
export function eachSlot(
  source: Source,
  opening: number,
  visit: (at: number, end: number) => void,
): void {
  const close = source.partner[opening]!;
  const last = close < 0 ? source.tokens.length : close;
  for (let i = opening + 1; i < last;) {
    const end = valueEnd(source, i, last);
    if (end > i) visit(i, end);
    i = end + 1;
  }
}
