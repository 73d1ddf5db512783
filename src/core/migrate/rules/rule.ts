import type { Sentence } from '../../model/sentence';
import type { ModelFacts } from '../../estimate/modelFacts';

/** What a vendor's API does with a parameter that a call sets. */
export type Effect = 'refused' | 'ignored' | 'changed';

/** The models a rule is about, in terms of the catalogue where it says so. */
export type ModelTest = (facts: ModelFacts) => boolean;

/** What becomes of the parameter. */
export type Replacement =
  | 'remove'
  | { readonly rename: string }
  | { readonly value: Template }
  /** Other parameters, by their path. */
  | { readonly set: Readonly<Record<string, Template>> };

/** A value to write; `$level` and `$budget` stand for the effort that is asked for. */
export type Template = string | number | boolean | { readonly [name: string]: Template };

/** A value with which a parameter is accepted after all. */
export type Accepted = string | number | boolean | null;

/** One statement of a vendor's documentation about one or several parameters. */
export interface Rule {
  /**
   * Names from the call inwards, joined by dots, spelled as in the vendor's HTTP API. Case and underscores do not count, and
   * `extra_body` is passed through.
   */
  readonly paths: readonly string[];
  readonly models: ModelTest;
  /** Those of the models for which it holds also while they do not think; without it, only while they do. */
  readonly anyway?: ModelTest;
  readonly effect: Effect;
  /** Only a value in this list is meant; without it every value is. */
  readonly values?: readonly Accepted[];
  /** Values that are accepted. */
  readonly except?: readonly Accepted[];
  /** Only a number below this is meant. */
  readonly least?: number;
  /** Null: the developer decides. */
  readonly replacement: Replacement | null;
  readonly source: Sentence;
}

/** How reasoning is switched on and its effort told. The first row that fits counts. */
export interface Switch {
  readonly models: ModelTest;
  /** What is asked for: a level, tokens, or reasoning as such (`default`). */
  readonly asked: 'level' | 'budget' | 'default';
  /** Path and value of each parameter to set. */
  readonly set: Readonly<Record<string, Template>>;
  readonly source: Sentence;
}

/** What one vendor's API asks of a call to a reasoning model. */
export interface VendorRules {
  /** Day on which the facts were read, ISO: those of 2026-11-23 come from an earlier list and were not all read again. */
  readonly date: string;
  /** The parameter that limits reasoning and answer together; null where rules name none. */
  readonly cap: string | null;
  readonly rules: readonly Rule[];
  readonly switches: readonly Switch[];
  /** Why the model's reasoning must be sent back between tool calls; null where it need not. */
  readonly replay: Sentence | null;
}

export const anyModel: ModelTest = () => true;

/** Models told apart by name where the catalogue has no column for it. */
export const named =
  (pattern: RegExp): ModelTest =>
  ({ id }) =>
    pattern.test(id);
