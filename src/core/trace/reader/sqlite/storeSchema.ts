import { isObject } from '../../../text/json';
import type { SqliteRow } from './schema';

/** Rows of another table that belong to a row, in their order. */
interface Children {
  readonly table: string;
  /** The id of the row that a row belongs to; `null` for a row of something else. */
  readonly of: (row: SqliteRow) => string | null;
  /** The column that holds that id as it is: rows are looked up by it. */
  readonly by?: string;
  /** The ids that the rows found before name; without it the id of the record. */
  readonly named?: (found: readonly (readonly SqliteRow[])[]) => readonly string[];
}

/**
 * A program's database: which tables it has, and how its rows become the records that the program writes elsewhere
 * (its export, its older files), so that one format reads both.
 */
export interface StoreSchema {
  readonly id: string;
  /** Tables and columns that only this program's database has. */
  readonly needs: Readonly<Record<string, readonly string[]>>;
  /** The table whose rows are a record each. */
  readonly table: string;
  /** The id that other rows name; `null` for a row that is no record. */
  readonly idOf: (row: SqliteRow) => string | null;
  readonly children: readonly Children[];
  readonly compose: (row: SqliteRow, children: readonly (readonly SqliteRow[])[]) => unknown;
  /** Where a record is the session of an agent: what tells which one it is at. */
  readonly session?: {
    /** `null` for one that belongs to another session. */
    readonly folder: (row: SqliteRow) => string | null;
    /** When it was written to last, epoch milliseconds. */
    readonly at: (row: SqliteRow) => number | null;
  };
}

/** A cell as text; `null` for one that is empty. */
export const text = (row: SqliteRow, column: string): string | null => {
  const cell = row[column];
  return cell === null || cell === undefined ? null : String(cell);
};
/** The id of a row, by its column. */
export const named = (column: string) => (row: SqliteRow) => text(row, column);

/** Rows by what they belong to, in their order. */
export function grouped(
  rows: readonly SqliteRow[],
  of: (row: SqliteRow) => string | null,
): ReadonlyMap<string | null, readonly SqliteRow[]> {
  const groups = new Map<string | null, SqliteRow[]>();
  for (const row of rows) {
    const group = groups.get(of(row));
    if (group === undefined) groups.set(of(row), [row]);
    else group.push(row);
  }
  return groups;
}

/** The object in a cell of JSON text; an empty one when it is none. */
export function objectIn(cell: unknown): Readonly<Record<string, unknown>> {
  const value = valueIn(cell);
  return isObject(value) ? value : {};
}

/** The value of a cell of JSON text; the text itself when it is none. */
export function valueIn(cell: unknown): unknown {
  if (typeof cell !== 'string' || !/^\s*[{["]/.test(cell)) return cell;
  try {
    return JSON.parse(cell) as unknown;
  } catch {
    // Text that only begins like JSON is text.
    return cell;
  }
}

/** A row whose cells may be JSON text. */
export function valuesIn(row: SqliteRow): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, valueIn(cell)]));
}
