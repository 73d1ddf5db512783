import { parser } from '@lezer/json';
import type { TextRange } from '../model';
import { Builder, rangeOf } from './builder';
import { JSON_READERS } from './data';
import { DocumentEnds } from './documentEnds';
import { masked, objectEnd, objectsIn } from './embedded';
import { readJavascript } from './javascript';
import { cooked, textPart } from './literals';
import { readCommands } from './shellCommands';
import { IN_WORD, ShellWords, partOf, valueOf, variableOf, type ShellWord } from './shellWords';
import { DROPPED, unspliced } from './splices';
import type { Program, StringPart, Value } from './value';

const ASSIGNS =
  /(?<=^|[\n;][ \t]{0,40}|\b(?:export|local|readonly|declare|typeset) {1,3}(?:-\w {1,3})?)([A-Za-z_]\w{0,60})=(?=[^\s;])/g;
/** What gives variables a value that nobody knows: `for name in ...`, `read -r first second`. */
const TAKES =
  /\bfor[ \t]{1,3}([A-Za-z_]\w{0,60})[ \t]{1,3}in\b|\bread\b(?:[ \t]{1,3}-\w{1,3}(?:[ \t]{1,3}(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'|\d{1,5}))?){0,4}((?:[ \t]{1,3}[A-Za-z_]\w{0,60}){1,5})/g;
/** The word of a here document, in quotes or not. */
const DOCUMENT_WORD = /(?<!<)<<-?[ \t]{0,3}(['"\\]?)([A-Za-z_]\w{0,40})/g;
/** What is read is a here document on the next lines. */
const READ_FROM = /^[ \t]{0,5}<<-?[ \t]{0,3}(['"\\]?)(\w{1,40})/;
const PRINTS = /\bprintf\s{1,5}(?:-v\s{1,3}\w{1,60}\s{1,3}|--\s{1,3})?(['"])\s{0,20}$/;
const DIRECTIVE = /%(?:%|[-0-9.]{0,6}[sdifqb])/g;
const JQ_OBJECT = /'\s{0,200}(?=\{\s{0,200}"?[A-Za-z_]\w{0,40}"?\s{0,20}:)/g;
const JQ_ARGUMENT = /--(?:arg|argjson)\s{1,10}(\w{1,60})\s{1,10}/g;
/** How far before its program the options of `jq` are looked for. */
const MAX_OPTIONS = 1_500;

/** Request bodies in a shell script: JSON that is quoted, spliced, printed or stands in a here document, and what `jq -n` builds. */
export function readShell(text: string): Program {
  const plain = unspliced(text);
  const ends = new DocumentEnds(text);
  const all = documentsIn(text, ends);
  const documents = all.filter((d) => d.quoted);
  const queries = queriesIn(text);
  const objects = outside(objectsIn(plain), queries);
  const literal = objects.filter((o) => isQuoted(text, o.start) || isWithin(documents, o.start));
  const build: Builder = new Builder(text, {
    ...JSON_READERS,
    String: (node, own) => {
      const range = rangeOf(node);
      return stringOf(range, own, { plain, printed, isLiteral: isWithin(literal, range.start) });
    },
  });
  const words = new ShellWords(text, build.scope, ends);
  for (const { name, at, value } of givenIn(text, words))
    build.bind(variableOf(name), value === null ? 'unknown' : 'set', at, value);
  const printed = new Map(objects.flatMap((o) => [...directives(text, plain, o, words)]));
  readCommands(build, words, (at) => isWithin(all, at));
  const json = build.run(parser, masked(plain, objects));
  return queries.length === 0 ? json : joined(json, built(text, queries, words));
}

/** A variable and what it is given from a place on; null where only the running script knows. */
interface Given {
  readonly name: string;
  readonly at: number;
  readonly value: Value | null;
}

/** Where the variables of a script are given something, in order: assignments, loops over words, and what is read. */
function givenIn(text: string, words: ShellWords): readonly Given[] {
  const found: Given[] = [];
  for (const m of text.matchAll(ASSIGNS)) {
    const word = words.word(m.index + m[0].length);
    if (word === null) continue;
    found.push({ name: m[1]!, at: word.end, value: isSaid(word) ? valueOf(word) : null });
  }
  const documents = new ReadDocuments(text, words);
  for (const m of text.matchAll(TAKES)) {
    const document = m[1] === undefined ? documents.behind(m.index + m[0].length) : null;
    for (const name of (m[1] ?? m[2]!).trim().split(/[ \t]+/))
      found.push({ name, at: m.index, value: document });
  }
  return found.sort((a, b) => a.at - b.at);
}

/** The here documents that variables are read from: `read -r -d '' PROMPT <<EOF`. */
class ReadDocuments {
  /** Behind the last one: they do not stand in each other. */
  private from = 0;

  constructor(
    private readonly text: string,
    private readonly words: ShellWords,
  ) {}

  /** The document that is put behind a command on its line; null where none is. */
  behind(at: number): Value | null {
    if (at < this.from) return null;
    const found = READ_FROM.exec(this.text.slice(at, at + 80));
    const document = found === null ? null : this.words.document(found[2]!, at, found[1] !== '');
    if (document === null) return null;
    this.from = document.end;
    return { kind: 'string', ...document };
  }
}

/** The stretches of a list in order that begin in none of another. */
function outside(all: readonly TextRange[], of: readonly TextRange[]): readonly TextRange[] {
  return all.filter(({ start }) => !isWithin(of, start));
}

/** Whether a place stands in one of some stretches, which are in order and do not touch. */
function isWithin(stretches: readonly TextRange[], at: number): boolean {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stretches[middle]!.start <= at) low = middle + 1;
    else high = middle;
  }
  return low > 0 && at < stretches[low - 1]!.end;
}

/** Whether an object stands in single quotes, in which nothing is filled in. */
const isQuoted = (text: string, start: number): boolean =>
  /'[\s[]{0,200}$/.test(text.slice(Math.max(0, start - 200), start));

/** The texts of here documents, and whether their word is quoted: then nothing is filled in there either. */
function documentsIn(
  text: string,
  ends: DocumentEnds,
): readonly (TextRange & { quoted: boolean })[] {
  const found: (TextRange & { quoted: boolean })[] = [];
  let line = -1;
  for (const m of text.matchAll(DOCUMENT_WORD)) {
    if (line < m.index) line = text.indexOf('\n', m.index);
    if (line < 0) break;
    const close = line < (found.at(-1)?.end ?? 0) ? null : ends.after(m[2]!, line);
    if (close !== null) found.push({ start: line, end: close.start, quoted: m[1] !== '' });
  }
  return found;
}

/** A variable that is given what only the running script knows is none that could be filled in. */
const isSaid = ({ parts }: ShellWord): boolean =>
  parts.some((p) => p.kind === 'text' || p.value !== null);

/** What stands for the signs of a format: `printf '{"model":"%s"}' "$MODEL"`. */
function directives(
  text: string,
  plain: string,
  { start, end }: TextRange,
  words: ShellWords,
): ReadonlyMap<number, ShellWord> {
  const quote = PRINTS.exec(text.slice(Math.max(0, start - 100), start))?.[1];
  const close = quote === undefined ? -1 : text.slice(end, end + 20).indexOf(quote);
  const found = new Map<number, ShellWord>();
  if (close < 0) return found;
  const given = words.words(end + close + 1);
  let next = 0;
  for (const m of plain.slice(start, end).matchAll(DIRECTIVE)) {
    if (m[0] === '%%') continue;
    const word = given[next++];
    if (word !== undefined) found.set(start + m.index, word);
  }
  return found;
}

const HOLE = new RegExp(`${DROPPED}|%[-0-9.]{0,6}[sdifqb]|${IN_WORD.source}`, 'g');

/** The script that a string of JSON stands in. */
interface Around {
  readonly plain: string;
  readonly printed: ReadonlyMap<number, ShellWord>;
  /** Whether only what stands between quoted pieces is filled in. */
  readonly isLiteral: boolean;
}

/** A string of JSON with the variables of the script and what is printed into it. */
function stringOf(range: TextRange, build: Builder, around: Around): Value {
  const { plain, printed, isLiteral } = around;
  const from = range.start + 1;
  const to = Math.max(from, range.end - (plain[range.end - 1] === '"' ? 1 : 0));
  const parts: StringPart[] = [];
  const text = (a: number, b: number) => textPart(cooked(plain, a, b, 'javascript'));
  let at = from;
  for (const m of plain.slice(from, to).matchAll(HOLE)) {
    const start = from + m.index;
    const word = printed.get(start);
    if (m[0].startsWith('%') && word === undefined) continue;
    if (isLiteral && m[0].startsWith('$') && plain[start - 1] !== DROPPED) continue;
    parts.push(...text(at, start));
    at = start + m[0].length;
    if (word !== undefined) parts.push(...word.parts);
    else if (m[0] !== DROPPED) parts.push(partOf(m, start, build.scope));
  }
  parts.push(...text(at, to));
  const [only] = parts;
  // A variable alone may hold the model's id.
  if (parts.length === 1 && only?.kind === 'hole' && only.value !== null) return only.value;
  return build.string({ kind: 'string', parts, ...range });
}

interface Query extends TextRange {
  /** Where the options of its command begin. */
  readonly from: number;
}

/** Objects that `jq` builds from its arguments. */
function queriesIn(text: string): readonly Query[] {
  const found: Query[] = [];
  for (const m of text.matchAll(JQ_OBJECT)) {
    const start = m.index + m[0].length;
    if (start < (found.at(-1)?.end ?? 0)) continue;
    const first = Math.max(0, m.index - MAX_OPTIONS, found.at(-1)?.end ?? 0);
    const before = text.slice(first, m.index);
    const command = Math.max(before.lastIndexOf('jq -'), before.lastIndexOf('jq \\'));
    if (command < 0 || !/\s--?(?:n\b|[a-z]*n\b|arg|null-input|argjson)/.test(before.slice(command)))
      continue;
    const end = objectEnd(text, start);
    found.push({ from: first + command, start, end });
  }
  return found;
}

/** The program of `jq`'s objects, which are written like those of JavaScript. */
function built(text: string, queries: readonly Query[], words: ShellWords): Program {
  let blank = '';
  for (const { start, end } of queries) {
    // Each is a statement of its own, in the place of its quotes.
    blank += `${' '.repeat(start - 1 - blank.length)}(${text.slice(start, end)});`;
  }
  const program = readJavascript(blank);
  for (const { from, start } of queries) {
    for (const m of text.slice(from, start).matchAll(JQ_ARGUMENT)) {
      const word = words.word(from + m.index + m[0].length);
      if (word === null) continue;
      const all = program.root.names.get(variableOf(m[1]!)) ?? [];
      all.push({ kind: 'set', at: from, value: valueOf(word), branch: null, from: null });
      program.root.names.set(variableOf(m[1]!), all);
    }
  }
  return program;
}

const joined = (a: Program, b: Program): Program => ({
  ...a,
  calls: [...a.calls, ...b.calls].sort((x, y) => x.start - y.start),
  records: [...a.records, ...b.records].sort((x, y) => x.start - y.start || y.end - x.end),
  strings: [...a.strings, ...b.strings],
  roots: [...a.roots, ...b.roots],
  steps: a.steps + b.steps,
});
