import type { ByteSource } from '../../source';
import { MAX_FILE_UNIT_BYTES } from '../bounds';
import { rowsWith } from './lookUp';
import { Pages } from './pages';
import { rowOf, tablesOf, type SqliteRow, type SqliteTable } from './schema';
import { storeOf } from './stores';
import type { StoreSchema } from './storeSchema';
import { payloadOf, rowsOf } from './tree';

/** A session of an agent that keeps many in one database. */
export interface StoredSession {
  readonly id: string;
  /** Where the agent worked. */
  readonly folder: string;
  /** When it was written to last, epoch milliseconds. */
  readonly at: number;
}

/** What is damaged is left out: a session that goes on is read again soon. */
const passOver = (): void => undefined;

/**
 * The sessions in an agent's database, those of sub-agents left out; none for a file that is no such database. Their
 * messages are not read. Rejects when the source does.
 */
export async function storedSessions(source: ByteSource): Promise<readonly StoredSession[]> {
  const store = await openStore(source);
  const session = store?.schema.session;
  if (!store || !session) return [];
  const found: StoredSession[] = [];
  for await (const place of rowsOf(store.pages, store.table.root, passOver)) {
    const payload = await payloadOf(store.pages, place);
    const row = payload && rowOf(store.pages, store.table, place, payload);
    if (row === null) continue;
    const [id, folder, at] = [store.schema.idOf(row), session.folder(row), session.at(row)];
    if (id !== null && folder !== null && at !== null) found.push({ id, folder, at });
  }
  return found;
}

/**
 * One session of an agent's database as the JSON document that the agent would export; only its own rows are read.
 * `null` when it is not there. Rejects when the source does.
 */
export async function storedSession(
  source: ByteSource,
  id: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const store = await openStore(source);
  if (store === null) return null;
  const [row] = await rowsOfSession(store, store.table, 'id', id);
  if (row === undefined) return null;
  const children: (readonly SqliteRow[])[] = [];
  for (const { table: name, by } of store.schema.children) {
    const table = store.tables.find((t) => t.name === name);
    const known = table !== undefined && by !== undefined;
    children.push(known ? await rowsOfSession(store, table, by, id) : []);
  }
  return new TextEncoder().encode(JSON.stringify(store.schema.compose(row, children)));
}

interface Store {
  readonly pages: Pages;
  readonly tables: readonly SqliteTable[];
  readonly schema: StoreSchema;
  /** That of the sessions. */
  readonly table: SqliteTable;
}

async function openStore(source: ByteSource): Promise<Store | null> {
  const pages = await Pages.open(source);
  if (pages === null) return null;
  const tables = await tablesOf(pages, passOver);
  const schema = storeOf(tables);
  const table = tables.find(({ name }) => name === schema?.table);
  return schema && table ? { pages, tables, schema, table } : null;
}

async function rowsOfSession(
  { pages }: Store,
  table: SqliteTable,
  column: string,
  id: string,
): Promise<readonly SqliteRow[]> {
  const rows: SqliteRow[] = [];
  let size = 0;
  for await (const place of rowsWith(pages, table, column, id, passOver)) {
    size += place.size;
    if (size > MAX_FILE_UNIT_BYTES) break;
    const payload = await payloadOf(pages, place);
    if (payload !== null) rows.push(rowOf(pages, table, place, payload));
  }
  return rows;
}
