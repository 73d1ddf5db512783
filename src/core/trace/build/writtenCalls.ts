import { findTag, isQuoted } from './quoting';

/** Words, or a call, of an answer that writes its calls as text. */
export type WrittenPart =
  | { readonly kind: 'words'; readonly text: string }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly input: string;
      readonly id: string | null;
    };

interface Found {
  readonly start: number;
  readonly end: number;
  readonly call: WrittenPart;
}

/**
 * The calls that an agent's answer holds as text, with the words between them, in order: gptme's
 * `@shell(call-1): {"command": "ls"}` on a line, Kiro's `<tool_use><name>readFile</name>…</tool_use>`. What is quoted is
 * no call. `null` where there is none.
 */
export function writtenCalls(text: string): readonly WrittenPart[] | null {
  const parts: WrittenPart[] = [];
  const left: Left = { lines: MAX_LINES, unclosed: MAX_UNCLOSED };
  let at = 0;
  for (let n = 0; n < MAX_CALLS; n++) {
    const found = nextCall(text, at, left);
    if (found === null) break;
    addWords(parts, text.slice(at, found.start));
    parts.push(found.call);
    at = found.end;
  }
  if (at === 0) return null;
  addWords(parts, text.slice(at));
  return parts;
}

const MAX_CALLS = 500;
/** Lines that look like calls and are none, in one text: such a text is no log. */
const MAX_LINES = 2_000;
/** Characters that are read for the end of calls that have none. */
const MAX_UNCLOSED = 2_000_000;

/** How much more is tried in a text. */
interface Left {
  lines: number;
  unclosed: number;
}

function addWords(parts: WrittenPart[], words: string): void {
  if (words.trim() !== '') parts.push({ kind: 'words', text: words.trim() });
}

function nextCall(text: string, from: number, left: Left): Found | null {
  const [line, block] = [lineCall(text, from, left), blockCall(text, from)];
  if (line === null || block === null) return line ?? block;
  return line.start <= block.start ? line : block;
}

const LINE = /^@([\w.-]{1,100})\(([\w.-]{1,100})\): ?(?=\{)/gm;

function lineCall(text: string, from: number, left: Left): Found | null {
  LINE.lastIndex = from;
  while (left.lines > 0 && left.unclosed > 0) {
    const match = LINE.exec(text);
    if (match === null) return null;
    const start = match.index;
    const [whole, name = '', id = ''] = match;
    left.lines -= 1;
    // A line inside a code fence shows how a call is written.
    if (isQuoted(text, start, whole.length, from)) continue;
    const json = start + whole.length;
    const end = jsonEnd(text, json, json + left.unclosed);
    if (end < 0) {
      left.unclosed -= text.length - json;
      continue;
    }
    left.lines += 1;
    return { start, end, call: { kind: 'call', name, input: text.slice(json, end), id } };
  }
  return null;
}

/** The end of the JSON object at `from`; negative when it is none, or not closed before `to`. */
function jsonEnd(text: string, from: number, to: number): number {
  let depth = 0;
  let quoted = false;
  for (let i = from; i < Math.min(text.length, to); i++) {
    const c = text[i];
    if (quoted && c === '\\') i += 1;
    else if (c === '"') quoted = !quoted;
    else if (!quoted && c === '{') depth += 1;
    else if (!quoted && c === '}' && --depth === 0) return i + 1;
  }
  return -1;
}

/** Kiro's tag, and gptme's where a model writes XML. */
const BLOCKS = ['tool_use', 'tool-use'];

function blockCall(text: string, from: number): Found | null {
  const found = BLOCKS.flatMap((tag) => taggedCall(text, tag, from) ?? []);
  return found.sort((a, b) => a.start - b.start)[0] ?? null;
}

function taggedCall(text: string, tag: string, from: number): Found | null {
  const [open, end] = [`<${tag}>`, `</${tag}>`];
  const start = findTag(text, open, from);
  const close = start < 0 ? -1 : text.indexOf(end, start);
  if (close < 0) return null;
  const call = callIn(text.slice(start + open.length, close).trim());
  return call === null ? null : { start, end: close + end.length, call };
}

/** `<name>readFile</name><input>…</input>`, or one element that is named like the tool. */
function callIn(inner: string): WrittenPart | null {
  const named = /^<name>([^<]{1,200})<\/name>/.exec(inner);
  const input = named === null ? inner : inner.slice(named[0].length).trim();
  const [, element, words] = /^<([\w-]{1,100})[^<>]{0,200}>([^]*)<\/\1>$/.exec(input) ?? [];
  const name = named?.[1]?.trim() ?? element;
  if (name === undefined) return null;
  return { kind: 'call', name, input: (words ?? input).trim(), id: null };
}
