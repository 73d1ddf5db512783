import { countFigure, say } from '../../../model/sentence';
import type { FileRecord } from '../../format';
import type { RecordRange } from '../../../model/trace';
import type { ByteSource } from '../../source';
import { MAX_FILE_UNIT_BYTES, MEGABYTE } from '../bounds';
import type { ProblemList } from '../problems';
import type { RecordBatch, RecordStore } from '../store';
import { cellValue } from '../tables/cells';
import { Pages } from './pages';
import { rowOf, tablesOf, type SqliteRow, type SqliteTable } from './schema';
import { storeOf } from './stores';
import type { StoreSchema } from './storeSchema';
import { payloadOf, readRow, rowsOf, type RowPlace } from './tree';

const BATCH = 50;
/** Rows whose places are held while they are put together; about 16 bytes each. */
const MAX_INDEXED = 5_000_000;
/** Rows of a table that are looked at to tell whether it holds texts, and how long a text is at least. */
const LOOK_AT = 5;
const SHORTEST_TEXT = 40;
/** A place in one number: pages hold less than this many rows. */
const CELLS = 65_536;

type Places = ReadonlyMap<string, readonly number[]>;

/**
 * Reads the records of a SQLite database page by page, never the whole file: the conversations of a program that is
 * known, else the rows of its tables. Written here because no library can: `node:sqlite` wants a path and is not there
 * in older and in web hosts, a WebAssembly build is as large as half the extension and reads synchronously.
 */
export class Database implements RecordStore {
  readonly #source: ByteSource;
  readonly #problems: ProblemList;
  #pages: Pages | null = null;
  #tables: readonly SqliteTable[] = [];
  #schema: StoreSchema | null = null;
  /** For each of the schema's children: where the rows of a record stand. */
  #children: readonly Places[] = [];
  /** Tables in the order in which they are read, with the number of their first record. */
  readonly #read: { readonly table: SqliteTable; readonly first: number }[] = [];
  readonly #damaged = new Set<number>();
  #record = 0;

  constructor(source: ByteSource, problems: ProblemList) {
    this.#source = source;
    this.#problems = problems;
  }

