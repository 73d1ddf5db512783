import type { ComponentChildren, JSX } from 'preact';
import type { Axis } from '../axis';
import { AxisLabels } from '../intervalMark';
import { t } from '../l10n';

/** What stands at the head of a row. */
export interface RowHead {
  readonly id: string;
  readonly className: string;
  readonly model: string;
  readonly effort: string | null;
  /** Model and effort as one, where there is little room. */
  readonly name: string;
  readonly tag: string | null;
}

/** A figure, what stands at its right, and its mark on the axis; or words where there is no figure. */
export type ComparedCell =
  | { readonly figure: string; readonly beside: string; readonly mark: ComponentChildren }
  | { readonly words: ComponentChildren };

interface Column {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** What the figures rest on, under the column. */
  readonly basis?: ComponentChildren;
}

/** A dimension that is drawn on an axis. */
export interface DrawnColumn<R> extends Column {
  readonly axis: Axis;
  /** Class of its column, where it does not share the width evenly. */
  readonly width?: string;
  /** Where today's model stands: a line down the column; plain where it is a zero of its own. */
  readonly reference: { readonly at: number; readonly isZero?: boolean } | null;
  readonly cell: (row: R) => ComparedCell;
}

/** A dimension in words. */
export interface ToldColumn<R> extends Column {
  readonly axis: null;
  readonly cell: (row: R) => ComponentChildren;
  /** The rows and words of its own table where it is narrow; none is drawn without. */
  readonly narrow?: {
    readonly rows: readonly R[];
    readonly cell: (row: R) => ComponentChildren;
  };
}

export type ComparedColumn<R> = DrawnColumn<R> | ToldColumn<R>;

interface Props<R> {
  readonly rows: readonly R[];
  readonly head: (row: R) => RowHead;
  readonly columns: readonly ComparedColumn<R>[];
  readonly caption: string;
  /** What the figure and what stands beside it are called, where each has a column of its own. */
  readonly words: { readonly figure: string; readonly beside: string };
  readonly narrow: boolean;
}

/** Choices side by side: a row each and a column a dimension, or a table a dimension, whose axis keeps the full width, where it is narrow. */
export function ComparisonTable<R>({ narrow, ...props }: Props<R>): JSX.Element {
  return narrow ? <Narrow {...props} /> : <Wide {...props} />;
}

type Shown<R> = Omit<Props<R>, 'narrow'>;

function Wide<R>({ rows, head, columns, caption }: Shown<R>): JSX.Element {
  return (
    <table>
      <caption class="visually-hidden">{caption}</caption>
      <colgroup>
        <col class="c-model" />
        {columns.map((column) => (
          <col key={column.id} class={column.axis === null ? 'c-effort' : column.width} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th scope="col">
            <span class="dim">{t('Model')}</span>
            <span class="axis" />
          </th>
          {columns.map(({ id, title, unit, axis }) => (
            <th key={id} scope="col">
              <span class="dim">{title}</span>
              <span class="unit">{unit}</span>
              {axis === null ? <span class="axis" /> : <AxisLabels axis={axis} />}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const { id, className, model, effort, tag } = head(row);
          return (
            <tr key={id} class={className}>
              <th scope="row">
                <span class="name">
                  {model}
                  {effort !== null && <i> {effort}</i>}
                </span>
                {tag !== null && <span class="tag">{tag}</span>}
              </th>
              {columns.map((column) => (
                <WideCell key={column.id} column={column} row={row} />
              ))}
            </tr>
          );
        })}
      </tbody>
      {columns.some(({ basis }) => basis !== undefined) && (
        <tfoot>
          <tr>
            <th scope="row">{t('Basis')}</th>
            {columns.map(({ id, basis }) => (
              <td key={id}>{basis}</td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function WideCell<R>({ column, row }: { column: ComparedColumn<R>; row: R }): JSX.Element {
  if (column.axis === null) return <td class="eff">{column.cell(row)}</td>;
  const cell = column.cell(row);
  if ('words' in cell) return <td>{cell.words}</td>;
  return (
    <td>
      <Reference column={column} />
      <div class="num">
        <b>{cell.figure}</b>
        <span>{cell.beside}</span>
      </div>
      {cell.mark}
    </td>
  );
}

function Reference<R>({
  column: { axis, reference },
}: {
  column: DrawnColumn<R>;
}): JSX.Element | null {
  if (reference === null) return null;
  const { at, isZero } = reference;
  return (
    <div class="plot">
      <i class={isZero ? 'ref zero' : 'ref'} style={{ left: `${axis.place(at)}%` }} />
    </div>
  );
}

function Narrow<R>({ columns, ...props }: Shown<R>): JSX.Element {
  return (
    <div class="dims">
      {columns.map((column) =>
        column.axis === null ? (
          column.narrow && <ToldTable key={column.id} {...props} column={column} />
        ) : (
          <DrawnTable key={column.id} {...props} column={column} />
        ),
      )}
    </div>
  );
}

type InTable<R, C> = Omit<Shown<R>, 'columns'> & { readonly column: C };

const Caption = ({ title, unit }: Column): JSX.Element => (
  <caption>
    <span class="dim">{title}</span>
    <span class="unit">{unit}</span>
  </caption>
);

function ToldTable<R>({ head, column }: InTable<R, ToldColumn<R>>): JSX.Element {
  const { rows, cell } = column.narrow ?? { rows: [], cell: column.cell };
  return (
    <table>
      <Caption {...column} />
      <colgroup>
        <col class="c-name" />
        <col />
      </colgroup>
      <tbody>
        {rows.map((row) => (
          <tr key={head(row).id}>
            <th scope="row">
              <span class="name">{head(row).model}</span>
            </th>
            <td>{cell(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DrawnTable<R>({ rows, head, words, column }: InTable<R, DrawnColumn<R>>): JSX.Element {
  return (
    <div>
      <table>
        <Caption {...column} />
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
              <span class="visually-hidden">{words.figure}</span>
            </th>
            <th scope="col" class="rg">
              <span class="visually-hidden">{words.beside}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const { id, className, name } = head(row);
            return (
              <tr key={id} class={className}>
                <th scope="row">
                  <span class="name">{name}</span>
                </th>
                <NarrowCells column={column} row={row} />
              </tr>
            );
          })}
        </tbody>
      </table>
      {column.basis !== undefined && <p class="quiet basis">{column.basis}</p>}
    </div>
  );
}

function NarrowCells<R>({ column, row }: { column: DrawnColumn<R>; row: R }): JSX.Element {
  const cell = column.cell(row);
  if ('words' in cell) {
    return (
      <td colSpan={3} class="n">
        {cell.words}
      </td>
    );
  }
  return (
    <>
      <td>
        <Reference column={column} />
        {cell.mark}
      </td>
      <td class="n">
        <b>{cell.figure}</b>
      </td>
      <td class="n rg">{cell.beside}</td>
    </>
  );
}
