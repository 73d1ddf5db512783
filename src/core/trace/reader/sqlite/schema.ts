import type { Pages } from './pages';
import { cellsOf, type SqliteCell } from './row';
import { payloadOf, rowsOf, type RowPlace } from './tree';

export interface SqliteTable {
  readonly name: string;
  readonly root: number;
  readonly columns: readonly string[];
  /** Position of the column that is the row's number, which rows keep as NULL; -1 when there is none. */
  readonly rowidColumn: number;
  /** Its indexes over all of its rows, with the columns they are sorted by. */
  readonly indexes: readonly { readonly root: number; readonly columns: readonly string[] }[];
}

export type SqliteRow = Readonly<Record<string, SqliteCell>>;

const MAX_TABLES = 1_000;
const MAX_COLUMNS = 2_000;

/** The tables that people filled, in the order in which they were made. Rejects when the source does. */
export async function tablesOf(
  pages: Pages,
  damaged: (page: number) => void,
  signal?: AbortSignal,
): Promise<readonly SqliteTable[]> {
  const tables: SqliteTable[] = [];
  const indexes: { readonly table: string; readonly root: number; readonly sql: string }[] = [];
  for await (const place of rowsOf(pages, 1, damaged, signal)) {
    if (tables.length >= MAX_TABLES) break;
    const payload = await payloadOf(pages, place, signal);
    if (payload === null) continue;
    const [type, name, of, root, sql] = cellsOf(payload, pages.encoding, 5);
    if (type === 'index' && typeof root === 'number' && typeof sql === 'string') {
      indexes.push({ table: String(of), root, sql });
    }
    const isOwn = type === 'table' && typeof name === 'string' && !name.startsWith('sqlite_');
    if (!isOwn || typeof root !== 'number' || typeof sql !== 'string' || root < 1) continue;
    // Each has a tree of its own.
    if (tables.some((table) => table.root === root)) continue;
    // Their rows stand in the tree of their key.
    if (/\bWITHOUT\s+ROWID\b/i.test(sql)) continue;
    tables.push({ name, root, ...columnsOf(sql), indexes: [] });
  }
  return tables.map((table) => ({
    ...table,
    indexes: indexes.flatMap(({ table: of, root, sql }) => {
      // One with a condition leaves rows out.
      const isWhole = of === table.name && !/\)\s*WHERE\b/i.test(sql);
      return isWhole ? [{ root, columns: columnsOf(sql).columns }] : [];
    }),
  }));
}

/** A row as an object. Columns that lie beyond the bytes at hand are left out. */
export function rowOf(
  pages: Pages,
  table: SqliteTable,
  place: RowPlace,
  payload: Uint8Array,
): SqliteRow {
  const cells = cellsOf(payload, pages.encoding, MAX_COLUMNS);
  const entries = table.columns.flatMap((column, i): [string, SqliteCell][] => {
    if (i === table.rowidColumn) return [[column, place.rowid]];
    // A column that was added later has no value in older rows.
    const cell = i < cells.length ? cells[i] : null;
    return cell === undefined ? [] : [[column, cell]];
  });
  return Object.fromEntries(entries);
}

const CONSTRAINT = /^(?:CONSTRAINT|PRIMARY|UNIQUE|CHECK|FOREIGN)\b/i;
const QUOTED = /^(?:"((?:[^"]|"")*)"|`((?:[^`]|``)*)`|\[([^\]]*)\]|'((?:[^']|'')*)')/;

/** The names of the columns in a `CREATE TABLE`, or in a `CREATE INDEX`. */
function columnsOf(sql: string): Pick<SqliteTable, 'columns' | 'rowidColumn'> {
  const columns: string[] = [];
  let rowidColumn = -1;
  for (const written of definitionsOf(sql)) {
    const definition = written.replace(/^(?:--[^\n]*\n\s*)+/, '');
    const quoted: readonly (string | undefined)[] | null = QUOTED.exec(definition);
    if (quoted === null && CONSTRAINT.test(definition)) continue;
    const bare = /^[^\s(,]+/.exec(definition)?.[0] ?? '';
    const name = quoted?.slice(1).find((part) => part !== undefined) ?? bare;
    const type = definition.slice((quoted?.[0] ?? bare).length);
    if (/^\s+INTEGER\s+PRIMARY\s+KEY\b/i.test(type)) rowidColumn = columns.length;
    columns.push(name);
  }
  return { columns: columns.slice(0, MAX_COLUMNS), rowidColumn };
}

/** What stands between the outer brackets, cut at the commas that are not inside anything. */
function definitionsOf(sql: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let start = -1;
  let quote = '';
  for (let i = 0; i < sql.length; i++) {
    const c = sql[i]!;
    if (quote !== '') {
      if (c === quote) quote = '';
    } else if (c === '-' && sql[i + 1] === '-') {
      const end = sql.indexOf('\n', i);
      i = end < 0 ? sql.length : end;
    } else if ('"`\''.includes(c)) quote = c;
    else if (c === '[') quote = ']';
    else if (c === '(') {
      depth += 1;
      if (depth === 1) start = i + 1;
    } else if (c === ')' || (c === ',' && depth === 1)) {
      if (depth === 1) {
        found.push(sql.slice(start, i).trim());
        start = i + 1;
      }
      if (c === ')') depth -= 1;
      if (depth === 0) break;
    }
  }
  return found.filter((definition) => definition !== '');
}
