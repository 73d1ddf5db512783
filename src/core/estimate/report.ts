import type { BreakEven, Cascade, Routed } from './economics';
import type { Sentence } from '../model/sentence';
import type { CandidateEstimate, ModelChoice } from './model';

/** A month's bill: by the mean, with the low and high mean that one repeated prompt can have. USD. */
export interface MonthlyBill {
  readonly low: number;
  readonly mean: number;
  readonly high: number;
}

/** One row of the report: the estimate and what follows from the controls. Money in USD. */
export interface ReportRow extends CandidateEstimate {
  /** Delivered by batch: latency is "up to 24 h". */
  readonly batched: boolean;
  readonly meanCostUsd: number | null;
  readonly monthlyUsd: MonthlyBill | null;
  /** Share of calls that reach the cap and return an empty answer that is billed. */
  readonly capShare: number;
  readonly emptyAnswerUsd: number | null;
  /** Whether the call reasons, as far as it is known. */
  readonly reasons: boolean;
  /** Output cap that 98 % of calls stay under, rounded up to a thousand, or the model's own; `null` without reasoning. */
  readonly suggestedCap: number | null;
  readonly breakEven: BreakEven | null;
  /** Value of the right answers less the cost, a call; `null` without a value, price or success. */
  readonly netUsd: number | null;
  readonly fits: boolean;
}

/** The answer in one sentence, and what stands behind it in a second. */
export interface Decision {
  readonly kind: 'switch' | 'stay' | 'depends' | 'unknown';
  /** The row that pays best (or comes nearest to it); `null` where no figure allows a choice. */
  readonly model: string | null;
  readonly effort: string | null;
  readonly sentence: Sentence;
  readonly detail: readonly Sentence[];
}

/** All rows for one state of the controls. */
export interface Report {
  readonly baseline: ReportRow;
  readonly rows: readonly ReportRow[];
  readonly decision: Decision;
  /** Baseline first, then the row that pays best; `null` where a figure is missing. */
  readonly cascade: (Cascade & ModelChoice) | null;
  /** A router between the baseline and the row that pays best; `null` without both prices. */
  readonly routed: (Routed & ModelChoice) | null;
}
