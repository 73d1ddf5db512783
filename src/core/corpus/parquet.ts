import { parquetTable } from '../export/parquet';
import { columnsOf } from './columns';
import type { CorpusRow } from './model';

/** The corpus as one Parquet file (Snappy), a column for each of `columnsOf`. */
export function parquetBytes(rows: readonly CorpusRow[], columns = columnsOf()): Uint8Array {
  return parquetTable(columns, rows);
}
