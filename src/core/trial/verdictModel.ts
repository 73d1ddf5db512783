import type { Sentence } from '../model/sentence';
import type { CallStatus } from './journalModel';
import type { Prediction, Spread } from './planModel';

/** A value with the limits of its interval; `level` is the confidence, `method` names how it was made. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
  readonly method: 'newcombe-paired' | 'wilson' | 'bootstrap';
}

/** What a model did. Sums are over calls that were graded. */
export interface ModelFigures {
  readonly candidate: string;
  readonly calls: number;
  readonly byStatus: Readonly<Record<CallStatus, number>>;
  readonly graded: number;
  readonly right: number;
  /** Of `graded`; `null` without any. */
  readonly rightShare: Interval | null;
  readonly unclear: number;
  readonly spentUsd: number | null;
  readonly meanCostUsd: Interval | null;
  readonly medianSeconds: Interval | null;
  readonly reasoningTokens: Spread | null;
  readonly predicted: Prediction | null;
}

/** How a case came out for the two models of a comparison; `open` is left out of it. */
export type PairOutcome = 'gained' | 'lost' | 'both' | 'neither' | 'open';

/** What can be said for sure by now. */
export type TrialEvidence =
  | { readonly kind: 'better' | 'worse'; readonly by: 'sequential' | 'planned-look' }
  /** The difference is smaller than what was asked for. */
  | { readonly kind: 'same' }
  /** `moreCases` would probably do (8 times in 10, if the difference stays as it is); `null`: more than a thousand. */
  | { readonly kind: 'open'; readonly moreCases: number | null };

/** A candidate against the baseline, over the cases that both have. Shares of right answers are of 1. */
export interface Comparison {
  readonly baseline: string;
  readonly candidate: string;
  readonly pairs: number;
  /** Cases that are left out: a call failed, or nobody could judge it. */
  readonly leftOut: number;
  readonly outcomes: Readonly<Record<string, PairOutcome>>;
  /** Of the cases that flipped and were sent once more: how many flipped the same way again. `null` before that. */
  readonly again: { readonly asked: number; readonly stood: number } | null;
  /** Cases that flipped, what got worse first. */
  readonly flips: readonly { readonly case: string; readonly to: 'lost' | 'gained' }[];
  readonly counts: Readonly<Record<Exclude<PairOutcome, 'open'>, number>>;
  /** Right answers more, as a share of cases; `null` without pairs. */
  readonly difference: Interval | null;
  /** USD a call more. */
  readonly costUsd: Interval | null;
  /** Middle time of a call more. */
  readonly seconds: Interval | null;
  /** USD for one right answer more; `null` where it is not dearer, or not better beyond doubt of sign. */
  readonly usdPerExtraRight: {
    readonly value: number;
    readonly low: number;
    readonly high: number | null;
  } | null;
  readonly monthly: { readonly costUsd: Interval | null; readonly right: Interval } | null;
  readonly evidence: TrialEvidence;
  /** Chance of a false "better" or "worse" in this comparison, whenever one looks. */
  readonly errorRate: number;
  /** No difference larger than this was found, as a share. */
  readonly atMost: number | null;
  readonly sentence: Sentence;
  readonly certainty: Sentence;
}

/** What the runs of a model at one effort were like. */
export interface EffortFigures {
  readonly effort: string | null;
  readonly runs: number;
  /** Of the runs that were judged. */
  readonly right: Interval | null;
  /** Mean share of the reasoning after the answer stood there, of the runs where that is known. */
  readonly afterAnswer: { readonly share: number; readonly runs: number } | null;
  readonly meanCostUsd: number | null;
  readonly reasoningTokens: number | null;
}

/** What the calls of a trial say about the efforts of a model, on the same cases. */
export interface TrialEfforts {
  readonly model: string;
  /** Least effort first. */
  readonly efforts: readonly EffortFigures[];
  /** The least effort was right in `enough` of the `of` cases that the most got right; `null` with too few of both. */
  readonly enough: {
    readonly lower: string | null;
    readonly higher: string | null;
    readonly enough: number;
    readonly of: number;
    /** USD a call; `null` where a cost is not known. */
    readonly savedUsd: number | null;
  } | null;
  readonly sentences: readonly Sentence[];
}

/** How often a judge and a person said the same of the same answers. */
export interface Agreement {
  readonly compared: number;
  readonly same: number;
  readonly share: Interval;
  /** Cohen's kappa: agreement beyond chance; `null` where one of them always said the same. */
  readonly kappa: number | null;
}

/** What a trial has shown so far. */
export interface TrialVerdict {
  readonly models: readonly ModelFigures[];
  readonly comparisons: readonly Comparison[];
  /** Cases without an answer to compare with, or with a problem: used by nobody. */
  readonly casesLeftOut: number;
  readonly judge: Agreement | null;
  /** What the runs say about how much effort the cases need. */
  readonly effort: readonly TrialEfforts[];
  readonly spentUsd: number;
  /** Every candidate is decided: more calls would not change what is said. */
  readonly decided: boolean;
}
