import type { Message } from '../model/message';
import type { Problem } from '../model/problem';
import type { RecordRange, Trace } from '../model/trace';

/** How the reader understood the bytes; decided from the first 64 kB. */
export type Container =
  | 'json'
  | 'ndjson'
  | 'concatenated'
  | 'array'
  | 'sse'
  | 'zip'
  | 'yaml'
  | 'text'
  /** Values written into other text: logs, comments, Python literals, code blocks. */
  | 'embedded'
  /** Rows of a table. */
  | 'csv'
  | 'parquet'
  | 'sqlite';

/** One parsed value of the file: a JSON document, line, array item, SSE event, zip entry, or the text of a text file. */
export interface FileRecord {
  readonly value: unknown;
  readonly range: RecordRange;
  /** Entry path in a zip; event name of an SSE event. */
  readonly name: string | null;
  /** The file ends inside this record: what there is of it. */
  readonly cut?: boolean;
}

/** The head of a file: what detection may look at. */
export interface Sniff {
  readonly fileName: string;
  readonly container: Container;
  /** Decoded text of the first 64 kB, without BOM ('' for a zip). */
  readonly text: string;
  /**
   * The first records, whole (in a text file the whole text). When only 64 kB may be read and the first record is
   * longer, its readable part.
   */
  readonly records: readonly FileRecord[];
}

/** Everything of a trace but what the reader adds (its place in the file). */
export type TraceDraft = Omit<Trace, 'index' | 'format'>;

/**
 * Splits a long log into groups of records, each of which `parse` turns into traces on its own. A record may be in
 * several groups (a turn's context belongs to each generation of the turn).
 */
export interface Grouper {
  /** Takes the next record; returns the groups that are complete now. */
  push(record: FileRecord): readonly (readonly FileRecord[])[];
  /**
   * End of the file for now: the groups still open. They stay open (a log that grows is followed), so calling it
   * changes nothing.
   */
  end(): readonly (readonly FileRecord[])[];
}

export interface ParseContext {
  readonly fileName: string;
}

export interface ParseResult {
  readonly traces: readonly TraceDraft[];
  /** Problems of the file rather than of one trace. */
  readonly problems: readonly Problem[];
}

/**
 * A saved format: one file in `formats/`, one line in its table. Detection runs in table order, first match wins.
 * `parse` never throws, whatever the JSON.
 */
export interface Format {
  readonly id: string;
  /** Name for people ("Claude Code session"). */
  readonly title: Message;
  /**
   * What `parse` is given: all records of the file at once, each record alone, or the groups a grouper makes.
   */
  readonly unit: 'file' | 'record' | (() => Grouper);
  detect(sniff: Sniff): boolean;
  parse(records: readonly FileRecord[], context: ParseContext): ParseResult;
}
