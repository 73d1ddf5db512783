import type { JSX } from 'preact';
import { AxisLabels } from '../ui/intervalMark';
import { t } from '../ui/l10n';
import type { Column } from './columns';
import { Effort, Mark, Reference, rowClass, Why, Words, type CompareProps } from './compareCells';
import { rowName, type Row } from './rows';

/** One table a dimension, so that the axis keeps the full width. */
export function CompareNarrow(props: CompareProps): JSX.Element {
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

function NarrowTable(props: CompareProps & { column: Column }): JSX.Element {
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

function NarrowRow(props: CompareProps & { column: Column; row: Row }): JSX.Element {
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
