import type { ComponentChildren, JSX } from 'preact';
import { Table } from '../ui/table';

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
  const columns = head.map((cell, i) => ({
    head: cell,
    cell: (row: readonly ComponentChildren[]) => row[i],
    number: i > 0 && rows.some((row) => NUMERIC.test(plain(row[i]))),
    named: headText[i],
  }));
  return <Table label={label} columns={columns} rows={rows} className={`data ${className}`} />;
}

function plain(cell: ComponentChildren): string {
  return typeof cell === 'string' || typeof cell === 'number' ? String(cell) : '';
}
