import type { BasisKind } from '../../core/estimate/model';
import { t } from '../ui/l10n';
import { logAxis, percentAxis, timeAxis, type Axis } from '../ui/axis';
import { count, countRange, money, moneyRange, moneyTick, time, timeRange } from '../ui/figures';
import { rowName, type DrawnInterval, type ChoiceRow } from './rows';

/** One of the four dimensions that is drawn as intervals; effort to switch is words. */
export interface ReportColumn {
  readonly id: 'cost' | 'success' | 'latency';
  readonly title: string;
  readonly unit: string;
  readonly axis: Axis;
  readonly get: (row: ChoiceRow) => DrawnInterval;
  readonly figure: (value: number) => string;
  readonly figureRange: (range: NonNullable<DrawnInterval['range']>) => string;
  /** Recorded value of this very prompt. */
  readonly measured: (row: ChoiceRow) => number | null;
  /** What stands in the cell in place of figures. */
  readonly words: (row: ChoiceRow) => ColumnWords | null;
}

export interface ColumnWords {
  readonly text: string;
  readonly note: string | null;
}

const unknown = (): ColumnWords => ({ text: t('unknown'), note: null });

const ranges = (rows: readonly ChoiceRow[], get: (row: ChoiceRow) => DrawnInterval) =>
  rows.flatMap((row) => get(row).range ?? []);

/** The drawn dimensions with axes that fit the given rows. */
export function columnsFor(rows: readonly ChoiceRow[]): readonly ReportColumn[] {
  const cost = (row: ChoiceRow): DrawnInterval => row.cost;
  const success = (row: ChoiceRow): DrawnInterval => row.success;
  const latency = (row: ChoiceRow): DrawnInterval => row.latency;
  return [
    {
      id: 'cost',
      title: t('Cost'),
      unit: t('of one call'),
      axis: logAxis(ranges(rows, cost), moneyTick),
      get: cost,
      figure: (x) => money(x),
      figureRange: moneyRange,
      measured: (row) => row.measured?.costUsd ?? null,
      words: (row) => {
        if (row.cost.problem !== null) return { text: row.cost.problem, note: null };
        return row.cost.range === null ? { text: t('no price'), note: null } : null;
      },
    },
    {
      id: 'success',
      title: t('Performance'),
      unit: t('right answers of 100'),
      axis: percentAxis(),
      get: success,
      figure: count,
      figureRange: countRange,
      measured: () => null,
      words: (row) => (row.success.range === null ? unknown() : null),
    },
    {
      id: 'latency',
      title: t('Latency'),
      unit: t('until the answer is complete'),
      axis: timeAxis(
        ranges(
          rows.filter((row) => !row.batched),
          latency,
        ),
        time0,
      ),
      get: latency,
      figure: time,
      figureRange: timeRange,
      measured: (row) => row.measured?.seconds ?? null,
      words: (row) => {
        if (row.batched) return { text: t('up to 24 h'), note: t('most within 1 h') };
        return row.latency.range === null ? unknown() : null;
      },
    },
  ];
}

/** Tick labels of the time axis: whole units. */
function time0(seconds: number): string {
  if (seconds < 60) return `${seconds} ${t('s')}`;
  return seconds < 3_600 ? `${seconds / 60} ${t('min')}` : `${seconds / 3_600} ${t('h')}`;
}

export function kindName(kind: BasisKind): string {
  switch (kind) {
    case 'measured':
      return t('measured');
    case 'estimated':
      return t('estimated');
    case 'extrapolated':
      return t('extrapolated');
    case 'unknown':
      return t('unknown');
  }
}

/** The sentence a screen reader gets for an interval. */
export function intervalLabel(column: ReportColumn, row: ChoiceRow): string {
  const { range, kind } = column.get(row);
  const words = column.words(row);
  if (range === null || words !== null) return `${rowName(row)}: ${words?.text ?? t('unknown')}`;
  return t(
    '{0}: middle {1}, 8 of 10 between {2} and {3}, {4}',
    rowName(row),
    column.figure(range.p50),
    column.figure(range.p10),
    column.figure(range.p90),
    kindName(kind),
  );
}
