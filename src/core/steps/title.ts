import cues from './cues.data.json';
import { isSpace } from './segment/characters';
import type { Step } from './model';

const FILLERS: ReadonlySet<string> = new Set(cues.filler);
/** How much of a step is looked at for its title. */
const WINDOW = 400;

/**
 * A short line that stands for a step in a list: its first sentence without Markdown marks and fillers ("Okay, so") and full stop,
 * cut at a word to `length` characters. Never empty for a step with visible text.
 */
export function stepTitle(
  text: string,
  { start, end, spans }: Pick<Step, 'start' | 'end' | 'spans'>,
  length = 72,
): string {
  const first = spans.find((span) => hasText(text, span.start, span.end));
  const from = first?.start ?? start;
  const raw = text.slice(from, Math.min(end, from + WINDOW));
  const sentence = first === undefined ? raw : raw.slice(0, first.end - from);
  const plain = withoutMarks(sentence);
  const short = withoutFillers(plain);
  return cut(capital(short === '' ? plain : short), length);
}

function hasText(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!isSpace(text.charCodeAt(i))) return true;
  return false;
}

function withoutMarks(sentence: string): string {
  return sentence
    .replace(/^\s*(?:#{1,6}\s|[-*+•]\s|>\s?|\d{1,3}[.)]\s|```\w*)/u, '')
    .replace(/\*\*|__|`|\\[[\]()]|\$\$?/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

function withoutFillers(sentence: string): string {
  let rest = sentence;
  for (let i = 0; i < 4; i++) {
    const word = /^[A-Za-z]+/u.exec(rest)?.[0];
    if (word === undefined || !FILLERS.has(word.toLowerCase())) break;
    const after = rest.slice(word.length);
    // "So" alone at the start is a filler, "so that" is not: a comma, dots or another filler must follow.
    const mark = /^(?:\s?[,.…!—-]+)/u.exec(after)?.[0];
    if (
      mark === undefined &&
      i === 0 &&
      !/^\s(?:so|let|now|then|wait|hmm|okay|actually)\b/iu.test(after)
    )
      break;
    rest = after.slice(mark?.length ?? 0).trimStart();
  }
  return rest;
}

function capital(sentence: string): string {
  return /^[a-z]{2}/u.test(sentence)
    ? sentence.charAt(0).toUpperCase() + sentence.slice(1)
    : sentence;
}

function cut(sentence: string, length: number): string {
  if (sentence.length <= length) return sentence.replace(/(?<!\.)[:,;.]$/u, '');
  const room = sentence.slice(0, length - 1);
  const blank = room.lastIndexOf(' ');
  const kept = blank > length / 2 ? room.slice(0, blank) : room;
  return `${kept.replace(/[\s,;:.\uD800-\uDBFF]+$/u, '')}…`;
}