  async *records(signal?: AbortSignal): AsyncGenerator<RecordBatch> {
    const pages = await Pages.open(this.#source);
    if (pages === null) {
      const message = say('The header of the database is damaged.');
      this.#problems.add({ code: 'malformed', message, at: { offset: 0 } });
      return;
    }
    this.#pages = pages;
    if (pages.logMissing) {
      const message = say(
        'What was written last may stand in the -wal file beside it, which was not read.',
      );
      this.#problems.add({ code: 'not-understood', message });
    }
    this.#tables = await tablesOf(pages, this.#tellDamaged, signal);
    this.#schema = storeOf(this.#tables);
    if (this.#schema === null) {
      for (const table of await this.#textTables(pages, signal))
        yield* this.#rows(pages, table, signal);
    } else {
      this.#children = await this.#index(pages, this.#schema, signal);
      const table = this.#tables.find((t) => t.name === this.#schema?.table);
      if (table !== undefined) yield* this.#rows(pages, table, signal);
    }
    yield { records: [], bytesRead: this.#source.size };
  }

  async again(ranges: readonly RecordRange[]): Promise<readonly FileRecord[]> {
    const pages = this.#pages;
    if (pages === null) return [];
    const records: FileRecord[] = [];
    for (const range of ranges) {
      const table = this.#read.findLast((read) => read.first <= range.record)?.table;
      const page = Math.floor(range.start / pages.size) + 1;
      const place = await readRow(pages, page, range.start % pages.size);
      if (place === null || table === undefined) continue;
      const value = await this.#valueOf(pages, table, place);
      if (value !== null) records.push({ value, range, name: table.name });
    }
    return records;
  }

  /** The tables of the database with their columns, for a file that no format knows. */
  get tables(): readonly SqliteTable[] {
    return this.#tables;
  }

  readonly #tellDamaged = (page: number): void => {
    if (this.#damaged.has(page)) return;
    this.#damaged.add(page);
    const offset = (page - 1) * (this.#pages?.size ?? 0);
    const message = say('Page {0} of the database is damaged.', countFigure(page));
    this.#problems.add({ code: 'malformed', message, at: { offset } });
  };

  /** Tables that hold texts, those with the longest first. */
  async #textTables(pages: Pages, signal?: AbortSignal): Promise<readonly SqliteTable[]> {
    const rated: { readonly table: SqliteTable; readonly longest: number }[] = [];
    for (const table of this.#tables) {
      let longest = 0;
      let looked = 0;
      for await (const place of rowsOf(pages, table.root, this.#tellDamaged, signal)) {
        longest = Math.max(longest, place.size);
        looked += 1;
        if (looked >= LOOK_AT) break;
      }
      if (longest >= SHORTEST_TEXT) rated.push({ table, longest });
    }
    return rated.sort((a, b) => b.longest - a.longest).map(({ table }) => table);
  }

  async #index(
    pages: Pages,
    schema: StoreSchema,
    signal?: AbortSignal,
  ): Promise<readonly Places[]> {
    const found: Places[] = [];
    let count = 0;
    for (const { table: name, of } of schema.children) {
      const places = new Map<string, number[]>();
      found.push(places);
      const table = this.#tables.find((t) => t.name === name);
      if (table === undefined) continue;
      for await (const place of rowsOf(pages, table.root, this.#tellDamaged, signal)) {
        const id = await this.#idOf(pages, table, place, of);
        if (id === null) continue;
        count += 1;
        if (count > MAX_INDEXED) {
          const message = say(
            'Only the first {0} rows of the database are read.',
            countFigure(MAX_INDEXED),
          );
          this.#problems.add({ code: 'too-large', message });
          return found;
        }
        const where = place.page * CELLS + place.cell;
        const own = places.get(id);
        if (own === undefined) places.set(id, [where]);
        else own.push(where);
      }
    }
    return found;
  }

  /** Ids stand at the beginning of a row, mostly before what does not fit its page. */
  async #idOf(
    pages: Pages,
    table: SqliteTable,
    place: RowPlace,
    of: (row: SqliteRow) => string | null,
  ): Promise<string | null> {
    const near = of(rowOf(pages, table, place, place.local));
    if (near !== null || place.rest === 0) return near;
    if (table.columns[0] === 'key') return null;
    const payload = await payloadOf(pages, place);
    return payload === null ? null : of(rowOf(pages, table, place, payload));
  }

  async *#rows(
    pages: Pages,
    table: SqliteTable,
    signal?: AbortSignal,
  ): AsyncGenerator<RecordBatch> {
    this.#read.push({ table, first: this.#record });
    const told = new Set<string>();
    let records: FileRecord[] = [];
    let bytesRead = 0;
    for await (const place of rowsOf(pages, table.root, this.#tellDamaged, signal)) {
      const schema = this.#schema;
      if (schema !== null) {
        // Messages of one session may be all there is of it: the first tells its id.
        const id = await this.#idOf(pages, table, place, schema.idOf);
        if (id === null || told.has(id)) continue;
        told.add(id);
      }
      const value = await this.#valueOf(pages, table, place, signal);
      const start = (place.page - 1) * pages.size + place.cell;
      if (value !== null) {
        const range = { record: this.#record, start, end: start + place.size };
        records.push({ value, range, name: table.name });
      }
      this.#record += 1;
      bytesRead += place.size;
      if (records.length < BATCH) continue;
      yield { records, bytesRead: Math.min(bytesRead, this.#source.size) };
      records = [];
    }
    yield { records, bytesRead: Math.min(bytesRead, this.#source.size) };
  }

  /** The record of a row: put together with the rows that belong to it, or the row with the values in its cells. */
  async #valueOf(
    pages: Pages,
    table: SqliteTable,
    place: RowPlace,
    signal?: AbortSignal,
  ): Promise<unknown> {
    const row = await this.#row(pages, table, place, signal);
    if (row === null) return null;
    const schema = this.#schema;
    if (schema === null) {
      const entries = Object.entries(row).map(([column, cell]) => [
        column,
        cell === null ? null : cellValue(String(cell)),
      ]);
      return Object.fromEntries(entries);
    }
    const id = schema.idOf(row);
    let size = 0;
    const children: SqliteRow[][] = [];
    for (const [i, { table: name, named }] of schema.children.entries()) {
      const own = this.#tables.find((t) => t.name === name);
      const rows: SqliteRow[] = [];
      const ids = named?.(children) ?? [id ?? ''];
      children.push(rows);
      for (const where of ids.flatMap((one) => this.#children[i]?.get(one) ?? [])) {
        const child = await readRow(pages, Math.floor(where / CELLS), where % CELLS);
        size += child?.size ?? 0;
        if (size > MAX_FILE_UNIT_BYTES) break;
        const read = child && own ? await this.#row(pages, own, child, signal) : null;
        if (read !== null) rows.push(read);
      }
    }
    if (size > MAX_FILE_UNIT_BYTES) {
      const message = say(
        'Only the first {0} MB of a session are read.',
        countFigure(MAX_FILE_UNIT_BYTES / MEGABYTE),
      );
      this.#problems.add({ code: 'too-large', message, at: { record: this.#record } });
    }
    return schema.compose(row, children);
  }

  async #row(
    pages: Pages,
    table: SqliteTable,
    place: RowPlace,
    signal?: AbortSignal,
  ): Promise<SqliteRow | null> {
    const payload = await payloadOf(pages, place, signal);
    if (payload !== null) return rowOf(pages, table, place, payload);
    const at = { record: this.#record, offset: (place.page - 1) * pages.size };
    this.#problems.add({
      code: 'malformed',
      message: say('A row of "{0}" is damaged or too large.', table.name),
      at,
    });
    return null;
  }
}
