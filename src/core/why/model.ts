import type { Message } from '../model/message';
import type { LineFacts } from './lineFacts';

/** Whether a recorded edit was made: its result says so, says no, or is not in the log. */
export type Made = 'yes' | 'no' | 'unknown';

/**
 * A change of one file as a log has it, without its texts: where it is in the log, and where the facts of its lines are
 * in the arrays of the log. Old lines are [old, next), new lines [next, end); blank lines are left out.
 */
export interface RecordedEdit {
  /** As recorded, with `/`; relative paths are joined to the session's folder where that is known. */
  readonly path: string;
  /** Epoch milliseconds. */
  readonly at: number | null;
  readonly model: string | null;
  /** Trace in the file, the tool call's segment in it, and which of the tool call's edits. */
  readonly trace: number;
  readonly segment: number;
  readonly nth: number;
  readonly made: Made;
  /** The file was written whole: old lines are then what the agent had read of it before, if it had. */
  readonly whole: boolean;
  /** The old lines of a file that was written whole are only a part of what it held. */
  readonly part: boolean;
  /** Every place with the old text was changed. */
  readonly all: boolean;
  readonly old: number;
  readonly next: number;
  readonly end: number;
}

/** The edits of one log. Line `i` has the words [starts[i], starts[i + 1]). */
export interface LogEdits {
  /** Path or address of the log. */
  readonly file: string;
  readonly formatTitle: Message;
  readonly title: string | null;
  readonly folder: string | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly edits: readonly RecordedEdit[];
  readonly hashes: Uint32Array;
  readonly weights: Uint8Array;
  readonly starts: Uint32Array;
  readonly words: Uint16Array;
}

/** An edit with the log it is in. */
export interface EditRef {
  readonly log: LogEdits;
  readonly edit: RecordedEdit;
}

/** What is told of an edit elsewhere than in the index: without the arrays of its log. */
export interface ToldEdit {
  readonly log: Pick<LogEdits, 'file' | 'formatTitle'>;
  readonly edit: RecordedEdit;
}

/** The facts of lines [from, to) of a log; views, not copies. */
export function factsOf(log: LogEdits, from: number, to: number): readonly LineFacts[] {
  const facts: LineFacts[] = [];
  for (let i = from; i < to; i++) {
    facts.push({
      hash: log.hashes[i]!,
      weight: log.weights[i]!,
      words: log.words.subarray(log.starts[i], log.starts[i + 1]),
    });
  }
  return facts;
}

/** How well a line and the edit that wrote it fit. */
export type LineMatch =
  /** The line is what the edit left, apart from spaces, quotes and the mark at its end. */
  | 'exact'
  /** All words are the edit's; their lines were broken or joined. */
  | 'formatted'
  /** Most words are the edit's: it was changed since, not by a recorded edit. */
  | 'changed'
  /** A recorded edit took the line out, and it is back: by a revert, or by hand. */
  | 'came-back';

/** Who wrote a line, by the logs that were read. `none`: no recorded edit, or a person's line. */
export type LineOrigin<Ref extends ToldEdit = EditRef> =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'edit';
      readonly ref: Ref;
      readonly match: LineMatch;
      /** Share of the line's words that are the edit's, 0..1. */
      readonly share: number;
    }
  /** Several edits fit alike: none is chosen. */
  | { readonly kind: 'several'; readonly refs: readonly Ref[] };

export const NO_ORIGIN = { kind: 'none' } as const;
