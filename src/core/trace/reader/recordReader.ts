import type { FileRecord } from '../format';
import type { RecordRange } from '../../model/trace';
import type { ProblemList } from './problems';

/** Splits bytes that arrive in chunks into records. Positions are byte offsets into the file. */
export interface RecordReader {
  push(chunk: Uint8Array): readonly FileRecord[];
  /**
   * End of the file for now: what is still complete. A record that is not complete is reported, and stays open
   * where the container can grow (lines and events).
   */
  end(): readonly FileRecord[];
  /** Nothing that might become a record was begun. */
  readonly idle?: boolean;
  /** Reads a record again from its bytes, where that takes what was read before (the header of a table). */
  again?(bytes: Uint8Array, range: RecordRange): FileRecord | null;
}

/** Where a reader starts: after 0 bytes and records, or where an earlier reading of a growing file stopped. */
export interface ReaderStart {
  readonly offset: number;
  readonly record: number;
  readonly problems: ProblemList;
}
