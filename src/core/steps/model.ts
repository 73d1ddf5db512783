import type { Message } from '../model/message';
import type { KINDS, SHOWN_KINDS } from './kinds';

/**
 * What a step does, after the eight functions of Thought Anchors (Bogdan et al. 2025) renamed; `other` is what
 * fits none. Labels are suggestions with a confidence, never facts.
 */
export type StepKind = keyof typeof KINDS;

/** The six kinds shown by default and `other`, which stands for what fits none. */
export type CoarseKind = keyof typeof SHOWN_KINDS;

/** A sentence. Offsets are UTF-16 units into the reasoning text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly kind: StepKind;
  /** Calibrated probability that `kind` is right, 0..1. */
  readonly confidence: number;
  /** Scores of the shown kinds by the model, where they were asked for: what corrections teach from. */
  readonly scores?: readonly number[];
}

/** What a reader would number: one or more spans. Steps cover every span, in order, without overlap. */
export interface Step {
  readonly start: number;
  readonly end: number;
  readonly kind: StepKind;
  readonly confidence: number;
  /** Share of the trace's reasoning tokens; estimated from the text where the file has no count per step. */
  readonly tokens: number;
  readonly spans: readonly Span[];
  /** A person set the kind or the borders. */
  readonly corrected?: true;
  /** What a person wrote about the step. */
  readonly note?: string;
  /** A language model set the kind, and where the step starts and ends; then `confidence` is 1 and says nothing. */
  readonly labelled?: LabelMark;
  /** What the step is about, in the words of that model. */
  readonly title?: string;
}

/** Which run of which language model set a label: the model as the user chose it, and when the run began (ISO date and time). */
export interface LabelMark {
  readonly model: string;
  readonly at: string;
}

/** What one run of a language model contributes to the labels that are shown, beside what LRM Lens itself suggests for these steps. */
export interface Labelling extends LabelMark {
  /** The model with the day, as labels of this run are marked: "gpt-5-mini, 2026-11-30". */
  readonly by: string;
  /** Name or host of the service that answered. */
  readonly via: string;
  /** What the run cost; `null` where it is not known. */
  readonly costUsd: number | null;
  /** Steps with a label of this run, and the sentences in them. */
  readonly steps: number;
  readonly sentences: number;
  /** Of the sentences, those whose step has the same kind for LRM Lens, and the same kind as shown. */
  readonly same: number;
  readonly sameShown: number;
  /** Where the model and LRM Lens start a step, and where both do; the first sentence of a question starts one by itself and is none. */
  readonly starts: { readonly model: number; readonly own: number; readonly both: number };
  /** Phases that this run named. */
  readonly phases: number;
}

/** A suggested relation between steps (by number): a backtrack to the plan it leaves, a check to what it checks, a conclusion to its support. */
export interface StepLink {
  readonly from: number;
  readonly to: number;
  readonly kind: 'backtrack' | 'check' | 'support';
}

/** A run of related steps, [first, last] inclusive, with a short title taken from the text, or given by a language model. */
export interface Phase {
  readonly first: number;
  readonly last: number;
  readonly title: string;
  /** What it comes to, in the words of the language model that also set its borders and title. */
  readonly summary?: string;
  readonly labelled?: LabelMark;
  /** Nested under the main line: 1 for an alternative that was tried, 2 for one inside it ... */
  readonly depth: number;
  /** The branch was given up at its last step. */
  readonly deadEnd: boolean;
}

/** Where the final answer appears in the reasoning. Step numbers; `null` means not found, never 0. */
export interface AnswerTracking {
  /** The final answer as text, and where it was taken from. */
  readonly answer: string | null;
  readonly source:
    'boxed' | 'phrase' | 'option' | 'number' | 'code' | 'answer-part' | 'claim' | null;
  readonly firstMentioned: number | null;
  readonly firstConcluded: number | null;
  /** Tokens spent after the step that first concludes / mentions it. */
  readonly tokensAfterConcluded: number | null;
  readonly tokensAfterMentioned: number | null;
}

/** Metrics of one trace. Names and sources: each field's docstring in `metrics.ts`. Shares are 0..1 of reasoning tokens. */
export interface Metrics {
  readonly kindShares: Readonly<Record<StepKind, number>>;
  readonly backtracks: number;
  readonly thoughtSwitches: number;
  /** First step of a repeated tail or of near-duplicate steps. */
  readonly loopStart: number | null;
}

/** How many labels by a person, in how many traces of the workspace, adjusted the suggested ones. */
export interface Taught {
  readonly corrections: number;
  readonly traces: number;
}

export interface Analysis {
  readonly steps: readonly Step[];
  readonly links: readonly StepLink[];
  readonly phases: readonly Phase[];
  readonly answer: AnswerTracking;
  readonly metrics: Metrics;
  /** Why confidence is reduced for the whole trace, where it is (language, domain); `null` when it is not. */
  readonly caution: Message | null;
  /** Runs of language models whose labels are shown, in the order in which they were made; empty where all are of LRM Lens or a person. */
  readonly labellings: readonly Labelling[];
  /** The corrections that adjusted the suggested labels; absent where none did. */
  readonly taught?: Taught;
}
