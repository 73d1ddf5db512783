import { ANSWER_TAGS, REASONING_TAGS, type ReasoningTag } from '../../text/reasoningTags';
import { chatTurns, withoutEndMarks, type ChatTurn } from './chatTemplate';
import { roleOf, turnRole } from './content';
import { splitDetails } from './details';
import { splitDspy } from './dspyFields';
import { harmonyMessages, isHarmony, type HarmonyMessage } from './harmony';
import { findTag } from './quoting';
import { part, shifted, skipBlank, type TaggedPart, type TaggedText } from './taggedText';
import { splitFenced, splitQuoted, splitStages } from './writtenThoughts';

const AIDER_OPEN = /^\s{0,20}-{6,40}[ \t]*\n\s{0,4}► \*\*THINKING\*\*/;
const AIDER_CLOSE = /(?:^|\n)-{6,40}[ \t]*\n\s{0,4}► \*\*ANSWER\*\*/;

/** Aider's own tag, which ends in a hash so that no model writes it by chance: its history files have it. */
const NAMED_OPEN = /^\s*<(thinking-content-[0-9a-f]{8,64})>/;

/** Blocks of reasoning that one text may have. */
const MAX_BLOCKS = 2_000;

/** How often a prompt may mention the tag before it is opened. */
const MAX_MENTIONS = 16;

