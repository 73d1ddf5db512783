const BACKSLASH = 0x5c;
const SLASH = 0x2f;
const STAR = 0x2a;
const HASH = 0x23;
const DOUBLE = 0x22;
const SINGLE = 0x27;
const LESS = 0x3c;
const GREATER = 0x3e;

/** Bytes that matter between strings: 1 opens, 2 closes, 3 quotes, 4 may begin a comment, 5 may close an object of Ruby. */
const CLASS = new Uint8Array(256);
for (const c of '{[(') CLASS[c.charCodeAt(0)] = 1;
for (const c of '}])') CLASS[c.charCodeAt(0)] = 2;
CLASS[DOUBLE] = CLASS[SINGLE] = 3;
CLASS[SLASH] = CLASS[HASH] = 4;
CLASS[GREATER] = 5;

/**
 * Follows the brackets of one value that is written like JSON, JSON with comments or a Python literal, line by line.
 * Whether it is a good value is left to the parser.
 */
export class LooseScanner {
  #depth = 0;
  /** The open string's quote; 0 between strings. */
  #quote = 0;
  #triple = false;
  #comment = false;
  /** How deep the objects lie that Ruby shows and that are open (`#<Name`), the innermost last. */
  readonly #angles: number[] = [];
  /** Fields without a bracket around them, which end with a line. */
  readonly #isBare: boolean;

  constructor(isBare = false) {
    this.#isBare = isBare;
  }

  /** A string that cannot go over the end of the line is open: what follows is no part of this value. */
  get broken(): boolean {
    return this.#quote !== 0 && !this.#triple;
  }

  /** Position after the bracket that closes the value; -1 while it is open. `line` is a whole line or its rest. */
  scan(line: Uint8Array, from: number): number {
    let i = from;
    while (i < line.length) {
      if (this.#comment) i = this.#skipComment(line, i);
      else if (this.#quote !== 0) i = this.#skipString(line, i);
      else {
        const byte = line[i]!;
        const kind = CLASS[byte];
        i += 1;
        if (kind === 1) this.#depth += 1;
        else if (kind === 2) {
          this.#depth -= 1;
          if (this.#depth <= 0 && !this.#isBare) return i;
        } else if (kind === 3) i = this.#openString(line, i, byte);
        else if (kind === 4 && byte === HASH && line[i] === LESS) {
          this.#depth += 1;
          this.#angles.push(this.#depth);
        } else if (kind === 5 && this.#angles.at(-1) === this.#depth) {
          this.#angles.pop();
          this.#depth -= 1;
          if (this.#depth <= 0 && !this.#isBare) return i;
        }
        // The rest of the line is a comment.
        else if (kind === 4 && (byte === HASH || line[i] === SLASH)) return -1;
        else if (kind === 4 && line[i] === STAR) this.#comment = true;
      }
    }
    const isOver = this.#depth <= 0 && this.#quote === 0 && !this.#comment;
    return this.#isBare && isOver ? line.length : -1;
  }

  #openString(line: Uint8Array, from: number, quote: number): number {
    this.#quote = quote;
    this.#triple = line[from] === quote && line[from + 1] === quote;
    return this.#triple ? from + 2 : from;
  }

  #skipString(line: Uint8Array, from: number): number {
    let i = from;
    while (i < line.length) {
      const byte = line[i]!;
      if (byte === BACKSLASH) {
        i += 2;
        continue;
      }
      i += 1;
      if (byte !== this.#quote) continue;
      if (this.#triple) {
        if (line[i] !== this.#quote || line[i + 1] !== this.#quote) continue;
        i += 2;
      }
      this.#quote = 0;
      return i;
    }
    return i;
  }

  #skipComment(line: Uint8Array, from: number): number {
    for (let i = line.indexOf(STAR, from); i >= 0; i = line.indexOf(STAR, i + 1)) {
      if (line[i + 1] !== SLASH) continue;
      this.#comment = false;
      return i + 2;
    }
    return line.length;
  }
}
