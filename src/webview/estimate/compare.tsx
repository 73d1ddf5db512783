import type { JSX } from 'preact';
import { t } from '../ui/l10n';
import { ComparisonTable, type ComparedColumn, type RowHead } from '../ui/report/comparisonTable';
import { Effort, Mark, Why, Words } from './compareCells';
import type { ReportColumn } from './columns';
import { effortName, rowName, type ChoiceRow } from './rows';

interface CompareProps {
  readonly rows: readonly ChoiceRow[];
  readonly columns: readonly ReportColumn[];
  /** One line a dimension: what the figures rest on. */
  readonly basis: Readonly<Record<ReportColumn['id'] | 'effort', string>>;
  readonly onWhy: (topic: ReportColumn['id']) => void;
  readonly onSetPrice: (model: string) => void;
  readonly narrow: boolean;
}

/** The choices on cost, performance, effort and latency: models as rows from 820 px, one table a dimension below. */
export function Compare(props: CompareProps): JSX.Element {
  const { rows, columns, basis, narrow } = props;
  const [cost, success, latency] = columns.map((column) => drawn(column, props));
  const effort: ComparedColumn<ChoiceRow> = {
    ...{ id: 'effort', title: t('Builder effort'), unit: t('work to switch'), axis: null },
    basis: basis.effort,
    cell: (row) => <Effort row={row} />,
    narrow: {
      rows: rows.filter((row) => !row.isBaseline && !row.isSub),
      cell: (row) => <Effort row={row} narrow />,
    },
  };
  return (
    <section class="compare" aria-label={t('Comparison on the four dimensions')}>
      <ComparisonTable
        rows={rows}
        head={headOf}
        columns={[cost, success, effort, latency].filter((column) => column !== undefined)}
        caption={t('Cost, performance, builder effort and latency of {0} choices', rows.length)}
        words={{ figure: t('Middle'), beside: t('80 % range') }}
        narrow={narrow}
      />
      <Key baseline={rows[0]} />
    </section>
  );
}

/** Baseline, sub-row and best row look different in both layouts. */
const rowClass = (row: ChoiceRow): string =>
  [row.isBaseline ? 'base' : '', row.isSub ? 'sub' : '', row.isBest ? 'best' : ''].join(' ');

function headOf(row: ChoiceRow): RowHead {
  return {
    id: row.id,
    className: rowClass(row),
    model: row.model,
    effort: row.effort === null ? null : effortName(row.effort),
    name: rowName(row),
    tag: tagOf(row),
  };
}

function tagOf(row: ChoiceRow): string | null {
  if (row.isBaseline) return t('today');
  const words = [
    row.noBatch ? t('no batch offer') : null,
    row.isBest ? t('pays best') : null,
  ].filter((w) => w !== null);
  return words.length === 0 ? null : words.join(', ');
}

function drawn(column: ReportColumn, props: CompareProps): ComparedColumn<ChoiceRow> {
  const { id, title, unit, axis, figure, figureRange } = column;
  const { rows, basis, onWhy, onSetPrice } = props;
  const [baseline] = rows;
  const today =
    baseline === undefined || column.words(baseline) !== null ? null : column.get(baseline).range;
  return {
    ...{ id, title, unit, axis },
    ...(id === 'success' ? { width: 'c-success' } : {}),
    basis: (
      <>
        {basis[id]} <Why column={column} onWhy={onWhy} />
      </>
    ),
    reference: today && { at: today.p50 },
    cell: (row) => {
      const { range } = column.get(row);
      return range === null || column.words(row) !== null
        ? { words: <Words column={column} row={row} onSetPrice={onSetPrice} /> }
        : {
            figure: figure(range.p50),
            beside: figureRange(range),
            mark: <Mark column={column} row={row} />,
          };
    },
  };
}

/** How to read the marks. */
function Key({ baseline }: { baseline: ChoiceRow | undefined }): JSX.Element {
  return (
    <div class="key quiet" role="group" aria-label={t('How to read the marks')}>
      <span>
        <svg class="interval" aria-hidden="true">
          <line class="range" x1="0" x2="28" y1="8" y2="8" />
        </svg>
        {t('8 of 10 calls fall in this range')}
      </span>
      <span>
        <svg class="interval dot-only" aria-hidden="true">
          <circle class="dot" cx="6" cy="8" r="4" />
        </svg>
        {t('estimated')}
      </span>
      <span>
        <svg class="interval dot-only measured" aria-hidden="true">
          <circle class="dot" cx="6" cy="8" r="4" />
        </svg>
        {t('measured in published runs')}
      </span>
      <span>
        <svg class="interval extrapolated" aria-hidden="true">
          <line class="range" x1="0" x2="28" y1="8" y2="8" />
          <circle class="dot" cx="14" cy="8" r="4" />
        </svg>
        {t('extrapolated')}
      </span>
      {baseline && (
        <span>
          <svg class="interval dot-only" aria-hidden="true">
            <line class="today" x1="4" x2="4" y1="0" y2="16" />
          </svg>
          {t('{0} today', baseline.model)}
        </span>
      )}
    </div>
  );
}
