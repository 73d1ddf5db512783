import {
  listing,
  rowAnalysis,
  type ListQuery,
  type Listing,
  type RowAnalysis,
  type TraceRow,
} from '../../core/list/list';
import type { PriceBook } from '../../core/estimate/priceBook';
import type { Analysis } from '../../core/steps/model';
import { traceFacts, type TraceFacts } from '../../core/trace/facts';
import type { TraceSummary } from '../../core/trace/traceFile';

/** Traces analysed in the background for the list; beyond them only those that are opened. */
const ANALYSED_ROWS = 2000;
/** Analyses are told in this rhythm, in milliseconds: each telling makes the page ask for its list again. */
const TELL_MS = 300;

/** The list of one file: rows are made when they are looked at, analyses come in the background. */
export class TraceList {
  readonly #summaries: () => readonly TraceSummary[];
  /** By number of the trace, with the id it had then. */
  readonly #analysed = new Map<number, { readonly id: string; readonly analysis: RowAnalysis }>();
  #last: { readonly key: string; readonly listing: Listing } | null = null;

  constructor(
    summaries: () => readonly TraceSummary[],
    private readonly book: PriceBook,
  ) {
    this.#summaries = summaries;
  }

  /** The file, prices or analyses have changed. */
  changed(): void {
    this.#last = null;
  }

  listing(query: ListQuery): Listing {
    const summaries = this.#summaries();
    const key = JSON.stringify([summaries.length, query]);
    if (this.#last?.key !== key) {
      const rows = summaries.map((summary) => this.#row(summary));
      this.#last = { key, listing: listing(rows, query) };
    }
    return this.#last.listing;
  }

  /** Lines of the list by number of the trace; those that do not exist are left out. */
  rows(indexes: readonly number[]): TraceRow[] {
    const summaries = this.#summaries();
    return indexes.flatMap((index) => {
      const summary = summaries[index];
      return summary === undefined ? [] : [this.#row(summary)];
    });
  }

  *facts(): Generator<TraceFacts> {
    for (const summary of this.#summaries())
      yield traceFacts(summary, this.book.priceOfCall(summary));
  }

  /** Numbers of the traces with these ids. */
  find(ids: readonly string[]): number[] {
    const wanted = new Set(ids);
    return this.#summaries().flatMap(({ id, index }) => (wanted.has(id) ? [index] : []));
  }

  /** Analyses the first traces one after another, and tells from time to time that some are done. */
  async analyse(
    analysisOf: (index: number) => Promise<Analysis>,
    tell: () => void,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    let told = 0;
    for (let i = 0; i < Math.min(this.#summaries().length, ANALYSED_ROWS); i++) {
      const { id } = this.#summaries()[i]!;
      if (this.#analysed.get(i)?.id === id) continue;
      const analysis = await analysisOf(i);
      signal?.throwIfAborted();
      this.#analysed.set(i, { id, analysis: rowAnalysis(analysis) });
      this.changed();
      if (performance.now() - told < TELL_MS) continue;
      told = performance.now();
      tell();
    }
  }

  #row(summary: TraceSummary): TraceRow {
    const known = this.#analysed.get(summary.index);
    const analysed = known?.id === summary.id ? known.analysis : null;
    return { ...traceFacts(summary, this.book.priceOfCall(summary)), analysed };
  }
}
