import type { ModelChoice } from '../estimate/model';
import type { Bound } from '../model/figure';
import type { Sentence } from '../model/sentence';
import type { PromptMessage } from '../model/trace';

/**
 * A paired experiment on the user's own cases, as `NAME.trial.json` holds it. The file is the plan only: what was sent and
 * what came back stands in the journal beside it, so that the file is small, and two people can change it in git.
 */
export interface TrialFile {
  readonly lrmLens: 'trial/1';
  readonly prompt: TrialPrompt;
  readonly cases: readonly TrialCase[];
  readonly check: CheckSpec;
  /** The baseline first, then one to four candidates. */
  readonly models: readonly TrialModel[];
  /** Calls of each model on each case. */
  readonly repeats: number;
  /** Never exceeded by more than one call's cap; `null`: not set yet, and nothing starts. */
  readonly budgetUsd: number | null;
  /** Limit of output tokens of a call, reasoning included; `null`: from the estimate, by model. */
  readonly maxOutputTokens: number | null;
  /** Calls under way at a time, all models together. */
  readonly concurrency: number;
  /** A call without an end after this many seconds is given up. */
  readonly timeoutSeconds: number;
  /** Differences below this share of right answers are of no use: the question of "no useful difference". */
  readonly usefulDifference: number;
  /** Ends the calls as soon as every candidate is decided. */
  readonly stopEarly: boolean;
  readonly callsPerMonth: number | null;
  /** Order of the cases, sides by hand and resamples follow from it. */
  readonly seed: number;
}

/** The prompt with its holes (`{name}`, `{{name}}`) as written. `file` is where it came from, for people. */
export interface TrialPrompt {
  readonly file: string | null;
  /** Names of the holes, in order. */
  readonly holes: readonly string[];
  readonly messages: readonly PromptMessage[];
}

/** One example of the user. `id` is a hash of `values`, so that reordering or another expected answer pays nothing twice. */
export interface TrialCase {
  readonly id: string;
  /** What fills the holes of the prompt, by their names. */
  readonly values: Readonly<Record<string, string>>;
  readonly expected: string | null;
  /** Other columns of the file: for grouping, never sent. */
  readonly about: Readonly<Record<string, string>>;
}

/** `endpoint` is the name of one in the user's own table, never an address: a file from elsewhere cannot send a key anywhere. */
export interface TrialModel extends ModelChoice {
  /** `null`: the vendor's own, by the model's name. `editor`: a model of the editor. */
  readonly endpoint: string | null;
}

/** How an answer is judged right. What each kind needs and says stands in the table of checks. */
export type CheckSpec =
  | { readonly kind: 'equals' }
  | { readonly kind: 'contains' }
  /** Within an absolute distance, or a share of the expected number. */
  | { readonly kind: 'number'; readonly within: number; readonly relative: boolean }
  /** `pattern` for all cases; `null`: the expected column holds one for each. */
  | { readonly kind: 'pattern'; readonly pattern: string | null }
  /** A field of the JSON in the answer: `total` or `items.0.price`. */
  | { readonly kind: 'json-field'; readonly path: string }
  | { readonly kind: 'json-schema'; readonly schema: unknown }
  /** A command of the user; it gets the answer as JSON on its standard input. Never run without consent. */
  | { readonly kind: 'code'; readonly command: string }
  | { readonly kind: 'judge'; readonly rubric: string; readonly model: TrialModel }
  | { readonly kind: 'hand' };

export type CheckKind = CheckSpec['kind'];

/** Something of the trial that must be changed before, or that is worth knowing. Row numbers count from 0. */
export interface TrialProblem {
  readonly code: TrialProblemCode;
  readonly sentence: Sentence;
  /** Whether nothing may start. */
  readonly blocks: boolean;
  readonly at:
    | { readonly part: 'file' | 'prompt' | 'check' | 'budget' }
    | { readonly part: 'case'; readonly row: number; readonly column: string | null }
    | { readonly part: 'column'; readonly column: string }
    | { readonly part: 'model'; readonly model: number };
}

export type TrialProblemCode =
  | 'malformed'
  | 'no-cases'
  | 'too-many-cases'
  | 'too-large'
  | 'duplicate-case'
  | 'binary-cell'
  | 'missing-value'
  | 'missing-column'
  | 'missing-expected'
  | 'no-holes'
  | 'bad-check'
  | 'bad-model'
  | 'same-model'
  | 'no-endpoint'
  | 'no-key'
  | 'no-price'
  | 'no-budget'
  | 'small-budget'
  | 'few-cases';

/** How a call ended. Only `answered` can be right; `failed` and `unfinished` say nothing of the model and leave the pair out. */
export type CallStatus = 'answered' | 'cut-off' | 'empty' | 'refused' | 'failed' | 'unfinished';

/** Whether the provider charged for it, as far as that is known. */
export type Billed = 'yes' | 'no' | 'maybe';

