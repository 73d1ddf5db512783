import { joinBytes } from './decode';
import { MAX_RECORD_BYTES } from './bounds';

const NEWLINE = 0x0a;
const NOTHING = new Uint8Array();

/** One line without its line feed (a carriage return may remain). `bytes` is null when it is over the size bound. */
export interface Line {
  readonly bytes: Uint8Array | null;
  /** Byte offsets into the file, `end` without the line feed. */
  readonly start: number;
  readonly end: number;
}

/** Cuts chunks into lines and keeps the unfinished last one. */
export class LineSplitter {
  #pieces: Uint8Array[] = [];
  #length = 0;
  #start: number;

  constructor(offset: number) {
    this.#start = offset;
  }

  push(chunk: Uint8Array): readonly Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (;;) {
      const newline = chunk.indexOf(NEWLINE, from);
      if (newline < 0) break;
      if (this.#length === 0) {
        // Most lines are whole in their chunk, which is never larger than the bound.
        const end = this.#start + newline - from;
        const bytes = newline === from ? NOTHING : chunk.subarray(from, newline);
        lines.push({ bytes, start: this.#start, end });
        this.#start = end + 1;
      } else {
        this.#keep(chunk.subarray(from, newline));
        lines.push(this.#line());
        this.#start += this.#length + 1;
        this.#pieces = [];
        this.#length = 0;
      }
      from = newline + 1;
    }
    if (from < chunk.length) this.#keep(chunk.subarray(from));
    return lines;
  }

  /** The unfinished last line, `null` when there is none. It stays open. */
  rest(): Line | null {
    return this.#length === 0 ? null : this.#line();
  }

  /** Gives up the unfinished line: it was taken as it is. */
  takeRest(): void {
    this.#start += this.#length;
    this.#pieces = [];
    this.#length = 0;
  }

  #keep(piece: Uint8Array): void {
    this.#length += piece.length;
    if (this.#length > MAX_RECORD_BYTES) this.#pieces = [];
    else this.#pieces.push(piece);
  }

  #line(): Line {
    const tooLong = this.#length > MAX_RECORD_BYTES;
    return {
      bytes: tooLong ? null : joinBytes(this.#pieces),
      start: this.#start,
      end: this.#start + this.#length,
    };
  }
}
