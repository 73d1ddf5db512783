import type { Injected } from '../model/session';
import { firstLine } from '../text/firstLine';
import { CLIENT_RULES, type ClientRules } from './wordRules';

/** A message in the user's name, taken apart. */
export interface MessageWords {
  /** What the user wrote, trimmed; '' when all of it is the client's. */
  readonly own: string;
  readonly injected: readonly Injected[];
  /** A slash command that the user gave ("/review src"), `null` without one. */
  readonly command: string | null;
}

/** The rules that hold for the logs of one format. */
export interface WordRules {
  readonly blocks: ReadonlySet<string>;
  readonly wrappers: ReadonlySet<string>;
  readonly clients: readonly ClientRules[];
}

/** Messages longer than this are looked at from their beginning only. */
const MAX_MESSAGE = 1_000_000;
const PREVIEW = 160;
const LONGEST_TAG = 400;

/** The rules of the client that writes a format, or of all clients for a format that any of them may write. */
export function rulesFor(format: string): WordRules {
  const named = CLIENT_RULES.filter((rules) => rules.formats.includes(format));
  const clients = named.length > 0 ? named : CLIENT_RULES;
  return {
    blocks: new Set(clients.flatMap((rules) => rules.blocks ?? [])),
    wrappers: new Set(clients.flatMap((rules) => rules.wrappers ?? [])),
    clients,
  };
}

/** A stretch that the client wrote. */
export function injectedBy(rule: string, text: string): Injected {
  return { rule, chars: text.length, preview: firstLine(text, PREVIEW) };
}

/** Separates what the user wrote from what the client put beside it. Linear in the text. */
export function takeApart(message: string, rules: WordRules): MessageWords {
  const text = message.slice(0, MAX_MESSAGE);
  const start = text.trimStart();
  for (const client of rules.clients) {
    const whole = client.whole?.find((rule) => start.startsWith(rule.start));
    if (whole) return { own: '', injected: [injectedBy(whole.rule, text)], command: null };
    const heading = client.headings?.find((rule) => start.startsWith(rule.start));
    if (!heading) continue;
    const [before, after] = cutAt(start, heading.words);
    const rest = withoutTags(after, rules);
    return { ...rest, injected: [injectedBy(heading.rule, before), ...rest.injected] };
  }
  return withoutTags(text, rules);
}

/** The text before the last of these lines, and after it. */
function cutAt(text: string, lines: readonly string[]): readonly [string, string] {
  for (const line of lines) {
    const from = text.lastIndexOf(line);
    if (from >= 0) return [text.slice(0, from), text.slice(from + line.length)];
  }
  return [text, ''];
}

function withoutTags(text: string, rules: WordRules): MessageWords {
  const injected: Injected[] = [];
  const free: string[] = [];
  const wrapped: string[] = [];
  let from = 0;
  for (const tag of topTags(text, rules)) {
    const inner = text.slice(tag.inner, tag.innerEnd);
    free.push(text.slice(from, tag.start));
    if (rules.wrappers.has(tag.name)) wrapped.push(inner);
    else injected.push(injectedBy(tag.name, inner));
    from = tag.end;
  }
  free.push(text.slice(from));
  const command = commandOf(text);
  if (wrapped.length === 0) return { own: joined(free), injected, command };
  const around = joined(free);
  const parts = wrapped.map((part) => withoutTags(part, rules));
  return {
    own: joined(parts.map((part) => part.own)),
    injected: [
      ...(around === '' ? [] : [injectedBy('around', around)]),
      ...injected,
      ...parts.flatMap((part) => part.injected),
    ],
    command,
  };
}

function joined(parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n');
}

interface Tag {
  readonly name: string;
  readonly start: number;
  readonly inner: number;
  readonly innerEnd: number;
  readonly end: number;
}

/** Pairs of known tags that are not inside another one. */
function topTags(text: string, rules: WordRules): readonly Tag[] {
  const tags: Tag[] = [];
  // A closing tag that is nowhere after one place is nowhere after a later one: no text is searched twice for it.
  const unclosed = new Set<string>();
  let at = text.indexOf('<');
  while (at >= 0) {
    const tag = tagAt(text, at, rules, unclosed);
    if (tag !== null) tags.push(tag);
    at = text.indexOf('<', tag?.end ?? at + 1);
  }
  return tags;
}

function tagAt(text: string, start: number, rules: WordRules, unclosed: Set<string>): Tag | null {
  const named = /^<([\w:-]+(?: instructions)?)[ \t>]/.exec(text.slice(start, start + 60))?.[1];
  if (named === undefined) return null;
  const name = rules.blocks.has(named) ? named : (named.split(' ')[0] ?? '');
  const isWrapper = rules.wrappers.has(name);
  if (!rules.blocks.has(name) && !isWrapper) return null;
  const close = text.slice(start, start + LONGEST_TAG).indexOf('>');
  // A tag in the middle of a sentence is spoken about.
  if (close < 0 || (isWrapper && !beginsLine(text, start))) return null;
  const inner = start + close + 1;
  const closing = `</${name}>`;
  const innerEnd = unclosed.has(name) ? -1 : text.indexOf(closing, inner);
  if (innerEnd >= 0) return { name, start, inner, innerEnd, end: innerEnd + closing.length };
  unclosed.add(name);
  if (isWrapper || !beginsLine(text, start)) return null;
  // A block that was cut off reaches to the end.
  return { name, start, inner, innerEnd: text.length, end: text.length };
}

function beginsLine(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === '\n' || text[at - 1] === '>';
}

/** Claude Code's record of a slash command. */
function commandOf(text: string): string | null {
  const name = inside(text, 'command-name');
  if (name === null || name === '') return null;
  const args = inside(text, 'command-args') ?? '';
  const command = name.startsWith('/') ? name : `/${name}`;
  return args === '' ? command : `${command} ${args}`;
}

function inside(text: string, tag: string): string | null {
  const from = text.indexOf(`<${tag}>`);
  const to = from < 0 ? -1 : text.indexOf(`</${tag}>`, from);
  return to < 0 ? null : text.slice(from + tag.length + 2, to).trim();
}
