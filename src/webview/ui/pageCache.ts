/** How many pages are kept; the least recently used go first. */
const KEPT_PAGES = 64;

/**
 * A long list read page by page as it is looked at. `get` returns what is there and asks for what is not; `onArrival`
 * tells when to look again. Pages that fail are asked for again when next looked at.
 */
export class PageCache<T> {
  private readonly pages = new Map<number, readonly T[] | 'asked'>();

  constructor(
    private readonly size: number,
    private readonly read: (from: number, to: number) => Promise<readonly T[]>,
    private readonly onArrival: () => void,
  ) {}

  get(i: number): T | undefined {
    const number = Math.floor(i / this.size);
    const page = this.pages.get(number);
    if (page === undefined) {
      this.ask(number);
      return undefined;
    }
    if (page === 'asked') return undefined;
    // Moved to the end: the order of a Map is the order of use.
    this.pages.delete(number);
    this.pages.set(number, page);
    return page[i % this.size];
  }

  private ask(number: number): void {
    this.pages.set(number, 'asked');
    this.read(number * this.size, (number + 1) * this.size).then(
      (items) => {
        this.pages.set(number, items);
        for (const [key, page] of this.pages) {
          if (this.pages.size <= KEPT_PAGES) break;
          if (page !== 'asked') this.pages.delete(key);
        }
        this.onArrival();
      },
      () => this.pages.delete(number),
    );
  }
}
