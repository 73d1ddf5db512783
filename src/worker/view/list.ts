import {
  listing,
  rowAnalysis,
  type ListQuery,
  type Listing,
  type RowAnalysis,
  type TraceRow,
} from '../../core/list/list';
import type { PriceBook } from '../../core/estimate/priceBook';
import { traceFacts, type TraceFacts } from '../../core/trace/facts';
import { isAsBefore } from '../../core/trace/summary';
import type { TraceSummary } from '../../core/trace/traceFile';
import type { AnalysedTrace } from './analysed';

/** Traces analysed in the background for the list; beyond them only those that are looked at. */
const ANALYSED_ROWS = 2000;
/** Traces that wait because they were looked at; beyond these the first ones no longer do. */
const MAX_WANTED = 2000;
/** Analyses are told in this rhythm, in milliseconds: each telling makes the page ask for its list again. */
const TELL_MS = 300;

/** The list of one file: rows are made when they are looked at, analyses come in the background. */
export class TraceList {
  readonly #summaries: () => readonly TraceSummary[];
  /** By number of the trace, with the summary it had then. */
  readonly #analysed = new Map<
    number,
    { readonly summary: TraceSummary; readonly analysis: RowAnalysis }
  >();
  #last: { readonly key: string; readonly listing: Listing } | null = null;
  /** The first trace that may not be analysed yet, while analyses are made. */
  #next = 0;
  /** How often labels were decided anew. */
  #labelling = 0;
  /** Traces that were looked at before they were analysed, the last one on top. */
  readonly #wanted: number[] = [];

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

  /** Labels are decided in another way now: no analysis holds. */
  relabelled(): void {
    this.#analysed.clear();
    this.#next = 0;
    this.#labelling += 1;
    this.changed();
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

  /** Lines of the list by number of the trace; those that do not exist are left out. What is looked at is analysed first. */
  rows(indexes: readonly number[]): TraceRow[] {
    const summaries = this.#summaries();
    const rows = indexes.flatMap((index) => {
      const summary = summaries[index];
      return summary === undefined ? [] : [this.#row(summary)];
    });
    for (const { index, analysed } of rows.toReversed()) if (!analysed) this.#wanted.push(index);
    this.#wanted.splice(0, this.#wanted.length - MAX_WANTED);
    return rows;
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

  /** Analyses what is looked at and the first traces one after another, and tells from time to time that some are done. */
  async analyse(
    read: (index: number) => Promise<Pick<AnalysedTrace, 'suggested' | 'text'>>,
    tell: () => void,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    let told = 0;
    for (const summary of this.#waiting()) {
      const { index } = summary;
      const labelling = this.#labelling;
      const { suggested, text } = await read(index);
      signal?.throwIfAborted();
      if (labelling !== this.#labelling) continue;
      this.#analysed.set(index, { summary, analysis: rowAnalysis(suggested, text) });
      this.changed();
      if (performance.now() - told < TELL_MS) continue;
      told = performance.now();
      tell();
    }
  }

  /** The traces to analyse, in the order that holds when the next one is asked for. */
  *#waiting(): Generator<TraceSummary> {
    this.#next = 0;
    for (;;) {
      const asked = this.#wanted.pop();
      const index = asked ?? this.#next++;
      const summary = this.#summaries()[index];
      if (asked === undefined && (summary === undefined || index >= ANALYSED_ROWS)) return;
      if (summary && this.#analysisOf(summary) === null) yield summary;
    }
  }

  #row(summary: TraceSummary): TraceRow {
    const analysed = this.#analysisOf(summary);
    return { ...traceFacts(summary, this.book.priceOfCall(summary)), analysed };
  }

  /** `null` for a trace that was not analysed as it is now. */
  #analysisOf(summary: TraceSummary): RowAnalysis | null {
    const known = this.#analysed.get(summary.index);
    return known !== undefined && isAsBefore(summary, known.summary) ? known.analysis : null;
  }
}
