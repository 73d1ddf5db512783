import type { TraceSummary } from '../../../core/trace/traceFile';
import type { TraceRow } from '../../../protocol/traceData';
import type { Prices } from '../prices';
import type { OpenedTraces } from '../reading/openedTraces';
import { localisedRow } from './localise';
import { rowOf } from './rows';

/** Traces analysed in the background for the list; beyond them only those that are opened. */
const ANALYSED_ROWS = 2000;
/** Rows told at once. */
const BATCH = 25;

/** The list of a file's traces: filled as the file is read, completed with prices and analyses in the background. */
export class RowList {
  #rows: TraceRow[] = [];
  #background = new AbortController();

  constructor(
    private readonly prices: Prices,
    private readonly tell: (rows: TraceRow[]) => void,
  ) {}

  get all(): TraceRow[] {
    return this.#rows;
  }

  clear(): void {
    this.stop();
    this.#rows = [];
  }

  stop(): void {
    this.#background.abort();
  }

  /** Adds rows at the end; gives them back. */
  add(summaries: readonly TraceSummary[]): TraceRow[] {
    const rows = summaries.map((s) => this.#row(s));
    this.#rows.push(...rows);
    return rows;
  }

  /** The file was read again: rows before `from` stay. */
  replaceFrom(from: number, summaries: readonly TraceSummary[]): void {
    this.#rows = [...this.#rows.slice(0, from), ...summaries.slice(from).map((s) => this.#row(s))];
  }

  /** Looks up prices and analyses traces, one after another, until `stop` or the next call. */
  async complete(opened: OpenedTraces): Promise<void> {
    this.stop();
    const { signal } = (this.#background = new AbortController());
    const { summaries } = opened.file;
    if (await this.prices.load(summaries)) this.#update(summaries, signal);
    for (let from = 0; from < Math.min(summaries.length, ANALYSED_ROWS); from += BATCH) {
      const batch = summaries.slice(from, from + BATCH);
      for (const { index } of batch) {
        const row = this.#rows[index];
        if (signal.aborted || row === undefined) return;
        if (row.analysed !== null) continue;
        const analysed = await opened.ask('rowAnalysis', { index, corrections: [] });
        this.#rows[index] = { ...(this.#rows[index] ?? row), analysed };
      }
      this.#update(batch, signal);
    }
  }

  #update(summaries: readonly TraceSummary[], signal: AbortSignal): void {
    if (signal.aborted) return;
    const rows = summaries.map((s) => this.#row(s));
    for (const row of rows) this.#rows[row.index] = row;
    this.tell(rows);
  }

  #row(summary: TraceSummary): TraceRow {
    const known = this.#rows[summary.index];
    const analysed = known?.id === summary.id ? known.analysed : null;
    return localisedRow(rowOf(summary, this.prices.find(summary), analysed));
  }
}
