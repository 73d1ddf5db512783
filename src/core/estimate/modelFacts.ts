import type { Rates } from '../model/rates';

/**
 * How a model reasons: `never` (a plain LLM), `off`/`on` (can be switched; what it does unasked), `always`, `unknown`
 * (no list knows the name, and its siblings differ).
 */
export const REASONS = ['never', 'off', 'on', 'always', 'unknown'] as const;
export type Reasons = (typeof REASONS)[number];

/** What the caller gets to see of the reasoning. It is billed in full as output in every case. */
export type ReasoningText = 'raw' | 'summary' | 'hidden';

export interface EffortControl {
  /** The request field that sets it. */
  readonly parameter: string;
  /** Levels from least to most, as the API spells them. */
  readonly levels: readonly string[];
}

export interface BudgetControl {
  readonly parameter: string;
  /** Tokens; `null` where the vendor states no bound. */
  readonly min: number | null;
  readonly max: number | null;
}

/** A vendor's word that a model goes from his own API. Dates are ISO. */
export interface Retirement {
  readonly date: string;
  /** The model he names instead, or `null`. */
  readonly replacement: string | null;
  readonly source: string;
  /** Day the announcement was read. */
  readonly read: string;
}

/** A price announced for a later day. */
export interface PriceChange {
  readonly from: string;
  readonly rates: Rates;
  readonly source: string;
}

/** Hours at another price: outside the peak hours of working days `factor` times the listed one. */
export interface OffPeak {
  readonly factor: number;
  /** Hours of the day in UTC, `[from, to)`. */
  readonly peakUtc: readonly (readonly number[])[];
  /** Days with peak hours, 0 Sunday. */
  readonly weekdays: readonly number[];
  readonly source: string;
}

/** A list price of the snapshot. */
export interface ListPrice {
  readonly rates: Rates;
  readonly asOf: string;
  readonly source: string;
  /** Next first. */
  readonly changes: readonly PriceChange[];
  readonly offPeak: OffPeak | null;
}

/** What is publicly known about one model. `null` is unknown. */
export interface ModelFacts {
  readonly id: string;
  readonly lab: string;
  readonly family: string;
  /** Who serves it at the list price: the host that the id names, else the lab itself, else a host of open weights. */
  readonly provider: string | null;
  /** The host that the id names, or `null`. */
  readonly host: string | null;
  /** The id as that host lists it. */
  readonly listed: string;
  /** Runs on the user's own machine: no price a token. */
  readonly local: boolean;
  /** The listed model was found by a part of the name: it may be another. */
  readonly guess: boolean;
  readonly reasons: Reasons;
  /** A list says how it reasons; without it, missing levels mean nothing. */
  readonly described: boolean;
  readonly effort: EffortControl | null;
  readonly budget: BudgetControl | null;
  readonly reasoningText: ReasoningText;
  readonly contextTokens: number | null;
  readonly maxOutputTokens: number | null;
  readonly openWeights: boolean | null;
  /** ISO date. */
  readonly released: string | null;
  readonly retirement: Retirement | null;
  /** Tokenizer family, a key of the token factors. */
  readonly tokenizer: string;
  /** List price of the snapshot. */
  readonly list: ListPrice | null;
  /** The user's own price. It says nothing of how the model reasons. */
  readonly ownRates: Rates | null;
  /** The own price is set by the opened workspace. */
  readonly isWorkspacePrice?: boolean;
  /** Listed models whose names begin with this one, where it is none itself: it may mean any of them. */
  readonly siblings?: readonly string[];
  /** Where these facts come from, the user's own price and limits aside. */
  readonly known: 'catalogue' | 'family' | 'nothing';
}
