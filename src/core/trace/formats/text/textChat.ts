import type { FileRecord, TraceDraft } from '../../format';
import { anyOf, REASONING_TAGS } from '../../../text/reasoningTags';
import { chatTurns } from '../../build/chatTemplate';
import { roleOf } from '../../build/content';
import { Conversation } from '../../build/conversation';
import { placeOf } from '../../build/draft';
import { isAsked, isSpoken, splitTagged, turnParts } from '../../build/tags';
import { part, shifted, skipBlank, type TaggedPart } from '../../build/taggedText';
import { splitHeaded } from '../../build/writtenThoughts';
import { partSegment } from '../../build/textSegments';
import type { TraceBuilder } from '../../build/traceBuilder';

/** One turn of a chat that was saved as text. */
export interface TextTurn {
  readonly role: string;
  readonly parts: readonly TaggedPart[];
  readonly truncated: boolean;
  /** A generation of its own, although an answer stands before it (another model was asked, too). */
  readonly alone?: boolean;
  /** What the text says about the turn besides its words. */
  readonly facts?: (trace: TraceBuilder) => void;
}

/** A chat in a text; the parts of its turns point into `text`. */
export interface TextChat {
  readonly text: string;
  readonly turns: readonly TextTurn[];
}

/** Whether somebody reasons in it; a template's hole for reasoning does not count. */
export function isReasoned({ text, turns }: TextChat): boolean {
  return turns.some(({ parts }) => parts.some((p) => isWords(text, p)));
}

function isWords(text: string, { kind, start, end, durationMs }: TaggedPart): boolean {
  if (kind !== 'reasoning') return false;
  const words = text.slice(start, Math.min(end, start + 200)).trim();
  return (words !== '' && !isHole(words)) || durationMs !== undefined;
}

/** `...`, `{reasoning}`, `[your reasoning here]`: where a prompt template wants reasoning. */
export function isHole(words: string): boolean {
  return /^(?:\.{2,4}|…|\{\{?[^{}]{0,80}\}?\}|\[[^[\]]{0,80}\]|<[^<>]{0,80}>)$/.test(words.trim());
}

/** A trace of each turn of the assistant (turns in a row are one generation, unless one says that it is alone); tool turns are its results. */
export function chatTraces({ text, turns }: TextChat, record: FileRecord): readonly TraceDraft[] {
  const conversation = new Conversation();
  const place = placeOf(record);
  let open: TraceBuilder | null = null;
  for (const { role, parts, truncated, alone, facts } of turns) {
    if (isAsked(role)) {
      open = null;
      for (const { start, end } of parts) {
        const words = text.slice(start, end).trim();
        conversation.prompt(roleOf(role) === 'system' ? 'system' : 'user', words);
      }
    } else if (isSpoken(role)) {
      if (alone === true) open = null;
      open ??= conversation.begin();
      open.add(parts.flatMap((p) => partSegment(text, p, place)));
      open.truncated ||= truncated;
      facts?.(open);
    } else {
      open = null;
      for (const { start, end } of parts) {
        conversation.result(text.slice(start, end).trim(), null, false, place);
      }
    }
  }
  return conversation.build();
}

/** A chat that a chat template made; `null` when nobody reasons in it. */
export function templateChat(text: string): TextChat | null {
  const turns = chatTurns(text);
  if (turns === null) return null;
  const chat = {
    text,
    turns: turns.map((turn) => ({ role: turn.role, ...turnParts(text, turn) })),
  };
  return isReasoned(chat) ? chat : null;
}

const ROLE_WORDS =
  'user|human|you|me|prompt|system|assistant|ai|bot|chatbot|model|gpt|chatgpt|deepseek(?:[- ]r1)?|claude|codecompanion|gemini|qwen|mistral|grok|用户|助手|我';
/** A line that names who speaks: `### USER`, `**Assistant:**`, `User: words`, `Assistant (qwen3):`. */
const HEADER = new RegExp(
  `^[ \\t]{0,3}(#{1,6}[ \\t]*|\\*\\*|__)?(?:[\\p{Extended_Pictographic}\\ufe0f\\u200d]{1,6}[ \\t]*)?(?:Message From )?(role[:：][ \\t]?)?(${ROLE_WORDS})` +
    `[ \\t]*(?:\\([^()\\n]{1,80}\\)|@[^\\n:]{1,60})?[ \\t]*(:|：)?(?:\\*\\*|__)?(:|：)?[ \\t]*`,
  'gimu',
);
/** A time behind a heading, and the line below one that holds nothing but a time. */
const WHEN = /^[ \t]{0,4}[—–·|-][ \t]{1,4}\d[\d:.,TZ+ -]{4,40}(?=\r?\n|$)/;
const TIME_LINE =
  /\s{0,20}[*_]{1,2}\d{1,4}[:.-]\d\d[\d:.,TZ+ -]{0,30}(?:[AP]M)?[*_]{1,2}[ \t]*\r?\n/iy;
