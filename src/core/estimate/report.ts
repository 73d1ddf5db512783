import type { BreakEven, Cascade, Check, Routed } from './economics';
import type { Sentence } from '../model/sentence';
import type { CandidateEstimate, ModelChoice, TaskType } from './model';

/** What the reader of a report can change. */
export interface Controls {
  /** Effort chosen for a model, by model id; absent: as asked. */
  readonly efforts: Readonly<Record<string, string | null>>;
  readonly callsPerMonth: number | null;
  /** Share of the input read from the provider's cache, 0 to 1. */
  readonly cachedShare: number;
  readonly batch: boolean;
  /** Flex processing where the provider offers it; batch goes first. */
  readonly flex: boolean;
  /** Middle length of the visible answer in tokens; `null`: by task type. */
  readonly visibleTokens: number | null;
  /** Limit of output tokens a call, reasoning included; `null`: the model's own. */
  readonly capTokens: number | null;
  readonly valueOfRightUsd: number | null;
  /** `null`: as recognised, all types by their belief. */
  readonly taskType: TaskType | null;
  /** How answers are checked when the baseline is asked first. */
  readonly check: Check;
  /** Share of calls that a router sends to the better model. */
  readonly routedShare: number;
}

/** Nothing changed: the model's own caps, no cache, no batch, the recognised task, every wrong answer noticed. */
export const DEFAULT_CONTROLS: Controls = {
  efforts: {},
  callsPerMonth: null,
  cachedShare: 0,
  batch: false,
  flex: false,
  visibleTokens: null,
  capTokens: null,
  valueOfRightUsd: null,
  taskType: null,
  check: { costUsd: 0, caught: 1, falseAlarms: 0 },
  routedShare: 0.3,
};

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
