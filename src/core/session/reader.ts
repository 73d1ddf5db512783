import type { NoteBody, SessionNote } from '../model/sessionNote';
import type { FileRecord } from '../trace/format';
import type { Trace } from '../model/trace';

/** Listens to the records of a log while its traces are read, and notes what these do not tell. Never throws. */
export interface SessionReader {
  read(record: FileRecord): readonly SessionNote[];
  /** Thread of the sub-agent that made a trace, where its record cannot tell; `null` is the main conversation. */
  threadOf?(trace: Trace): string | null;
}

/** A note about a record. */
export function noted(
  record: FileRecord,
  at: number | null,
  body: NoteBody,
  agent: string | null = null,
): SessionNote {
  return { record: record.range.record, at, agent, ...body };
}
