import { countFigure, say, type Sentence } from '../../../model/sentence';
import type { FileRecord } from '../../format';
import { MAX_RECORD_BYTES, MEGABYTE } from '../bounds';
import { decode, joinBytes, parseJson } from '../decode';
import { LineSplitter, type Line } from '../lines';
import { closeJson } from '../partialJson';
import type { ReaderStart, RecordReader } from '../recordReader';
import { nestsTooDeep } from '../scanJson';
import { LooseScanner } from './looseScanner';
import { parseLoose } from './looseValue';
import {
  afterLead,
  continuesAt,
  leadOf,
  objectStart,
  startsField,
  startsFields,
  valueStart,
} from './valueStart';

const FENCE = /^ {0,3}(`{3,}|~{3,})[ \t]*([\w+-]{0,20})/;
/** Languages of code blocks that hold data rather than a program. */
const DATA_BLOCKS =
  /^(?:|jsonc?|json5|jsonl|ndjson|text|txt|log|console|output|http|sse|py|python)$/i;
const LINE_FEED = Uint8Array.of(0x0a);

interface OpenValue {
  readonly scanner: LooseScanner;
  readonly pieces: Uint8Array[];
  readonly start: number;
  /** Where its first line begins, from which it is read again when what stands before its lines belongs to the log. */
  readonly lineStart: number;
  /** Where it ends in the file as far as it was read. */
  end: number;
  /** It may be something else that looks like it: no problem then. */
  readonly isGuess: boolean;
  /** What the log puts before each line of the value, too; '' for nothing. */
  readonly lead: string;
  /** Only the name of an object was read: the next line has its first field, or it is none. */
  awaitsField: boolean;
  length: number;
}

/**
 * Values written into other text: JSON after a time stamp or a few words, over one line or many, with comments, as a
 * Python literal, in the code blocks of Markdown. What is between is skipped.
 */
export class EmbeddedReader implements RecordReader {
  readonly #start: ReaderStart;
  readonly #lines: LineSplitter;
  #record: number;
  #open: OpenValue | null = null;
  /** The fence of the code block that the reader is in. */
  #fence: string | null = null;
  #skipsBlock = false;

  constructor(start: ReaderStart) {
    this.#start = start;
    this.#lines = new LineSplitter(start.offset);
    this.#record = start.record;
  }

  get idle(): boolean {
    return this.#open === null;
  }

  push(chunk: Uint8Array): readonly FileRecord[] {
    const records: FileRecord[] = [];
    for (const line of this.#lines.push(chunk)) this.#read(line, records);
    return records;
  }

  end(): readonly FileRecord[] {
    const records: FileRecord[] = [];
    const rest = this.#lines.rest();
    if (rest !== null) this.#read(rest, records);
    this.#lines.takeRest();
    const open = this.#open;
    this.#open = null;
    if (open !== null && !open.awaitsField) this.#cut(open, records);
    return records;
  }

  #read(line: Line, records: FileRecord[]): void {
    if (line.bytes === null) {
      this.#problem(
        'too-large',
        say('A line is longer than {0} MB.', countFigure(MAX_RECORD_BYTES / MEGABYTE)),
        line.start,
      );
      this.#open = null;
      return;
    }
    if (this.#open?.awaitsField === true) {
      this.#open.awaitsField = false;
      if (!startsField(line.bytes)) this.#open = null;
    }
    if (this.#open !== null) {
      const stamped = this.#open.scanner.broken ? -1 : continuesAt(line.bytes);
      if (stamped >= 0) {
        const from = stamped > 0 ? stamped : afterLead(line.bytes, this.#open.lead);
        if (from < 0) return;
        const next = this.#feed(line.bytes, from, line.start, records);
        this.#readOn(line.bytes, next, line.start, records);
        return;
      }
      this.#problem('truncated', say('A value ends in the middle of a line.'), this.#open.start);
      this.#open = null;
    }
    if (this.#isFence(line.bytes) || this.#skipsBlock) return;
    this.#readOn(line.bytes, 0, line.start, records);
  }

  /** Values that begin in a line from here on: several only directly after one another. */
  #readOn(line: Uint8Array, from: number, offset: number, records: FileRecord[]): void {
    let next = from;
    while (next >= 0) {
      const isBare = next === 0 && startsFields(line);
      const opened = next === 0 ? objectStart(line) : -1;
      const awaitsField = opened >= 0;
      const isGuess = isBare || awaitsField;
      const start = isGuess ? Math.max(0, opened) : valueStart(line.subarray(next));
      if (start < 0) return;
      this.#open = {
        scanner: new LooseScanner(isBare),
        isGuess,
        lead: next === 0 ? leadOf(line) : '',
        awaitsField,
        pieces: [],
        start: offset + next + start,
        lineStart: offset,
        end: offset,
        length: 0,
      };
      next = this.#feed(line, next + start, offset, records);
    }
  }

  /** Code blocks of Markdown: those of programs are passed over. */
  #isFence(line: Uint8Array): boolean {
    const found = FENCE.exec(decode(line.subarray(0, 60)));
    const mark = found?.[1];
    if (mark === undefined) return false;
    if (this.#fence === null) {
      this.#fence = mark;
      this.#skipsBlock = !DATA_BLOCKS.test(found?.[2] ?? '');
    } else if (mark.startsWith(this.#fence)) {
      this.#fence = null;
      this.#skipsBlock = false;
    }
    return true;
  }

  /** Takes a line, which begins at an offset of the file, into the open value; where the next one may begin in it, -1 for nowhere. */
  #feed(line: Uint8Array, from: number, offset: number, records: FileRecord[]): number {
    const open = this.#open;
    if (open === null) return -1;
    const end =
      line[from] === 0x22 && open.length === 0
        ? stringEnd(line, from)
        : open.scanner.scan(line, from);
    const piece = line.subarray(from, end < 0 ? line.length : end);
    open.length += piece.length;
    open.end = offset + from + piece.length;
    open.pieces.push(piece);
    if (open.length > MAX_RECORD_BYTES) {
      this.#problem(
        'too-large',
        say('A value is larger than {0} MB.', countFigure(MAX_RECORD_BYTES / MEGABYTE)),
        open.start,
      );
      this.#open = null;
    } else if (end >= 0) {
      this.#open = null;
      this.#finish(open, records);
      const between = /^[\s,;]{0,10}(?=[{[])/.exec(decode(line.subarray(end, end + 16)))?.[0];
      return between === undefined ? -1 : end + between.length;
    } else if (!open.scanner.broken) {
      open.pieces.push(LINE_FEED);
      open.length += 1;
    }
    return -1;
  }

  #finish(open: OpenValue, records: FileRecord[]): void {
    const bytes = joinBytes(open.pieces);
    const strict = parseJson(bytes);
    if (strict.ok) {
      this.#emit(unquoted(strict.value), open, records);
      return;
    }
    const loose = nestsTooDeep(bytes) ? null : parseLoose(decode(bytes));
    if (loose !== null) this.#emit(loose.value, open, records);
    else if (!open.isGuess)
      this.#problem(
        strict.code === 'too-large' ? 'too-large' : 'malformed',
        strict.message,
        open.start,
      );
  }

  /** The end of the file inside a value: what there is of it. */
  #cut(open: OpenValue, records: FileRecord[]): void {
    const bytes = joinBytes(open.pieces);
    const at = { record: this.#record, offset: open.end };
    const message = say('The file ends in the middle of a value.');
    this.#start.problems.add({ code: 'truncated', message, at });
    if (nestsTooDeep(bytes)) return;
    const value = parseLoose(decode(bytes), true)?.value ?? closeJson(bytes);
    if (value !== undefined) this.#emit(value, open, records, true);
  }

  #emit(value: unknown, open: OpenValue, records: FileRecord[], cut = false): void {
    // Numbers and words in brackets are no records.
    if (typeof value !== 'object' || value === null) return;
    const isLed = open.lead !== '' && open.pieces.length > 1;
    const start = isLed ? open.lineStart : open.start;
    const range = { record: this.#record, start, end: open.end };
    this.#record += 1;
    records.push({ value, range, name: null, ...(cut ? { cut } : {}) });
  }

  #problem(code: 'malformed' | 'too-large' | 'truncated', message: Sentence, offset: number): void {
    this.#start.problems.add({ code, message, at: { record: this.#record, offset } });
  }
}

/** JSON text that was written as a JSON string, also several times over. */
function unquoted(value: unknown): unknown {
  let inside = value;
  for (let depth = 0; depth < 3 && typeof inside === 'string'; depth++) {
    const parsed = parseJson(new TextEncoder().encode(inside));
    if (!parsed.ok) return value;
    inside = parsed.value;
  }
  return inside;
}

/** Position after the quote that ends the JSON string at `from`; -1 when the line ends before. */
function stringEnd(line: Uint8Array, from: number): number {
  for (let i = from + 1; i < line.length; i++) {
    if (line[i] === 0x5c) i += 1;
    else if (line[i] === 0x22) return i + 1;
  }
  return -1;
}
