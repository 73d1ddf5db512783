import * as v from 'valibot';
import type { Calibration, CalibrationTrace } from '../core/estimate/calibration';
import { REASONS } from '../core/estimate/modelFacts';
import type { FoundPrompt } from '../core/prompt/model';
import type { Contract } from './rpc';
import { controlsSchema, estimateModelSchema, rangeSchema } from './estimateData';

const choice = { model: v.string(), effort: v.nullable(v.string()) };

/** What a list of models and a hover show of one model. */
export const modelCardSchema = v.object({
  id: v.string(),
  lab: v.string(),
  family: v.string(),
  /** `never` a plain LLM; `off`/`on` can be switched, what it does unasked; `always`; `unknown`. */
  reasons: v.picklist(REASONS),
  levels: v.array(v.string()),
  effortParameter: v.nullable(v.string()),
  /** Range of a token budget; `max` null where the vendor states none. */
  budget: v.nullable(
    v.object({ parameter: v.string(), min: v.nullable(v.number()), max: v.nullable(v.number()) }),
  ),
  contextTokens: v.nullable(v.number()),
  maxOutputTokens: v.nullable(v.number()),
  released: v.nullable(v.string()),
  /** Day on which the vendor switches it off, ISO; the model he names instead. */
  retires: v.nullable(v.string()),
  replacement: v.nullable(v.string()),
  /** How it reasons is guessed from its name. */
  guessed: v.boolean(),
  /** USD per million tokens. */
  price: v.nullable(
    v.object({ input: v.number(), output: v.number(), asOf: v.nullable(v.string()) }),
  ),
});
export type ModelCard = v.InferOutput<typeof modelCardSchema>;

/** A model of the user's own, as the settings hold it after their check. */
export const ownModelSchema = v.object({
  id: v.string(),
  input: v.number(),
  output: v.number(),
  cachedInput: v.nullable(v.number()),
  contextTokens: v.nullable(v.number()),
  maxOutputTokens: v.nullable(v.number()),
  /** Set by the opened workspace rather than by the user. */
  byWorkspace: v.exactOptional(v.boolean()),
});
export type OwnModel = v.InferOutput<typeof ownModelSchema>;

/** The core's own values between two sides of this extension: typed, not taken apart. */
const value = <T>() => v.custom<T>((input) => typeof input === 'object' && input !== null);

const prepareParams = v.object({
  prompt: v.string(),
  /** Where the prompt stands, to look for what must change; null without a place. */
  source: v.nullable(v.object({ found: value<FoundPrompt>(), document: v.string() })),
  from: v.object(choice),
  to: v.array(v.object(choice)),
  observed: v.array(v.object({ ...choice, tokens: v.number() })),
  /** Tokens of the prompt by a model's own tokenizer, by model id as asked. */
  ownCounts: v.exactOptional(v.record(v.string(), v.number())),
  /** Runs of other prompts that were measured: log10(measured / predicted). */
  runs: v.array(v.object({ ...choice, logRatio: v.number() })),
});

/** The few figures of a row that fit into a lens or an answer to an agent. */
const briefRowSchema = v.object({
  ...choice,
  costUsd: v.nullable(rangeSchema),
  seconds: v.nullable(rangeSchema),
  /** Share of right answers. */
  success: v.nullable(rangeSchema),
  reasoningTokens: rangeSchema,
  warnings: v.array(v.string()),
});
export const briefSchema = v.object({
  promptTokens: v.number(),
  pricesAsOf: v.string(),
  sentence: v.string(),
  detail: v.string(),
  /** Today's model first. */
  rows: v.array(briefRowSchema),
});
export type Brief = v.InferOutput<typeof briefSchema>;

/** What the user's traces of one model say against the shipped fit. Medians in reasoning tokens. */
export const learntSchema = v.object({
  ...choice,
  n: v.number(),
  own: v.number(),
  expected: v.number(),
});
export type Learnt = v.InferOutput<typeof learntSchema>;

/** What the estimator answers: it holds the tokenizer, the price library and the catalogue, away from the extension host's thread. */
export const estimatorContract = {
  requests: {
    /** Loads the tokenizer ahead of the first estimate. */
    warm: { params: v.null(), result: v.null() },
    /** Replaces the user's own models and prices, and what was learnt from traces. */
    configure: {
      params: v.object({
        models: v.array(ownModelSchema),
        calibration: v.nullable(value<Calibration>()),
      }),
      result: v.null(),
    },
    /** Uses newer price data; rejects where they are none. */
    usePrices: {
      params: v.object({ data: v.unknown(), date: v.string() }),
      result: v.null(),
    },
    /** What traces teach. */
    calibrate: {
      params: v.object({ traces: v.array(value<CalibrationTrace>()) }),
      result: v.object({ calibration: value<Calibration>(), learnt: v.array(learntSchema) }),
    },
    /** How far a measured run lies from what was expected: log10(measured / expected). */
    lesson: {
      params: v.object({ ...choice, prompt: v.string(), reasoningTokens: v.number() }),
      result: v.nullable(v.number()),
    },
    prepare: { params: prepareParams, result: estimateModelSchema },
    /** The estimate in short, for a lens or an agent. */
    brief: {
      params: v.object({ ...prepareParams.entries, controls: v.nullable(controlsSchema) }),
      result: briefSchema,
    },
    /** Every model of the catalogue, newest first. */
    models: { params: v.null(), result: v.array(modelCardSchema) },
    /** What is known of these ids, in their order; null for an id that says nothing. */
    cards: {
      params: v.object({ ids: v.array(v.string()) }),
      result: v.array(v.nullable(modelCardSchema)),
    },
  },
  events: {},
} satisfies Contract;

/** The host answers nothing. */
export const estimatorClientContract = { requests: {}, events: {} } satisfies Contract;
