import { unescaped } from '../../build/details';
import { part, skipBlank, type TaggedPart } from '../../build/taggedText';
import {
  isReasoned,
  plainChat,
  spokenParts,
  trimmedEnd,
  type TextChat,
  type TextTurn,
} from './textChat';

/** A line that names who speaks in Cherry Studio's export; an answer's has its model and perhaps its provider. */
const SPEAKER = /^## (?:(🧑\u200d?💻 User)|🤖 ([^|\n]{1,120}?)(?: \| ([^\n]{1,80}))?)[ \t]*$/gmu;
/** What it draws around the thinking. */
const FRAME = '<div style="border: 2px solid #dddddd';
const THINKING =
  /\s{0,20}<div[^>]{0,200}>\s{0,20}<details[^>]{0,200}>\s{0,20}<summary>[^<]{0,200}<\/summary>\s{0,20}/y;
const THOUGHT_ENDS = /\s{0,20}<\/details>\s{0,20}<\/div>/;
const SPEAKERS_WITHIN = 4_000;
const MAX_TURNS = 5_000;

/**
 * A topic of Cherry Studio exported as Markdown with its reasoning: a heading for each message, rules between them, the
 * thinking in a block of HTML whose lines end in `<br>`.
 */
export function cherryChat(text: string): TextChat | null {
  const heads = speakers(text);
  const [first] = heads;
  if (first === undefined || first.index > SPEAKERS_WITHIN) return null;
  // Others put a robot before their answers, too.
  if (!heads.some(([, user]) => user !== undefined) && !text.includes(FRAME)) return null;
  const turns = heads.map((head, i): TextTurn => {
    const start = head.index + head[0].length;
    const next = heads[i + 1]?.index ?? text.length;
    const end = trimmedEnd(text, start, withoutRule(text, start, trimmedEnd(text, start, next)));
    const [, user, model = '', provider] = head;
    if (user !== undefined || model === 'System') {
      const role = user === undefined ? 'system' : 'user';
      return { role, parts: [part('prompt', skipBlank(text, start), end, role)], truncated: false };
    }
    return {
      role: 'assistant',
      alone: true,
      ...(thoughtParts(text, start, end) ?? spokenParts(text, start, end)),
      facts: (trace) => {
        trace.model ??= model === 'Assistant' ? null : model;
        trace.provider ??= provider ?? null;
      },
    };
  });
  const chat = { text, turns };
  return isReasoned(chat) ? chat : null;
}

/** The headings of messages: one with a robot after an answer stands below a rule, or it is a heading of that answer. */
function speakers(text: string): readonly RegExpExecArray[] {
  const heads: RegExpExecArray[] = [];
  for (const head of text.matchAll(SPEAKER)) {
    const [, user] = head;
    const last = heads.at(-1);
    const isOwn = user !== undefined || last === undefined || last[1] !== undefined;
    const before = text.slice(Math.max(0, head.index - 40), head.index).trimEnd();
    if (isOwn || before.endsWith('\n---')) heads.push(head);
    if (heads.length >= MAX_TURNS) break;
  }
  return heads;
}

/** The end of a message without the rule that parts it from the next. */
function withoutRule(text: string, start: number, end: number): number {
  return text.slice(Math.max(start, end - 4), end) === '\n---' ? end - 4 : end;
}

function thoughtParts(
  text: string,
  start: number,
  end: number,
): Pick<TextTurn, 'parts' | 'truncated'> | null {
  THINKING.lastIndex = start;
  const opened = THINKING.exec(text);
  if (opened === null || opened.index + opened[0].length > end) return null;
  const from = opened.index + opened[0].length;
  const closed = THOUGHT_ENDS.exec(text.slice(from, end));
  const to = closed === null ? end : from + closed.index;
  const words = unescaped(text.slice(from, to).replace(/<br ?\/?>/g, '\n'));
  const thought: TaggedPart = { ...part('reasoning', from, to), words };
  if (closed === null) return { parts: [thought], truncated: true };
  const answer = skipBlank(text, to + closed[0].length);
  const parts = answer < end ? [thought, part('answer', answer, end)] : [thought];
  return { parts, truncated: false };
}

/** The properties of a note that Copilot for Obsidian saved. */
const PROPERTIES =
  /^---\n(?=[^]{0,2000}?^tags:)[^]{0,2000}?^modelKey: "?([^|"\n]{1,200})(?:\|([^"\n]{1,80}))?"?$/m;
/** What it writes under the words of a message. */
const NOTED = /\n\[(?:Timestamp|Context): [^\n]{0,2000}\]$/;

/** A chat that Copilot for Obsidian saved as a note: the chat's model in its properties, a time under each message. */
export function copilotChat(text: string): TextChat | null {
  const found = text.startsWith('---\n') ? PROPERTIES.exec(text.slice(0, 8_000)) : null;
  const chat = found === null ? null : plainChat(text);
  if (found === null || chat === null) return null;
  const [, model = null, provider = null] = found;
  const turns = chat.turns.map((turn): TextTurn => {
    const parts = turn.parts.map((p) => ({ ...p, end: withoutNotes(text, p) }));
    const facts: TextTurn['facts'] = (trace) => {
      trace.model ??= model;
      trace.provider ??= provider;
    };
    return { ...turn, parts, facts };
  });
  return { text, turns };
}

function withoutNotes(text: string, { kind, start, end }: TaggedPart): number {
  if (kind !== 'prompt' && kind !== 'answer') return end;
  let words = text.slice(start, end).trimEnd();
  for (let n = 0; n < 2; n++) words = words.replace(NOTED, '').trimEnd();
  return start + words.length;
}
