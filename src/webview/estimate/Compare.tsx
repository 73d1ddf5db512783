import type { ComponentChildren, JSX } from 'preact';
import { t } from '../ui/l10n';
import { intervalLabel, type Column } from './columns';
import { AxisLabels, IntervalMark } from '../ui/IntervalMark';
import { effortName, rowName, type Row } from './rows';

interface Props {
  readonly rows: readonly Row[];
  readonly columns: readonly Column[];
  /** One line a dimension: what the figures rest on. */
  readonly basis: Readonly<Record<Column['id'] | 'effort', string>>;
  readonly narrow: boolean;
  readonly onWhy: (topic: Column['id']) => void;
  readonly onSetPrice: (model: string) => void;
}

/** The choices on cost, performance, effort and latency: models as rows from 820 px, one table a dimension below. */
export function Compare(props: Props): JSX.Element {
  return (
    <section class="compare" aria-label={t('Comparison on the four dimensions')}>
      {props.narrow ? <Narrow {...props} /> : <Wide {...props} />}
      <Key baseline={props.rows[0]} />
    </section>
  );
}

/** Where the baseline's middle stands, as a dashed line down the column. */
function Reference({ column, rows }: { column: Column; rows: readonly Row[] }): JSX.Element | null {
  const [baseline] = rows;
  if (baseline === undefined || column.words(baseline) !== null) return null;
  const { range } = column.get(baseline);
  if (range === null) return null;
  return (
    <div class="plot">
      <i class="ref" style={{ left: `${column.axis.place(range.p50)}%` }} />
    </div>
  );
}

function Mark({ column, row }: { column: Column; row: Row }): JSX.Element | null {
  const { range, kind } = column.get(row);
  if (range === null) return null;
  return (
    <IntervalMark
      axis={column.axis}
      range={range}
      kind={kind}
      label={intervalLabel(column, row)}
      measured={column.measured(row)}
    />
  );
}

/** "no price", "does not fit", "up to 24 h": what a cell says where it has no figures. */
function Words(props: { column: Column; row: Row; onSetPrice: Props['onSetPrice'] }): JSX.Element {
  const { column, row } = props;
  const words = column.words(row);
  const canSet = column.id === 'cost' && row.cost.problem === null;
  return (
    <>
      <div class="words">{words?.text}</div>
      {words?.note && <span class="tag">{words.note}</span>}
      {canSet && (
        <button class="link small" type="button" onClick={() => props.onSetPrice(row.model)}>
          {t('Set a price')}
        </button>
      )}
    </>
  );
}

function WideCell(props: Props & { column: Column; row: Row }): JSX.Element {
  const { column, row, rows } = props;
  const { range } = column.get(row);
  if (range === null || column.words(row) !== null) {
    return (
      <td>
        <Words {...props} />
      </td>
    );
  }
  return (
    <td>
      <Reference column={column} rows={rows} />
      <div class="num">
        <b>{column.figure(range.p50)}</b>
        <span>{column.figureRange(range)}</span>
      </div>
      <Mark column={column} row={row} />
    </td>
  );
}

function Effort({ row, narrow }: { row: Row; narrow?: boolean }): JSX.Element {
  if (row.isBaseline) return <>{t('none')}</>;
  if (row.isSub) return <span class="quiet">{t('same')}</span>;
  const { changes: needed } = row.figures;
  if (needed.length === 0) return <>{t('none found')}</>;
  const changes = needed.length === 1 ? t('1 change') : t('{0} changes', needed.length);
  const made = t('{0} made for you', needed.filter((c) => c.quickFix !== undefined).length);
  return (
    <>
      <a href="#changes">{changes}</a>
      {narrow ? `, ${made}` : <span class="tag">{made}</span>}
    </>
  );
}

function Tag({ row }: { row: Row }): JSX.Element | null {
  if (row.isBaseline) return <span class="tag">{t('today')}</span>;
  const words = [
    row.noBatch ? t('no batch offer') : null,
    row.isBest ? t('pays best') : null,
  ].filter((w) => w !== null);
  return words.length === 0 ? null : <span class="tag">{words.join(', ')}</span>;
}

