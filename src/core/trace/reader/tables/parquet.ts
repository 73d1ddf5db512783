import { countFigure, say, type Sentence } from '../../../model/sentence';
import { gunzipSync } from 'fflate';
import { decompress } from 'fzstd';
import {
  parquetMetadataAsync,
  parquetReadObjects,
  snappyUncompress,
  type FileMetaData,
} from 'hyparquet';
import type { FileRecord } from '../../format';
import type { RecordRange } from '../../../model/trace';
import type { ByteSource } from '../../source';
import { MAX_FILE_UNIT_BYTES, MAX_RECORD_BYTES, MEGABYTE } from '../bounds';
import type { ProblemList } from '../problems';
import type { RecordBatch, RecordStore } from '../store';

/** Rows of a group: a group is held while its rows are read, and files with more are made by nobody. */
const MAX_GROUP_ROWS = 2_000_000;
const MAX_DEPTH = 50;

type Decompress = (input: Uint8Array, outputLength: number) => Uint8Array;

/**
 * What pandas, polars, DuckDB and data sets use. Brotli's dictionary alone is larger than all of this reader. Pages tell how
 * large they are unpacked: believed up to a bound of each, and up to `most` bytes of all, whatever the directory says.
 */
export function compressorsWithin(most: number) {
  let left = most;
  const bounded =
    (unpack: Decompress): Decompress =>
    (input, outputLength) => {
      left -= outputLength;
      if (outputLength > MAX_RECORD_BYTES || left < 0) {
        throw new RangeError(
          left < 0
            ? `its pages are larger than ${most / MEGABYTE} MB`
            : `a page is larger than ${MAX_RECORD_BYTES / MEGABYTE} MB`,
        );
      }
      return unpack(input, outputLength);
    };
  return {
    SNAPPY: bounded(snappy),
    GZIP: bounded((input, length) => gunzipSync(input, { out: new Uint8Array(length) })),
    ZSTD: bounded((input, length) => decompress(input, new Uint8Array(length))),
  };
}

function snappy(input: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  snappyUncompress(input, output);
  return output;
}

export function isParquet(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x41 && head[2] === 0x52 && head[3] === 0x31;
}

interface Group {
  readonly index: number;
  /** Number of its first row in the file. */
  readonly first: number;
  readonly rows: number;
  /** Bytes of the file, and unpacked. */
  readonly start: number;
  readonly packed: number;
  readonly unpacked: number;
}

/** Rows of a Parquet file, a row group at a time by range reads. */
export class ParquetTable implements RecordStore {
  readonly #source: ByteSource;
  readonly #problems: ProblemList;
  #metadata: FileMetaData | null = null;
  #groups: readonly Group[] = [];
  /** The rows of the group read last. */
  #held: { readonly group: Group; readonly rows: readonly unknown[] } | null = null;

  constructor(source: ByteSource, problems: ProblemList) {
    this.#source = source;
    this.#problems = problems;
  }

  async *records(signal?: AbortSignal): AsyncGenerator<RecordBatch> {
    try {
      this.#metadata = await parquetMetadataAsync(this.#file(signal));
    } catch (error) {
      signal?.throwIfAborted();
      this.#tell(
        'malformed',
        say("The table's directory is damaged or was cut off: {0}.", damageIn(error)),
        0,
      );
      return;
    }
    this.#groups = groupsOf(this.#metadata);
    for (const group of this.#groups) {
      signal?.throwIfAborted();
      const rows = await this.#rowsOf(group, signal);
      const records = rows.map((value, i) => {
        const range = rangeOf(group, group.first + i);
        return { value, range, name: null };
      });
      yield { records, bytesRead: Math.min(this.#source.size, group.start + group.packed) };
    }
    yield { records: [], bytesRead: this.#source.size };
  }

  async again(ranges: readonly RecordRange[]): Promise<readonly FileRecord[]> {
    const records: FileRecord[] = [];
    for (const range of ranges) {
      const group = this.#groups.findLast(({ first }) => first <= range.record);
      if (group === undefined) continue;
      const rows = await this.#rowsOf(group);
      const value = rows[range.record - group.first];
      if (value !== undefined) records.push({ value, range, name: null });
    }
    return records;
  }

  async #rowsOf(group: Group, signal?: AbortSignal): Promise<readonly unknown[]> {
    if (this.#held?.group === group) return this.#held.rows;
    const metadata = this.#metadata;
    if (metadata === null) return [];
    if (group.unpacked > MAX_FILE_UNIT_BYTES || group.rows > MAX_GROUP_ROWS) {
      const message = say(
        'A group of {0} rows is larger than {1} MB and was left out.',
        countFigure(group.rows),
        countFigure(MAX_FILE_UNIT_BYTES / MEGABYTE),
      );
      this.#tell('too-large', message, group.start);
      return [];
    }
    try {
      const found = await parquetReadObjects({
        file: this.#file(signal),
        metadata,
        rowStart: group.first,
        rowEnd: group.first + group.rows,
        compressors: compressorsWithin(MAX_FILE_UNIT_BYTES),
        geoparquet: false,
      });
      this.#held = { group, rows: found.map((row) => plain(row, 0)) };
      return this.#held.rows;
    } catch (error) {
      signal?.throwIfAborted();
      const message = say(
        'Rows {0} to {1} cannot be read: {2}.',
        countFigure(group.first),
        countFigure(group.first + group.rows),
        damageIn(error),
      );
      this.#tell('malformed', message, group.start);
      return [];
    }
  }

  #file(signal?: AbortSignal) {
    const source = this.#source;
    return {
      byteLength: source.size,
      slice: async (start: number, end = source.size): Promise<ArrayBuffer> => {
        const from = Math.max(0, start < 0 ? source.size + start : start);
        const bytes = await source.read(from, Math.min(end, source.size), signal);
        // A copy: the bytes may be a part of a larger buffer.
        return Uint8Array.from(bytes).buffer;
      },
    };
  }

  #tell(code: 'malformed' | 'too-large', message: Sentence, offset: number): void {
    this.#problems.add({ code, message, at: { offset } });
  }
}

function groupsOf({ row_groups: groups }: FileMetaData): readonly Group[] {
  const found: Group[] = [];
  let first = 0;
  for (const [index, group] of groups.entries()) {
    const columns = group.columns.flatMap((column) => column.meta_data ?? []);
    const starts = columns.map((c) => Number(c.dictionary_page_offset ?? c.data_page_offset));
    const sum = (sizes: readonly bigint[]) => sizes.reduce((n, size) => n + Number(size), 0);
    const rows = Math.max(0, Number(group.num_rows));
    found.push({
      index,
      first,
      rows,
      start: Math.max(0, Math.min(...starts, Number.MAX_SAFE_INTEGER)),
      packed: Math.max(0, sum(columns.map((c) => c.total_compressed_size))),
      unpacked: Math.max(0, sum(columns.map((c) => c.total_uncompressed_size))),
    });
    first += rows;
  }
  return found;
}

/** A row has no bytes of its own: its share of the group's. */
function rangeOf(group: Group, record: number): RecordRange {
  const share = group.packed / Math.max(1, group.rows);
  const start = Math.floor(group.start + share * (record - group.first));
  return { record, start, end: Math.floor(start + share) };
}

/** Values as JSON has them: large numbers that would lose digits become text, bytes and dates too. */
function plain(value: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) return null;
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
  if (ArrayBuffer.isView(value))
    return Array.from(value as Int32Array, (item) => plain(item, depth + 1));
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([k, item]) => [k, plain(item, depth + 1)]));
}

function damageIn(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 100).replace(/\.$/, '') : 'damaged';
}