/** One call as the journal keeps it. Unknown is `null`. */
export interface CallRecord {
  /** A hash of what was asked, of whom, and which repeat it is: a call with this key is never sent twice. */
  readonly key: string;
  /** A judge's call costs money like any other, and is no answer. */
  readonly kind: 'answer' | 'judge';
  readonly case: string;
  /** `model[:effort]`, and the endpoint where one is named; of a judge's call whose answer was judged. */
  readonly candidate: string;
  /** From 0. */
  readonly repeat: number;
  readonly status: CallStatus;
  readonly billed: Billed;
  readonly usage: {
    readonly inputTokens: number | null;
    readonly outputTokens: number | null;
    readonly reasoningTokens: number | null;
  };
  readonly costUsd: number | null;
  readonly costBound: Bound;
  /** What counts against the budget: the cost, or the worst case where it is not known. */
  readonly heldUsd: number;
  readonly seconds: number | null;
  readonly firstTokenSeconds: number | null;
  /** Text of the answer, cut at `MAX_ANSWER` units. */
  readonly answer: string;
  /** Share of the reasoning that came after the answer stood there; `null` where it cannot be told. */
  readonly afterAnswer: number | null;
  /** File of the trace, relative to the trial's own; `null` when nothing came. */
  readonly trace: string | null;
  /** Epoch milliseconds at which it was sent. */
  readonly at: number;
  /** Requests it took; more than 1 when the server asked to wait. */
  readonly attempts: number;
  /** What went wrong, in English; `null` when nothing did. */
  readonly message: string | null;
}

/** `right` is `null` where it cannot be told: a judge that answered nonsense, a case without an expected answer. */
export interface Grade {
  readonly right: boolean | null;
  /** One sentence: why, with what was compared. */
  readonly why: Sentence;
}

/** Which of two answers a person took, without knowing whose they are. */
export type Preference = 'first' | 'second' | 'both' | 'neither';

/** Lines of the journal `NAME.trial.calls.jsonl`, append-only, one JSON object a line. */
export type JournalLine =
  /** The plan when calls started: `cases` fixes the one planned look of the exact test. */
  | {
      readonly line: 'started';
      readonly at: number;
      readonly plan: string;
      readonly cases: number;
      readonly predicted: readonly Prediction[];
    }
  /** Written before a call is sent, so that a crash never pays twice. */
  | {
      readonly line: 'sent';
      readonly at: number;
      readonly key: string;
      readonly heldUsd: number;
      readonly trace: string | null;
    }
  | ({ readonly line: 'call' } & CallRecord)
  /** What a check outside of the program said of the answer of a call. */
  | {
      readonly line: 'grade';
      readonly key: string;
      readonly check: string;
      readonly by: 'code' | 'judge' | 'person';
      readonly right: boolean | null;
      /** What the command or the judge said, its last words. */
      readonly why: string;
    }
  /** A blind choice between the answers of two calls; `first` and `second` are already resolved to baseline and candidate. */
  | {
      readonly line: 'choice';
      readonly case: string;
      readonly repeat: number;
      readonly candidate: string;
      readonly took: 'baseline' | 'candidate' | 'both' | 'neither';
    };

/** 80 % of calls, or of sums of calls, lie between. */
export interface Spread {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** What the estimate said of one model before it was measured. */
export interface Prediction {
  readonly candidate: string;
  readonly costUsd: Spread | null;
  readonly seconds: Spread | null;
  readonly reasoningTokens: Spread | null;
  readonly success: Spread | null;
}

/** A call that can be sent. */
export interface PlannedCall {
  readonly key: string;
  readonly kind: 'answer' | 'judge';
  /** Key of the call whose answer is judged; only of a judge's call. */
  readonly of?: string;
  readonly case: string;
  /** Index into `models` of the trial; -1 is the judge. */
  readonly model: number;
  readonly candidate: string;
  readonly repeat: number;
  readonly messages: readonly PromptMessage[];
  readonly choice: ModelChoice;
  /** Limit of output tokens that is sent; `null` where none can be set. */
  readonly cap: number | null;
  /** USD that it can cost at most; 0 where nobody is billed by the call. */
  readonly worstUsd: number;
}

/** How calls of a model are paid for: by the token, on the user's own machine, or with the editor's subscription. */
export type Payment = 'tokens' | 'own-machine' | 'subscription';

/** What is sent where for one model, and what that will cost: the privacy notice and the bill in one. */
export interface PlannedModel {
  readonly candidate: string;
  readonly choice: ModelChoice;
  readonly endpoint: string;
  /** Host and port that gets prompt and cases. */
  readonly host: string;
  readonly payment: Payment;
  /** A key is there, or none is needed. */
  readonly hasKey: boolean;
  /** Calls that are still to be sent. */
  readonly calls: number;
  readonly cap: number | null;
  readonly inputTokens: number;
  /** Sum over its calls. */
  readonly costUsd: Spread | null;
  /** One call. */
  readonly secondsPerCall: Spread | null;
  readonly worstCallUsd: number | null;
  readonly prediction: Prediction;
  readonly pricesAsOf: string | null;
}

/** Everything that is told before money is spent. */
export interface TrialPlan {
  /** Hash of what decides the calls; the journal's `started` names it. */
  readonly id: string;
  readonly models: readonly PlannedModel[];
  readonly judge: PlannedModel | null;
  /** Cases that are used. */
  readonly cases: number;
  readonly calls: number;
  /** Calls that the journal has already. */
  readonly done: number;
  /** Calls of which it is not known whether they were paid for: sent, and no answer came. */
  readonly unfinished: number;
  /** Answers that are there and have no verdict yet of the judge or the command. */
  readonly unjudged: number;
  readonly costUsd: Spread | null;
  readonly seconds: Spread | null;
  /** Spent so far, with the worst case of what is unknown. */
  readonly spentUsd: number;
  readonly budgetUsd: number | null;
  /** Difference in right answers that so many cases show 8 times in 10, as a share. */
  readonly detectable: number;
  readonly problems: readonly TrialProblem[];
}

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
export type Evidence =
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
  readonly evidence: Evidence;
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
