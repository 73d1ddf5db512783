import { countFigure, say } from '../../../model/sentence';
import type { RecordRange } from '../../../model/trace';
import type { FileRecord } from '../../format';
import { MAX_RECORD_BYTES, MEGABYTE } from '../bounds';
import { decode, joinBytes } from '../decode';
import { ProblemList } from '../problems';
import type { ReaderStart, RecordReader } from '../recordReader';
import { headerNames, rowObject } from './cells';

const QUOTE = 0x22;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BYTE_ORDER_MARK = new Set([0xef, 0xbb, 0xbf]);
/** Separators in the order in which they are tried on a header. */
const SEPARATORS = [',', '\t', ';', '|'] as const;
const MAX_COLUMNS = 2_000;

/** The separator that a header line uses: the one that cuts it into most cells; `null` when there is one cell. */
export function separatorOf(line: string): string | null {
  const counts = SEPARATORS.map((separator) => ({
    separator,
    cells: cellsOf(line, separator).length,
  }));
  const best = counts.reduce((a, b) => (b.cells > a.cells ? b : a));
  return best.cells > 1 ? best.separator : null;
}

/** Whether a text without a telling name is a table: a header of short names and rows of as many cells. */
export function looksLikeTable(text: string): boolean {
  const lines = text.split(/\r?\n/, 40);
  const separator = separatorOf(lines[0] ?? '');
  if (separator === null || separator === '|') return false;
  const header = cellsOf(lines[0] ?? '', separator);
  if (!header.every((name) => /^[\p{L}_][\w .()/-]{0,40}$/u.test(name.trim()))) return false;
  const reader = new CsvReader({ offset: 0, record: 0, problems: new ProblemList() });
  const rows = reader.push(new TextEncoder().encode(`${text}\n`)).slice(0, 3);
  // The last one may be cut.
  const whole = rows.length > 1 ? rows.slice(0, -1) : rows;
  return (
    whole.length > 0 &&
    whole.every(({ value }) => Object.keys(value as object).length === header.length)
  );
}

/** A table of texts: quoted cells may hold line breaks. The first row names the columns when it is a header. */
export class CsvReader implements RecordReader {
  readonly #start: ReaderStart;
  readonly #rowOf: typeof rowObject;
  #pieces: Uint8Array[] = [];
  #length = 0;
  /** Byte offset at which the row that is open began. */
  #rowStart: number;
  #quoted = false;
  /** The byte before was a quote inside a quoted cell: it ends the cell unless another follows. */
  #afterQuote = false;
  /** The next byte begins a cell. */
  #cellStart = true;
  #record: number;
  #separator: string | null = null;
  #separatorByte = -1;
  #names: readonly string[] | null = null;
  #wrongRows = 0;
  /** Number of the record at whose quoted cell the file ends, as far as it is there. */
  #cut = -1;

  /** `rowOf` makes the value of a row from the names of the columns and the texts of the cells. */
  constructor(start: ReaderStart, rowOf = rowObject) {
    this.#start = start;
    this.#rowOf = rowOf;
    this.#rowStart = start.offset;
    this.#record = start.record;
  }

