import cues from '../cues.data.json';
import { isDigit } from '../segment/characters';
import { canonical, forms, type Canonical } from './canonical';
import { optionLetter } from './final';

/** One place where the answer stands in the text. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  /** What is written before and after it, in the one way of writing; '' where that does not matter. */
  readonly before: string;
  readonly after: string;
}

/** Longer answers (proofs, paragraphs) are not looked for. */
const LONGEST = 120;
const LONGEST_CODE = 4_000;
/** How far around a mention is looked. */
const AROUND = 24;
const MINUS = 0x2d;
const CLOSE = 0x29;
const OPTION_WORDS = new Set(cues.answer.option);

/**
 * Every place where the answer stands, in order: as a number, expression or word of its own, however it is written, or as
 * an option letter.
 */
export function* mentions(text: string, answer: string, isCode: boolean): Generator<Mention> {
  if (isCode) {
    if (answer.length <= LONGEST_CODE) yield* code(text, answer);
    return;
  }
  const letter = optionLetter(answer);
  const content = letter === null ? answer : answer.replace(/^\(?[A-J][).:]\s?/u, '');
  const known =
    content.length > LONGEST || (letter !== null && content.length === 1) ? [] : forms(content);
  const written = known.length === 0 ? null : canonical(text);
  const streams = [
    ...(written === null ? [] : known.map((form) => alone(written, form))),
    ...(letter === null ? [] : [options(text, letter)]),
  ];
  yield* merged(streams);
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
    yield { start, end, before: '', after: '' };
  }
  if (from > 0) return;
  // Not word for word: line by line, from the place of its first line on.
  const [first = ''] = answer.split('\n').filter((line) => line.trim() !== '');
  for (const [start] of occurrences(text, first.trim())) {
    const piece = text.slice(start, start + 2 * answer.length + 200);
    if (fold(piece).startsWith(folded)) {
      yield { start, end: Math.min(text.length, start + answer.length), before: '', after: '' };
    }
  }
}

function* alone({ text, places }: Canonical, form: string): Generator<Mention> {
  for (const [start, end] of occurrences(text, form)) {
    if (!standsAlone(text, start, end)) continue;
    yield {
      start: places[start]!,
      end: places[end - 1]! + 1,
      before: text.slice(Math.max(0, start - AROUND), start),
      after: text.slice(end, end + AROUND),
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
    if (bracketed || OPTION_WORDS.has(word.toLowerCase())) {
      yield { start, end, before: '', after: text.slice(end, end + AROUND) };
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
