import type { CopyForm, ExportForm } from '../core/export/forms';
import type { ExportFact } from '../core/export/document';
import type { Redaction } from '../core/export/redact';
import type { Words } from '../core/export/words';
import type { TextPosition } from '../core/reveal/filePosition';
import type { ListQuery, Listing, TraceRow } from '../core/list/list';
import type { FileDigest } from '../core/trace/digest';
import type { Correction, CorrectionByNumber } from '../core/steps/corrections/corrections';
import type { SessionComparison } from '../core/model/sessionComparison';
import type { PromptMessage } from '../core/model/trace';
import type { SessionHead, SessionList, SessionPart } from './sessionData';
import type { Comparison, FindResult, StepBody, Target, TraceOutline } from './traceData';
/** A trace of an open file with the corrections that hold. Parts of it that do not exist reject with a RangeError. */
export interface TraceKey {
  readonly handle: number;
  readonly index: number;
  readonly corrections: readonly Correction[];
}
/** The outline without what only the host knows. */
export type ViewOutline = Omit<TraceOutline, 'version' | 'canUndo' | 'canRedo'>;
/** A stretch of a document as an editor selects it. */
export interface TextSelection {
  readonly start: TextPosition;
  readonly end: TextPosition;
}
/** What an estimate can be started from. */
export interface PromptOfTrace {
  readonly messages: readonly PromptMessage[];
  readonly model: string | null;
  readonly effort: string | null;
  readonly reasoningTokens: number | null;
}
/** What is searched for. */
export interface FindQuery {
  readonly query: string;
  readonly regex: boolean;
  readonly matchCase: boolean;
}
/** `FindResult.problem` of a search that used up its time. */
export declare const TIMEOUT = 'timeout';
export interface StepsOf extends TraceKey {
  readonly from: number;
  readonly to: number;
}
export interface OfTarget extends TraceKey {
  readonly target: Target;
}
export interface OfFile {
  readonly handle: number;
}
/** Items [from, to) of a list of a session. */
export interface PartOfSession {
  readonly version: number;
  readonly list: SessionList;
  readonly from: number;
  readonly to: number;
}
/** What views ask about open files. */
export declare const viewRequests: {
  /** The order of the list of traces with its sums; lines come with `rows`. Also while the file is being read. */
  list: {
    params: import('./rpc').Type<
      OfFile & {
        readonly query: ListQuery;
      }
    >;
    result: import('./rpc').Type<Listing>;
  };
  /** Lines of the list by number of the trace; those that do not exist are left out. */
  rows: {
    params: import('./rpc').Type<
      OfFile & {
        readonly indexes: readonly number[];
      }
    >;
    result: import('./rpc').Type<readonly TraceRow[]>;
  };
  /** The file as one session, `known` being the version the page has; `null` for a file that is none. */
  sessionHead: {
    params: import('./rpc').Type<
      OfFile & {
        readonly known: number | null;
      }
    >;
    result: import('./rpc').Type<SessionHead | null>;
  };
  sessionPart: {
    params: import('./rpc').Type<OfFile & PartOfSession>;
    result: import('./rpc').Type<SessionPart>;
  };
  /** Two files as sessions side by side; `null` when one of them is none. */
  compareSessions: {
    params: import('./rpc').Type<{
      readonly a: OfFile;
      readonly b: OfFile;
    }>;
    result: import('./rpc').Type<SessionComparison | null>;
  };
  /** Numbers of the traces with these ids. */
  findIds: {
    params: import('./rpc').Type<
      OfFile & {
        readonly ids: readonly string[];
      }
    >;
    result: import('./rpc').Type<readonly number[]>;
  };
  /** What Saved Traces keeps of the file. */
  digest: {
    params: import('./rpc').Type<OfFile>;
    result: import('./rpc').Type<FileDigest>;
  };
  /** Analyses the first traces for the list; tells progress when some are done. */
  analyseList: {
    params: import('./rpc').Type<OfFile>;
    result: import('./rpc').Type<null>;
    progress: import('./rpc').Type<null>;
  };
  outline: {
    params: import('./rpc').Type<TraceKey>;
    result: import('./rpc').Type<ViewOutline>;
  };
  lines: {
    params: import('./rpc').Type<StepsOf>;
    result: import('./rpc').Type<string[]>;
  };
  bodies: {
    params: import('./rpc').Type<StepsOf>;
    result: import('./rpc').Type<StepBody[]>;
  };
  text: {
    params: import('./rpc').Type<OfTarget>;
    result: import('./rpc').Type<{
      readonly text: string;
      readonly cut: boolean;
    }>;
  };
  raw: {
    params: import('./rpc').Type<OfTarget>;
    result: import('./rpc').Type<{
      readonly text: string;
      readonly cut: boolean;
      readonly range: {
        readonly start: number;
        readonly end: number;
      } | null;
    }>;
  };
  find: {
    params: import('./rpc').Type<TraceKey & FindQuery>;
    result: import('./rpc').Type<FindResult>;
  };
  /** Where a step or item stands in the file as text; `null` when the format keeps no place. */
  locate: {
    params: import('./rpc').Type<OfTarget>;
    result: import('./rpc').Type<TextSelection | null>;
  };
  positionAt: {
    params: import('./rpc').Type<{
      readonly handle: number;
      readonly offset: number;
    }>;
    result: import('./rpc').Type<TextPosition>;
  };
  copyText: {
    params: import('./rpc').Type<
      OfTarget & {
        readonly as: CopyForm;
      }
    >;
    result: import('./rpc').Type<string>;
  };
  /** The lasting form of a correction; `null` when there is no such step or span. */
  correction: {
    params: import('./rpc').Type<
      TraceKey & {
        readonly asked: CorrectionByNumber;
      }
    >;
    result: import('./rpc').Type<Correction | null>;
  };
  redactions: {
    params: import('./rpc').Type<TraceKey>;
    result: import('./rpc').Type<readonly Redaction[]>;
  };
  /** A whole export as text. `keep` names credentials that stay readable. */
  exportText: {
    params: import('./rpc').Type<
      TraceKey & {
        readonly form: ExportForm;
        readonly structureOnly: boolean;
        readonly keep: readonly number[];
        readonly exportedAt: string;
        readonly facts: readonly ExportFact[];
        readonly words: Words;
        readonly language: string;
      }
    >;
    result: import('./rpc').Type<string>;
  };
  /** What the export of the file's session can black out; empty for a file that is no session. */
  sessionRedactions: {
    params: import('./rpc').Type<OfFile>;
    result: import('./rpc').Type<readonly Redaction[]>;
  };
  /** The file's session as a document. `translations` has the messages of the display language. */
  exportSession: {
    params: import('./rpc').Type<
      OfFile & {
        readonly form: ExportForm;
        readonly structureOnly: boolean;
        readonly keep: readonly number[];
        readonly exportedAt: string;
        readonly language: string;
        readonly translations: Readonly<Record<string, string>>;
      }
    >;
    result: import('./rpc').Type<string>;
  };
  prompt: {
    params: import('./rpc').Type<TraceKey>;
    result: import('./rpc').Type<PromptOfTrace>;
  };
  compare: {
    params: import('./rpc').Type<{
      readonly a: TraceKey;
      readonly b: TraceKey;
    }>;
    result: import('./rpc').Type<
      Omit<Comparison, 'a' | 'b' | 'names'> & {
        readonly a: ViewOutline;
        readonly b: ViewOutline;
      }
    >;
  };
};
