import type { CopyForm, ExportForm } from '../core/export/forms';
import type { ExportFact } from '../core/export/document';
import type { Redaction } from '../core/export/redact';
import type { Words } from '../core/export/words';
import type { TextPosition } from '../core/reveal/filePosition';
import type { ListQuery, Listing, TraceRow } from '../core/list/list';
import type { FileDigest } from '../core/trace/digest';
import type { Correction, CorrectionByNumber } from '../core/steps/corrections/corrections';
import type { PromptMessage } from '../core/model/trace';
import type { OwnModel } from './estimator';
import type { Comparison, FindResult, StepBody, Target, TraceOutline } from './traceData';

// What the host asks the worker about traces that are shown. The trace and its analysis stay in the worker: only what a
// view needs crosses, so that a trace of 100,000 steps does not stop the extension host.

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
export const TIMEOUT = 'timeout';

interface Steps extends TraceKey {
  readonly from: number;
  readonly to: number;
}

interface OfTarget extends TraceKey {
  readonly target: Target;
}

interface Call<P, R> {
  readonly params: P;
  readonly result: R;
}

interface OfFile {
  readonly handle: number;
}

export interface ViewCalls {
  /** The order of the list of traces with its sums; lines come with `rows`. Also while the file is being read. */
  list: Call<OfFile & { readonly query: ListQuery }, Listing>;
  /** Lines of the list by number of the trace; those that do not exist are left out. */
  rows: Call<OfFile & { readonly indexes: readonly number[] }, readonly TraceRow[]>;
  /** Numbers of the traces with these ids. */
  findIds: Call<OfFile & { readonly ids: readonly string[] }, readonly number[]>;
  /** What Saved Traces keeps of the file. */
  digest: Call<OfFile, FileDigest>;
  /** Analyses the first traces for the list; tells progress when some are done. */
  analyseList: Call<OfFile, null>;
  outline: Call<TraceKey, ViewOutline>;
  lines: Call<Steps, string[]>;
  bodies: Call<Steps, StepBody[]>;
  text: Call<OfTarget, { readonly text: string; readonly cut: boolean }>;
  raw: Call<
    OfTarget,
    {
      readonly text: string;
      readonly cut: boolean;
      readonly range: { readonly start: number; readonly end: number } | null;
    }
  >;
  find: Call<TraceKey & FindQuery, FindResult>;
  /** Where a step or item stands in the file as text; `null` when the format keeps no place. */
  locate: Call<OfTarget, TextSelection | null>;
  positionAt: Call<{ readonly handle: number; readonly offset: number }, TextPosition>;
  copyText: Call<OfTarget & { readonly as: CopyForm }, string>;
  /** The lasting form of a correction; `null` when there is no such step or span. */
  correction: Call<TraceKey & { readonly asked: CorrectionByNumber }, Correction | null>;
  redactions: Call<TraceKey, readonly Redaction[]>;
  /** A whole export as text. `keep` names credentials that stay readable. */
  exportText: Call<
    TraceKey & {
      readonly form: ExportForm;
      readonly structureOnly: boolean;
      readonly keep: readonly number[];
      readonly exportedAt: string;
      readonly facts: readonly ExportFact[];
      readonly words: Words;
      readonly language: string;
    },
    string
  >;
  prompt: Call<TraceKey, PromptOfTrace>;
  compare: Call<
    { readonly a: TraceKey; readonly b: TraceKey },
    Omit<Comparison, 'names' | 'a' | 'b'> & { readonly a: ViewOutline; readonly b: ViewOutline }
  >;
  /** The user's own prices, which go before the lists. */
  ownPrices: Call<{ readonly models: readonly OwnModel[] }, null>;
}

export type ViewCallName = keyof ViewCalls;
