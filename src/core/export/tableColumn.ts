import { csvText } from './csv';
import { isoTime } from '../text/times';

export type ColumnType = 'string' | 'integer' | 'number' | 'boolean' | 'timestamp';
export type Cell = string | number | boolean | null;

/** One column of an exported table. All its forms (CSV, NDJSON, Parquet) have the same columns in the same order. */
export interface ExportColumn<Row> {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly about: string;
  readonly value: (row: Row) => Cell;
}

/** RFC 4180 with a header. Unknown is an empty field; times are ISO 8601. */
export function csvTable<Row>(columns: readonly ExportColumn<Row>[], rows: Iterable<Row>): string {
  const lines = Array.from(rows, (row) => columns.map((c) => shownCell(c, row) ?? ''));
  return csvText([columns.map((c) => c.name), ...lines]);
}

/** The value of a cell in a text: times are ISO 8601. */
export function shownCell<Row>(column: ExportColumn<Row>, row: Row): Cell {
  const value = column.value(row);
  return column.type === 'timestamp' && typeof value === 'number' ? isoTime(value) : value;
}
