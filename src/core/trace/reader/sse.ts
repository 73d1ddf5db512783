import { countFigure, say, type Sentence } from '../../model/sentence';
import type { FileRecord } from '../format';
import { MAX_RECORD_BYTES, MEGABYTE } from './bounds';
import { decode, joinBytes, parseJson, trimBytes } from './decode';
import { LineSplitter, type Line } from './lines';
import type { ReaderStart, RecordReader } from './recordReader';
import { BracketScanner } from './scanJson';

/** The value of the record that a `data: [DONE]` line makes. */
export const SSE_DONE = '[DONE]';

const encoder = new TextEncoder();
const COLON = 0x3a;
const DATA = encoder.encode('data:');
const DONE = encoder.encode(SSE_DONE);
const LINE_BREAK = encoder.encode('\n');
const NOT_JSON = say('The data of an event is not JSON.');
/** After so many lines that are no JSON their event is reported, also when no blank line ends it. */
const MAX_JUNK_LINES = 64;

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
  /** Lines of a value that is not closed yet, and its brackets. */
  #data: Uint8Array[] = [];
  #brackets = new BracketScanner();
  #dataBytes = 0;
  /** Data lines of this event that are no JSON. */
  #junk = 0;

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
      const message = say('The stream ends in the middle of an event.');
      this.#start.problems.tail = { code: 'truncated', message, at };
    }
    return records;
  }

  #read(line: Line, records: FileRecord[]): void {
    const { bytes } = line;
    if (bytes === null) {
      this.#problem(
        'too-large',
        say('A line is longer than {0} MB.', countFigure(MAX_RECORD_BYTES / MEGABYTE)),
        line,
      );
      this.#reset();
      return;
    }
    const { start, end } = trimBytes(bytes);
    if (start === end) {
      if (this.#data.length > 0 || this.#junk > 0) {
        this.#problem('malformed', NOT_JSON, line);
        this.#record += 1;
      }
      this.#reset();
      return;
    }
    if (bytes[start] === COLON) return;
    const from = afterData(bytes, start);
    if (from >= 0) {
      if (this.#from < 0) this.#from = line.start;
      this.#takeData(valueBytes(bytes, from, end), line, records);
    } else {
      this.#readOther(decode(bytes.subarray(start, end)), line, records);
    }
  }

  /** A line that does not begin with `data:`. */
  #readOther(text: string, line: Line, records: FileRecord[]): void {
    const field = /^(data|event|error|id|retry)\s*:[ \t]?/.exec(text)?.[1] ?? null;
    if (field === 'id' || field === 'retry') return;
    if (this.#from < 0) this.#from = line.start;
    const value = field === null ? text : text.slice(text.indexOf(':') + 1).trim();
    if (field === 'event') this.#event = value;
    else if (field === 'error') this.#error(value, line, records);
    else if (field === 'data' || isJsonLine(text))
      this.#takeData(encoder.encode(value), line, records);
    else this.#from = -1;
  }

  /** Each byte is looked at a fixed number of times: text is parsed only once it can be a whole value. */
  #takeData(value: Uint8Array, line: Line, records: FileRecord[]): void {
    if (value.length === 0) return;
    if (isDone(value)) {
      this.#emit(SSE_DONE, line, records);
      return;
    }
    // Some dumps leave out the blank line between events: data that parses is complete.
    const parsed = canBeJson(value) ? parseJson(value) : null;
    if (parsed?.ok === true) {
      if (this.#data.length > 0) this.#problem('malformed', NOT_JSON, line);
      this.#emit(parsed.value, line, records);
    } else if (this.#data.length > 0 || (parsed === null && opens(value))) {
      this.#takePart(value, line, records);
    } else if (parsed !== null) {
      this.#problem('malformed', parsed.message, line);
      this.#reset();
    } else if (++this.#junk > MAX_JUNK_LINES) {
      this.#problem('malformed', NOT_JSON, line);
      this.#reset();
    }
  }

  /** A part of a value over several lines, which ends with the bracket that closes it. */
  #takePart(value: Uint8Array, line: Line, records: FileRecord[]): void {
    this.#dataBytes += value.length;
    if (this.#dataBytes > MAX_RECORD_BYTES) {
      this.#problem(
        'too-large',
        say('An event is larger than {0} MB.', countFigure(MAX_RECORD_BYTES / MEGABYTE)),
        line,
      );
      this.#reset();
      return;
    }
    this.#data.push(value, LINE_BREAK);
    if (this.#brackets.scan(value, 0) < 0) return;
    const parsed = parseJson(joinBytes(this.#data));
    if (parsed.ok) {
      this.#emit(parsed.value, line, records);
      return;
    }
    this.#problem('malformed', parsed.message, line);
    this.#reset();
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
    if (this.#data.length > 0) {
      this.#data = [];
      this.#brackets = new BracketScanner();
    }
    this.#dataBytes = 0;
    this.#junk = 0;
  }

  #problem(code: 'malformed' | 'too-large', message: Sentence, line: Line): void {
    const offset = this.#from < 0 ? line.start : this.#from;
    this.#start.problems.add({ code, message, at: { record: this.#record, offset } });
  }
}

/** Where the value of a `data:` line begins; -1 for another line. */
function afterData(bytes: Uint8Array, start: number): number {
  for (let i = 0; i < DATA.length; i++) if (bytes[start + i] !== DATA[i]) return -1;
  return start + DATA.length;
}

/** The bytes of [from, end), which ends in no white space, without leading white space. */
function valueBytes(bytes: Uint8Array, from: number, end: number): Uint8Array {
  let start = from;
  while (start < end && bytes[start]! <= 0x20) start += 1;
  return start === end ? NOTHING : bytes.subarray(start, end);
}

const NOTHING = new Uint8Array();

const isDone = (value: Uint8Array): boolean =>
  value.length === DONE.length && value.every((byte, i) => byte === DONE[i]);

const opens = (value: Uint8Array): boolean => value[0] === 0x7b || value[0] === 0x5b;

/** Whether a whole line may be one JSON value, told without parsing: an error of the parser costs more than a thousand bytes. */
function canBeJson(value: Uint8Array): boolean {
  if (opens(value)) return new BracketScanner().scan(value, 0) === value.length;
  return value.length < MAX_SCALAR ? SCALAR.test(decode(value)) : value[0] === 0x22;
}

const MAX_SCALAR = 64;
const SCALAR = /^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|"(?:[^"\\]|\\.)*")$/;

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
