import type { JSX } from 'preact';
import type { Axis } from '../ui/axis';
import { count } from '../ui/figures';
import { t } from '../ui/l10n';
import { ComparisonTable, type ComparedColumn, type RowHead } from '../ui/report/comparisonTable';
import { useMedia } from '../ui/useWidth';
import type { ResultCell, ResultColumn, ResultRow } from './resultRows';

interface TableProps {
  readonly rows: readonly ResultRow[];
  readonly columns: readonly ResultColumn[];
  /** The candidate that the page speaks of. */
  readonly chosen: string | null;
}

/** What was measured: models as rows, or one table a dimension where it is narrow. */
export function ResultTable({ rows, columns, chosen }: TableProps): JSX.Element {
  const [cost, right, latency] = columns.map(drawn);
  const thought: ComparedColumn<ResultRow> = {
    ...{ id: 'thinking', title: t('Thinking'), unit: t('tokens'), axis: null },
    cell: thinking,
  };
  return (
    <section class="compare" aria-label={t('Comparison')}>
      <ComparisonTable
        rows={rows}
        head={(row) => headOf(row, chosen)}
        columns={[cost, right, thought, latency].filter((column) => column !== undefined)}
        caption={t('Cost, right answers and time of {0} models, measured', rows.length)}
        words={{ figure: t('Measured'), beside: t('Against today’s') }}
        narrow={useMedia('(max-width: 719px)')}
      />
      <Key />
    </section>
  );
}

function headOf(row: ResultRow, chosen: string | null): RowHead {
  const { candidate, model, effort, name, isBaseline } = row;
  const className = isBaseline ? 'base' : candidate === chosen ? 'best' : '';
  return { id: candidate, className, model, effort, name, tag: tagOf(row) };
}

function drawn({ reference, cell, ...column }: ResultColumn): ComparedColumn<ResultRow> {
  return {
    ...column,
    reference: reference === null ? null : { at: reference, isZero: column.id === 'right' },
    cell: (row) => {
      const { figure, beside, ...drawn } = cell(row);
      return { figure, beside, mark: <Mark axis={column.axis} cell={drawn} /> };
    },
  };
}

/** "today", "2 cut off, 1 no answer". */
function tagOf({ isBaseline, figures }: ResultRow): string | null {
  const { byStatus } = figures;
  const cut = byStatus['cut-off'] + byStatus.empty;
  const none = byStatus.failed + byStatus.unfinished;
  const parts = [
    isBaseline ? t('today') : null,
    cut > 0 ? t('{0} cut off', count(cut)) : null,
    byStatus.refused > 0 ? t('{0} refused', count(byStatus.refused)) : null,
    none > 0 ? t('{0} no answer', count(none)) : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

function thinking({ figures }: ResultRow): string {
  const { reasoningTokens } = figures;
  if (reasoningTokens === null) return t('unknown');
  return reasoningTokens.high === 0 ? t('none') : count(Math.round(reasoningTokens.middle));
}

function Mark({
  axis,
  cell: { value, ...cell },
}: {
  readonly axis: ResultColumn['axis'];
  readonly cell: Omit<ResultCell, 'figure' | 'beside'>;
}): JSX.Element | null {
  return value === null ? null : <MeasuredMark axis={axis} value={value} {...cell} />;
}

interface MarkProps {
  readonly axis: Axis;
  readonly value: number;
  /** Where the true value lies, 95 %: thick. */
  readonly sure: readonly [low: number, high: number] | null;
  /** What 8 of 10 calls lie between: thin, with caps. */
  readonly calls: readonly [low: number, high: number] | null;
  /** A whole sentence: the mark is an image to a screen reader. */
  readonly label: string;
}

const MIDDLE = 10;
const percent = (x: number): string => `${Math.round(x * 100) / 100}%`;

/** A measured value with its interval and, thinner, how single calls spread. The dot is cut out of the bar by a ring of background. */
function MeasuredMark({ axis, value, sure, calls, label }: MarkProps): JSX.Element {
  const at = (x: number): string => percent(axis.place(x));
  return (
    <svg class="interval measured" role="img" aria-label={label}>
      {axis.ticks.map((tick) => (
        <line key={tick.at} class="grid" x1={at(tick.at)} x2={at(tick.at)} y1="0" y2="20" />
      ))}
      {calls !== null && (
        <>
          <line class="thin" x1={at(calls[0])} x2={at(calls[1])} y1={MIDDLE} y2={MIDDLE} />
          <line class="thin" x1={at(calls[0])} x2={at(calls[0])} y1="7" y2="13" />
          <line class="thin" x1={at(calls[1])} x2={at(calls[1])} y1="7" y2="13" />
        </>
      )}
      {sure !== null && (
        <line class="sure" x1={at(sure[0])} x2={at(sure[1])} y1={MIDDLE} y2={MIDDLE} />
      )}
      <circle class="ring" cx={at(value)} cy={MIDDLE} r="5" />
    </svg>
  );
}

/** What the marks mean. */
const Key = (): JSX.Element => (
  <p class="key quiet">
    <span>
      <svg class="interval" aria-hidden="true">
        <line class="sure" x1="0" x2="28" y1="8" y2="8" />
      </svg>
      {t('where the true value lies, 95 %')}
    </span>
    <span>
      <svg class="interval" aria-hidden="true">
        <line class="thin" x1="0" x2="28" y1="8" y2="8" />
        <line class="thin" x1="0.5" x2="0.5" y1="5" y2="11" />
        <line class="thin" x1="27.5" x2="27.5" y1="5" y2="11" />
      </svg>
      {t('8 of 10 calls')}
    </span>
    <span>
      <svg class="interval dot-only" aria-hidden="true">
        <circle class="ring" cx="6" cy="8" r="5" />
      </svg>
      {t('measured in this trial')}
    </span>
    <span>{t('line down the column: today’s model, on the same cases')}</span>
  </p>
);
