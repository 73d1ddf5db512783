import type { FileRecord } from '../format';
import { MAX_RECORD_BYTES, MEGABYTE } from './bounds';
import { decode, parseJson, trimBytes } from './decode';
import { LineSplitter, type Line } from './lines';
import type { ReaderStart, RecordReader } from './recordReader';

/** The value of the record that a `data: [DONE]` line makes. */
export const SSE_DONE = '[DONE]';

const encoder = new TextEncoder();

/**
 * Server-sent events as people save them: `data:` lines with or without blank lines between, `event:` names,
 * comments and keep-alives, bare JSON lines, and a bare `error: {...}` line.
 */
export class SseReader implements RecordReader {
  readonly #lines: LineSplitter;
  readonly #start: ReaderStart;
  #record: number;
  #event: string | null = null;
  /** Start of the event the next data belongs to; -1 when no line of it came yet. */
  #from = -1;
  /** Data lines that are not complete JSON yet. */
  #data: string[] = [];
  #dataBytes = 0;

  constructor(start: ReaderStart) {
    this.#start = start;
    this.#lines = new LineSplitter(start.offset);
    this.#record = start.record;
  }

  push(chunk: Uint8Array): readonly FileRecord[] {
    const records: FileRecord[] = [];
    this.#start.problems.tail = null;
    for (const line of this.#lines.push(chunk)) this.#read(line, records);
    return records;
  }

  end(): readonly FileRecord[] {
    const records: FileRecord[] = [];
    const rest = this.#lines.rest();
    if (rest?.bytes && isWholeData(rest.bytes)) {
      this.#read(rest, records);
      this.#lines.takeRest();
    } else if (rest !== null) {
      const at = { record: this.#record, offset: rest.start };
      const message = 'The stream ends in the middle of an event.';
      this.#start.problems.tail = { code: 'truncated', message, at };
    }
    return records;
  }

  #read(line: Line, records: FileRecord[]): void {
    if (line.bytes === null) {
      this.#problem('too-large', `A line is longer than ${MAX_RECORD_BYTES / MEGABYTE} MB.`, line);
      this.#reset();
      return;
    }
    const { start, end } = trimBytes(line.bytes);
    if (start === end) {
      if (this.#data.length > 0) {
        this.#problem('malformed', 'The data of an event is not JSON.', line);
        this.#record += 1;
      }
      this.#reset();
      return;
    }
    const text = decode(line.bytes.subarray(start, end));
    const field = /^(data|event|error|id|retry)\s*:[ \t]?/.exec(text)?.[1] ?? null;
    if (text.startsWith(':') || field === 'id' || field === 'retry') return;
    if (this.#from < 0) this.#from = line.start;
    const value = field === null ? text : text.slice(text.indexOf(':') + 1).trim();
    if (field === 'event') this.#event = value;
    else if (field === 'error') this.#error(value, line, records);
    else if (field === 'data' || isJsonLine(text)) this.#takeData(value, line, records);
    else this.#from = -1;
  }

  #takeData(value: string, line: Line, records: FileRecord[]): void {
    this.#dataBytes += value.length;
    if (this.#dataBytes > MAX_RECORD_BYTES) {
      this.#problem(
        'too-large',
        `An event is larger than ${MAX_RECORD_BYTES / MEGABYTE} MB.`,
        line,
      );
      this.#reset();
      return;
    }
    if (value === SSE_DONE) {
      this.#emit(SSE_DONE, line, records);
      return;
    }
    // Some dumps leave out the blank line between events: data that parses is complete.
    const parsed = parseData(value);
    if (parsed.ok) {
      this.#emit(parsed.value, line, records);
      return;
    }
    if (value === '' && this.#data.length === 0) return;
    this.#data.push(value);
    if (this.#data.length === 1) return;
    const joined = parseData(this.#data.join('\n'));
    if (joined.ok) this.#emit(joined.value, line, records);
    // More lines cannot help text that never was JSON: bounded, so that joining stays cheap.
    else if (this.#data.length > 64) {
      this.#problem('malformed', joined.message, line);
      this.#reset();
    }
  }

  /** Gives every bare error the shape that errors in bodies have: under `error`. */
  #error(value: string, line: Line, records: FileRecord[]): void {
    const parsed = parseData(value);
    const told = parsed.ok ? parsed.value : { message: value };
    const wrapped = typeof told === 'object' && told !== null && 'error' in told;
    this.#event = 'error';
    this.#emit(wrapped ? told : { error: told }, line, records);
  }

  #emit(value: unknown, line: Line, records: FileRecord[]): void {
    const range = { record: this.#record, start: this.#from, end: line.end };
    records.push({ value, range, name: this.#event });
    this.#record += 1;
    this.#reset();
  }

  #reset(): void {
    this.#event = null;
    this.#from = -1;
    this.#data = [];
    this.#dataBytes = 0;
  }

  #problem(code: 'malformed' | 'too-large', message: string, line: Line): void {
    const offset = this.#from < 0 ? line.start : this.#from;
    this.#start.problems.add({ code, message, at: { record: this.#record, offset } });
  }
}

function parseData(value: string): ReturnType<typeof parseJson> {
  return parseJson(encoder.encode(value));
}

function isJsonLine(text: string): boolean {
  return text.startsWith('{') || text.startsWith('[{');
}

/** Whether a last line without line feed is complete as it stands. */
function isWholeData(bytes: Uint8Array): boolean {
  const { start, end } = trimBytes(bytes);
  const value = decode(bytes.subarray(start, end))
    .replace(/^(?:data|error)\s*:/, '')
    .trim();
  return value === SSE_DONE || parseData(value).ok;
}
