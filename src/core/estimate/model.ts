/** An 80 % range: one in ten falls below p10, one in ten above p90. p10 <= p50 <= p90. */
export interface Range {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** What kind of task a prompt is; `unknown` uses the quantiles of real chat. */
export type TaskType = 'math' | 'logic' | 'knowledge' | 'code' | 'document' | 'chat' | 'unknown';

/** A model with an effort level or token budget, as written `MODEL[:EFFORT]`. */
export interface ModelChoice {
  readonly model: string;
  readonly effort: string | null;
}

/** How a figure came about; drawn as a full dot, a hollow dot, a hollow dot with a dashed line. */
export type BasisKind = 'measured' | 'estimated' | 'extrapolated' | 'unknown';

/** Where a figure comes from, for "why this number". `date` is ISO; `n` rows behind it. */
export interface Basis {
  readonly kind: BasisKind;
  readonly text: string;
  readonly date: string | null;
  readonly n: number | null;
  readonly source: string | null;
}

export interface Warning {
  readonly code: string;
  readonly message: string;
}

/** Something in the prompt or call that must change for a model. Offsets are UTF-16 into the document it was found in. */
export interface Change {
  readonly code: string;
  readonly message: string;
  /** Source of the finding, with year. */
  readonly evidence: string;
  readonly range: { readonly start: number; readonly end: number } | null;
  readonly quickFix?: { readonly title: string; readonly newText: string };
}

export interface Latency {
  readonly firstToken: Range;
  readonly firstAnswerToken: Range;
  readonly total: Range;
}

/** One row of the estimate: the terminal twin's CANDIDATE. Unknown is `null`, never 0. Money in USD per call. */
export interface CandidateEstimate {
  readonly model: string;
  readonly effort: string | null;
  readonly provider: string | null;
  readonly reasoningTokens: Range;
  readonly outputTokens: Range;
  readonly costUsd: Range | null;
  readonly latencySeconds: Latency | null;
  readonly success: Range | null;
  readonly costPerSuccessUsd: number | null;
  readonly basis: {
    readonly reasoningTokens: Basis;
    readonly outputTokens: Basis;
    readonly costUsd: Basis;
    readonly latencySeconds: Basis;
    readonly success: Basis;
  };
  readonly warnings: readonly Warning[];
  readonly changes: readonly Change[];
}

export interface PromptFacts {
  readonly tokens: number;
  readonly tokenizer: string;
  readonly kind: TaskType;
}

/** The terminal twin's `estimate --json` object. */
export interface Estimate {
  readonly prompt: PromptFacts;
  readonly pricesAsOf: string;
  readonly baseline: CandidateEstimate;
  readonly candidates: readonly CandidateEstimate[];
}
