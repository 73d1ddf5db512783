import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Cell, ColumnType, ExportColumn } from './tableColumn';

const PARQUET_TYPES = {
  string: 'STRING',
  integer: 'INT64',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  timestamp: 'TIMESTAMP',
} as const satisfies Record<ColumnType, string>;

/** Rows as one Parquet file (Snappy); `timestamp` is UTC milliseconds, what each column is about is in the metadata. */
export function parquetTable<Row>(
  columns: readonly ExportColumn<Row>[],
  rows: readonly Row[],
): Uint8Array {
  const buffer = parquetWriteBuffer({
    columnData: columns.map((c) => ({
      name: c.name,
      type: PARQUET_TYPES[c.type],
      nullable: c.nullable,
      data: rows.map((row) => parquetValue(c.type, c.value(row))),
    })),
    kvMetadata: columns.map((c) => ({ key: `about.${c.name}`, value: c.about })),
    createdBy: 'lrm-lens',
  });
  return new Uint8Array(buffer);
}

function parquetValue(
  type: ColumnType,
  value: Cell,
): string | number | boolean | bigint | Date | null {
  if (typeof value !== 'number') return value;
  switch (type) {
    case 'integer':
      return Number.isFinite(value) ? BigInt(Math.round(value)) : null;
    case 'timestamp': {
      const date = new Date(value);
      return Number.isNaN(date.getTime()) ? null : date;
    }
    case 'number':
    case 'string':
    case 'boolean':
      return value;
  }
}
