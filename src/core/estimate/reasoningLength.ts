import lengthData from './data/reasoningLength.data.json';
import type { ModelFacts } from './catalogue';
import { budgetOf, defaultLevel, effortShift, ignoredBecause, shifted, withBudget } from './effort';
import { modelKey } from './modelKey';
import type { LogRange, TaskType } from './model';

type Table = Readonly<Record<string, number>>;
const effects: Readonly<Record<'lab' | 'family' | 'model' | 'type' | 'mt', Table>> =
  lengthData.effects;
const variances = lengthData.variances;
const quantiles: Readonly<Record<string, readonly number[]>> = lengthData.quantiles;
const modelVariance: Table = lengthData.modelVariance;

/** Position of a model among the fitted ones: the sum of its effects, and how unsure that sum is. */
export interface ModelEffect {
  /** log10 tokens to add to the mean of all models. */
  readonly value: number;
  /** Variance of that value, log10 squared. */
  readonly variance: number;
  /** How specific the evidence is. */
  readonly level: 'model' | 'family' | 'lab' | 'none';
  /** Key of the fitted model, and the effort its runs were made with (`null`: the default). */
  readonly fitted: string | null;
  readonly fittedEffort: string | null;
}

/** The fitted runs of a model: at this effort, else at the default, else at another. */
function fittedKey(facts: ModelFacts, effort: string | null): string | null {
  const key = modelKey(facts.id);
  const exact = effort === null ? key : `${key}:${effort}`;
  if (exact in effects.model) return exact;
  if (key in effects.model) return key;
  return Object.keys(effects.model).find((k) => k.startsWith(`${key}:`)) ?? null;
}

/** What the fitted runs say about a model: its own effect, else its family's and lab's, else none. */
export function modelEffect(facts: ModelFacts, effort: string | null): ModelEffect {
  const fitted = fittedKey(facts, effort);
  const lab = effects.lab[facts.lab];
  const family = effects.family[facts.family];
  const value = (lab ?? 0) + (family ?? 0) + (fitted === null ? 0 : (effects.model[fitted] ?? 0));
  if (fitted !== null) {
    const fittedEffort = fitted.includes(':') ? fitted.slice(fitted.indexOf(':') + 1) : null;
    return {
      value,
      variance: modelVariance[fitted] ?? variances.model,
      level: 'model',
      fitted,
      fittedEffort,
    };
  }
  const own = variances.model + (family === undefined ? variances.family : 0);
  const shared =
    lab === undefined
      ? variances.lab + variances.unseen
      : (modelVariance[`lab:${facts.lab}`] ?? 0.02);
  const level = lab === undefined ? 'none' : family === undefined ? 'lab' : 'family';
  return { value, variance: shared + own, level, fitted: null, fittedEffort: null };
}

/** Reasoning length of one model at one effort on one task type, log10 tokens. */
export function lengthOf(facts: ModelFacts, effort: string | null, type: TaskType): LogRange {
  const effect = modelEffect(facts, effort);
  const prior = lengthData.types[type];
  const cell = effects.mt[`${effect.fitted ?? ''}|${type}`] ?? 0;
  const spread = Math.sqrt(variances.prompt + variances.cell + variances.noise + effect.variance);
  const [low = 0, middle = 0, high = 0] = quantiles[prior.quantiles] ?? [-1.2816, 0, 1.2816];
  const scale = spread * prior.scale;
  const base: LogRange = {
    median: lengthData.mu + effect.value + prior.effect + cell + scale * middle,
    below: scale * (middle - low),
    above: scale * (high - middle),
  };
  const usual = defaultLevel(facts);
  const from = effect.fittedEffort ?? usual;
  const budget = budgetOf(effort);
  if (budget !== null) return withBudget(shifted(base, effortShift(from, usual)), budget);
  if (ignoredBecause(facts) !== null) return base;
  return shifted(base, effortShift(from, effort ?? usual));
}

/** Share of the variance of one call that is run-to-run noise. */
export function noiseShare(facts: ModelFacts, effort: string | null): number {
  const { variance } = modelEffect(facts, effort);
  return variances.noise / (variances.prompt + variances.cell + variances.noise + variance);
}

/** Facts about the fit, for the basis line. */
export const lengthFit = {
  runs: lengthData.runs,
  models: lengthData.models,
  prompts: lengthData.prompts,
  date: lengthData.date,
  source: lengthData.source,
  kindOf: (type: TaskType): string => lengthData.types[type].kind,
};
