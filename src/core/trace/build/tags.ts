import { harmonyMessages, isHarmony, type HarmonyMessage } from './harmony';
import { findTag } from './quoting';

/** A stretch of a tagged text; offsets are UTF-16 units into it, end exclusive. */
export interface TaggedPart {
  readonly kind: 'reasoning' | 'answer' | 'toolCall' | 'toolResult';
  readonly start: number;
  readonly end: number;
  /** Name of the tool. */
  readonly name: string | null;
}

export interface TaggedText {
  /** The tag family, for messages ("think"). */
  readonly family: string;
  readonly parts: readonly TaggedPart[];
  /** The reasoning was never closed. */
  readonly truncated: boolean;
}

interface Family {
  readonly name: string;
  /** What opens reasoning at the very start. */
  readonly open: string;
  readonly close: string;
  /** Chat templates put the opening tag into the prompt, so that a closing tag alone ends reasoning. */
  readonly closesAlone: boolean;
}

const pair = (name: string, closesAlone: boolean): Family => ({
  name,
  open: `<${name}>`,
  close: `</${name}>`,
  closesAlone,
});

/** Tags by model family (see the table of sources in the user documentation). The first that fits is taken. */
const FAMILIES: readonly Family[] = [
  pair('think', true),
  pair('thinking', true),
  pair('thought', true),
  pair('seed:think', true),
  pair('reasoning', false),
  pair('reflection', false),
  { name: 'kimi-vl', open: '◁think▷', close: '◁/think▷', closesAlone: true },
  { name: 'magistral', open: '[THINK]', close: '[/THINK]', closesAlone: true },
  {
    name: 'begin_of_thought',
    open: '<|begin_of_thought|>',
    close: '<|end_of_thought|>',
    closesAlone: true,
  },
  { name: 'gemma', open: '<|channel>thought', close: '<channel|>', closesAlone: false },
  { name: 's1', open: '<|im_start|>think', close: '<|im_start|>answer', closesAlone: false },
  {
    name: 'granite',
    open: 'Here is my thought process:',
    close: 'Here is my response:',
    closesAlone: false,
  },
  {
    name: 'granite',
    open: "Here's my thought process:",
    close: "Here's my response:",
    closesAlone: false,
  },
  // What `ollama run` prints around the thinking of a model.
  { name: 'ollama-run', open: 'Thinking...\n', close: '\n...done thinking.', closesAlone: false },
];

const AIDER_OPEN = /^\s{0,20}-{6,40}[ \t]*\n\s{0,4}► \*\*THINKING\*\*/;
const AIDER_CLOSE = /(?:^|\n)-{6,40}[ \t]*\n\s{0,4}► \*\*ANSWER\*\*/;

/** Aider's own tag, which ends in a hash so that no model writes it by chance: its history files have it. */
const NAMED_OPEN = /^\s*<(thinking-content-[0-9a-f]{8,64})>/;

/** Headers of chat templates that may stand before the opening tag. */
const ROLE_HEADERS = [
  '<|im_start|>assistant',
  '<｜Assistant｜>',
  '<|Assistant|>',
  '<|assistant|>',
  '<|start_header_id|>assistant<|end_header_id|>',
  '<|start_of_role|>assistant<|end_of_role|>',
];

/** What wraps the answer after reasoning, in the data sets that do. */
const ANSWER_WRAPPERS: readonly (readonly [open: string, close: string])[] = [
  ['<|begin_of_solution|>', '<|end_of_solution|>'],
  ['<response>', '</response>'],
  ['<answer>', '</answer>'],
];

/**
 * Splits text that holds its reasoning between tags: `null` when it holds none. A closing tag without an opening one
 * ends reasoning that began in the prompt; an opening tag without a closing one leaves all the rest as reasoning. Tags
 * in back quotes or code fences are text.
 */
export function splitTagged(text: string): TaggedText | null {
  if (isHarmony(text)) return splitHarmony(text);
  const aider = splitAider(text);
  if (aider !== null) return aider;
  const lead = leadEnd(text);
  const named = NAMED_OPEN.exec(text)?.[1];
  for (const family of named === undefined ? FAMILIES : [pair(named, false)]) {
    const found = splitPair(text, family, lead);
    if (found !== null) return found;
  }
  return null;
}

/** Position after leading white space and one role header. */
function leadEnd(text: string): number {
  const blank = skipBlank(text, 0);
  const header = ROLE_HEADERS.find((h) => text.startsWith(h, blank));
  return header === undefined ? blank : skipBlank(text, blank + header.length);
}

function skipBlank(text: string, from: number): number {
  let i = from;
  while (i < text.length && /\s|\ufeff/.test(text[i] ?? '')) i += 1;
  return i;
}

function splitPair(text: string, family: Family, lead: number): TaggedText | null {
  const opened = text.startsWith(family.open, lead);
  if (!opened && !family.closesAlone) return null;
  const from = opened ? lead + family.open.length : 0;
  const close = findTag(text, family.close, from);
  if (!opened && close < 0) return null;
  const innerOpen = opened ? -1 : findTag(text.slice(0, close), `\n${family.open}`, 0) + 1 || -1;
  const start = innerOpen < 0 ? from : innerOpen + family.open.length;
  const before = innerOpen < 0 ? [] : [part('answer', 0, innerOpen)];
  const end = close < 0 ? text.length : close;
  const after = close < 0 ? [] : answerParts(text, close + family.close.length);
  const parts = [...before, part('reasoning', start, end), ...after];
  return { family: family.name, parts, truncated: close < 0 };
}

/** The answer without the tags that wrap it, and what follows them. */
function answerParts(text: string, from: number): readonly TaggedPart[] {
  const start = skipBlank(text, from);
  for (const [open, close] of ANSWER_WRAPPERS) {
    if (!text.startsWith(open, start)) continue;
    const end = text.indexOf(close, start);
    if (end < 0) return [part('answer', start + open.length, text.length)];
    const wrapped = part('answer', start + open.length, end);
    // Parts are joined by a blank line, so that the white space between them is left out.
    const rest = skipBlank(text, end + close.length);
    return rest < text.length ? [wrapped, part('answer', rest, text.length)] : [wrapped];
  }
  return [part('answer', from, text.length)];
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

function part(
  kind: TaggedPart['kind'],
  start: number,
  end: number,
  name: string | null = null,
): TaggedPart {
  return { kind, start, end, name };
}
