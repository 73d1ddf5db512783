import abbreviations from './abbreviations.data.json';
import { isDigit, isLower, isSpace, isUpper, STOP } from './characters';

const ABBREVIATIONS: ReadonlySet<string> = new Set(abbreviations.words);
const BEFORE_NUMBER: ReadonlySet<string> = new Set(abbreviations.beforeNumber);
const LONGEST = Math.max(...abbreviations.words.map((w) => w.length));

/**
 * Whether an ender at `at` (the last of its run, closers included up to `next`) ends a sentence, given that white
 * space without a line break follows and the next text starts at `next`.
 */
export function endsSentence(text: string, start: number, at: number, next: number): boolean {
  const following = text.charCodeAt(next);
  if (isLower(following)) return false;
  const ender = text.charCodeAt(at);
  if (ender === 0x21) return !isFactorial(text, start, at, following);
  if (ender !== STOP) return true;
  return !isAbbreviation(text, start, at, following) && !isMarker(text, start, at, following);
}

/** `5! \cdot`, `n! = `: a sign follows, or a digit or bracket stands before and no capital after. */
function isFactorial(text: string, start: number, at: number, following: number): boolean {
  if (at === start || isUpper(following)) return false;
  const before = text.charCodeAt(at - 1);
  return isDigit(before) || before === 0x29 || !(isDigit(following) || following > 0x7f);
}

function isAbbreviation(text: string, start: number, at: number, following: number): boolean {
  let from = at;
  while (from > start && at - from <= LONGEST && !isSpace(text.charCodeAt(from - 1))) from--;
  while (from < at && !isLetter(text.charCodeAt(from))) from++;
  if (at - from > LONGEST) return false;
  const word = text.slice(from, at).toLowerCase();
  return ABBREVIATIONS.has(word) || (isDigit(following) && BEFORE_NUMBER.has(word));
}

/** A list number or option letter: `1. Find`, `(A. 30`, `B. 7`. */
function isMarker(text: string, start: number, at: number, following: number): boolean {
  let from = at;
  while (from > start && at - from < 4 && isWordPart(text.charCodeAt(from - 1))) from--;
  if (from === at || at - from > 3) return false;
  const atStart = onlyMarks(text, start, from);
  const number = isDigit(text.charCodeAt(from));
  if (atStart) return number || at - from === 1;
  return isDigit(following) && at - from === 1 && isUpper(text.charCodeAt(from));
}

function onlyMarks(text: string, start: number, end: number): boolean {
  if (end - start > LONGEST) return false;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (isLetter(c) || isDigit(c)) return false;
  }
  return true;
}

function isLetter(c: number): boolean {
  return isUpper(c) || isLower(c) || c > 0xff;
}

function isWordPart(c: number): boolean {
  return isLetter(c) || isDigit(c);
}
