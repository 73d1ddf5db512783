import type { ComponentChildren, JSX } from 'preact';

export interface TableColumn<R> {
  readonly head: ComponentChildren;
  readonly cell: (row: R, index: number) => ComponentChildren;
  /** Set right-aligned, head and cells. */
  readonly number?: boolean;
  /** Names each cell where a narrow page has no room for heads. */
  readonly named?: string | undefined;
}

interface TableProps<R> {
  /** Names the table for those who do not see it. */
  readonly label: string;
  /** The first one names the row. */
  readonly columns: readonly TableColumn<R>[];
  readonly rows: readonly R[];
  readonly className?: string;
}

/** The table of every page: heads, and rows that their first cell names. */
export function Table<R>({ label, columns, rows, className }: TableProps<R>): JSX.Element {
  const numeric = (number: boolean | undefined) => (number === true ? 'number' : undefined);
  return (
    <table class={className} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ head, number }, i) => (
            <th scope="col" key={i} class={numeric(number)}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, r) => (
          <tr key={r}>
            {columns.map(({ cell, number, named }, i) =>
              i === 0 ? (
                <th scope="row" key={i}>
                  {cell(row, r)}
                </th>
              ) : (
                <td key={i} class={numeric(number)} data-label={named}>
                  {cell(row, r)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
