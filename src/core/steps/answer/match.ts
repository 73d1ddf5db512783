import cues from '../cues.data.json';
import { isDigit } from '../segment/characters';
import { isNumber, optionLetter } from './final';

/** One place where the answer stands in the text. */
export interface Mention {
  readonly start: number;
  readonly end: number;
}

/** Longer answers (proofs, paragraphs) are not looked for. */
const LONGEST = 120;
const LONGEST_CODE = 4_000;
const OPTION_WORDS = new Set(cues.answer.option);

/** Every place where the answer stands, in order: as a number, expression, word or option letter of its own. */
export function* mentions(text: string, answer: string, isCode: boolean): Generator<Mention> {
  if (isCode) {
    if (answer.length <= LONGEST_CODE) yield* occurrences(text, answer);
    return;
  }
  const letter = optionLetter(answer);
  const content = letter === null ? answer : answer.replace(/^\(?[A-J][).:]\s?/u, '');
  const forms = content.length > 1 && content.length <= LONGEST ? spellings(content) : [];
  if (letter === null && content.length === 1) forms.push(content);
  const streams = [
    ...forms.map((form) => alone(text, form)),
    ...(letter === null ? [] : [options(text, letter)]),
  ];
  yield* merged(streams);
}

/** How the same answer may be spelled: `\dfrac{5}{12}`, `\frac{5}{12}`, `5/12`; `1,000` and `1000`. */
export function spellings(answer: string): string[] {
  const forms = new Set([answer]);
  const compact = answer.replace(/\\[dt]frac/gu, '\\frac').replace(/−/gu, '-');
  forms.add(compact);
  forms.add(compact.replace(/\\frac/gu, '\\dfrac'));
  forms.add(compact.replace(/\\frac\s?\{([^{}]*)\}\s?\{([^{}]*)\}/gu, '$1/$2'));
  if (isNumber(compact)) {
    const bare = compact.replace(/[,$€£\s]/gu, '');
    forms.add(bare);
    forms.add(bare.replace(/(?<=\d)(?=(?:\d{3})+(?:$|\.))/gu, ','));
  }
  const value = /^[a-zA-Z]{1,3}\s?=\s?(.+)$/u.exec(compact)?.[1];
  if (value !== undefined) forms.add(value);
  return [...forms].filter((form) => form !== '');
}

function* occurrences(text: string, form: string): Generator<Mention> {
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length)) {
    yield { start: at, end: at + form.length };
  }
}

function* alone(text: string, form: string): Generator<Mention> {
  for (const mention of occurrences(text, form)) {
    if (standsAlone(text, mention)) yield mention;
  }
}

/** Not part of a longer number or word: `12` is not in `3.12`, `112` or `12.5`. */
function standsAlone(text: string, { start, end }: Mention): boolean {
  const first = text.charCodeAt(start);
  const last = text.charCodeAt(end - 1);
  const before = text.charCodeAt(start - 1);
  const after = text.charCodeAt(end);
  if (isWord(first) && isWord(before)) return false;
  if (
    isDigit(first) &&
    (before === 0x2e || before === 0x2c) &&
    isDigit(text.charCodeAt(start - 2))
  ) {
    return false;
  }
  if (isWord(last) && isWord(after) && !(isDigit(last) && !isDigit(after))) return false;
  return !(
    (after === 0x2e || after === 0x2c) &&
    isDigit(last) &&
    isDigit(text.charCodeAt(end + 1))
  );
}

function isWord(c: number): boolean {
  return isDigit(c) || (c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a);
}

/** `option B`, `the answer is B`, `(B)`, `\boxed{B}`, `**B**`. */
function* options(text: string, letter: string): Generator<Mention> {
  for (const mention of occurrences(text, letter)) {
    if (isWord(text.charCodeAt(mention.start - 1)) || isWord(text.charCodeAt(mention.end)))
      continue;
    if (text.charAt(mention.end) === "'" || text.charAt(mention.end) === '’') continue;
    const before = text.slice(Math.max(0, mention.start - 16), mention.start);
    const marks = /[\s(*{:]*$/u.exec(before)?.[0] ?? '';
    const word = /[a-zñó]+$/iu.exec(before.slice(0, before.length - marks.length))?.[0] ?? '';
    const bracketed =
      /[({*]$/u.test(marks) && /^[)}*.:]/u.test(text.slice(mention.end, mention.end + 1));
    if (bracketed || OPTION_WORDS.has(word.toLowerCase())) yield mention;
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
