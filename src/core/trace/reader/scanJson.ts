import { MAX_DEPTH } from './bounds';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;

/** Byte classes that matter between strings: 1 opens, 2 closes, 3 quote. */
const CLASS = new Uint8Array(256);
CLASS[OPEN_BRACE] = CLASS[OPEN_BRACKET] = 1;
CLASS[CLOSE_BRACE] = CLASS[CLOSE_BRACKET] = 2;
CLASS[QUOTE] = 3;

/**
 * Follows the brackets of one JSON object or array over bytes that arrive in pieces. Only brackets and strings are
 * looked at; whether it is good JSON is left to `JSON.parse`.
 */
export class BracketScanner {
  #depth = 0;
  #inString = false;
  #maxDepth = 0;
  /** Backslashes that end the last piece, when it ended inside a string. */
  #trailing = 0;

  get maxDepth(): number {
    return this.#maxDepth;
  }

  /** Bytes of `bytes` from `from` that belong to the value; -1 while it is not closed. The first must open it. */
  scan(bytes: Uint8Array, from: number): number {
    let i = from;
    while (i < bytes.length) {
      if (this.#inString) {
        i = this.#skipString(bytes, i);
        continue;
      }
      const kind = CLASS[bytes[i]!];
      i += 1;
      if (kind === 0) continue;
      if (kind === 3) {
        this.#inString = true;
        this.#trailing = 0;
      } else if (kind === 1) {
        this.#depth += 1;
        if (this.#depth > this.#maxDepth) this.#maxDepth = this.#depth;
      } else {
        this.#depth -= 1;
        if (this.#depth <= 0) return i;
      }
    }
    return -1;
  }

  /** Position after the closing quote, or the end of the piece. Long strings are crossed by a native search. */
  #skipString(bytes: Uint8Array, from: number): number {
    const quote = bytes.indexOf(QUOTE, from);
    const end = quote < 0 ? bytes.length : quote;
    let slashes = 0;
    while (end - slashes > from && bytes[end - slashes - 1] === BACKSLASH) slashes += 1;
    if (end - slashes === from) slashes += this.#trailing;
    this.#trailing = 0;
    if (quote < 0) {
      this.#trailing = slashes;
      return bytes.length;
    }
    // An odd number of backslashes escapes the quote.
    if (slashes % 2 === 0) this.#inString = false;
    return quote + 1;
  }
}

/** Whether a whole JSON text nests deeper than the bound. */
export function nestsTooDeep(bytes: Uint8Array): boolean {
  if (bytes.length <= 2 * MAX_DEPTH || hasFewBrackets(bytes)) return false;
  const scanner = new BracketScanner();
  let from = 0;
  while (from < bytes.length) {
    const end = scanner.scan(bytes, from);
    if (scanner.maxDepth > MAX_DEPTH) return true;
    if (end < 0) return false;
    from = end;
  }
  return false;
}

/** Fewer opening brackets than the bound, in strings or not, cannot nest beyond it: native searches tell most lines. */
function hasFewBrackets(bytes: Uint8Array): boolean {
  let found = 0;
  for (const bracket of [OPEN_BRACE, OPEN_BRACKET]) {
    for (let at = bytes.indexOf(bracket); at >= 0; at = bytes.indexOf(bracket, at + 1)) {
      found += 1;
      if (found > MAX_DEPTH) return false;
    }
  }
  return true;
}
