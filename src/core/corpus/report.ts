import { withoutCopies } from './copies';
import { grouping, type GroupBy } from './groupings';
import { METRICS, type MetricTable, type MetricValue } from '../steps/metricTable';
import type {
  CorpusReport,
  CorpusRow,
  Distribution,
  GroupSummary,
  MetricSummaries,
  Outlier,
  Sum,
} from './model';

/** How many traces of each kind of outlier are named. */
const OUTLIERS = 5;
/** A share after the answer from which a trace is worth a look. */
const AFTER_ANSWER = 0.5;

/** Adds rows up by one of `GROUPINGS`, each call once, and names the traces worth opening. */
export function corpusReport(
  all: readonly CorpusRow[],
  by: GroupBy,
  table: MetricTable = METRICS,
): CorpusReport {
  const rows = withoutCopies(all);
  const how = grouping(by);
  const groups = new Map<string | null, CorpusRow[]>();
  for (const row of rows) {
    const key = how.keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const summaries = [...groups].map(([key, members]) => ({
    ...summarise(key, members, table),
    label: key === null ? null : (how.labelOf?.(members[0]!) ?? key),
  }));
  summaries.sort((a, b) =>
    how.inOrder === true
      ? (a.key ?? '\uffff').localeCompare(b.key ?? '\uffff')
      : b.traces - a.traces || (a.key ?? '\uffff').localeCompare(b.key ?? '\uffff'),
  );
  return {
    by,
    files: new Set(all.map((r) => r.file)).size,
    copies: all.length - rows.length,
    groups: summaries,
    all: summarise(null, rows, table),
    outliers: outliers(rows),
  };
}

function summarise(
  key: string | null,
  rows: readonly CorpusRow[],
  table: MetricTable,
): GroupSummary {
  const reasoned = rows.filter((r) => r.fidelity !== 'none');
  return {
    key,
    label: key,
    files: new Set(rows.map((row) => row.file)).size,
    traces: rows.length,
    withReasoning: reasoned.length,
    reasoningTokens: distribution(reasoned.map((r) => r.reasoningTokens)),
    estimatedReasoningTokens: distribution(reasoned.map((r) => r.estimatedReasoningTokens)),
    ...metricsOf(reasoned, table),
    reasoningShare: reasoningShare(rows),
    costUsd: {
      ...sum(rows.map((r) => r.costUsd)),
      atLeast: rows.some((r) => r.costUsd === null || r.costBound === 'at-least'),
    },
    truncated: rows.filter((r) => r.truncated).length,
  };
}

/** Every metric over the traces that reason: quantiles, and of a flag how many have it where it can be told. */
function metricsOf(reasoned: readonly CorpusRow[], table: MetricTable): MetricSummaries {
  const summaries = Object.entries(table).map(([id, { kind }]) => {
    const values = reasoned.map((row) => metricOf(row, id));
    return [id, kind === 'flag' ? countTrue(values) : distribution(values.map(asNumber))];
  });
  return Object.fromEntries(summaries) as MetricSummaries;
}

/** The value that a row has for a metric; `null` where it was made without it. */
export const metricOf = (row: CorpusRow, id: string): MetricValue =>
  (row as CorpusRow & Readonly<Record<string, MetricValue>>)[id] ?? null;

const asNumber = (value: MetricValue): number | null => (typeof value === 'number' ? value : null);

/** How many are so of those that can be told; `null` where there is reasoning and none of it is shown. */
function countTrue(values: readonly MetricValue[]): number | null {
  const told = values.filter((value) => value !== null);
  return told.length === 0 && values.length > 0
    ? null
    : told.filter((value) => value === true).length;
}

/** Quantiles of the known values by linear interpolation; `null` where none is known. */
export function distribution(values: readonly (number | null)[]): Distribution | null {
  const known = values.filter((v): v is number => v !== null && Number.isFinite(v));
  if (known.length === 0) return null;
  const sorted = Float64Array.from(known).sort();
  const at = (p: number): number => {
    const place = p * (sorted.length - 1);
    const low = sorted[Math.floor(place)]!;
    return low + (sorted[Math.ceil(place)]! - low) * (place - Math.floor(place));
  };
  return {
    n: known.length,
    unknown: values.length - known.length,
    mean: known.reduce((a, b) => a + b, 0) / known.length,
    p10: at(0.1),
    p50: at(0.5),
    p90: at(0.9),
    max: sorted[sorted.length - 1]!,
  };
}

/** Over the traces that count both: files without counts are in neither sum. */
function reasoningShare(rows: readonly CorpusRow[]): GroupSummary['reasoningShare'] {
  const counted = rows.filter((row) => row.reasoningTokens !== null && row.outputTokens !== null);
  const output = counted.reduce((all, row) => all + (row.outputTokens ?? 0), 0);
  const reasoning = counted.reduce((all, row) => all + (row.reasoningTokens ?? 0), 0);
  return output === 0 ? null : { share: Math.min(1, reasoning / output), n: counted.length };
}

function sum(values: readonly (number | null)[]): Omit<Sum, 'atLeast'> {
  const known = values.filter((v): v is number => v !== null);
  return {
    total: known.reduce((a, b) => a + b, 0),
    n: known.length,
    unknown: values.length - known.length,
  };
}

function outliers(rows: readonly CorpusRow[]): readonly Outlier[] {
  const top = (
    why: Outlier['why'],
    value: (row: CorpusRow) => number | null,
    least = 0,
  ): readonly Outlier[] =>
    rows
      .flatMap((row) => {
        const v = value(row);
        return v === null || v <= least ? [] : [{ row, v }];
      })
      .sort((a, b) => b.v - a.v)
      .slice(0, OUTLIERS)
      .map(({ row, v }) => ({ file: row.file, index: row.index, model: row.model, why, value: v }));
  return [
    ...top('longest', (r) => r.reasoningTokens),
    ...top('dearest', (r) => r.costUsd),
    ...top('looping', (r) => (r.looping ? (r.reasoningTokens ?? r.reasoningChars) : null)),
    ...top('after-answer', (r) => r.afterAnswerShare, AFTER_ANSWER),
  ];
}
