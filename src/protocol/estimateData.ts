import * as v from 'valibot';
import type { TaskForecast } from '../core/corpus/likeRuns';
import type { EstimateModel } from '../core/estimate/model';

// The data of the estimate page. The core's `EstimateModel` crosses whole, so that the page recomputes every figure by
// itself. What the page sends or keeps is guarded; what the host makes is typed.

const maybe = v.nullable(v.number());
const text = v.nullable(v.string());

/** What was taken as the prompt, in words for the line under the title. */
export interface Subject {
  /** File name, or a title where there is no file. */
  readonly name: string;
  /** "whole file", "selection", "call in line 14". */
  readonly part: string;
  readonly canOpen: boolean;
  /** Expressions that are filled in at run time and counted as written. */
  readonly placeholders: readonly string[];
  /** What is beside the text or was decided in reading it, a sentence each. */
  readonly notes: readonly string[];
  /** The document was edited since. */
  readonly changed: boolean;
}

/** A change that one or more candidates need, with its place. */
export interface ReportChange {
  readonly id: string;
  readonly message: string;
  readonly evidence: string;
  /** "line 3"; empty where it has no place. */
  readonly where: string;
  /** Models that need it; empty for all of them. */
  readonly models: readonly string[];
  readonly fix: string | null;
}

/** A recorded run of this very prompt. */
export const measuredSchema = v.object({
  model: v.string(),
  effort: text,
  costUsd: maybe,
  seconds: maybe,
  reasoningTokens: maybe,
  outputTokens: maybe,
});
export type MeasuredRun = v.InferOutput<typeof measuredSchema>;

/** Enough to estimate again after a reload: the page keeps it. */
export const reportKeySchema = v.object({
  /** Which prompt it is: the same however it is edited. */
  prompt: v.string(),
  uri: text,
  /** The cursor or selection it is found with. */
  start: v.number(),
  end: v.number(),
  from: v.string(),
  to: v.array(v.string()),
});
export type ReportKey = v.InferOutput<typeof reportKeySchema>;

/** What runs of agents like a task took, and where was looked for them. */
export interface FoundRuns {
  /** Folders with sessions that the user has added or named. */
  readonly folders: number;
  readonly found: TaskForecast;
}

interface OfPrompt {
  readonly key: ReportKey;
  /** The output cap that the call itself sets. */
  readonly capTokens: number | null;
}

/** Everything the report shows. */
export type ReportState = OfPrompt &
  (
    | { readonly state: 'empty' | 'failed'; readonly message: string }
    | {
        readonly state: 'counting';
        readonly subject: Subject;
        readonly baseline: string;
        readonly candidates: readonly string[];
      }
    | {
        readonly state: 'ready';
        readonly subject: Subject;
        readonly model: EstimateModel;
        readonly changes: readonly ReportChange[];
        readonly measured: readonly MeasuredRun[];
      }
  );