/** Headers that a prompt written as plain text ends with, and with which it begins. */
const PLAIN_ASSISTANT = /(?:^|[\s.])(?:assistant|bot|ai|model|### ?response)\s?:\s*$/i;
const PLAIN_USER =
  /^\s*(?:(?:user|human|question|system|### ?instruction)\s?:|A conversation between)/i;

/**
 * Splits text that holds its reasoning between tags: `null` when it holds none. A closing tag without an opening one
 * ends reasoning that began in the prompt; an opening tag without a closing one leaves all the rest as reasoning. Tags
 * in back quotes or code fences are text. What a chat template put before the last answer is its prompt.
 */
export function splitTagged(text: string): TaggedText | null {
  if (isHarmony(text)) return splitHarmony(text);
  const turns = chatTurns(text);
  return turns === null ? splitAnswer(text) : splitTurns(text, turns);
}

/** Ways to write reasoning that are no pair of tags; each gives `null` for a text of another kind. */
const SPECIAL = [splitAider, splitDetails, splitDspy, splitFenced, splitQuoted, splitStages];

/** The words of one assistant message. */
function splitAnswer(text: string): TaggedText | null {
  const special = SPECIAL.map((split) => split(text)).find((found) => found !== null);
  if (special !== undefined) return special;
  const lead = skipBlank(text, 0);
  const named = NAMED_OPEN.exec(text)?.[1];
  for (const tag of named === undefined ? REASONING_TAGS : [aiderTag(named)]) {
    const found = splitPair(text, tag, lead);
    if (found !== null) return found;
  }
  const end = withoutEndMarks(text, 0, text.length);
  return end < text.length
    ? { family: 'end marks', parts: [part('answer', 0, end)], truncated: false }
    : null;
}

function aiderTag(name: string): ReasoningTag {
  const [think] = REASONING_TAGS;
  return { ...think!, family: name, open: `<${name}>`, close: `</${name}>`, closesAlone: false };
}

/** Parts of a chat that ends with an answer: earlier turns are the prompt. */
function splitTurns(text: string, turns: readonly ChatTurn[]): TaggedText | null {
  const last = turns.findLastIndex(({ role }) => isSpoken(role));
  if (last < 0) return null;
  const asked = turns.findLastIndex(({ role }, i) => i < last && isAsked(role));
  const spoken = turns.map((turn) => turnParts(text, turn));
  const parts = turns.flatMap(({ role, start, end }, i) =>
    i <= asked ? [part('prompt', start, end, role)] : (spoken[i]?.parts ?? []),
  );
  return { family: 'chat', parts, truncated: spoken[last]?.truncated ?? false };
}

/** Roles of the assistant; s1 has a turn for its reasoning and one for its answer. */
export function isSpoken(role: string): boolean {
  return role === 'think' || turnRole(role) === 'assistant';
}

/** Roles whose words are a prompt. */
export function isAsked(role: string): boolean {
  return !isSpoken(role) && roleOf(role) !== 'tool';
}

/** The parts of one turn, as parts of the whole text. */
export function turnParts(
  text: string,
  { role, start, end, closed }: ChatTurn,
): { readonly parts: readonly TaggedPart[]; readonly truncated: boolean } {
  const whole = (kind: TaggedPart['kind'], name: string | null = null) => ({
    parts: [part(kind, start, end, name)],
    truncated: false,
  });
  if (role === 'think') return { ...whole('reasoning'), truncated: !closed };
  if (role === 'answer') return whole('answer');
  if (roleOf(role) === 'tool') return whole('toolResult');
  if (roleOf(role) !== 'assistant') return whole('prompt', role);
  const found = splitAnswer(text.slice(start, end));
  if (found === null) return whole('answer');
  return { parts: shifted(found.parts, start), truncated: found.truncated && !closed };
}

/**
 * One family of tags: the first block, then the further ones that begin lines of the answer, or stand behind a label as
 * the first one does.
 */
function splitPair(text: string, tag: ReasoningTag, lead: number): TaggedText | null {
  const first = firstBlock(text, tag, lead);
  if (first === null) return null;
  const parts: TaggedPart[] = [...first.before];
  let { start } = first;
  let close = first.close;
  const labelled = first.labelled === true;
  for (let n = 0; n < MAX_BLOCKS; n++) {
    parts.push(part('reasoning', start, withoutSignature(text, start, close)));
    if (close < 0) break;
    const after = close + tag.close.length;
    const named = labelled ? ANSWER_LABEL.exec(text.slice(after, after + 60)) : null;
    const from = after + (named?.[0].length ?? 0);
    const next = (labelled ? nextLabelled(text, tag, from) : null) ?? nextBlock(text, tag, from);
    parts.push(...answerParts(text, from, next?.at ?? text.length));
    if (next === null) break;
    ({ start, close } = next);
  }
  return { family: tag.family, parts, truncated: close < 0 };
}

/** gptme keeps the provider's signature in a comment at the end of the reasoning. */
const SIGNATURE = /\s*<!-- think-sig:[^<>]*-->\s*$/;

function withoutSignature(text: string, start: number, close: number): number {
  const end = close < 0 ? text.length : close;
  const mark = text.lastIndexOf('<!-- think-sig:', end);
  if (mark < start) return end;
  return SIGNATURE.test(text.slice(mark, end)) ? mark : end;
}

interface FirstBlock {
  readonly before: readonly TaggedPart[];
  readonly start: number;
  /** Negative when it is never closed. */
  readonly close: number;
  /** A script named it, and so perhaps the answer. */
  readonly labelled?: boolean;
}

function firstBlock(text: string, tag: ReasoningTag, lead: number): FirstBlock | null {
  if (text.startsWith(tag.open, lead)) {
    const start = lead + tag.open.length;
    return { before: [], start, close: closeOf(text, tag, start) };
  }
  const prompted = promptedBlock(text, tag);
  if (prompted !== null) return prompted;
  if (!tag.closesAlone) return null;
  const close = findTag(text, tag.close, 0);
  if (close < 0) return null;
  const open = findTag(text.slice(0, close), `\n${tag.open}`, 0);
  if (open < 0) {
    const told = labelledBlock(text, tag, close) ?? indentedBlock(text, tag, close);
    return told ?? { before: [], start: 0, close };
  }
  return { before: [part('answer', 0, open + 1)], start: open + 1 + tag.open.length, close };
}

/** A block whose tag stands alone on its line, indented as a log does it: what stands before that is none of the reasoning. */
function indentedBlock(text: string, tag: ReasoningTag, close: number): FirstBlock | null {
  const before = text.slice(0, close);
  let open = findTag(before, tag.open, 0);
  for (let tries = 0; open >= 0 && tries < MAX_MENTIONS; tries++) {
    const line = text.lastIndexOf('\n', open) + 1;
    const start = open + tag.open.length;
    const isAlone =
      text.slice(line, open).trim() === '' &&
      /^[ \t]{0,8}\r?\n/.test(text.slice(start, start + 12));
    if (isAlone) return { before: [part('answer', 0, line)], start, close };
    open = findTag(before, tag.open, start);
  }
  return null;
}

/** How deep a block may hold others of its kind. */
const MAX_NESTED = 16;

/**
 * The end of a block that was opened before `start`. Distilled models open it again on a line of its own inside: it ends
 * where each of those is closed, or at the first end where they are not.
 */
function closeOf(text: string, tag: ReasoningTag, start: number): number {
  const first = findTag(text, tag.close, start);
  let close = first;
  let inner = findTag(text, `\n${tag.open}`, start);
  for (let n = 0; close >= 0 && inner >= 0 && inner < close; n++) {
    if (n === MAX_NESTED) return first;
    close = findTag(text, tag.close, close + tag.close.length);
    inner = findTag(text, `\n${tag.open}`, inner + tag.open.length);
  }
  return close < 0 ? first : close;
}

/** A label at the end of a text: what a script prints before an output. */
const LABEL = /(?:^|\n)([^\n<>`]{1,60}[:：])[ \t]{0,8}$/;
/** Labels that say no more than what comes, which the tags and the order say too (the script of Qwen3's model card). */
const THOUGHT_LABEL =
  /^\W{0,4}(?:thinking|reasoning|thoughts?)(?: (?:content|process|trace))?\W{1,4}$/i;
const ANSWER_LABEL = /^\s{0,20}(?:final )?(?:content|answer|response|output)\s?[:：][ \t]?/i;

/** A block whose tag follows a label on its line: what stands before that is none of the reasoning. */
function labelledBlock(text: string, tag: ReasoningTag, close: number): FirstBlock | null {
  const open = findTag(text.slice(0, close), tag.open, 0);
  const label = open < 0 ? null : labelBefore(text, open);
  if (label === null) return null;
  const named = THOUGHT_LABEL.test(label);
  const end = named ? text.lastIndexOf(label, open) : open;
  const before = text.slice(0, end).trim() === '' ? [] : [part('answer', 0, end)];
  return { before, start: open + tag.open.length, close, labelled: named };
}

function labelBefore(text: string, open: number): string | null {
  return LABEL.exec(text.slice(Math.max(0, open - 80), open))?.[1] ?? null;
}

/** The next block if a script named it as it did the first one: the label is none of the answer before it. */
function nextLabelled(text: string, tag: ReasoningTag, from: number): NextBlock | null {
  const open = findTag(text, tag.open, from);
  const label = open < 0 ? null : labelBefore(text, open);
  if (label === null || !THOUGHT_LABEL.test(label)) return null;
  const start = open + tag.open.length;
  const close = findTag(text, tag.close, start);
  return { at: text.lastIndexOf(label, open), start, close };
}

/**
 * Whether reasoning that begins there has a label before its tag: one that names it, or the tag ends its line (a sentence
 * that shows a tag goes on with it).
 */
export function isLabelled(text: string, start: number): boolean {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(Math.max(line, start - 120), start);
  const label = /^([^<>`]{1,60}[:：])[ \t]{0,8}\S{3,30}$/.exec(before)?.[1];
  if (label === undefined) return false;
  return THOUGHT_LABEL.test(label) || /^[ \t]{0,8}\r?\n/.test(text.slice(start, start + 12));
}

/** A prompt written as plain text before the tag: `User: ... Assistant: <think>`. */
function promptedBlock(text: string, tag: ReasoningTag): FirstBlock | null {
  if (!PLAIN_USER.test(text.slice(0, 200))) return null;
  let open = findTag(text, tag.open, 0);
  for (let tries = 0; open >= 0 && tries < MAX_MENTIONS; tries++) {
    const header = PLAIN_ASSISTANT.exec(text.slice(Math.max(0, open - 40), open));
    const start = open + tag.open.length;
    if (header !== null) {
      const prompt = part('prompt', 0, open - header[0].length, 'user');
      return { before: [prompt], start, close: findTag(text, tag.close, start) };
    }
    open = findTag(text, tag.open, start);
  }
  return null;
}

interface NextBlock {
  /** Where the words before it end. */
  readonly at: number;
  readonly start: number;
  readonly close: number;
}

/** The next block that begins a line: it is closed, or its tag stands alone on its line. */
function nextBlock(text: string, tag: ReasoningTag, from: number): NextBlock | null {
  const blank = skipBlank(text, from);
  const at = text.startsWith(tag.open, blank) ? blank : findTag(text, `\n${tag.open}`, from) + 1;
  if (at <= 0) return null;
  const start = at + tag.open.length;
  const close = findTag(text, tag.close, start);
  return close < 0 && text[start] !== '\n' ? null : { at, start, close };
}

/** The answer without the tags that wrap it, and what follows them. */
function answerParts(text: string, from: number, to: number): readonly TaggedPart[] {
  const last = withoutEndMarks(text, from, to);
  const start = skipBlank(text, from);
  if (start >= last) return [];
  for (const [open, close] of ANSWER_TAGS) {
    if (!text.startsWith(open, start)) continue;
    const end = text.indexOf(close, start);
    if (end < 0 || end >= last) return [part('answer', start + open.length, last)];
    const wrapped = part('answer', start + open.length, end);
    // Parts are joined by a blank line, so that the white space between them is left out.
    const rest = skipBlank(text, end + close.length);
    return rest < last ? [wrapped, part('answer', rest, last)] : [wrapped];
  }
  return [part('answer', from, last)];
}

function splitAider(text: string): TaggedText | null {
  const open = AIDER_OPEN.exec(text);
  if (open === null) return null;
  const from = open[0].length;
  const close = AIDER_CLOSE.exec(text.slice(from));
  if (close === null) {
    return { family: 'aider', parts: [part('reasoning', from, text.length)], truncated: true };
  }
  const end = from + close.index;
  const answer = part('answer', end + close[0].length, text.length);
  return { family: 'aider', parts: [part('reasoning', from, end), answer], truncated: false };
}

function splitHarmony(text: string): TaggedText {
  const messages = harmonyMessages(text);
  const last = messages.at(-1);
  return {
    family: 'harmony',
    parts: harmonyParts(messages),
    truncated: last?.channel === 'analysis' && !last.closed,
  };
}

/** What the assistant and its tools said; the messages of others are left out. */
export function harmonyParts(messages: readonly HarmonyMessage[]): readonly TaggedPart[] {
  return messages.flatMap((m) => {
    const { start, end, recipient } = m;
    if (['system', 'developer', 'user'].includes(m.role)) return [];
    if (m.role !== 'assistant') return [part('toolResult', start, end, m.role)];
    if (recipient !== null) return [part('toolCall', start, end, recipient)];
    return [part(m.channel === 'analysis' ? 'reasoning' : 'answer', start, end)];
  });
}
