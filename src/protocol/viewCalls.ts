import type { CopyForm, ExportForm, SessionForm } from '../core/export/forms';
import type { ExportFact } from '../core/export/document';
import type { Reviewed } from '../core/export/redact';
import type { ExportWords } from '../core/export/words';
import type { TextPosition } from '../core/reveal/filePosition';
import type { ListQuery, Listing, TraceRow } from '../core/list/list';
import type { FileDigest } from '../core/session/digest';
import type { PastRun } from '../core/corpus/likeRuns';
import type { LabelBatch } from '../core/labels/batches';
import type { Alarm, AlarmId, RunningSession } from '../core/session/running/model';
import type { StepLesson } from '../core/steps/corrections/teach';
import type { Correction, CorrectionByNumber } from '../core/steps/corrections/corrections';
import type { SessionComparison } from '../core/model/sessionComparison';
import type { PromptMessage } from '../core/model/trace';
import type { Translations } from '../core/text/translator';
import { call, type } from './rpc';
import type { SessionHead, SessionList, SessionPart } from './sessionData';
import type { TraceComparison, FindResult, StepBody, TraceTarget, TraceOutline } from './traceData';

// What the host asks the engine about traces that are shown. The trace and its analysis stay in the engine: only what a
// view needs crosses, so that a trace of 100,000 steps does not stop the extension host.

/** A trace of an open file with the corrections that hold, `null` for those kept beside it. Parts of it that do not exist reject with a RangeError. */
export interface TraceKey {
  readonly handle: number;
  readonly index: number;
  readonly corrections: readonly Correction[] | null;
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

/** What one run of a prompt used; `null` where it is not known whole. */
export interface UsedByRun {
  readonly costUsd: number | null;
  readonly seconds: number | null;
  /** As counted, not estimated. */
  readonly reasoningTokens: number | null;
  readonly outputTokens: number | null;
  /** Tells the run from all others; `null` where the file does not say. */
  readonly key: string | null;
}

/** What is searched for. */
export interface FindQuery {
  readonly query: string;
  readonly regex: boolean;
  readonly matchCase: boolean;
}

export interface StepsOf extends TraceKey {
  readonly from: number;
  readonly to: number;
}

export interface OfTarget extends TraceKey {
  readonly target: TraceTarget;
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
export const viewRequests = {
  /** The order of the list of traces with its sums; lines come with `rows`. Also while the file is being read. */
  list: call<OfFile & { readonly query: ListQuery }, Listing>(),
  /** Lines of the list by number of the trace; those that do not exist are left out. */
  rows: call<OfFile & { readonly indexes: readonly number[] }, readonly TraceRow[]>(),
  /** The file as one session, `known` being the version the page has; `null` for a file that is none. */
  sessionHead: call<OfFile & { readonly known: number | null }, SessionHead | null>(),
  sessionPart: call<OfFile & PartOfSession, SessionPart>(),
  /**
   * A session that goes on: what is always in sight of it, and the asked alarms that hold for its calls from `since` on.
   * `null` for a file that is none.
   */
  running: call<
    OfFile & {
      readonly asked: readonly AlarmId[];
      readonly budgetUsd: number | null;
      readonly since: number;
    },
    { readonly session: RunningSession; readonly alarms: readonly Alarm[] } | null
  >(),
  /** The file as a run that has ended, to compare a task with; `null` for a file that is none. */
  pastRun: call<OfFile, PastRun | null>(),
  /** Two files as sessions side by side; `null` when one of them is none. */
  compareSessions: call<{ readonly a: OfFile; readonly b: OfFile }, SessionComparison | null>(),
  /** Numbers of the traces with these ids. */
  findIds: call<OfFile & { readonly ids: readonly string[] }, readonly number[]>(),
  /** What Saved Traces keeps of the file. */
  digest: call<OfFile, FileDigest>(),
  /** Analyses the first traces for the list; tells progress when some are done. */
  analyseList: { ...call<OfFile, null>(), progress: type<null>() },
  outline: call<TraceKey, ViewOutline>(),
  lines: call<StepsOf, string[]>(),
  bodies: call<StepsOf, StepBody[]>(),
  text: call<OfTarget, { readonly text: string; readonly cut: boolean }>(),
  raw: call<
    OfTarget,
    {
      readonly text: string;
      readonly cut: boolean;
      readonly range: { readonly start: number; readonly end: number } | null;
    }
  >(),
  find: call<TraceKey & FindQuery, FindResult>(),
  /** Where a step or item stands in the file as text; `null` when the format keeps no place. */
  locate: call<OfTarget, TextSelection | null>(),
  positionAt: call<{ readonly handle: number; readonly offset: number }, TextPosition>(),
  copyText: call<OfTarget & { readonly as: CopyForm }, string>(),
  /** The lasting form of a correction; `null` when there is no such step or span. */
  correction: call<TraceKey & { readonly asked: CorrectionByNumber }, Correction | null>(),
  /** What the corrections of a trace after the first `from` teach the labels. */
  labelLessons: call<
    TraceKey & { readonly corrections: readonly Correction[]; readonly from: number },
    readonly StepLesson[]
  >(),
  redactions: call<TraceKey, readonly Reviewed[]>(),
  /** Questions by which a model labels the steps of a trace that it has not labelled yet; `keep` names credentials that stay readable. */
  labelBatches: call<
    TraceKey & { readonly keep: readonly string[]; readonly model: string },
    readonly LabelBatch[]
  >(),
  /** A whole export as text. `keep` names credentials that stay readable, `translations` has the messages of the display language. */
  exportText: call<
    TraceKey & {
      readonly form: ExportForm;
      readonly structureOnly: boolean;
      /** Only what a bug report needs. */
      readonly essentialOnly: boolean;
      readonly keep: readonly string[];
      readonly exportedAt: string;
      readonly facts: readonly ExportFact[];
      readonly words: ExportWords;
      readonly language: string;
      readonly translations: Translations;
    },
    string
  >(),
  /** What the export of the file's session can black out; empty for a file that is no session. */
  sessionRedactions: call<OfFile, readonly Reviewed[]>(),
  /** The file's session as a document. `translations` has the messages of the display language. */
  exportSession: call<
    OfFile & {
      readonly form: SessionForm;
      readonly structureOnly: boolean;
      readonly essentialOnly: boolean;
      readonly keep: readonly string[];
      readonly exportedAt: string;
      readonly language: string;
      readonly translations: Translations;
    },
    string
  >(),
  prompt: call<TraceKey, PromptOfTrace>(),
  /** What a run used, at the price of the model that was `asked` where the one that answered has none. */
  used: call<OfFile & { readonly index: number; readonly asked: string }, UsedByRun>(),
  compare: call<
    { readonly a: TraceKey; readonly b: TraceKey },
    Omit<TraceComparison, 'names' | 'a' | 'b'> & {
      readonly a: ViewOutline;
      readonly b: ViewOutline;
    }
  >(),
};
