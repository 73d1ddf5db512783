import { part, skipBlank, type TaggedPart, type TaggedText } from './taggedText';

/** What a heading, a quote or a fence of Markdown is called that holds thinking. */
const THINKING =
  '(?:thinking|thoughts?|think|reasoning|thought process|chain of thought|思考过程|思考)';
/** Blocks that one text may have. */
const MAX_BLOCKS = 2_000;

const FENCE = new RegExp(`(\`{3,9}) ?${THINKING}[ \\t]*\\r?\\n`, 'iy');

/**
 * Splits a text that begins with its thinking in a code fence of that name (pages and relays write "```thinking");
 * fences of code within it do not end it.
 */
export function splitFenced(text: string): TaggedText | null {
  FENCE.lastIndex = skipBlank(text, 0);
  const opened = FENCE.exec(text);
  const [, mark = ''] = opened ?? [];
  if (opened === null) return null;
  const start = opened.index + opened[0].length;
  let inner = 0;
  for (let at = start; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline + 1;
    const line = text.slice(at, next).trim();
    if (line !== mark) {
      if (line.startsWith(mark)) inner += 1;
    } else if (inner > 0) inner -= 1;
    else {
      const answer = next < text.length ? [part('answer', next, text.length)] : [];
      return {
        family: 'fence',
        parts: [part('reasoning', start, Math.max(start, at - 1)), ...answer],
        truncated: false,
      };
    }
    at = next;
  }
  return { family: 'fence', parts: [part('reasoning', start, text.length)], truncated: true };
}

/** A line of a quote that names it as thinking: `> **Thinking:** words`, `> *Thinking...*`. */
const LABEL = new RegExp(
  `^> ?(?:[\\p{Extended_Pictographic}\\ufe0f\\u200d]{1,6} ?)?(?:\\*{1,2}|__?)${THINKING}(?:\\.{3}|…)?[:：]?(?:\\*{1,2}|__?)[:：]?[ \\t]*(.*)$`,
  'gimu',
);

/**
 * Splits a text that begins with its thinking in a quote of that name; further such quotes among its words are thinking,
 * too (logs of agents).
 */
export function splitQuoted(text: string): TaggedText | null {
  const lead = skipBlank(text, 0);
  if (text[lead] !== '>') return null;
  const parts = quotedParts(text, lead);
  return parts[0]?.kind === 'reasoning' ? { family: 'quote', parts, truncated: false } : null;
}

/** A text in parts: its quotes of thinking, and as answers the words around them. */
export function quotedParts(text: string, from: number): readonly TaggedPart[] {
  const parts: TaggedPart[] = [];
  let at = from;
  const say = (to: number) => {
    if (text.slice(at, to).trim() !== '') parts.push(part('answer', skipBlank(text, at), to));
  };
  LABEL.lastIndex = from;
  for (
    let n = 0, label = LABEL.exec(text);
    n < MAX_BLOCKS && label;
    label = LABEL.exec(text), n++
  ) {
    const end = quoteEnd(text, label.index);
    const lines = text
      .slice(label.index + label[0].length, end)
      .split('\n')
      .slice(1);
    const words = [label[1] ?? '', ...lines.map((line) => line.replace(/^>[ \t]?/, ''))];
    say(label.index);
    const quoted = part('reasoning', label.index + label[0].length - (label[1] ?? '').length, end);
    parts.push({ ...quoted, words: words.join('\n').trim() });
    at = end;
    LABEL.lastIndex = end;
  }
  say(text.length);
  return parts;
}

/** Where the lines end that are quoted. */
function quoteEnd(text: string, from: number): number {
  let end = from;
  for (;;) {
    const newline = text.indexOf('\n', end);
    if (newline < 0) return text.length;
    if (text[newline + 1] !== '>') return newline;
    end = newline + 1;
  }
}

const HEADING = new RegExp(`(#{1,6}) ${THINKING}[ \\t]*\\n`, 'iy');

/**
 * Splits the words of an assistant in a saved chat where a heading names its thinking and another of the same level its
 * answer (CodeCompanion).
 */
export function splitHeaded(text: string): TaggedText | null {
  HEADING.lastIndex = skipBlank(text, 0);
  const opened = HEADING.exec(text);
  if (opened === null) return null;
  const start = skipBlank(text, opened.index + opened[0].length);
  const answers = new RegExp(
    `^${opened[1]} (?:response|answer|final answer|final response)[ \\t]*$`,
    'im',
  );
  const named = answers.exec(text.slice(start));
  if (named === null) return null;
  const close = start + named.index;
  const from = skipBlank(text, close + named[0].length);
  return {
    family: 'heading',
    parts: [part('reasoning', start, close), part('answer', from, text.length)],
    truncated: false,
  };
}

/** Stages of a structured answer (LLaVA-CoT), of which the last is the answer. */
const STAGES = ['SUMMARY', 'CAPTION', 'REASONING', 'CONCLUSION'];

/** Splits a text that goes through those stages from its begin on, each between tags of its name. */
export function splitStages(text: string): TaggedText | null {
  const parts: TaggedPart[] = [];
  let at = skipBlank(text, 0);
  for (const name of STAGES) {
    const open = `<${name}>`;
    if (!text.startsWith(open, at)) continue;
    const start = at + open.length;
    const close = text.indexOf(`</${name}>`, start);
    const end = close < 0 ? text.length : close;
    parts.push(part(name === 'CONCLUSION' ? 'answer' : 'reasoning', start, end));
    at = close < 0 ? end : skipBlank(text, close + open.length + 1);
  }
  if (parts.length < 2) return null;
  if (at < text.length) parts.push(part('answer', at, text.length));
  return { family: 'stages', parts, truncated: parts.at(-1)?.kind === 'reasoning' };
}
