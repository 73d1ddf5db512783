import { parquetTable } from '../export/parquet';
import { columnsOf } from './columns';
import { dayOf } from './groupings';
import type { CorpusRow } from './model';

/** The corpus as one Parquet file (Snappy), a column for each of `columnsOf`. */
export function parquetBytes(rows: readonly CorpusRow[], columns = columnsOf()): Uint8Array {
  return parquetTable(columns, rows);
}

/** The corpus as one Parquet file for each day (UTC) on which its traces began, `unknown` last; for folders `dt=DAY`. */
export function* partitions(
  rows: readonly CorpusRow[],
): Generator<{ readonly dt: string; readonly bytes: Uint8Array }> {
  const days = new Map<string, CorpusRow[]>();
  for (const row of rows) {
    const dt = dayOf(row) ?? 'unknown';
    const same = days.get(dt);
    if (same) same.push(row);
    else days.set(dt, [row]);
  }
  for (const [dt, own] of [...days].sort(([a], [b]) => (a < b ? -1 : 1))) {
    yield { dt, bytes: parquetBytes(own) };
  }
}
