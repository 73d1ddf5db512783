import type { ModelChoice } from '../estimate/model';
import type { PromptMessage } from '../model/trace';
import type { TrialProblem } from './model';

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
