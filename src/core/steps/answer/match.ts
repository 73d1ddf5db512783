import cues from '../cues.data.json';
import { isDigit } from '../segment/characters';
import { canonical, type Canonical } from './canonical';
import { type FinalAnswer, optionLetter } from './final';
import { forms } from './forms';
import { numbersNear } from './near';
import { together } from './together';

/** One place where the answer stands in the text. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  /** What is written before and after it, in the one way of writing; '' where that does not matter. */
  readonly before: string;
  readonly after: string;
  /** It stands there by the letter of its option, not by what it says. */
  readonly byLetter: boolean;
}

/** Longer answers (proofs, paragraphs) are not looked for. */
const LONGEST = 120;
const LONGEST_CODE = 4_000;
/** How far around a mention is looked. */
const AROUND = 24;
const MINUS = 0x2d;
const CLOSE = 0x29;
const OPTION_WORDS = new Set(cues.answer.option);

/** An answer as it is looked for. `content`: what its option says, where it is the letter of one. */
export type Sought = Pick<FinalAnswer, 'answer' | 'content'> & { readonly source?: string };

/**
 * Every place where the answer stands, in order: as a number, expression or word of its own, however it is written, as an
 * option letter, or as what that option says.
 */
export function* mentions(text: string, { answer, content, source }: Sought): Generator<Mention> {
  if (source === 'code') {
    if (answer.length <= LONGEST_CODE) yield* code(text, answer);
    return;
  }
  const letter = optionLetter(answer);
  const said = content ?? (letter === null ? answer : contentOf(answer));
  const streams = letter === null ? [] : [options(text, letter)];
  if (letter !== null && /^[a-j]$/u.test(said)) streams.push(options(text, said));
  const isWorded =
    said.length <= LONGEST &&
    !(letter !== null && said.length === 1 && !isDigit(said.charCodeAt(0)));
  if (isWorded) {
    const written = canonical(text);
    const stands = (form: string): Iterable<readonly [number, number]> =>
      occurrences(written.text, form);
    for (const form of forms(said)) streams.push(alone(written, stands(form)));
    if (letter !== null) streams.push(alone(written, numbersNear(written.text, said)));
    else streams.push(alone(written, together(written.text, canonical(said).text)));
  }
  yield* merged(streams);
}

/** `B. 8 Gpc` -> `8 Gpc`. */
function contentOf(answer: string): string {
  return answer.replace(/^\(?[A-J][).:]\s?/u, '');
}

function* occurrences(text: string, form: string): Generator<readonly [number, number]> {
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length)) {
    yield [at, at + form.length];
  }
}

/** Code lines stand with any white space between their words. */
function* code(text: string, answer: string): Generator<Mention> {
  const fold = (s: string) => s.replace(/\s+/gu, ' ').trim();
  const folded = fold(answer);
  if (folded === '') return;
  let from = 0;
  for (const [start, end] of occurrences(text, answer)) {
    from = end;
    yield { start, end, before: '', after: '', byLetter: false };
  }
  if (from > 0) return;
  // Not word for word: line by line, from the place of its first line on.
  const [first = ''] = answer.split('\n').filter((line) => line.trim() !== '');
  for (const [start] of occurrences(text, first.trim())) {
    const piece = text.slice(start, start + 2 * answer.length + 200);
    if (fold(piece).startsWith(folded)) {
      const end = Math.min(text.length, start + answer.length);
      yield { start, end, before: '', after: '', byLetter: false };
    }
  }
}

function* alone(
  { text, places }: Canonical,
  found: Iterable<readonly [number, number]>,
): Generator<Mention> {
  for (const [start, end] of found) {
    if (!standsAlone(text, start, end)) continue;
    yield {
      start: places[start]!,
      end: places[end - 1]! + 1,
      before: text.slice(Math.max(0, start - AROUND), start),
      after: text.slice(end, end + AROUND),
      byLetter: false,
    };
  }
}

/** Not part of a longer number, word or root: `12` is not in `3.12`, `112` or `12.5`, nor `√2` in `3√2`. */
function standsAlone(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start);
  const last = text.charCodeAt(end - 1);
  const before = text.charCodeAt(start - 1);
  const after = text.charCodeAt(end);
  if (isWord(first) && isWord(before)) return false;
  // The 1 of `k-1` is no -1.
  if (first === MINUS && (isWord(before) || before === CLOSE)) return false;
  if (text.charAt(start) === '√' && isDigit(before)) return false;
  if (isDigit(first) && before === 0x2e && isDigit(text.charCodeAt(start - 2))) return false;
  if (isWord(last) && isWord(after) && !(isDigit(last) && !isDigit(after))) return false;
  return !(after === 0x2e && isDigit(last) && isDigit(text.charCodeAt(end + 1)));
}

function isWord(c: number): boolean {
  return isDigit(c) || (c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a);
}

/** `option B`, `the answer is B`, `(B)`, `\boxed{B}`, `**B**`. */
function* options(text: string, letter: string): Generator<Mention> {
  for (const [start, end] of occurrences(text, letter)) {
    if (isWord(text.charCodeAt(start - 1)) || isWord(text.charCodeAt(end))) continue;
    if (text.charAt(end) === "'" || text.charAt(end) === '’') continue;
    const before = text.slice(Math.max(0, start - 16), start);
    const marks = /[\s(*{:]*$/u.exec(before)?.[0] ?? '';
    const word = /[a-zñó]+$/iu.exec(before.slice(0, before.length - marks.length))?.[0] ?? '';
    // The field \mathbf{B} is no option.
    const isSymbol = /\\(?:mathbf|mathcal|vec|hat|bm)\{$/u.test(before);
    const bracketed =
      !isSymbol && /[({*]$/u.test(marks) && /^[)}*.:]/u.test(text.slice(end, end + 1));
    const isSmall = letter >= 'a';
    const named = isSmall
      ? /^(?:option|choice)$/iu.test(word)
      : OPTION_WORDS.has(word.toLowerCase());
    if ((bracketed && !isSmall) || named) {
      yield { start, end, before: '', after: text.slice(end, end + AROUND), byLetter: true };
    }
  }
}

function* merged(streams: readonly Generator<Mention>[]): Generator<Mention> {
  const heads = streams.map((stream) => stream.next());
  for (;;) {
    let best = -1;
    let start = Infinity;
    for (const [i, head] of heads.entries()) {
      if (head.done !== true && head.value.start < start) {
        start = head.value.start;
        best = i;
      }
    }
    const head = heads[best];
    const stream = streams[best];
    if (head === undefined || stream === undefined || head.done === true) return;
    yield head.value;
    heads[best] = stream.next();
  }
}
