import { MAX_RECORD_BYTES } from '../bounds';
import { varint } from './row';
import type { Pages } from './pages';

/** Kinds of pages, by their first byte. */
export const TREE = {
  interiorIndex: 0x02,
  interiorTable: 0x05,
  leafIndex: 0x0a,
  leafTable: 0x0d,
} as const;
const FIRST_PAGE_HEADER = 100;
const LEAF_HEADER = 8;
const INTERIOR_HEADER = 12;
/** Deepest tree: 20 levels of pages hold more rows than a file can. */
const MAX_LEVELS = 20;

/** A row where it stands: the part of it on its page, and where the rest begins. */
export interface RowPlace {
  readonly page: number;
  /** Number of the cell on its page. */
  readonly cell: number;
  readonly rowid: number;
  readonly local: Uint8Array;
  /** Size of the whole row in bytes. */
  readonly size: number;
  /** First page of the rest; 0 when the row is whole. */
  readonly rest: number;
}

/** The rows of a table in order; a damaged page is passed over and told to `damaged`. Rejects when the source does. */
export async function* rowsOf(
  pages: Pages,
  root: number,
  damaged: (page: number) => void,
  signal?: AbortSignal,
): AsyncGenerator<RowPlace> {
  const stack: { readonly page: number; readonly level: number }[] = [{ page: root, level: 0 }];
  const seen = new Set<number>();
  // Rows share no bytes: a tree that claims more than there are would be read without end.
  let left = pages.count * pages.size;
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    signal?.throwIfAborted();
    const { page: number, level } = next;
    const page = seen.has(number) || level > MAX_LEVELS ? null : await pages.page(number, signal);
    seen.add(number);
    const header = number === 1 ? FIRST_PAGE_HEADER : 0;
    const kind = page?.[header];
    if (page === null || (kind !== TREE.interiorTable && kind !== TREE.leafTable)) {
      damaged(number);
      continue;
    }
    if (kind === TREE.leafTable) {
      for (let cell = 0; cell < cellCount(page, header); cell++) {
        const row = rowAt(pages, page, number, cell);
        left -= row?.size ?? 0;
        if (row === null || left < 0) damaged(number);
        if (left < 0) return;
        if (row !== null) yield row;
      }
      continue;
    }
    for (const child of childrenOf(page, header).reverse()) {
      if (child > 0 && child <= pages.count) stack.push({ page: child, level: level + 1 });
      else damaged(number);
    }
  }
}

/** One row by its place; `null` when it is not there any more. */
export async function readRow(pages: Pages, page: number, cell: number): Promise<RowPlace | null> {
  const bytes = await pages.page(page);
  const header = page === 1 ? FIRST_PAGE_HEADER : 0;
  if (bytes?.[header] !== TREE.leafTable || cell >= cellCount(bytes, header)) return null;
  return rowAt(pages, bytes, page, cell);
}

/** All bytes of a row; `null` when it is over the bound or its rest is damaged. */
export async function payloadOf(
  pages: Pages,
  row: RowPlace,
  signal?: AbortSignal,
): Promise<Uint8Array | null> {
  if (row.rest === 0) return row.local;
  if (row.size > MAX_RECORD_BYTES) return null;
  const parts = Math.ceil((row.size - row.local.length) / (pages.usable - 4));
  if (parts > pages.count) return null;
  const bytes = new Uint8Array(row.size);
  bytes.set(row.local);
  let at = row.local.length;
  let number = row.rest;
  for (let i = 0; i < parts; i++) {
    const page = number === 0 ? null : await pages.page(number, signal);
    if (page === null) return null;
    const piece = page.subarray(4, Math.min(pages.usable, 4 + row.size - at));
    bytes.set(piece, at);
    at += piece.length;
    number = uint32(page, 0);
  }
  return bytes;
}

/** Cells of a page whose header begins at `header`. */
export function cellCount(page: Uint8Array, header: number): number {
  // Each cell needs two bytes of pointer.
  return Math.min(uint16(page, header + 3), Math.floor(page.length / 2));
}

/** Where a cell begins on its page. */
export function cellStart(page: Uint8Array, header: number, cell: number): number {
  const kind = page[header];
  const isLeaf = kind === TREE.leafTable || kind === TREE.leafIndex;
  return uint16(page, header + (isLeaf ? LEAF_HEADER : INTERIOR_HEADER) + 2 * cell);
}

/** Pages below an interior one, in order: one before each cell, and the last. */
export function childrenOf(page: Uint8Array, header: number): number[] {
  const children: number[] = [];
  for (let i = 0; i < cellCount(page, header); i++) {
    children.push(uint32(page, cellStart(page, header, i)));
  }
  children.push(uint32(page, header + 8));
  return children;
}

/** Section 1.6: how much of a row stands on its page, and how much on the pages that follow. */
export function rowAt(
  pages: Pages,
  page: Uint8Array,
  number: number,
  cell: number,
): RowPlace | null {
  const header = number === 1 ? FIRST_PAGE_HEADER : 0;
  const at = cellStart(page, header, cell);
  if (at < LEAF_HEADER || at >= page.length) return null;
  const size = varint(page, at);
  const rowid = varint(page, size.end);
  const most = pages.usable - 35;
  const least = Math.floor(((pages.usable - 12) * 32) / 255) - 23;
  const kept = least + ((size.value - least) % (pages.usable - 4));
  const length = size.value <= most ? size.value : kept <= most ? kept : least;
  const end = rowid.end + length;
  const whole = length === size.value;
  if (end + (whole ? 0 : 4) > page.length) return null;
  return {
    page: number,
    cell,
    rowid: rowid.value,
    local: page.subarray(rowid.end, end),
    size: size.value,
    rest: whole ? 0 : uint32(page, end),
  };
}

function uint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function uint32(bytes: Uint8Array, at: number): number {
  return uint16(bytes, at) * 65_536 + uint16(bytes, at + 2);
}
