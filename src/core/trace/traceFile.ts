import type { Message } from '../model/message';
import type { Problem } from '../model/problem';
import type { FileRecord } from './format';
import type { Fidelity, Outcome, RecordRange, Trace, Usage } from '../model/trace';
import type { ColumnMapping } from './columnMapping';
import type { ByteSource } from './source';
import type { Unrecognised } from './unrecognised';

/** What a list of traces shows, without holding the traces. */
export interface TraceSummary {
  readonly id: string;
  readonly index: number;
  readonly model: string | null;
  readonly provider: string | null;
  readonly effort: string | null;
  /** First of the user's own words in the prompt, white space folded, at most 200 characters. */
  readonly promptStart: string | null;
  /** The same for all traces of one prompt (`promptKey`); `null` without one. */
  readonly promptKey: string | null;
  readonly fidelity: Fidelity;
  readonly truncated: boolean;
  readonly usage: Usage;
  readonly costUsd: number | null;
  readonly finishReason: string | null;
  /** What the file says of the answer; `null` where it says nothing. */
  readonly outcome: Outcome | null;
  /** Epoch milliseconds. */
  readonly startedAt: number | null;
  readonly durationMs: number | null;
  readonly ttftMs: number | null;
  readonly reasoningChars: number;
  readonly answerChars: number;
  /** Of the inputs of the tool calls. */
  readonly callChars: number;
  readonly toolCalls: number;
  readonly problems: number;
}

/** A file whose traces can be listed and read one at a time. */
export interface TraceFile {
  readonly format: string;
  readonly formatTitle: Message;
  readonly summaries: readonly TraceSummary[];
  readonly problems: readonly Problem[];
  /** Reads and parses one trace. Rejects when the file is gone or was replaced. */
  read(index: number): Promise<Trace>;
  /**
   * Looks at the file again: reads what was appended, or everything when it was rewritten. `summaries` are new
   * afterwards. Rejects when the file is gone.
   */
  refresh(options?: OpenOptions): Promise<FileChange>;
}

/**
 * What the byte ranges of records count: the file itself, the UTF-8 form of a file in another encoding, the bytes
 * inside a packed or wrapped file, or packed entries of an archive.
 */
export type RangesIn = 'file' | 'utf8' | 'unpacked' | 'archive';

/** A trace file whose bytes are at hand. */
export interface IndexedTraceFile extends TraceFile {
  readonly rangesIn: RangesIn;
  /** What ranges count; changes with `refresh`. */
  readonly content: ByteSource;
  /** Reads records again; those that are no longer there are left out. Rejects when the file is gone. */
  readRecords(ranges: readonly RecordRange[]): Promise<readonly FileRecord[]>;
}

/** What happened to a file since it was last looked at. */
export type FileChange =
  | { readonly kind: 'unchanged' }
  /** Summaries before `from` are as they were; later ones are new or have grown. */
  | { readonly kind: 'grown'; readonly from: number }
  /** Truncated, replaced or edited: nothing of the old listing holds. */
  | { readonly kind: 'replaced' }
  /** It holds no traces any more; the old listing stays. */
  | { readonly kind: 'failed'; readonly error: Problem };

export interface OpenProgress {
  readonly bytesRead: number;
  readonly bytesTotal: number;
  /** Summaries found since the last report, in file order. */
  readonly found: readonly TraceSummary[];
}

/** What one step of reading a file found. */
export interface ReadStep {
  readonly records: readonly FileRecord[];
  /** Traces that are complete. */
  readonly traces: readonly Trace[];
  /** Traces at the end of the file, which may change when it grows. */
  readonly open: readonly Trace[];
}

/** Takes what is read of a file beside its listing, so that nothing is parsed twice: each step once, in order. */
export interface StepTaker {
  /** The file is read from its start: what was taken before no longer holds. */
  begin(format: { readonly id: string; readonly title: Message }): void;
  take(step: ReadStep): void;
}

export interface OpenOptions {
  readonly signal?: AbortSignal;
  /** The same one for a file's opening and all its refreshes. */
  readonly taker?: StepTaker;
  readonly onProgress?: (progress: OpenProgress) => void;
  /** Columns that the user chose for files like this: records that have them are traces. */
  readonly mapping?: ColumnMapping;
  /** Told once the file is recognised and before it is read: its listing fills from now on. */
  readonly onStart?: (file: IndexedTraceFile) => void;
}

/** A file that is not traces: why, for a message with a way to the plain text. */
export interface OpenFailure {
  readonly error: Problem;
  /** What was tried and what there is, for a page that helps. */
  readonly report: Unrecognised;
}
