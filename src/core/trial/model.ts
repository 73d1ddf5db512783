import type { ModelChoice } from '../estimate/model';
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
