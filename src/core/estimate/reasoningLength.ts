import shippedData from './data/reasoningLength.data.json';
import type { ModelFacts } from './modelFacts';
import { budgetOf, defaultLevel, effortShift, ignoredBecause, shifted, withBudget } from './effort';
import { modelKey } from './modelKey';
import type { LogRange, TaskType } from './model';

type Table = Readonly<Record<string, number>>;

/** What the fit script writes: effects, variances and quantiles of log10 reasoning tokens. */
export interface LengthCoefficients {
  readonly mu: number;
  readonly variances: Readonly<
    Record<'lab' | 'family' | 'model' | 'prompt' | 'cell' | 'noise', number>
  >;
  readonly effects: Readonly<Record<'lab' | 'family' | 'model' | 'mt', Table>>;
  /** Variance of the summed effects: of a fitted model by its key, of a lab as `lab:NAME`, of neither as `none`. */
  readonly meanVariance: Table;
  /** log10 tokens from the shortest to the middle, and the middle to the longest prompts, by task type. */
  readonly slope: Table;
  readonly types: Readonly<
    Record<TaskType, { readonly effect: number; readonly quantiles: string; readonly kind: string }>
  >;
  /** Standardised residual quantiles (p10, p50, p90) of prompts that the fit had not seen. */
  readonly quantiles: Readonly<Record<string, readonly number[]>>;
  /** The same after one run of the prompt was observed. */
  readonly observedQuantiles: readonly number[];
  /** Spread of a calibrated model's calls against the fitted spread, by its key. */
  readonly spread?: Table;
}

const shipped: LengthCoefficients = shippedData;

/** Characters of a prompt of middling length, and the factor at which the effect of length is full. */
const PIVOT_CHARS = 160;
const FULL_OCTAVES = 0.5;

/** -1 for a question of one line, 1 for a scenario of several; the effect of length saturates there. */
const lengthScore = (chars: number): number =>
  Math.min(1, Math.max(-1, Math.log2(Math.max(1, chars) / PIVOT_CHARS) / FULL_OCTAVES));

/** Position of a model among the fitted ones: the sum of its effects, and how unsure that sum is. */
export interface ModelEffect {
  /** The model and the effort asked for, in one spelling. */
  readonly key: string;
  /** log10 tokens to add to the mean of all models. */
  readonly value: number;
  /** Variance of the model's mean, log10 squared. */
  readonly variance: number;
  /** How specific the evidence is. */
  readonly level: 'model' | 'family' | 'lab' | 'none';
  /** Key of the fitted model, and the effort its runs were made with (`null`: the default). */
  readonly fitted: string | null;
  readonly fittedEffort: string | null;
  /** From the effort of the fitted runs to the effort asked for. */
  readonly shift: LogRange;
  /** Spread of the user's own calls against the fitted one; 1 without calibration. */
  readonly scale: number;
}

/** The fitted runs of a model: at this effort, else at the default, else at another. */
function fittedKey(facts: ModelFacts, effort: string | null, models: Table): string | null {
  const key = modelKey(facts.id);
  const exact = effort === null ? key : `${key}:${effort}`;
  if (Object.hasOwn(models, exact)) return exact;
  if (Object.hasOwn(models, key)) return key;
  return Object.keys(models).find((k) => k.startsWith(`${key}:`)) ?? null;
}

/** How far the effort asked for lies from that of the fitted runs; a budget caps the default level. */
function shiftTo(facts: ModelFacts, effort: string | null, fittedEffort: string | null): LogRange {
  const usual = defaultLevel(facts);
  if (ignoredBecause(facts) !== null) return effortShift(usual, usual);
  const to = effort === null || budgetOf(effort) !== null ? usual : effort;
  return effortShift(fittedEffort ?? usual, to);
}

/** What the fitted runs say about a model: its own effect, else its family's and lab's, else none. */
export function modelEffect(
  facts: ModelFacts,
  effort: string | null,
  c: LengthCoefficients = shipped,
): ModelEffect {
  const { effects, variances: v, meanVariance } = c;
  const fitted = fittedKey(facts, effort, effects.model);
  const at = fitted?.indexOf(':') ?? -1;
  const fittedEffort = fitted === null || at < 0 ? null : fitted.slice(at + 1);
  const lab = effects.lab[facts.lab];
  const family = effects.family[facts.family];
  const own = v.model + (family === undefined ? v.family : 0);
  return {
    key: `${modelKey(facts.id)}:${effort ?? ''}`,
    value: (lab ?? 0) + (family ?? 0) + (fitted === null ? 0 : (effects.model[fitted] ?? 0)),
    variance:
      fitted !== null
        ? (meanVariance[fitted] ?? v.model)
        : lab === undefined
          ? (meanVariance['none'] ?? 0) + v.lab + own
          : (meanVariance[`lab:${facts.lab}`] ?? v.lab) + own,
    level:
      fitted !== null
        ? 'model'
        : lab === undefined
          ? 'none'
          : family === undefined
            ? 'lab'
            : 'family',
    fitted,
    fittedEffort,
    shift: shiftTo(facts, effort, fittedEffort),
    scale: c.spread?.[fitted ?? ''] ?? 1,
  };
}

/** Mean of log10 tokens of a model on a task type, for a prompt of so many characters, at the effort of the fitted runs. */
export function meanOf(
  effect: ModelEffect,
  type: TaskType,
  chars: number,
  c: LengthCoefficients = shipped,
): number {
  const cell = effect.fitted === null ? 0 : (c.effects.mt[`${effect.fitted}|${type}`] ?? 0);
  const slope = (c.slope[type] ?? 0) * lengthScore(chars);
  return c.mu + effect.value + c.types[type].effect + cell + slope;
}

/** A mean with the variance of a call and standardised quantiles, moved to the effort or budget asked for. */
export function spreadOut(
  mean: number,
  variance: number,
  quantiles: readonly number[],
  effect: ModelEffect,
  effort: string | null,
): LogRange {
  const sd = Math.sqrt(variance * effect.scale ** 2 + effect.variance);
  const [low = -1.28, middle = 0, high = 1.28] = quantiles;
  const range = shifted(
    { median: mean + sd * middle, below: sd * (middle - low), above: sd * (high - middle) },
    effect.shift,
  );
  const budget = budgetOf(effort);
  return budget === null ? range : withBudget(range, budget);
}

/** Variance of a call around its model's mean, on a prompt not seen before. */
export const promptVariance = ({ variances: v }: LengthCoefficients = shipped): number =>
  v.prompt + v.cell + v.noise;

/** Reasoning length of one model at one effort on one task type, log10 tokens. */
export function lengthOf(
  effect: ModelEffect,
  effort: string | null,
  type: TaskType,
  chars: number,
  c: LengthCoefficients = shipped,
): LogRange {
  const quantiles = c.quantiles[c.types[type].quantiles] ?? [];
  return spreadOut(meanOf(effect, type, chars, c), promptVariance(c), quantiles, effect, effort);
}

/** Share of the variance of one call that is run-to-run noise. */
export const noiseShare = (effect: ModelEffect, c: LengthCoefficients = shipped): number =>
  c.variances.noise / (promptVariance(c) + effect.variance);

/** Facts about the fit, for the basis line. */
export const lengthFit = {
  runs: shippedData.runs,
  models: shippedData.models,
  prompts: shippedData.prompts,
  date: shippedData.date,
  source: shippedData.source,
  coefficients: shipped,
};
