import type { ListQuery, Listing } from '../../core/list/list';
import { RowPages } from './rowPages';
import type { TraceHost } from './tracePages';

/** Between two looks at a list that grows, in milliseconds; and so many times as long as the last one took. */
const REST_MS = 250;
const REST_TIMES = 4;

/** The trace a list stands at: its first where the chosen one is filtered out, `null` where it shows none. */
export function standsAt(listing: Listing | null, chosen: number): number | null {
  if (listing === null || listing.order.includes(chosen)) return chosen;
  return listing.order[0] ?? null;
}

/** The list of the file's traces as far as it is looked at: its order and sums, and the lines that come into view. */
export class ListPages {
  #listing: Listing | null = null;
  readonly rows: RowPages;
  #asking = false;
  #resting = false;
  /** The list is to be asked for again: at once, or when the rest is over. */
  #again: 'now' | 'rested' | null = null;

  /** `arrived` is called when the list or lines that were asked for have come. */
  constructor(
    private readonly host: TraceHost,
    private readonly query: () => ListQuery,
    private readonly arrived: () => void,
  ) {
    this.rows = new RowPages(host, null, arrived);
  }

  /** `null` until the first one has come. */
  get listing(): Listing | null {
    return this.#listing;
  }

  /** The file has other traces now. */
  clear(): void {
    this.#listing = null;
    this.rows.clear();
  }

  /** Asks for the list anew, now and then: its traces or their figures have changed. */
  refresh(): void {
    this.rows.renew();
    this.grown();
  }

  /** The same while the file is read: there are more traces, and those that were there are as they were. */
  grown(): void {
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
}
