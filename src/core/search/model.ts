import type { CoarseKind, StepKind } from '../steps/model';

/** What is looked for in the reasoning of traces. */
export interface SearchQuery {
  /** Words as they stand, or a regular expression; upper and lower case are one. '' finds every step that the filters leave. */
  readonly text: string;
  readonly regex: boolean;
  readonly filters: SearchFilters;
}

/** What a hit must be besides; `null` and `false` ask nothing. */
export interface SearchFilters {
  readonly kind: StepKind | CoarseKind | null;
  /** A part of the model's recorded id, whatever its case. */
  readonly model: string | null;
  /** Name of a tool that the generation calls, whatever its case. */
  readonly tool: string | null;
  /** UTC days ("2026-11-29"), both included. A generation without a recorded time is on no day. */
  readonly since: string | null;
  readonly until: string | null;
  /** Only steps after the one that first concludes the answer. */
  readonly afterAnswer: boolean;
  /** Only steps of the reasoning that stands right before a tool call which failed. */
  readonly beforeError: boolean;
}

export const NO_FILTERS: SearchFilters = {
  kind: null,
  model: null,
  tool: null,
  since: null,
  until: null,
  afterAnswer: false,
  beforeError: false,
};

/** A step in whose text something was found. Offsets are UTF-16 units into the trace's reasoning text. */
export interface SearchHit {
  /** Number of the trace in its file, from 0. */
  readonly index: number;
  readonly id: string;
  /** Which session of the file: the number of its record in a store of many; `null` where the file is one. */
  readonly session: number | null;
  readonly model: string | null;
  /** Epoch milliseconds. */
  readonly startedAt: number | null;
  /** First of the user's own words in the prompt; `null` where none was recorded. */
  readonly promptStart: string | null;
  /** Number of the step, from 0. */
  readonly step: number;
  readonly kind: StepKind;
  /** `null` where LRM Lens did not set the label. */
  readonly confidence: number | null;
  /** A person, or a language model with the day, that set the label; `null` for LRM Lens. */
  readonly labelledBy: string | null;
  /** The first match in the step. */
  readonly start: number;
  readonly end: number;
  /** How often it is found in the step; counted to a bound. */
  readonly matches: number;
  readonly snippet: Snippet;
}

/** Text around a match on one line; `from` and `to` are where the match stands in it. */
export interface Snippet {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}
