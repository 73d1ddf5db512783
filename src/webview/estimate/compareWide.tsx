import type { ComponentChildren, JSX } from 'preact';
import { AxisLabels } from '../ui/intervalMark';
import { t } from '../ui/l10n';
import type { Column } from './columns';
import { Effort, Mark, Reference, rowClass, Why, Words, type CompareProps } from './compareCells';
import { effortName, type Row } from './rows';

/** Models as rows, dimensions as columns. */
export function CompareWide(props: CompareProps): JSX.Element {
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

function Tag({ row }: { row: Row }): JSX.Element | null {
  if (row.isBaseline) return <span class="tag">{t('today')}</span>;
  const words = [
    row.noBatch ? t('no batch offer') : null,
    row.isBest ? t('pays best') : null,
  ].filter((w) => w !== null);
  return words.length === 0 ? null : <span class="tag">{words.join(', ')}</span>;
}

function WideCell(props: CompareProps & { column: Column; row: Row }): JSX.Element {
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
