import type { Bound } from '../model/figure';
import type { Fidelity, Usage } from '../model/trace';
import type { GroupBy } from './groupings';
import type { MetricId, MetricValues } from '../steps/metricTable';

/**
 * One trace as a row: what a corpus of many traces keeps of each, flat, so that it can be added up here or exported to
 * a database. Unknown is `null`. Tokens by the rule of `Usage`: reasoning inside output, cached inside input.
 */
export interface CorpusRow extends MetricValues {
  readonly file: string;
  readonly index: number;
  readonly id: string;
  readonly format: string;
  readonly model: string | null;
  readonly provider: string | null;
  readonly effort: string | null;
  /** Epoch milliseconds. */
  readonly startedAt: number | null;
  readonly durationMs: number | null;
  readonly fidelity: Fidelity;
  readonly truncated: boolean;
  readonly finishReason: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly reasoningTokens: number | null;
  readonly cachedInputTokens: number | null;
  readonly reasoningChars: number;
  readonly answerChars: number;
  readonly toolCalls: number;
  /** All that was counted, by which a price makes a cost. */
  readonly usage: Usage;
  readonly costUsd: number | null;
  /** `measured` recorded in the file, `derived` recorded tokens times a dated price, `null` unknown. */
  readonly costProvenance: 'measured' | 'derived' | null;
  readonly costBound: Bound;
  readonly steps: number;
  /** Hash of the last user message, white space folded: traces of one prompt share it. */
  readonly promptHash: string | null;
  /** First own words of the user in that message. */
  readonly promptStart: string | null;
  /** Title of the session that the file is: its own, else the user's first words; `null` for other files. */
  readonly sessionTitle: string | null;
  /** Where none are recorded and the text is raw: estimated by its length. Never beside a recorded count. */
  readonly estimatedReasoningTokens: number | null;
}

/** Quantiles of the known values. `n` of them; the rest is `unknown`. */
export interface Distribution {
  readonly n: number;
  readonly unknown: number;
  readonly mean: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly max: number;
}

/** A sum over the rows whose value is known. */
export interface Sum {
  readonly total: number;
  /** Some parts are unknown or counted only in part: the total is a lower bound. */
  readonly atLeast: boolean;
  readonly n: number;
  readonly unknown: number;
}

/** The metrics of a group: quantiles, and of a flag how many traces have it; `null` where none can be told. */
export type MetricSummaries = {
  readonly [K in MetricId]: MetricValues[K] extends boolean | null
    ? number | null
    : Distribution | null;
};

export interface GroupSummary extends MetricSummaries {
  /** What its rows have in common, see `GROUPINGS`; `null` where it was not recorded. */
  readonly key: string | null;
  /** What people read of it. */
  readonly label: string | null;
  /** Files that its traces are in. */
  readonly files: number;
  readonly traces: number;
  /** Traces with any sign of reasoning. */
  readonly withReasoning: number;
  /** Recorded counts only. */
  readonly reasoningTokens: Distribution | null;
  /** Of the traces without a recorded count whose raw text gives an estimate. */
  readonly estimatedReasoningTokens: Distribution | null;
  /** Share of the output that was reasoning, 0..1, over the `n` traces that count both; `null` without any. */
  readonly reasoningShare: { readonly share: number; readonly n: number } | null;
  readonly costUsd: Sum;
  readonly truncated: number;
}

/** A trace worth opening, and why. */
export interface Outlier {
  readonly file: string;
  readonly index: number;
  readonly model: string | null;
  readonly why: 'longest' | 'looping' | 'after-answer' | 'dearest';
  /** Reasoning tokens, share 0..1, or USD, by `why`. */
  readonly value: number;
}

export interface CorpusReport {
  readonly by: GroupBy;
  readonly files: number;
  /** Traces that were left out because an earlier file holds them, too. */
  readonly copies: number;
  /** Groups, most traces first; days in order. */
  readonly groups: readonly GroupSummary[];
  readonly all: GroupSummary;
  readonly outliers: readonly Outlier[];
}
