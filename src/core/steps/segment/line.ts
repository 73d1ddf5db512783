import { BACKTICK, isDigit, isSpace } from './characters';

const HASH = 0x23;
const STAR = 0x2a;
export const BAR = 0x7c;
const TILDE = 0x7e;
/** `-`, `+` and the bullets that models write. */
const BULLETS = new Set([0x2d, 0x2b, STAR, 0x2022, 0x25aa, 0x25cf, 0x2013]);

/** How many characters after a line start decide what kind of line it is. */
export const LINE_LOOKAHEAD = 8;

/** A code fence (``` or ~~~) starts here. */
export function isFence(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return (
    (c === BACKTICK || c === TILDE) &&
    text.charCodeAt(at + 1) === c &&
    text.charCodeAt(at + 2) === c
  );
}

/** `- `, `* `, `1. `, `(2) `, `3) `, `b) ` and the like. */
export function isListItem(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  if (BULLETS.has(c)) return isSpace(text.charCodeAt(at + 1));
  let i = c === 0x28 ? at + 1 : at;
  const first = i;
  while (isDigit(text.charCodeAt(i)) && i - first < 3) i++;
  if (i === first) return isLettered(text, first, c === 0x28);
  const mark = text.charCodeAt(i);
  return (mark === 0x2e || mark === 0x29) && isSpace(text.charCodeAt(i + 1));
}

/** `a) `, `(b) `: a small letter of the first eight and a bracket. */
function isLettered(text: string, at: number, opened: boolean): boolean {
  const c = text.charCodeAt(at);
  if (c < 0x61 || c > 0x68 || text.charCodeAt(at + 1) !== 0x29) return false;
  return (
    isSpace(text.charCodeAt(at + 2)) && (opened || isSpace(text.charCodeAt(at - 1)) || at === 0)
  );
}

/** A line that stands for itself: list item, heading, table row, quote or fence. */
export function startsBlock(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return c === HASH || c === BAR || c === 0x3e || isListItem(text, at) || isFence(text, at);
}

/** The line is a heading: `# Title`, or nothing but bold text with an optional number before and colon behind. */
export function isHeading(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(start) === HASH) return true;
  const from = isNumber(text, start) ? afterMark(text, start, end) : start;
  if (text.charCodeAt(from) !== STAR || text.charCodeAt(from + 1) !== STAR) return false;
  const last = text.charCodeAt(end - 1) === 0x3a ? end - 1 : end;
  return (
    last - from > 4 && text.charCodeAt(last - 1) === STAR && text.charCodeAt(last - 2) === STAR
  );
}

function isNumber(text: string, at: number): boolean {
  return isDigit(text.charCodeAt(at)) && isListItem(text, at);
}

function afterMark(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && !isSpace(text.charCodeAt(at))) at++;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** `|---|:--|`: the rule under a table's head. */
export function isTableRule(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== BAR) return false;
  let i = at + 1;
  while (isSpace(text.charCodeAt(i)) || text.charCodeAt(i) === 0x3a) i++;
  return text.charCodeAt(i) === 0x2d && text.charCodeAt(i + 1) === 0x2d;
}
