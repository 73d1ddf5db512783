import type { ListQuery, Listing, TraceRow } from '../../core/list/list';
import type { Host } from './tracePages';

/** Lines asked for at once, and kept. */
const AT_ONCE = 200;
const KEPT = 2000;
/** Between two looks at a list that grows, in milliseconds; and so many times as long as the last one took. */
const REST_MS = 250;
const REST_TIMES = 4;

interface Line {
  readonly row: TraceRow;
  /** Of the list that it came with: an older one is shown until the new one is there. */
  readonly version: number;
}

/** The list of the file's traces as far as it is looked at: its order and sums, and the lines that come into view. */
export class ListPages {
  #listing: Listing | null = null;
  readonly #lines = new Map<number, Line>();
  readonly #wanted = new Set<number>();
  #version = 0;
  #asking = false;
  #resting = false;
  /** The list is to be asked for again: at once, or when the rest is over. */
  #again: 'now' | 'rested' | null = null;

  /** `arrived` is called when the list or lines that were asked for have come. */
  constructor(
    private readonly host: Host,
    private readonly query: () => ListQuery,
    private readonly arrived: () => void,
  ) {}

  /** `null` until the first one has come. */
  get listing(): Listing | null {
    return this.#listing;
  }

  /** The file has other traces now. */
  clear(): void {
    this.#listing = null;
    this.#lines.clear();
  }

  /** Asks for the list anew, now and then while it grows: its traces or their figures have changed. */
  refresh(): void {
    this.#version++;
    if (this.#asking || this.#resting) this.#again ??= 'rested';
    else this.#start();
  }

  /** Asks for the list by the query as it is now; its lines stay. */
  ask(): void {
    if (this.#asking) this.#again = 'now';
    else this.#start();
  }

  #start(): void {
    this.#again = null;
    void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    const start = performance.now();
    try {
      const { order, columns, totals } = await this.host.request('getList', this.query());
      this.#listing = { order, columns, totals };
      this.arrived();
    } catch {
      // The file failed or was closed meanwhile: its own events tell so.
    }
    this.#asking = false;
    this.#resting = true;
    const rest = Math.max(REST_MS, REST_TIMES * (performance.now() - start));
    setTimeout(() => this.#rested(), this.#again === 'now' ? 0 : rest);
  }

  #rested(): void {
    this.#resting = false;
    if (this.#again !== null && !this.#asking) this.#start();
  }

  /** A line by the number of its trace; `undefined` until it has come. */
  row(index: number): TraceRow | undefined {
    const known = this.#lines.get(index);
    if (known?.version !== this.#version) this.#want(index);
    return known?.row;
  }

  #want(index: number): void {
    this.#wanted.add(index);
    // What is drawn together is asked for together.
    if (this.#wanted.size === 1) queueMicrotask(() => void this.#fetch());
  }

  async #fetch(): Promise<void> {
    const indexes = [...this.#wanted].slice(0, AT_ONCE);
    const version = this.#version;
    try {
      for (const row of await this.host.request('getRows', { indexes })) {
        this.#lines.delete(row.index);
        this.#lines.set(row.index, { row, version });
      }
    } catch {
      // As above.
      this.#wanted.clear();
      return;
    }
    this.#wanted.clear();
    for (const key of this.#lines.keys()) {
      if (this.#lines.size <= KEPT) break;
      this.#lines.delete(key);
    }
    this.arrived();
  }
}
