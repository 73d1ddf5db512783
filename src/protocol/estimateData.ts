import * as v from 'valibot';
import type { Figure, Sentence } from '../core/model/sentence';
import { REASONS } from '../core/estimate/modelFacts';
import type { Controls } from '../core/estimate/report';
import {
  TASK_TYPES,
  type Basis,
  type CandidateModel,
  type Change,
  type EffortOption,
  type EstimateModel,
  type TaskType,
} from '../core/estimate/model';

// The data of the estimate page. The core's `EstimateModel` crosses whole, so that the page recomputes every figure by
// itself; the guards below are typed by it.

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const maybe = v.nullable(v.number());
const text = v.nullable(v.string());

export const rangeSchema = v.object({ p10: v.number(), p50: v.number(), p90: v.number() });
const logRangeSchema = v.object({ median: v.number(), below: v.number(), above: v.number() });

const figureSchema: v.GenericSchema<Figure> = v.object({
  as: v.picklist(['usd', 'count', 'percent', 'wait', 'times']),
  value: v.number(),
});
const sentenceSchema: v.GenericSchema<Sentence> = v.object({
  message: v.string(),
  args: v.array(v.union([v.string(), figureSchema, v.lazy(() => sentenceSchema)])),
});

const basisSchema: v.GenericSchema<Basis> = v.object({
  kind: v.picklist(['measured', 'estimated', 'extrapolated', 'unknown']),
  text: v.union([sentenceSchema, v.array(sentenceSchema)]),
  date: text,
  n: maybe,
  source: text,
  on: v.exactOptional(sentenceSchema),
});

/** One value for each task type. */
function byType<S extends v.GenericSchema>(schema: S) {
  return v.object({
    math: schema,
    logic: schema,
    knowledge: schema,
    code: schema,
    document: schema,
    chat: schema,
    unknown: schema,
  } satisfies Record<TaskType, S>);
}

const effortSchema: v.GenericSchema<EffortOption> = v.object({
  effort: text,
  reasoning: v.nullable(byType(logRangeSchema)),
  success: byType(v.nullable(v.object({ share: rangeSchema, basis: basisSchema }))),
  supported: v.nullable(v.boolean()),
  basis: basisSchema,
});

const shownPrice = {
  input: v.number(),
  cachedInput: v.number(),
  cacheWrite: v.number(),
  output: v.number(),
};
const price = { ...shownPrice, cacheWrite1h: v.number() };

const changeSchema: v.GenericSchema<Change> = v.object({
  code: v.string(),
  message: sentenceSchema,
  evidence: v.string(),
  range: v.nullable(v.object({ start: v.number(), end: v.number() })),
  quickFix: v.exactOptional(v.object({ title: sentenceSchema, newText: v.string() })),
});

const offerSchema = v.object({
  factor: v.number(),
  cachedToo: v.boolean(),
  text: v.string(),
  date: v.string(),
});

const candidateSchema: v.GenericSchema<CandidateModel> = v.object({
  model: v.string(),
  effort: text,
  provider: text,
  facts: v.object({
    reasoning: v.picklist(REASONS),
    released: text,
    retires: text,
    replacement: text,
    price: v.nullable(v.object({ ...shownPrice, asOf: text, until: text, source: text })),
  }),
  inputTokens: rangeSchema,
  efforts: v.tupleWithRest([effortSchema], effortSchema),
  visible: byType(logRangeSchema),
  rates: v.nullable(
    v.object({ ...price, tiers: v.array(v.object({ over: v.number(), ...price })) }),
  ),
  batch: v.nullable(offerSchema),
  flex: v.nullable(offerSchema),
  speed: v.nullable(v.object({ firstToken: rangeSchema, tokensPerSecond: rangeSchema })),
  contextTokens: maybe,
  maxOutputTokens: maybe,
  noiseShare: v.number(),
  basis: v.object({
    outputTokens: basisSchema,
    costUsd: basisSchema,
    latencySeconds: basisSchema,
  }),
  warnings: v.array(v.object({ code: v.string(), message: sentenceSchema })),
  changes: v.array(changeSchema),
});

export const estimateModelSchema: v.GenericSchema<EstimateModel> = v.object({
  prompt: v.object({ tokens: v.number(), tokenizer: v.string(), kind: v.picklist(TASK_TYPES) }),
  belief: byType(share),
  pricesAsOf: v.string(),
  baseline: candidateSchema,
  candidates: v.array(candidateSchema),
});

export const controlsSchema: v.GenericSchema<Controls> = v.object({
  efforts: v.record(v.string(), text),
  callsPerMonth: maybe,
  cachedShare: share,
  batch: v.boolean(),
  flex: v.boolean(),
  visibleTokens: maybe,
  capTokens: maybe,
  valueOfRightUsd: maybe,
  taskType: v.nullable(v.picklist(TASK_TYPES)),
  routedShare: share,
  check: v.object({ costUsd: v.number(), caught: share, falseAlarms: share }),
});

/** What was taken as the prompt, in words for the line under the title. */
export const subjectSchema = v.object({
  /** File name, or a title where there is no file. */
  name: v.string(),
  /** "whole file", "selection", "call in line 14". */
  part: v.string(),
  canOpen: v.boolean(),
  /** Expressions that are filled in at run time and counted as written. */
  placeholders: v.array(v.string()),
  /** The document was edited since. */
  changed: v.boolean(),
});

/** A change that one or more candidates need, with its place. */
export const reportChangeSchema = v.object({
  id: v.string(),
  message: v.string(),
  evidence: v.string(),
  /** "line 3"; empty where it has no place. */
  where: v.string(),
  /** Models that need it; empty for all of them. */
  models: v.array(v.string()),
  fix: v.nullable(v.string()),
});

/** A recorded run of this very prompt. */
export const measuredSchema = v.object({
  model: v.string(),
  effort: text,
  costUsd: maybe,
  seconds: maybe,
  reasoningTokens: maybe,
  outputTokens: maybe,
});

/** Enough to estimate again after a reload: the page keeps it. */
export const reportKeySchema = v.object({
  /** Which prompt it is: the same however it is edited. */
  prompt: v.string(),
  uri: text,
  /** The cursor or selection it is found with. */
  start: v.number(),
  end: v.number(),
  from: v.string(),
  to: v.array(v.string()),
});

const ofPrompt = {
  key: reportKeySchema,
  /** The output cap that the call itself sets. */
  capTokens: maybe,
};

/** Everything the report shows. */
export const reportSchema = v.variant('state', [
  v.object({ ...ofPrompt, state: v.literal('empty'), message: v.string() }),
  v.object({ ...ofPrompt, state: v.literal('failed'), message: v.string() }),
  v.object({
    ...ofPrompt,
    state: v.literal('counting'),
    subject: subjectSchema,
    baseline: v.string(),
    candidates: v.array(v.string()),
  }),
  v.object({
    ...ofPrompt,
    state: v.literal('ready'),
    subject: subjectSchema,
    model: estimateModelSchema,
    changes: v.array(reportChangeSchema),
    measured: v.array(measuredSchema),
  }),
]);

export type Subject = v.InferOutput<typeof subjectSchema>;
export type ReportChange = v.InferOutput<typeof reportChangeSchema>;
export type MeasuredRun = v.InferOutput<typeof measuredSchema>;
export type ReportState = v.InferOutput<typeof reportSchema>;
export type ReportKey = v.InferOutput<typeof reportKeySchema>;