/** The model among the facts above the first heading. */
const MODEL = /^[-*+> \t]{0,8}(?:\*\*)?Model:?(?:\*\*)?:?[ \t]{1,8}`?([\w./:@-]{2,100})`?[ \t]*$/im;
const HEADERS_WITHIN = 4_000;
const MAX_TURNS = 5_000;

interface PlainTurn {
  readonly role: string;
  /** What marks its header: `##`, `**`. */
  readonly mark: string;
  readonly start: number;
  end: number;
}

/**
 * A chat as web pages and scripts write it, who speaks on the line before the words or at their begin. The words of the
 * assistant must open with reasoning once at least; what only mentions tags does not.
 */
export function plainChat(text: string): TextChat | null {
  const turns = plainTurns(text);
  const first = turns[0];
  if (first === undefined || first.start > HEADERS_WITHIN) return null;
  const model = MODEL.exec(text.slice(0, first.start))?.[1] ?? null;
  const facts: TextTurn['facts'] = (trace) => {
    trace.model ??= model;
  };
  const chat = {
    text,
    turns: turns.map(({ role, start, end }) => {
      if (!isSpoken(role)) {
        return { role, parts: [part('prompt', start, end, role)], truncated: false };
      }
      return { role, ...spokenParts(text, start, end), facts };
    }),
  };
  return isReasoned(chat) ? chat : null;
}

/** Families of reasoning that is marked by more than a tag. */
const MARKED = new Set(['details', 'fence', 'quote', 'heading']);

/** What the assistant says in a stretch of a text: it must open with its reasoning, or it is all answer. */
export function spokenParts(
  text: string,
  start: number,
  end: number,
): Pick<TextTurn, 'parts' | 'truncated'> {
  const words = text.slice(start, end);
  const found = splitHeaded(words) ?? splitTagged(words);
  const [first] = found?.parts ?? [];
  if (
    found === null ||
    first?.kind !== 'reasoning' ||
    !(MARKED.has(found.family) || opensAt(words, first))
  ) {
    return { parts: [part('answer', skipBlank(text, start), end)], truncated: false };
  }
  return { parts: shifted(found.parts, start), truncated: found.truncated };
}

/** Whether the reasoning follows a tag that opens the words: one that is closed, or that ends its line. */
function opensAt(words: string, { start }: TaggedPart): boolean {
  if (start <= skipBlank(words, 0)) return false;
  const rest = words.slice(start);
  return rest.split('\n', 1)[0]?.trim() === '' || CLOSE.test(rest);
}

const CLOSE = new RegExp(`(?:${anyOf(REASONING_TAGS.map(({ close }) => close))}|</details>)`);

function plainTurns(text: string): readonly PlainTurn[] {
  const turns: PlainTurn[] = [];
  let headed = false;
  for (const match of text.matchAll(HEADER)) {
    const [whole, decorated, named, word = '', colon, later] = match;
    const head = match.index + whole.length;
    // When it was said may stand behind a heading.
    const start =
      head +
      (decorated?.startsWith('#') ? (WHEN.exec(text.slice(head, head + 60))?.[0].length ?? 0) : 0);
    const lineEnd = text[start] === undefined || text[start] === '\n' || text[start] === '\r';
    const told = colon !== undefined || later !== undefined || (named !== undefined && lineEnd);
    if (!told && !(lineEnd && decorated !== undefined)) continue;
    const role = roleWord(word);
    const mark = decorated?.trim() ?? '';
    // Facts above the first heading ("Model: qwen3"), or below a title ("# Claude"), are nobody's words.
    const isFirst: boolean = mark.startsWith('#') && role === 'user' && !headed;
    const isBelowFacts = isFirst && turns.every((t) => t.role === 'assistant' && t.mark !== mark);
    if (isBelowFacts) turns.length = 0;
    headed ||= isFirst;
    const last = turns.at(-1);
    if (last) last.end = turnEnd(text, last.start, match.index);
    TIME_LINE.lastIndex = start;
    const from = start + (TIME_LINE.exec(text)?.[0].length ?? 0);
    turns.push({ role, mark, start: from, end: text.length });
    if (turns.length >= MAX_TURNS) break;
  }
  const last = turns.at(-1);
  if (last) last.end = turnEnd(text, last.start, text.length);
  return turns;
}

/** The end of a turn without the rule that parts it from the next one. */
export function turnEnd(text: string, from: number, to: number): number {
  const end = trimmedEnd(text, from, to);
  const rule = /\n-{3,80}$/.exec(text.slice(Math.max(from, end - 81), end));
  return rule === null ? end : trimmedEnd(text, from, end - rule[0].length);
}

/** The end of a stretch without the white space before it. */
export function trimmedEnd(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && /\s/.test(text[end - 1] ?? '')) end -= 1;
  return end;
}

function roleWord(word: string): string {
  const lower = word.toLowerCase();
  if (/^(?:user|human|you|me|prompt|用户|我)$/.test(lower)) return 'user';
  return lower === 'system' ? 'system' : 'assistant';
}
