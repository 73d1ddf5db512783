import type { CopyForm, ExportForm } from '../core/export/forms';
import type { ExportFact } from '../core/export/document';
import type { Redaction } from '../core/export/redact';
import type { Words } from '../core/export/words';
import type { TextPosition } from '../core/reveal/filePosition';
import type { Rates } from '../core/model/rates';
import type { Correction, CorrectionByNumber } from '../core/steps/corrections/corrections';
import type { PromptMessage } from '../core/model/trace';
import type { OwnModel } from './estimator';
import type { Comparison, FindResult, StepBody, Target, TraceOutline, TraceRow } from './traceData';

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

/** List price of a model: `null` without one. Rates in USD per million tokens. */
export interface ListPrice {
  readonly rates: Rates;
  /** Day of the price list; `null` for the user's own price. */
  readonly asOf: string | null;
}

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

export interface ViewCalls {
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
  /** What the list shows of an analysed trace. */
  rowAnalysis: Call<TraceKey, NonNullable<TraceRow['analysed']>>;
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
  /** List prices of models at a time (epoch milliseconds; `null` is now). */
  prices: Call<
    { readonly of: readonly { readonly model: string; readonly at: number | null }[] },
    readonly (ListPrice | null)[]
  >;
}

export type ViewCallName = keyof ViewCalls;
