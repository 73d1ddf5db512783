import { METRICS, type Metric, type MetricTable } from '../steps/metricTable';
import type { Distribution, GroupSummary } from './model';

/** How a place writes figures. */
interface Writer {
  readonly share: (share: number) => string;
  readonly count: (n: number) => string;
  readonly unknown: string;
}

/** A group's metrics as cells, in the order of the table: medians of shares and counts, with the number of traces behind them where that is not all, and how many traces have a flag. */
export function metricCells(
  group: GroupSummary,
  write: Writer,
  table: MetricTable = METRICS,
): readonly string[] {
  const summaries = group as GroupSummary &
    Readonly<Record<string, Distribution | number | string | null>>;
  return Object.entries(table).map(([id, metric]) => cell(summaries[id] ?? null, metric, write));
}

function cell(summary: unknown, { kind }: Metric, write: Writer): string {
  if (kind === 'flag') return typeof summary === 'number' ? write.count(summary) : write.unknown;
  if (typeof summary !== 'object' || summary === null) return write.unknown;
  const { p50, n, unknown } = summary as Distribution;
  const median = kind === 'share' ? write.share(p50) : write.count(p50);
  // A figure of few of many says of how many it is.
  return unknown === 0 ? median : `${median} (${write.count(n)})`;
}
