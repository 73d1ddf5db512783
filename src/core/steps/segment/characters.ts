export const NEWLINE = 0x0a;
export const STOP = 0x2e;
export const BACKSLASH = 0x5c;
export const COLON = 0x3a;
export const DOLLAR = 0x24;
export const BACKTICK = 0x60;
const ELLIPSIS = 0x2026;

/** The UTF-16 units of a string of single-unit characters. */
function codes(characters: string): ReadonlySet<number> {
  return new Set(Array.from(characters, (c) => c.charCodeAt(0)));
}

const CJK_ENDERS = codes('。！？｡．');
const CLOSERS = codes('"\')]}*_”’»」』）】》');

/** Space, tab, line breaks and the blanks that occur in saved text (NBSP, ideographic space). */
export function isSpace(c: number): boolean {
  return c === 0x20 || (c >= 0x09 && c <= 0x0d) || c === 0xa0 || c === 0x3000;
}

/** Ends a sentence in scripts that put no space after it. */
export function isCjkEnder(c: number): boolean {
  return c >= 0x3002 && CJK_ENDERS.has(c);
}

/** `.`, `!`, `?`, an ellipsis or their full-width forms. */
export function isEnder(c: number): boolean {
  return c === STOP || c === 0x21 || c === 0x3f || c === ELLIPSIS || isCjkEnder(c);
}

/** A quote, bracket or emphasis mark that still belongs to the sentence before it. */
export function isCloser(c: number): boolean {
  return CLOSERS.has(c);
}

export function isDigit(c: number): boolean {
  return c >= 0x30 && c <= 0x39;
}

export function isUpper(c: number): boolean {
  return (c >= 0x41 && c <= 0x5a) || (c >= 0xc0 && c <= 0xde && c !== 0xd7);
}

export function isLower(c: number): boolean {
  return (c >= 0x61 && c <= 0x7a) || (c >= 0xdf && c <= 0xff && c !== 0xf7);
}

/** Han, kana and Hangul: scripts written without spaces between sentences (or words). */
export function isCjk(c: number): boolean {
  return (
    (c >= 0x3040 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7af) || (c >= 0xf900 && c <= 0xfaff)
  );
}

/** Characters at which the scanner must look closer; all others are passed over. ASCII only. */
export const STOPS_SCAN = ((): Uint8Array => {
  const table = new Uint8Array(128);
  for (const c of '\n.!?\\$') table[c.charCodeAt(0)] = 1;
  return table;
})();
