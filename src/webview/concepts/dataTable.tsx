import type { ComponentChildren, JSX } from 'preact';

interface Props {
  /** Names the table for those who do not see it. */
  readonly label: string;
  readonly head: readonly ComponentChildren[];
  /** The first cell of each row names the row. */
  readonly rows: readonly (readonly ComponentChildren[])[];
  /** Plain text of the header cells, for the narrow form; needed where `head` is not text. */
  readonly headText?: readonly string[];
  readonly className?: string;
}

/** Numbers with a unit at most: set right-aligned. */
const NUMERIC = /^[$−-]?[\d.,]+( ?[%\p{L}]{1,2})?$/u;

/** A table; where there is no room for columns, each row becomes a block of "column: value" lines. */
export function DataTable(props: Props): JSX.Element {
  const { label, head, rows, className = '' } = props;
  const headText = props.headText ?? head.map((cell) => (typeof cell === 'string' ? cell : ''));
  const numeric = head.map((_, i) =>
    rows.some((row) => NUMERIC.test(plain(row[i]))) ? 'num' : undefined,
  );
  return (
    <table class={`data ${className}`} aria-label={label}>
      <thead>
        <tr>
          {head.map((cell, i) => (
            <th scope="col" key={i} class={i === 0 ? undefined : numeric[i]}>
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, r) => (
          <tr key={r}>
            {row.map((cell, i) =>
              i === 0 ? (
                <th scope="row" key={i}>
                  {cell}
                </th>
              ) : (
                <td key={i} class={numeric[i]} data-label={headText[i]}>
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function plain(cell: ComponentChildren): string {
  return typeof cell === 'string' || typeof cell === 'number' ? String(cell) : '';
}
