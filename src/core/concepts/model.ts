import type { MetricId } from '../steps/metricTable';
import type { StepKind } from '../steps/model';

/** How far a fact was checked: the document itself read, seen quoted from it, or seen in somebody's report only. */
export type Checked = 'read' | 'quoted' | 'secondary';

/** What became of a claim of the class note. `unsupported`: no source found; `dated`: true once. */
export type Verdict = 'supported' | 'limits' | 'imprecise' | 'wrong' | 'unsupported' | 'dated';

/** A document that facts are taken from. `short` is its label in a table. */
export interface Source {
  readonly id: string;
  readonly short: string;
  readonly title: string;
  readonly authors: string;
  readonly year: number;
  readonly url: string;
}

/** One fact with where it comes from. */
export interface Evidence {
  readonly fact: string;
  /** Id of a `Source`. */
  readonly source: string;
  /** Section, table or page in the source. */
  readonly at: string | null;
  readonly checked: Checked;
  /** Ids of the claims it bears on. */
  readonly claims: readonly string[];
  /** Date (year, or year and month) after which the fact may have changed: prices, API rules. */
  readonly asOf: string | null;
}

/** A sentence of the class note, reworded, with its verdict. */
export interface Claim {
  readonly id: string;
  readonly section: string;
  readonly claim: string;
  readonly verdict: Verdict;
  readonly evidence: string;
  /** Ids of `Source`s. */
  readonly sources: readonly string[];
}

/** Where a page can be seen at work: a sample trace and the kind of step to show first. */
export interface SampleHint {
  /** A file of media/samples. */
  readonly file: string;
  readonly kind: StepKind;
}

/** A prompt to estimate: a file of media/samples, and words near which the prompt stands in it. */
export interface PromptHint {
  readonly file: string;
  readonly near: string | null;
}

/** One page of the side bar. Markdown parts are kept apart because each has its place in the reader. */
export interface Concept {
  /** File name without extension; part of deep links, never renamed. */
  readonly id: string;
  /** Language of the words: that of the library, or `en` where there is no translation of today. */
  readonly lang: string;
  readonly title: string;
  readonly group: string;
  readonly order: number;
  /** The page in one sentence, plain text. */
  readonly gist: string;
  /** Questions and search words that the page answers beside those of its own text. */
  readonly ask: readonly string[];
  readonly claims: readonly string[];
  readonly related: readonly string[];
  /** Step kinds and metrics that this page explains. */
  readonly kinds: readonly StepKind[];
  readonly metrics: readonly MetricId[];
  readonly sample: SampleHint | null;
  /** The prompt for "try it in the estimate"; `null` where an estimate teaches nothing. */
  readonly estimate: PromptHint | null;
  readonly evidence: readonly Evidence[];
  /** Markdown before the two fixed sections. */
  readonly explanation: string;
  /** Markdown of "What it means for your code". */
  readonly code: string;
  /** Markdown of "Where the note is imprecise". */
  readonly imprecise: string;
  /** The three parts without markup, for searching. */
  readonly text: string;
  /** Reading time, rounded up. */
  readonly minutes: number;
}

export interface ConceptGroup {
  readonly id: string;
  readonly title: string;
}

/** The model that stands for a vendor in examples and tables, with its list price in USD per million tokens. */
export interface CurrentModel {
  readonly vendor: string;
  readonly id: string;
  /** Effort levels from least to most. */
  readonly levels: readonly string[];
  /** `null`: no price is listed. */
  readonly input: number | null;
  readonly output: number | null;
  /** Day of the price, ISO. */
  readonly asOf: string | null;
}

/** All pages in reading order, with the ledger and the sources. Built from media/concepts at build time. */
export interface ConceptLibrary {
  /** As VS Code names its display language: `en`, `zh-cn`. */
  readonly language: string;
  readonly groups: readonly ConceptGroup[];
  readonly concepts: readonly Concept[];
  readonly claims: readonly Claim[];
  /** Day on which the claims were last checked against their sources, ISO. */
  readonly claimsChecked: string;
  /** The models of the day, from the catalogue. */
  readonly models: readonly CurrentModel[];
  readonly sources: Readonly<Record<string, Source>>;
}
