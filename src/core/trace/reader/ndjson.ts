import { countFigure, say } from '../../model/sentence';
import type { FileRecord } from '../format';
import { MAX_RECORD_BYTES, MEGABYTE } from './bounds';
import { parseJson, trimBytes } from './decode';
import { loggedEvent } from './loggedEvent';
import { LineSplitter, type Line } from './lines';
import type { ReaderStart, RecordReader } from './recordReader';
import { closeJson } from './partialJson';
import { nestsTooDeep } from './scanJson';
import { ValueReader } from './values';

const TOO_LONG = {
  code: 'too-large',
  message: say('A line is longer than {0} MB.', countFigure(MAX_RECORD_BYTES / MEGABYTE)),
} as const;

/** A JSON value a line. Blank lines are skipped, broken lines reported, and lines with several values split. */
export class NdjsonReader implements RecordReader {
  readonly #lines: LineSplitter;
  readonly #start: ReaderStart;
  #record: number;

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
    const rest = this.#lines.rest();
    if (rest === null) return [];
    const at = { record: this.#record, offset: rest.start };
    if (rest.bytes === null) this.#start.problems.tail = { ...TOO_LONG, at };
    const records: FileRecord[] = [];
    // A last line without line feed is complete when it parses: more bytes cannot make an object longer.
    const parsed = parseLine(rest);
    if (parsed?.ok === true) {
      records.push(this.#recordOf(parsed.value, rest));
      this.#lines.takeRest();
    } else if (parsed !== null) {
      const message = say('The file ends in the middle of a record.');
      const end = { record: this.#record, offset: rest.end };
      this.#start.problems.tail = { code: 'truncated', message, at: end };
      // The only record: a document that was cut off rather than a log that is being written.
      const value = this.#record === this.#start.record ? cutValue(rest) : undefined;
      if (value !== undefined) records.push({ ...this.#recordOf(value, rest), cut: true });
    }
    return records;
  }

  #read(line: Line, records: FileRecord[]): void {
    const { problems } = this.#start;
    const at = { record: this.#record, offset: line.start };
    if (line.bytes === null) {
      this.#record += 1;
      problems.add({ ...TOO_LONG, at });
      return;
    }
    const parsed = parseLine(line);
    if (parsed === null) return;
    if (parsed.ok) {
      records.push(this.#recordOf(parsed.value, line));
      return;
    }
    const several = parsed.code === 'malformed' ? splitLine(line, at.record) : [];
    for (const record of several) records.push(record);
    this.#record += Math.max(1, several.length);
    if (several.length === 0) problems.add({ code: parsed.code, message: parsed.message, at });
  }

  #recordOf(value: unknown, line: Line): FileRecord {
    const range = { record: this.#record, start: line.start, end: line.end };
    this.#record += 1;
    return { value, range, name: null, ...loggedEvent(value) };
  }
}

/** The readable part of a line that was cut off; `undefined` when it is no object or list. */
function cutValue({ bytes }: Line): unknown {
  if (bytes === null || nestsTooDeep(bytes)) return undefined;
  const first = bytes[trimBytes(bytes).start];
  return first === 0x7b || first === 0x5b ? closeJson(bytes) : undefined;
}

/** `null` for a blank line. */
function parseLine(line: Line): ReturnType<typeof parseJson> | null {
  if (line.bytes === null) return null;
  const { start, end } = trimBytes(line.bytes);
  return start === end ? null : parseJson(line.bytes.subarray(start, end));
}

/** `{...}{...}` on one line, or a file whose lines end in carriage returns only. */
function splitLine(line: Line, record: number): readonly FileRecord[] {
  if (line.bytes === null) return [];
  const reader = new ValueReader({ offset: line.start, record, problems: null }, false);
  const records = reader.push(line.bytes);
  return records.length > 1 ? records : [];
}