function Wide(props: Props): JSX.Element {
  const { rows, columns, basis } = props;
  const [cost, success, latency] = columns;
  const head = (column: Column | undefined): ComponentChildren =>
    column && (
      <th scope="col">
        <span class="dim">{column.title}</span>
        <span class="unit">{column.unit}</span>
        <AxisLabels axis={column.axis} />
      </th>
    );
  const foot = (column: Column | undefined): ComponentChildren =>
    column && (
      <td>
        {basis[column.id]} <Why column={column} onWhy={props.onWhy} />
      </td>
    );
  return (
    <table>
      <caption class="visually-hidden">
        {t('Cost, performance, effort and latency of {0} choices', rows.length)}
      </caption>
      <colgroup>
        <col class="c-model" />
        <col />
        <col class="c-success" />
        <col class="c-effort" />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">
            <span class="dim">{t('Model')}</span>
            <span class="axis" />
          </th>
          {head(cost)}
          {head(success)}
          <th scope="col">
            <span class="dim">{t('Effort')}</span>
            <span class="unit">{t('work to switch')}</span>
            <span class="axis" />
          </th>
          {head(latency)}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} class={rowClass(row)}>
            <th scope="row">
              <span class="name">
                {row.model}
                {row.effort !== null && <i> {effortName(row.effort)}</i>}
              </span>
              <Tag row={row} />
            </th>
            {cost && <WideCell {...props} column={cost} row={row} />}
            {success && <WideCell {...props} column={success} row={row} />}
            <td class="eff">
              <Effort row={row} />
            </td>
            {latency && <WideCell {...props} column={latency} row={row} />}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('Basis')}</th>
          {foot(cost)}
          {foot(success)}
          <td>{basis.effort}</td>
          {foot(latency)}
        </tr>
      </tfoot>
    </table>
  );
}

const rowClass = (row: Row): string =>
  [row.isBaseline ? 'base' : '', row.isSub ? 'sub' : '', row.isBest ? 'best' : ''].join(' ');

function Why({ column, onWhy }: { column: Column; onWhy: Props['onWhy'] }): JSX.Element {
  return (
    <a
      href="#why"
      aria-label={t('Why these figures: {0}', column.title)}
      onClick={() => onWhy(column.id)}
    >
      {t('Why')}
    </a>
  );
}

function Narrow(props: Props): JSX.Element {
  const { columns, rows } = props;
  const [cost, success, latency] = columns;
  return (
    <div class="dims">
      {cost && <NarrowTable {...props} column={cost} />}
      {success && <NarrowTable {...props} column={success} />}
      <table>
        <caption>
          <span class="dim">{t('Effort')}</span>
          <span class="unit">{t('work to switch')}</span>
        </caption>
        <colgroup>
          <col class="c-name" />
          <col />
        </colgroup>
        <tbody>
          {rows
            .filter((row) => !row.isBaseline && !row.isSub)
            .map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <span class="name">{row.model}</span>
                </th>
                <td>
                  <Effort row={row} narrow />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      {latency && <NarrowTable {...props} column={latency} />}
    </div>
  );
}

function NarrowTable(props: Props & { column: Column }): JSX.Element {
  const { column, rows, basis } = props;
  return (
    <div>
      <table>
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
              <span class="visually-hidden">{t('Middle')}</span>
            </th>
            <th scope="col" class="rg">
              <span class="visually-hidden">{t('80 % range')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <NarrowRow key={row.id} {...props} row={row} />
          ))}
        </tbody>
      </table>
      <p class="quiet basis">
        {basis[column.id]} <Why column={column} onWhy={props.onWhy} />
      </p>
    </div>
  );
}

function NarrowRow(props: Props & { column: Column; row: Row }): JSX.Element {
  const { column, row, rows } = props;
  const { range } = column.get(row);
  const name = (
    <th scope="row">
      <span class="name">{rowName(row)}</span>
    </th>
  );
  if (range === null || column.words(row) !== null) {
    return (
      <tr class={rowClass(row)}>
        {name}
        <td colSpan={3} class="n">
          <Words {...props} />
        </td>
      </tr>
    );
  }
  return (
    <tr class={rowClass(row)}>
      {name}
      <td>
        <Reference column={column} rows={rows} />
        <Mark column={column} row={row} />
      </td>
      <td class="n">
        <b>{column.figure(range.p50)}</b>
      </td>
      <td class="n rg">{column.figureRange(range)}</td>
    </tr>
  );
}

/** How to read the marks. */
function Key({ baseline }: { baseline: Row | undefined }): JSX.Element {
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
