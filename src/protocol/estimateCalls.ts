import type { Calibration, CalibrationTrace, MeasuredRatio } from '../core/estimate/calibration';
import type { EstimateModel, ModelChoice, Range } from '../core/estimate/model';
import type { Reasons } from '../core/estimate/modelFacts';
import type { Controls } from '../core/estimate/controls';
import type { Sentence } from '../core/model/sentence';
import type { PromptDocument } from '../core/prompt/find';
import type { ImportedFiles, MissingImport } from '../core/prompt/imports';
import type { FoundPrompt, TextRange } from '../core/prompt/model';
import { call } from './rpc';

// What the host asks the engine about prompts and models: the engine holds the tokenizer, the price book, the catalogue and
// the grammars by which prompts are found.

/** What a list of models and a hover show of one model. */
export interface ModelCard {
  readonly id: string;
  readonly lab: string;
  readonly family: string;
  /** `never` a plain LLM; `off`/`on` can be switched, what it does unasked; `always`; `unknown`. */
  readonly reasons: Reasons;
  readonly levels: readonly string[];
  readonly effortParameter: string | null;
  /** Range of a token budget; `max` null where the vendor states none. */
  readonly budget: {
    readonly parameter: string;
    readonly min: number | null;
    readonly max: number | null;
  } | null;
  readonly contextTokens: number | null;
  readonly maxOutputTokens: number | null;
  readonly released: string | null;
  /** Day on which the vendor switches it off, ISO; the model he names instead. */
  readonly retires: string | null;
  readonly replacement: string | null;
  /** How it reasons is guessed from its name. */
  readonly guessed: boolean;
  /** USD per million tokens. */
  readonly price: {
    readonly input: number;
    readonly output: number;
    readonly asOf: string | null;
  } | null;
}

/** A prompt with the models it is estimated for. */
export interface ReportRequest {
  readonly prompt: string;
  /** Where the prompt stands, to look for what must change; null without a place. */
  readonly source: { readonly found: FoundPrompt; readonly document: string } | null;
  readonly from: ModelChoice;
  readonly to: readonly ModelChoice[];
  readonly observed: readonly (ModelChoice & { readonly tokens: number })[];
  /** Tokens of the prompt by a model's own tokenizer, by model id as asked. */
  readonly ownCounts?: Readonly<Record<string, number>>;
  /** Runs of other prompts that were measured. */
  readonly runs: readonly MeasuredRatio[];
}

/** The few figures of a row that fit into a lens or an answer to an agent. */
interface BriefRow extends ModelChoice {
  readonly costUsd: Range | null;
  readonly seconds: Range | null;
  /** Share of right answers. */
  readonly success: Range | null;
  readonly reasoningTokens: Range;
  readonly warnings: readonly string[];
}

/** The estimate in short. */
export interface Brief {
  readonly promptTokens: number;
  readonly pricesAsOf: string;
  readonly sentence: string;
  readonly detail: string;
  /** Today's model first. */
  readonly rows: readonly BriefRow[];
}

/** What the user's traces of one model say against the shipped fit. Medians in reasoning tokens. */
export interface Learnt extends ModelChoice {
  readonly n: number;
  readonly own: number;
  readonly expected: number;
}

export const estimateRequests = {
  /** Loads the tokenizer ahead of the first estimate. */
  warm: call<null, null>(),
  /** Whether these can be used as price lists: rejects with the reason. */
  checkPrices: call<{ readonly data: unknown }, null>(),
  /** What traces teach. */
  calibrate: call<
    { readonly traces: readonly CalibrationTrace[] },
    { readonly calibration: Calibration; readonly learnt: readonly Learnt[] }
  >(),
  /** How far a measured run lies from what was expected: log10(measured / expected). */
  lesson: call<
    ModelChoice & { readonly prompt: string; readonly reasoningTokens: number },
    number | null
  >(),
  prepare: call<ReportRequest, EstimateModel>(),
  /** The estimate in short, for a lens or an agent. */
  brief: call<ReportRequest & { readonly controls: Controls | null }, Brief>(),
  /** Every model of the catalogue, newest first. */
  models: call<null, readonly ModelCard[]>(),
  /** What is known of these ids, in their order; null for an id that says nothing. */
  cards: call<{ readonly ids: readonly string[] }, readonly (ModelCard | null)[]>(),
  /** The prompts of a document, in order. */
  findPrompts: call<
    { readonly document: PromptDocument; readonly files?: ImportedFiles },
    readonly FoundPrompt[]
  >(),
  /** Imports of a document that its prompts lead to and that are not among the files yet. */
  missingImports: call<
    { readonly document: PromptDocument; readonly files: ImportedFiles },
    readonly MissingImport[]
  >(),
  /** Why a document has no prompt. */
  whyNone: call<{ readonly document: PromptDocument }, Sentence>(),
  /** The prompt at a cursor or selection; all of the document where that is asked for. */
  findPrompt: call<
    {
      readonly document: PromptDocument;
      readonly at: TextRange | 'document';
      readonly files?: ImportedFiles;
    },
    FoundPrompt | null
  >(),
};
