import type { FileRecord } from '../format';
import type { RecordRange } from '../../model/trace';

/** Records read in one step. */
export interface RecordBatch {
  readonly records: readonly FileRecord[];
  /** Bytes of the file read so far. */
  readonly bytesRead: number;
}

/** A container that is read by places instead of from its first byte to its last: an archive, a database, a table in columns. */
export interface RecordStore {
  /** All records, in an order that serves their readers. Rejects when the source does or the signal aborts. */
  records(signal?: AbortSignal): AsyncGenerator<RecordBatch>;
  /** Records again by their ranges; those that are no longer there are left out. */
  again(ranges: readonly RecordRange[]): Promise<readonly FileRecord[]>;
}
