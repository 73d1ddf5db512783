import type { Pages } from './pages';
import { cellsOf, varint } from './row';
import type { SqliteTable } from './schema';
import { cellCount, cellStart, childrenOf, rowAt, rowsOf, TREE, type RowPlace } from './tree';

/** Deepest trees that are walked; a file cannot hold more rows. */
const MAX_LEVELS = 20;

/** What a look-up walks over; of a damaged tree each page once. */
interface Walk {
  readonly pages: Pages;
  readonly value: string;
  readonly damaged: (page: number) => void;
  readonly seen: Set<number>;
}

/**
 * The rows of a table whose column has this value: by an index that begins with the column, so that only pages on the
 * way are read, else by looking at every row. Values are compared as ASCII is, which ids are. Rejects when the source does.
 */
export async function* rowsWith(
  pages: Pages,
  table: SqliteTable,
  column: string,
  value: string,
  damaged: (page: number) => void,
): AsyncGenerator<RowPlace> {
  const index = table.indexes.find((one) => one.columns[0] === column);
  if (index === undefined) {
    const place = table.columns.indexOf(column);
    for await (const row of rowsOf(pages, table.root, damaged)) {
      if (cellsOf(row.local, pages.encoding, place + 1)[place] === value) yield row;
    }
    return;
  }
  const walk = { pages, value, damaged, seen: new Set<number>() };
  for await (const rowid of rowidsOf(walk, index.root, 0)) {
    const row = await rowById(pages, table.root, rowid);
    if (row !== null) yield row;
  }
}

/** Numbers of the rows that an index has under a value of its first column. */
async function* rowidsOf(walk: Walk, root: number, level: number): AsyncGenerator<number> {
  const { pages, value, damaged, seen } = walk;
  const page = seen.has(root) || level > MAX_LEVELS ? null : await pages.page(root);
  seen.add(root);
  const kind = page?.[0];
  if (page === null || (kind !== TREE.interiorIndex && kind !== TREE.leafIndex)) {
    damaged(root);
    return;
  }
  const children = kind === TREE.interiorIndex ? childrenOf(page, 0) : [];
  for (let cell = 0; cell <= cellCount(page, 0); cell++) {
    const entry = cell === cellCount(page, 0) ? null : entryAt(pages, page, cell);
    const child = children[cell];
    // A child holds what comes before its cell, or is equal to it.
    if (child !== undefined && (entry === null || entry.value >= value)) {
      yield* rowidsOf(walk, child, level + 1);
    }
    if (entry?.value === value) yield entry.rowid;
    if (entry !== null && entry.value > value) return;
  }
}

/** First column and row number of an index's cell; '' for one that does not fit its page, which no id is. */
function entryAt(
  pages: Pages,
  page: Uint8Array,
  cell: number,
): { readonly value: string; readonly rowid: number } {
  const start = cellStart(page, 0, cell) + (page[0] === TREE.interiorIndex ? 4 : 0);
  const size = varint(page, start);
  const cells = cellsOf(page.subarray(size.end, size.end + size.value), pages.encoding, 100);
  const rowid = cells.at(-1);
  return { value: String(cells[0] ?? ''), rowid: typeof rowid === 'number' ? rowid : -1 };
}

/** A row by its number; `null` when it is not there. */
async function rowById(pages: Pages, root: number, rowid: number): Promise<RowPlace | null> {
  let number = root;
  for (let level = 0; level < MAX_LEVELS; level++) {
    const page = await pages.page(number);
    if (page === null) return null;
    if (page[0] === TREE.leafTable) {
      for (let cell = 0; cell < cellCount(page, 0); cell++) {
        const row = rowAt(pages, page, number, cell);
        if (row?.rowid === rowid) return row;
      }
      return null;
    }
    if (page[0] !== TREE.interiorTable) return null;
    const children = childrenOf(page, 0);
    let next = 0;
    while (next < cellCount(page, 0) && varint(page, cellStart(page, 0, next) + 4).value < rowid)
      next++;
    number = children[next] ?? 0;
  }
  return null;
}
