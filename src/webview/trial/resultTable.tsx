import type { JSX } from 'preact';
import { count } from '../ui/figures';
import { AxisLabels } from '../ui/intervalMark';
import { t } from '../ui/l10n';
import { useMedia } from '../ui/useWidth';
import { MeasuredMark } from './measuredMark';
import type { ResultCell, ResultColumn, ResultRow } from './resultRows';

interface TableProps {
  readonly rows: readonly ResultRow[];
  readonly columns: readonly ResultColumn[];
  /** The candidate that the page speaks of. */
  readonly chosen: string | null;
}

/** What was measured: models as rows, or one table a dimension where it is narrow. */
export function ResultTable(props: TableProps): JSX.Element {
  const narrow = useMedia('(max-width: 719px)');
  return (
    <section class="compare" aria-label={t('Comparison')}>
      {narrow ? <Narrow {...props} /> : <Wide {...props} />}
      <Key />
    </section>
  );
}

const rowClass = (row: ResultRow, chosen: string | null): string =>
  row.isBaseline ? 'base' : row.candidate === chosen ? 'best' : '';

function Wide({ rows, columns, chosen }: TableProps): JSX.Element {
  return (
    <table>
      <caption class="visually-hidden">
        {t('Cost, right answers and time of {0} models, measured', rows.length)}
      </caption>
      <colgroup>
        <col class="c-model" />
        <col />
        <col />
        <col class="c-effort" />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">
            <span class="dim">{t('Model')}</span>
            <span class="axis" />
          </th>
          <Head column={columns[0]!} />
          <Head column={columns[1]!} />
          <th scope="col">
            <span class="dim">{t('Thinking')}</span>
            <span class="unit">{t('tokens')}</span>
            <span class="axis" />
          </th>
          <Head column={columns[2]!} />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.candidate} class={rowClass(row, chosen)}>
            <th scope="row">
              <span class="name">
                {row.model}
                {row.effort !== null && <i> {row.effort}</i>}
              </span>
              <span class="tag">{tagOf(row)}</span>
            </th>
            <WideCell column={columns[0]!} row={row} />
            <WideCell column={columns[1]!} row={row} />
            <td class="eff">{thinking(row)}</td>
            <WideCell column={columns[2]!} row={row} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const Head = ({ column }: { readonly column: ResultColumn }): JSX.Element => (
  <th scope="col">
    <span class="dim">{column.title}</span>
    <span class="unit">{column.unit}</span>
    <AxisLabels axis={column.axis} />
  </th>
);

/** "today", "2 cut off, 1 no answer". */
function tagOf({ isBaseline, figures }: ResultRow): string {
  const { byStatus } = figures;
  const cut = byStatus['cut-off'] + byStatus.empty;
  const none = byStatus.failed + byStatus.unfinished;
  return [
    isBaseline ? t('today') : null,
    cut > 0 ? t('{0} cut off', count(cut)) : null,
    byStatus.refused > 0 ? t('{0} refused', count(byStatus.refused)) : null,
    none > 0 ? t('{0} no answer', count(none)) : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

function thinking({ figures }: ResultRow): string {
  const { reasoningTokens } = figures;
  if (reasoningTokens === null) return t('unknown');
  return reasoningTokens.high === 0 ? t('none') : count(Math.round(reasoningTokens.middle));
}

function Reference({ column }: { readonly column: ResultColumn }): JSX.Element | null {
  if (column.reference === null) return null;
  return (
    <div class="plot">
      <i
        class={column.id === 'right' ? 'ref zero' : 'ref'}
        style={{ left: `${column.axis.place(column.reference)}%` }}
      />
    </div>
  );
}

function Mark({ column, cell }: { readonly column: ResultColumn; readonly cell: ResultCell }) {
  if (cell.value === null) return null;
  const { value, sure, calls, label } = cell;
  return <MeasuredMark axis={column.axis} value={value} sure={sure} calls={calls} label={label} />;
}

function WideCell({ column, row }: { readonly column: ResultColumn; readonly row: ResultRow }) {
  const cell = column.cell(row);
  return (
    <td>
      <Reference column={column} />
      <div class="num">
        <b>{cell.figure}</b>
        <span>{cell.beside}</span>
      </div>
      <Mark column={column} cell={cell} />
    </td>
  );
}

function Narrow({ rows, columns, chosen }: TableProps): JSX.Element {
  return (
    <div class="dims">
      {columns.map((column) => (
        <table key={column.id}>
          <caption>
            <span class="dim">{column.title}</span>
            <span class="unit">{column.unit}</span>
          </caption>
          <colgroup>
            <col class="c-name" />
            <col />
            <col class="c-middle" />
            <col class="c-range" />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">
                <span class="visually-hidden">{t('Model')}</span>
              </th>
              <th scope="col">
                <AxisLabels axis={column.axis} />
                <span class="visually-hidden">{t('Chart')}</span>
              </th>
              <th scope="col">
                <span class="visually-hidden">{t('Measured')}</span>
              </th>
              <th scope="col" class="rg">
                <span class="visually-hidden">{t('Against today’s')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const cell = column.cell(row);
              return (
                <tr key={row.candidate} class={rowClass(row, chosen)}>
                  <th scope="row">
                    <span class="name">{row.name}</span>
                  </th>
                  <td>
                    <Reference column={column} />
                    <Mark column={column} cell={cell} />
                  </td>
                  <td class="n">
                    <b>{cell.figure}</b>
                  </td>
                  <td class="n rg">{cell.beside}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      ))}
    </div>
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