  push(chunk: Uint8Array): readonly FileRecord[] {
    const records: FileRecord[] = [];
    this.#cut = -1;
    let from = 0;
    for (let i = 0; i < chunk.length; i++) {
      if (!this.#endsRow(chunk[i]!)) continue;
      this.#keep(chunk.subarray(from, i));
      this.#row(records, false);
      this.#rowStart += this.#length + 1;
      this.#clear();
      from = i + 1;
    }
    if (from < chunk.length) this.#keep(chunk.subarray(from));
    return records;
  }

  again(bytes: Uint8Array, range: RecordRange): FileRecord | null {
    const names = this.#names ?? [];
    const cut = range.record === this.#cut;
    const text = decode(bytes).replace(/\r$/, '');
    const cells = cellsOf(cut ? `${text}"` : text, this.#separator ?? ',');
    return { value: this.#rowOf(names, cells), range, name: null, ...(cut ? { cut } : {}) };
  }

  end(): readonly FileRecord[] {
    const records: FileRecord[] = [];
    if (this.#length === 0) return records;
    const cut = this.#quoted && !this.#afterQuote;
    if (cut) {
      const at = { record: this.#record, offset: this.#rowStart + this.#length };
      const message = say('The file ends in the middle of a quoted cell.');
      this.#start.problems.add({ code: 'truncated', message, at });
    }
    this.#row(records, cut);
    this.#clear();
    return records;
  }

  /** Follows the quotes as RFC 4180 has them; a quote inside a bare cell is text. */
  #endsRow(byte: number): boolean {
    if (this.#quoted) {
      if (this.#afterQuote) {
        this.#afterQuote = false;
        // A doubled quote is a quote.
        if (byte === QUOTE) return false;
        this.#quoted = false;
      } else {
        this.#afterQuote = byte === QUOTE;
        return false;
      }
    }
    if (byte === NEWLINE) return true;
    if (byte === QUOTE && this.#cellStart) {
      this.#quoted = true;
      this.#cellStart = false;
      return false;
    }
    this.#cellStart =
      this.#isSeparator(byte) ||
      (this.#cellStart && (byte === RETURN || BYTE_ORDER_MARK.has(byte)));
    return false;
  }

  /** Until the header is read every usual separator begins a cell. */
  #isSeparator(byte: number): boolean {
    if (this.#separatorByte >= 0) return byte === this.#separatorByte;
    return byte === 0x2c || byte === 0x09 || byte === 0x3b || byte === 0x7c;
  }

  #row(records: FileRecord[], cut: boolean): void {
    const at = { record: this.#record, offset: this.#rowStart };
    if (this.#length > MAX_RECORD_BYTES) {
      const message = say('A row is larger than {0} MB.', countFigure(MAX_RECORD_BYTES / MEGABYTE));
      this.#start.problems.add({ code: 'too-large', message, at });
      this.#record += 1;
      return;
    }
    const text = decode(joinBytes(this.#pieces)).replace(/\r$/, '');
    if (text.trim() === '') return;
    if (this.#separator === null) {
      this.#separator = separatorOf(text) ?? ',';
      this.#separatorByte = this.#separator.charCodeAt(0);
    }
    const cells = cellsOf(cut ? `${text}"` : text, this.#separator);
    if (this.#names === null) {
      const names = headerNames(cells);
      this.#names = names ?? [];
      if (names !== null) return;
    }
    this.#checkWidth(cells.length, at);
    const range = {
      record: this.#record,
      start: this.#rowStart,
      end: this.#rowStart + this.#length,
    };
    if (cut) this.#cut = this.#record;
    this.#record += 1;
    records.push({
      value: this.#rowOf(this.#names, cells),
      range,
      name: null,
      ...(cut ? { cut } : {}),
    });
  }

  /** Said once: a table whose rows are wider than its header was cut or joined by hand. */
  #checkWidth(width: number, at: { readonly record: number; readonly offset: number }): void {
    const names = this.#names?.length ?? 0;
    if (names === 0 || width <= names || this.#wrongRows > 0) return;
    this.#wrongRows += 1;
    const message = say(
      'A row has {0} cells, the header {1}.',
      countFigure(width),
      countFigure(names),
    );
    this.#start.problems.add({ code: 'malformed', message, at });
  }

  #keep(piece: Uint8Array): void {
    this.#length += piece.length;
    if (this.#length > MAX_RECORD_BYTES) this.#pieces = [];
    else this.#pieces.push(piece);
  }

  #clear(): void {
    this.#pieces = [];
    this.#length = 0;
    this.#quoted = false;
    this.#afterQuote = false;
    this.#cellStart = true;
  }
}

/**
 * The rows of a pasted or selected table as texts, its header too. Tabs separate where there are any; other separators
 * only where they cut every row into as many cells, for a sentence has commas too. Else a line is a cell.
 */
export function tableRows(text: string): readonly (readonly string[])[] {
  const lines = text.replace(/\r\n?/g, '\n');
  if (lines.includes('\t')) return rowsBy(lines, '\t');
  for (const separator of SEPARATORS) {
    const rows = rowsBy(lines, separator);
    const width = rows[0]?.length ?? 0;
    if (rows.length > 1 && width > 1 && rows.every((row) => row.length === width)) return rows;
  }
  return rowsBy(lines, '\t');
}

/** Rows of a whole text, empty ones left out; a quoted cell may hold line breaks. */
function rowsBy(text: string, separator: string): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  let start = 0;
  let quoted = false;
  let cellStart = true;
  for (let at = 0; at <= text.length; at++) {
    const c = text[at];
    if (c === '"' && (quoted || cellStart)) quoted = !quoted;
    else if (c === undefined || (c === '\n' && !quoted)) {
      const row = text.slice(start, at);
      if (row.trim() !== '') rows.push(cellsOf(row, separator));
      start = at + 1;
    }
    // A doubled quote closes and opens again.
    cellStart = !quoted && (c === separator || c === '\n' || c === '"');
  }
  return rows;
}

/**
 * The cells of one row as RFC 4180 has them; what follows the quote that ends a cell belongs to it, as spreadsheets
 * read it. Written here because the usual library carries its own downloads into every bundle.
 */
function cellsOf(row: string, separator: string): readonly string[] {
  const cells: string[] = [];
  let at = 0;
  while (at <= row.length && cells.length < MAX_COLUMNS) {
    let text = '';
    if (row[at] === '"') {
      at += 1;
      for (;;) {
        const quote = row.indexOf('"', at);
        const end = quote < 0 ? row.length : quote;
        text += row.slice(at, end);
        at = end + 1;
        if (row[at] !== '"' || quote < 0) break;
        text += '"';
        at += 1;
      }
    }
    const next = row.indexOf(separator, at);
    const end = next < 0 ? row.length : next;
    cells.push(text + row.slice(at, end));
    at = end + 1;
  }
  return cells;
}
