import { say } from '../model/sentence';
import type { Sentence, Words } from '../model/sentence';
import type { Discount, Rates } from '../model/rates';
import type { Reasons } from './modelFacts';

/** An 80 % range: one in ten falls below p10, one in ten above p90. p10 <= p50 <= p90. */
export interface Range {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** A range with the mean of calls: what a bill over many of them follows, above p50 where long calls are rare and dear. */
export interface MeanRange extends Range {
  readonly mean: number;
}

export const TASK_TYPES = [
  'math',
  'logic',
  'science',
  'code',
  'writing',
  'advice',
  'document',
  'agent',
  'extract',
  'label',
  'knowledge',
  'unknown',
] as const;

/** What kind of task a prompt is; `unknown` mixes all classes of work. */
export type TaskType = (typeof TASK_TYPES)[number];

/** Kinds of work by how long models think about them, whatever the topic. */
export const WORK_CLASSES = ['solve', 'prose', 'short'] as const;

/** `solve`: one right answer is derived; `prose`: text is written; `short`: a word, a label, a few fields. */
export type WorkClass = (typeof WORK_CLASSES)[number];

/** Task types in words. */
export const TASK_WORDS: Readonly<Record<TaskType, Sentence>> = {
  math: say('mathematics'),
  logic: say('logic puzzle'),
  science: say('science'),
  code: say('code'),
  writing: say('writing'),
  advice: say('advice and explanation'),
  document: say('work on a given text'),
  agent: say('agent turn'),
  extract: say('extraction'),
  label: say('label or title'),
  knowledge: say('knowledge'),
  unknown: say('not recognised'),
};

/** One value for each task type. */
export function byType<T>(of: (type: TaskType) => T): Readonly<Record<TaskType, T>> {
  return {
    math: of('math'),
    logic: of('logic'),
    science: of('science'),
    code: of('code'),
    writing: of('writing'),
    advice: of('advice'),
    document: of('document'),
    agent: of('agent'),
    extract: of('extract'),
    label: of('label'),
    knowledge: of('knowledge'),
    unknown: of('unknown'),
  };
}

/** A model with an effort level or token budget, as written `MODEL[:EFFORT]`. */
export interface ModelChoice {
  readonly model: string;
  readonly effort: string | null;
}

/** Share of belief in each task type; sums to 1. */
export type TypeBelief = Readonly<Record<TaskType, number>>;

/** A skewed spread on log10 tokens: the middle, and how far one in ten falls below and above it. */
export interface LogRange {
  readonly median: number;
  readonly below: number;
  readonly above: number;
}

/** How a figure came about; drawn as a full dot, a hollow dot, a hollow dot with a dashed line. */
export type BasisKind = 'measured' | 'estimated' | 'extrapolated' | 'unknown';

/** Where a figure comes from, for "why this number". `date` is ISO; `n` rows behind it. */
export interface Basis {
  readonly kind: BasisKind;
  readonly text: Words;
  readonly date: string | null;
  readonly n: number | null;
  readonly source: Sentence | null;
  /** The prompts that a share of right answers was measured on: "hard coding exercises (Aider polyglot)". */
  readonly on?: Sentence;
}

export interface Warning {
  readonly code: string;
  readonly message: Sentence;
}

/** Something in the prompt or call that must change for a model. Offsets are UTF-16 into the document it was found in. */
export interface Change {
  readonly code: string;
  readonly message: Sentence;
  /** Source of the finding, with year. */
  readonly evidence: Sentence;
  readonly range: { readonly start: number; readonly end: number } | null;
  /** Edits that belong together, in document order and without overlap. Findings of one call share theirs. */
  readonly quickFix?: {
    readonly title: Sentence;
    readonly edits: readonly {
      readonly range: { readonly start: number; readonly end: number };
      readonly newText: string;
    }[];
  };
}

export interface Latency {
  readonly firstToken: Range;
  readonly firstAnswerToken: Range;
  readonly total: Range;
}

/** What is known of a candidate besides its figures. Dates are ISO, money USD per million tokens; `null` is unknown. */
export interface CandidateFacts {
  readonly reasoning: Reasons;
  readonly released: string | null;
  /** Day on which its vendor switches it off, where announced. */
  readonly retires: string | null;
  /** The model that the vendor names instead. */
  readonly replacement: string | null;
  readonly price: {
    readonly input: number;
    readonly output: number;
    readonly cachedInput: number;
    readonly cacheWrite: number;
    readonly asOf: string | null;
    /** Last day of this price, where a change is announced. */
    readonly until: string | null;
    readonly source: string | null;
  } | null;
}

/** One row of the estimate. Unknown is `null`, never 0. Money in USD per call. */
export interface CandidateEstimate {
  readonly model: string;
  readonly effort: string | null;
  readonly provider: string | null;
  readonly facts: CandidateFacts;
  readonly reasoningTokens: MeanRange;
  readonly outputTokens: MeanRange;
  readonly costUsd: MeanRange | null;
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
  /** The class of work that decides how long models think, and how it is known. */
  readonly work: WorkClass | null;
  readonly workBasis: Sentence;
}

/** How the reasoning lengths of calls on one task type spread around their level, variance of log10 tokens. */
export interface CallSpread {
  /** From call to call, whatever the prompts. */
  readonly calls: number;
  /** From run to run of one prompt: averages out over a month, the rest does not. */
  readonly noise: number;
}

/** Right answers of one model at one effort on one task type, as shares of 1. */
export interface SuccessFact {
  readonly share: Range;
  readonly basis: Basis;
}

/** What one effort level (or budget, or `off`) of a candidate does. Plain data; see `whatIf.ts`. */
export interface EffortOption {
  /** As the API spells it; `off` without reasoning; `null` the default. */
  readonly effort: string | null;
  /** Reasoning length by task type; `null` when nothing is reasoned. */
  readonly reasoning: Readonly<Record<TaskType, LogRange>> | null;
  /** Length of the visible answer by task type. */
  readonly visible: Readonly<Record<TaskType, LogRange>>;
  readonly success: Readonly<Record<TaskType, SuccessFact | null>>;
  /** Whether the model is known to heed the level; `null` unknown. */
  readonly supported: boolean | null;
  readonly basis: Basis;
}

/** Output speed. `firstToken` in seconds, `tokensPerSecond` reasoning and answer alike. */
export interface Speed {
  readonly firstToken: Range;
  readonly tokensPerSecond: Range;
}

/** A factor on the price for answers that may come later, or come sooner. */
export interface DeliveryOffer extends Discount {
  readonly text: string;
  readonly date: string;
}

/** Everything the what-if needs to know about one candidate: plain, serialisable, no library behind it. */
export interface CandidateModel {
  readonly model: string;
  /** The effort asked for. */
  readonly effort: string | null;
  readonly provider: string | null;
  readonly facts: CandidateFacts;
  /** The prompt in this model's own tokens. */
  readonly inputTokens: Range;
  /** The levels that can be chosen; the first is the one asked for. */
  readonly efforts: readonly [EffortOption, ...EffortOption[]];
  readonly rates: Rates | null;
  /** Delivery within a day. */
  readonly batch: DeliveryOffer | null;
  /** Slower answers at busy times. */
  readonly flex: DeliveryOffer | null;
  /** Faster answers for a multiple of the price. */
  readonly priority: DeliveryOffer | null;
  readonly speed: Speed | null;
  readonly contextTokens: number | null;
  readonly maxOutputTokens: number | null;
  readonly basis: {
    readonly outputTokens: Basis;
    readonly costUsd: Basis;
    readonly latencySeconds: Basis;
  };
  readonly warnings: readonly Warning[];
  readonly changes: readonly Change[];
}

/** The estimate before any what-if: enough for a page to recompute every figure by itself. */
export interface EstimateModel {
  readonly prompt: PromptFacts;
  readonly belief: TypeBelief;
  readonly spread: Readonly<Record<TaskType, CallSpread>>;
  /** Day of the oldest price used, ISO. */
  readonly pricesAsOf: string;
  readonly baseline: CandidateModel;
  readonly candidates: readonly CandidateModel[];
}
