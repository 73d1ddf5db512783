import type { Comparison, ModelFigures } from '../../core/trial/verdictModel';
import type { TrialState } from '../../protocol/trial';
import { differenceAxis, logAxis, timeAxis, type Axis } from '../ui/axis';
import { money, moneyTick, time } from '../ui/figures';
import { pageVoice } from '../ui/format';
import { t } from '../ui/l10n';
import { modelName, signed, signedMoney } from './names';
import { candidatesOf } from './soFar';
import { spreadOf } from './tally';

/** A model of the result with everything that its row draws. */
export interface ResultRow {
  readonly candidate: string;
  readonly model: string;
  readonly effort: string | null;
  readonly name: string;
  readonly isBaseline: boolean;
  readonly isOwnMachine: boolean;
  readonly figures: ModelFigures;
  /** Against today's model; null for that itself. */
  readonly comparison: Comparison | null;
  /** What 8 of 10 calls cost and took. */
  readonly costs: { readonly low: number; readonly high: number } | null;
  readonly times: { readonly low: number; readonly high: number } | null;
}

/** The rows in the order of the file, today's model first; models without a call are left out. */
export function resultRows(trial: TrialState): readonly ResultRow[] {
  const { verdict, calls } = trial;
  if (verdict === null) return [];
  return candidatesOf(trial).flatMap(({ id, isOwnMachine }, i) => {
    const figures = verdict.models.find((m) => m.candidate === id);
    const choice = trial.trial.models[i]!;
    if (figures === undefined || figures.calls === 0) return [];
    const own = calls.filter((c) => c.candidate === id);
    return [
      {
        candidate: id,
        model: choice.model,
        effort: choice.effort,
        name: modelName(choice),
        isBaseline: i === 0,
        isOwnMachine,
        figures,
        comparison: verdict.comparisons.find((c) => c.candidate === id) ?? null,
        costs: spreadOf(own.flatMap((c) => (c.costUsd === null ? [] : [c.costUsd]))),
        times: spreadOf(own.flatMap((c) => (c.seconds === null ? [] : [c.seconds]))),
      },
    ];
  });
}

/** What a cell of the comparison shows. */
export interface ResultCell {
  readonly figure: string;
  /** What stands at the right: the difference to today's model. */
  readonly beside: string;
  readonly value: number | null;
  readonly sure: readonly [number, number] | null;
  readonly calls: readonly [number, number] | null;
  readonly label: string;
}

export interface ResultColumn {
  readonly id: 'cost' | 'right' | 'latency';
  readonly title: string;
  readonly unit: string;
  readonly axis: Axis;
  /** Where today's model stands: a line down the column. */
  readonly reference: number | null;
  readonly cell: (row: ResultRow) => ResultCell;
}

const ends = (interval: { low: number; high: number } | null): [number, number] | null =>
  interval === null ? null : [interval.low, interval.high];

const asRange = (pair: readonly [number, number] | null) =>
  pair === null ? [] : [{ p10: pair[0], p50: pair[0], p90: pair[1] }];

const UNKNOWN = { value: null, sure: null, calls: null, beside: '' } as const;

/** The drawn dimensions, with axes that fit the rows. */
export function resultColumns(rows: readonly ResultRow[]): readonly ResultColumn[] {
  return [costColumn(rows), rightColumn(rows), latencyColumn(rows)];
}

function costColumn(rows: readonly ResultRow[]): ResultColumn {
  const base = rows.find((r) => r.isBaseline)?.figures.meanCostUsd ?? null;
  const positive = rows
    .flatMap((r) => [...asRange(ends(r.figures.meanCostUsd)), ...asRange(ends(r.costs))])
    .filter((r) => r.p90 > 0);
  return {
    id: 'cost',
    title: t('Cost'),
    unit: t('of one call, mean'),
    axis: logAxis(positive, moneyTick),
    reference: base?.value ?? null,
    cell: (row) => {
      const mean = row.figures.meanCostUsd;
      if (row.isOwnMachine)
        return {
          ...UNKNOWN,
          figure: t('no token price'),
          label: t('{0} has no token price on your own machine.', row.name),
        };
      if (mean === null) return { ...UNKNOWN, figure: t('unknown'), label: '' };
      const more = row.comparison?.costUsd ?? null;
      return {
        figure: money(mean.value),
        beside: more === null ? '' : signedMoney(more.value),
        value: mean.value,
        sure: ends(mean),
        calls: ends(row.costs),
        label: t(
          '{0}: {1} a call, 95 % between {2} and {3}, measured',
          row.name,
          money(mean.value),
          money(mean.low),
          money(mean.high),
        ),
      };
    },
  };
}

function rightColumn(rows: readonly ResultRow[]): ResultColumn {
  const differences = rows.flatMap(({ comparison }) => {
    const difference = comparison?.difference ?? null;
    if (comparison === null || difference === null) return [];
    return [difference.low, difference.high].map((x) => x * comparison.pairs);
  });
  return {
    id: 'right',
    title: t('Performance'),
    unit: t('right answers, against today’s'),
    axis: differenceAxis(differences, signed, t('same')),
    reference: 0,
    cell: (row) => {
      const { right, graded } = row.figures;
      if (graded === 0) return { ...UNKNOWN, figure: t('not judged'), label: '' };
      const figure = pageVoice().count(right);
      const { comparison } = row;
      const difference = comparison?.difference ?? null;
      if (comparison === null || difference === null) {
        const beside = t('of {0}', pageVoice().count(graded));
        const value = row.isBaseline ? 0 : null;
        return { ...UNKNOWN, figure, beside, value, label: `${row.name}: ${figure} ${beside}` };
      }
      const [middle, low, high] = [difference.value, difference.low, difference.high].map(
        (x) => x * comparison.pairs,
      ) as [number, number, number];
      return {
        figure,
        beside: t('{0} ({1} to {2})', signed(middle), signed(low), signed(high)),
        value: middle,
        sure: [low, high],
        calls: null,
        label: t(
          '{0}: {1} right of {2}, against today’s {3}, 95 % between {4} and {5}',
          row.name,
          figure,
          pageVoice().count(graded),
          signed(middle),
          signed(low),
          signed(high),
        ),
      };
    },
  };
}

function latencyColumn(rows: readonly ResultRow[]): ResultColumn {
  const base = rows.find((r) => r.isBaseline)?.figures.medianSeconds ?? null;
  const ranges = rows.flatMap((r) => [
    ...asRange(ends(r.figures.medianSeconds)),
    ...asRange(ends(r.times)),
  ]);
  return {
    id: 'latency',
    title: t('Latency'),
    unit: t('whole answer, middle'),
    axis: timeAxis(ranges, time),
    reference: base?.value ?? null,
    cell: (row) => {
      const middle = row.figures.medianSeconds;
      if (middle === null) return { ...UNKNOWN, figure: t('unknown'), label: '' };
      const times = base === null || base.value <= 0 ? null : middle.value / base.value;
      return {
        figure: time(middle.value),
        beside: row.isBaseline || times === null ? '' : `× ${pageVoice().times(times)}`,
        value: middle.value,
        sure: ends(middle),
        calls: ends(row.times),
        label: t(
          '{0}: {1} for an answer, 95 % between {2} and {3}, measured',
          row.name,
          time(middle.value),
          time(middle.low),
          time(middle.high),
        ),
      };
    },
  };
}
