import { isCjk, isDigit, isSpace } from '../segment/characters';

/** Most tokens that one read keeps: a span has at most 1,200 characters. */
const CAPACITY = 1_280;
const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;

const LETTER = 1;
const DIGIT = 2;
const SPACE = 3;
const LATIN = 0x250;
/** Class of each character below 0x250 (ASCII and the Latin letters with marks); 0 for a sign. */
const CLASS = ((): Uint8Array => {
  const table = new Uint8Array(LATIN);
  for (let c = 0; c < LATIN; c++) {
    const ascii = (c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a);
    const marked = c >= 0xc0 && c !== 0xd7 && c !== 0xf7;
    table[c] = ascii || marked ? LETTER : isDigit(c) ? DIGIT : isSpace(c) ? SPACE : 0;
  }
  return table;
})();

/** Hash of a whole string as one token, letters in lower case. */
function hashToken(token: string): number {
  let h = FNV_OFFSET;
  for (let i = 0; i < token.length; i++) h = Math.imul(h ^ token.charCodeAt(i), FNV_PRIME);
  return h;
}

/** Hash of a sequence of token hashes, one token at a time. */
export function chain(hash: number, token: number): number {
  const h = Math.imul(hash ^ token, 0x85ebca6b);
  return Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
}

/** Hashes of the tokens of a short text (at most 1,200 characters), as written. */
export function hashText(text: string): number[] {
  const tokens = new TokenBuffer();
  tokens.read(text, 0, text.length);
  return Array.from(tokens.exact.subarray(0, tokens.count));
}

const SHORT_NUMBER = hashToken('<n>');
const LONG_NUMBER = hashToken('<nn>');
const VARIABLE = hashToken('<v>');
const PRONOUN_I = 0x69;
const ARTICLE_A = 0x61;

/** Superscript, subscript and circled digits. */
function isOddDigit(c: number): boolean {
  return (
    c === 0xb2 ||
    c === 0xb3 ||
    c === 0xb9 ||
    (c >= 0x2070 && c <= 0x2079 && c !== 0x2071) ||
    (c >= 0x2080 && c <= 0x2089) ||
    (c >= 0x2460 && c <= 0x2468)
  );
}

function isSingleLetter(c: number): boolean {
  return c >= 0x370 && c <= 0x1fff;
}

/**
 * The tokens of one span, as hashes in arrays that every `read` fills anew (no allocation on the hot path). A token is a
 * word (with its apostrophe part), a LaTeX command, a number, or one sign; case is ignored.
 */
export class TokenBuffer {
  count = 0;
  /** Hash with numbers folded to two classes and single letters to one: what the classifier sees. */
  readonly folded = new Int32Array(CAPACITY);
  /** Hash of the token as written. */
  readonly exact = new Int32Array(CAPACITY);
  /** Content words (4 letters or more) and numbers: exact hashes, repeats included. */
  readonly content = new Int32Array(CAPACITY);
  contentCount = 0;
  numbers = 0;
  equals = 0;
  questions = 0;
  /** Tokens that a byte-pair tokenizer would make of the span, estimated (see `tokenEstimate`). */
  words = 0;
  longWordChars = 0;
  digits = 0;
  signs = 0;
  wide = 0;
  /** Letters of scripts other than Latin and Greek. */
  otherScript = 0;

  read(text: string, start: number, end: number): void {
    this.count = this.contentCount = this.numbers = this.equals = this.questions = 0;
    this.words = this.longWordChars = this.digits = this.signs = this.wide = this.otherScript = 0;
    let i = start;
    while (i < end && this.count < CAPACITY) {
      const c = text.charCodeAt(i);
      const kind = c < LATIN ? CLASS[c]! : isSpace(c) ? SPACE : 0;
      if (kind === SPACE) i++;
      else if (kind === LETTER) i = this.word(text, i, end, FNV_OFFSET);
      else if (kind === DIGIT) i = this.number(text, i, end);
      else i = this.sign(text, i, end, c);
    }
  }

  private push(folded: number, exact: number): void {
    this.folded[this.count] = folded;
    this.exact[this.count++] = exact;
  }

  private word(text: string, start: number, end: number, seed: number): number {
    let h = seed;
    let i = start;
    let c = 0;
    for (; i < end; i++) {
      c = text.charCodeAt(i);
      if (c >= LATIN || CLASS[c] !== LETTER) break;
      h = Math.imul(h ^ (c | 0x20), FNV_PRIME);
    }
    const letters = i - start;
    if (letters >= 4) this.content[this.contentCount++] = h;
    this.words++;
    if (letters > 8) this.longWordChars += letters - 8;
    const apostrophe = i + 1 < end && seed === FNV_OFFSET && (c === 0x27 || c === 0x2019);
    if (
      apostrophe &&
      (text.charCodeAt(i + 1) | 0x20) >= 0x61 &&
      (text.charCodeAt(i + 1) | 0x20) <= 0x7a
    ) {
      h = Math.imul(h ^ 0x27, FNV_PRIME);
      for (i++; i < end; i++) {
        c = text.charCodeAt(i);
        if (c >= LATIN || CLASS[c] !== LETTER) break;
        h = Math.imul(h ^ (c | 0x20), FNV_PRIME);
      }
    }
    const first = text.charCodeAt(start) | 0x20;
    const single =
      i - start === 1 && seed === FNV_OFFSET && first !== PRONOUN_I && first !== ARTICLE_A;
    this.push(single ? VARIABLE : h, h);
    return i;
  }

  private number(text: string, start: number, end: number): number {
    let h = FNV_OFFSET;
    let i = start;
    let stopped = false;
    for (; i < end; i++) {
      const c = text.charCodeAt(i);
      if (isDigit(c)) h = Math.imul(h ^ c, FNV_PRIME);
      else if (c === 0x2e && !stopped && i + 1 < end && isDigit(text.charCodeAt(i + 1))) {
        stopped = true;
        h = Math.imul(h ^ c, FNV_PRIME);
      } else break;
    }
    this.numbers++;
    this.digits += i - start;
    this.content[this.contentCount++] = h;
    this.push(i - start < 3 ? SHORT_NUMBER : LONG_NUMBER, h);
    return i;
  }

  private sign(text: string, at: number, end: number, c: number): number {
    if (c === 0x5c && at + 1 < end) {
      const next = text.charCodeAt(at + 1);
      if (next < LATIN && CLASS[next] === LETTER) {
        return this.word(text, at + 1, end, Math.imul(FNV_OFFSET ^ c, FNV_PRIME));
      }
    }
    if (c === 0x3d) this.equals++;
    else if (c === 0x3f) this.questions++;
    if (c < 128) this.signs++;
    else {
      this.wide++;
      if (isCjk(c) || (c >= 0x400 && c < 0x1e00)) this.otherScript++;
    }
    const pair = (c & 0xfc00) === 0xd800 && at + 1 < end;
    const code = pair ? Math.imul(c, 0x10001) ^ text.charCodeAt(at + 1) : c;
    const h = Math.imul(FNV_OFFSET ^ code, FNV_PRIME);
    if (isOddDigit(c)) {
      this.numbers++;
      this.push(SHORT_NUMBER, h);
    } else this.push(c >= 128 && isSingleLetter(c) ? VARIABLE : h, h);
    return pair ? at + 2 : at + 1;
  }
}
