import type { ByteSource } from '../../source';
import { writeAheadPages } from './writeAhead';

/** "SQLite format 3" and a NUL: https://sqlite.org/fileformat2.html, section 1.3. */
const MAGIC = 'SQLite format 3\u0000';
const HEADER_BYTES = 100;
/** Pages are read in stretches, because neighbours are usually wanted next. */
const BLOCK = 64 * 1024;
const MAX_BLOCKS = 128;

export function isDatabase(head: Uint8Array): boolean {
  return Array.from(MAGIC, (c) => c.charCodeAt(0)).every((byte, i) => head[i] === byte);
}

/** Reads single pages of a database, with the changes that still stand in its write-ahead log. */
export class Pages {
  readonly size: number;
  /** Bytes of a page that hold data. */
  readonly usable: number;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** The database keeps a write-ahead log, and it could not be looked for. */
  readonly logMissing: boolean;
  readonly #source: ByteSource;
  readonly #log: ByteSource | null;
  readonly #changed: ReadonlyMap<number, number>;
  readonly #count: number;
  readonly #blocks = new Map<string, Uint8Array>();

  private constructor(
    source: ByteSource,
    header: Uint8Array,
    log: { readonly source: ByteSource; readonly changed: ReadonlyMap<number, number> } | null,
  ) {
    const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
    this.size = pageSize(view);
    this.usable = this.size - view.getUint8(20);
    this.encoding = (['utf-8', 'utf-16le', 'utf-16be'] as const)[view.getUint32(56) - 1] ?? 'utf-8';
    this.logMissing = view.getUint8(18) === 2 && source.beside === undefined;
    this.#source = source;
    this.#log = log?.source ?? null;
    this.#changed = log?.changed ?? new Map();
    let count = Math.ceil(source.size / this.size);
    for (const page of this.#changed.keys()) count = Math.max(count, page);
    this.#count = count;
  }

  /** `null` when the header is damaged. Rejects when the source does. */
  static async open(source: ByteSource): Promise<Pages | null> {
    const header = await source.read(0, HEADER_BYTES);
    if (header.length < HEADER_BYTES || !isDatabase(header)) return null;
    const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
    const size = pageSize(view);
    if (size < 512 || size > 65_536 || (size & (size - 1)) !== 0 || view.getUint8(20) > 32)
      return null;
    const log = (await source.beside?.('-wal')) ?? null;
    const changed = log === null ? null : await writeAheadPages(log, size);
    return new Pages(
      source,
      header,
      log === null || changed === null ? null : { source: log, changed },
    );
  }

  /** Pages that the file can hold; what is said to be beyond is damage. */
  get count(): number {
    return this.#count;
  }

  /** A page by its number from 1; `null` when it is not there whole. */
  async page(number: number, signal?: AbortSignal): Promise<Uint8Array | null> {
    const changed = this.#changed.get(number);
    if (changed !== undefined && this.#log !== null) {
      const page = await this.#log.read(changed, changed + this.size, signal);
      return page.length < this.size ? null : page;
    }
    const start = (number - 1) * this.size;
    const blockStart = Math.floor(start / BLOCK) * BLOCK;
    const block = await this.#block(blockStart, signal);
    const page = block.subarray(start - blockStart, start - blockStart + this.size);
    return page.length < this.size ? null : page;
  }

  async #block(start: number, signal?: AbortSignal): Promise<Uint8Array> {
    const key = String(start);
    const held = this.#blocks.get(key);
    if (held !== undefined) return held;
    const block = await this.#source.read(
      start,
      Math.min(this.#source.size, start + BLOCK),
      signal,
    );
    const [oldest] = this.#blocks.keys();
    if (this.#blocks.size >= MAX_BLOCKS && oldest !== undefined) this.#blocks.delete(oldest);
    this.#blocks.set(key, block);
    return block;
  }
}

function pageSize(header: DataView): number {
  const size = header.getUint16(16);
  return size === 1 ? 65_536 : size;
}
