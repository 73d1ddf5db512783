import { countFigure, say } from '../../model/sentence';
import type { Problem } from '../../model/problem';
import type { FileRecord } from '../format';
import { MAX_DEPTH, MAX_RECORD_BYTES, MEGABYTE } from './bounds';
import { joinBytes, parseJson } from './decode';
import { loggedEvent } from './loggedEvent';
import { closeJson } from './partialJson';
import type { RecordReader } from './recordReader';
import { BracketScanner } from './scanJson';

const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const QUOTE = 0x22;
const NEWLINE = 0x0a;

interface ValueReaderStart {
  readonly offset: number;
  readonly record: number;
  readonly problems: { add(problem: Problem): void } | null;
}

/**
 * JSON objects and arrays one after another with anything between them: a single document, pretty-printed
 * documents in a row, or (with `items`) the items of a top-level array, each with its own range.
 */
export class ValueReader implements RecordReader {
  readonly #start: ValueReaderStart;
  readonly #items: boolean;
  #scanner: BracketScanner | null = null;
  #pieces: Uint8Array[] = [];
  #length = 0;
  #valueStart = 0;
  #offset: number;
  #record: number;
  #junkReported = false;

  constructor(start: ValueReaderStart, items: boolean) {
    this.#start = start;
    this.#items = items;
    this.#offset = start.offset;
    this.#record = start.record;
  }

  push(chunk: Uint8Array): readonly FileRecord[] {
    const records: FileRecord[] = [];
    let i = 0;
    while (i < chunk.length) {
      if (this.#scanner === null) {
        i = this.#seek(chunk, i);
        if (i >= chunk.length) break;
        this.#scanner = new BracketScanner();
        this.#valueStart = this.#offset + i;
      }
      const end = this.#scanner.scan(chunk, i);
      this.#keep(chunk.subarray(i, end < 0 ? chunk.length : end));
      if (end < 0) break;
      this.#finish(records);
      i = end;
    }
    this.#offset += chunk.length;
    return records;
  }

  end(): readonly FileRecord[] {
    if (this.#scanner === null || this.#length === 0) return [];
    const at = { record: this.#record, offset: this.#valueStart + this.#length };
    const message = say('The file ends in the middle of a JSON value.');
    this.#start.problems?.add({ code: 'truncated', message, at });
    if (this.#length > MAX_RECORD_BYTES || this.#scanner.maxDepth > MAX_DEPTH) return [];
    const value = closeJson(joinBytes(this.#pieces));
    this.#pieces = [];
    return value === undefined ? [] : [{ ...this.#recordOf(value), cut: true }];
  }

  /** Position of the next object or array; what is between is skipped. */
  #seek(chunk: Uint8Array, from: number): number {
    let i = from;
    while (i < chunk.length) {
      const byte = chunk[i]!;
      if (byte === OPEN_BRACE) return i;
      if (byte === OPEN_BRACKET && !this.#isList()) return i;
      if (!isSeparator(byte) && !(this.#items && byte === OPEN_BRACKET)) {
        this.#reportJunk(i);
        i = skipJunk(chunk, i);
        continue;
      }
      if (byte === OPEN_BRACKET) this.#inList = true;
      if (byte === CLOSE_BRACKET) this.#inList = false;
      i += 1;
    }
    return i;
  }

  #inList = false;

  /** An opening bracket here begins the list whose items are the records, not an item. */
  #isList(): boolean {
    return this.#items && !this.#inList;
  }

  #reportJunk(at: number): void {
    if (this.#junkReported) return;
    this.#junkReported = true;
    const message = say('Something between the JSON values is not JSON and was skipped.');
    const place = { record: this.#record, offset: this.#offset + at };
    this.#start.problems?.add({ code: 'malformed', message, at: place });
  }

  #keep(piece: Uint8Array): void {
    this.#length += piece.length;
    if (this.#length > MAX_RECORD_BYTES) this.#pieces = [];
    else this.#pieces.push(piece);
  }

  #finish(records: FileRecord[]): void {
    const at = { record: this.#record, offset: this.#valueStart };
    if (this.#length > MAX_RECORD_BYTES) {
      const message = say(
        'A JSON value is larger than {0} MB.',
        countFigure(MAX_RECORD_BYTES / MEGABYTE),
      );
      this.#start.problems?.add({ code: 'too-large', message, at });
      this.#record += 1;
    } else {
      const parsed = parseJson(joinBytes(this.#pieces));
      if (parsed.ok) records.push(this.#recordOf(parsed.value));
      else {
        this.#start.problems?.add({ code: parsed.code, message: parsed.message, at });
        this.#record += 1;
      }
    }
    this.#scanner = null;
    this.#pieces = [];
    this.#length = 0;
  }

  #recordOf(value: unknown): FileRecord {
    const range = {
      record: this.#record,
      start: this.#valueStart,
      end: this.#valueStart + this.#length,
    };
    this.#record += 1;
    return { value, range, name: null, ...loggedEvent(value) };
  }
}

/** White space, NUL, comma, closing bracket, and the bytes of a byte order mark. */
function isSeparator(byte: number): boolean {
  return (
    byte <= 0x20 ||
    byte === 0x2c ||
    byte === CLOSE_BRACKET ||
    byte === 0xef ||
    byte === 0xbb ||
    byte === 0xbf
  );
}

/** End of a string or of the line of something that is not JSON. */
function skipJunk(chunk: Uint8Array, from: number): number {
  const quoted = chunk[from] === QUOTE;
  let i = from + 1;
  while (i < chunk.length) {
    const byte = chunk[i]!;
    if (byte === NEWLINE || byte === OPEN_BRACE) return i;
    if (quoted && byte === QUOTE && chunk[i - 1] !== 0x5c) return i + 1;
    if (!quoted && (byte === 0x2c || byte === CLOSE_BRACKET)) return i;
    i += 1;
  }
  return i;
}
