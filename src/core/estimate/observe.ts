import type { ModelFacts } from './modelFacts';
import { FLOOR_TOKENS, Z90 } from './distribution';
import { TASK_TYPES } from './model';
import type { LogRange, TaskType, TypeBelief } from './model';
import {
  lengthFit,
  lengthOf,
  meanOf,
  modelEffect,
  promptVariance,
  spreadOut,
} from './reasoningLength';
import type { LengthCoefficients, ModelEffect } from './reasoningLength';

/** The same prompt seen once: a saved trace or a probe call. `tokens` is the provider's reasoning token count. */
export interface Observation {
  readonly facts: ModelFacts;
  readonly effort: string | null;
  readonly tokens: number;
}

/** What a model's own runs of this prompt teach about its next: its part of the prompt (the cell) is seen too. */
interface OwnShift {
  readonly by: Readonly<Record<TaskType, number>>;
  /** Share of the prompt's and the cell's variance that is now known. */
  readonly rho: number;
}

/** What observations of this very prompt teach about any model's length on it. */
export interface PromptShift {
  /** Runs that counted; 0 leaves every estimate as it is. */
  readonly used: number;
  readonly belief: TypeBelief;
  /** log10 tokens to add, by task type. */
  readonly by: Readonly<Record<TaskType, number>>;
  /** Share of the prompt's own variance that is now known, 0 to 1. */
  readonly rho: number;
  /** By key of the observed models themselves. */
  readonly own: Readonly<Record<string, OwnShift>>;
}

/** Providers report multiples of 64 and little under it: such a count is a bound, not a measurement. */
const CENSORED = 64;

const shipped = lengthFit.coefficients;
const none = { math: 0, logic: 0, knowledge: 0, code: 0, document: 0, chat: 0, unknown: 0 };

function density(r: LogRange, y: number): number {
  const d = y - r.median;
  const sd = (d < 0 ? r.below : r.above) / Z90;
  return Math.exp((-d * d) / (2 * sd * sd)) / ((r.below + r.above) / 2);
}

/**
 * Updates belief in the task type by Bayes' rule and moves every model by rho times the mean residual, with
 * rho = prompt / (prompt + (cell + noise) / k): the posterior mean of the prompt's own effect after k runs were seen.
 */
export function learnFromPrompt(
  belief: TypeBelief,
  seen: readonly Observation[],
  chars: number,
  c: LengthCoefficients = shipped,
): PromptShift {
  const usable = seen.filter((o) => o.tokens > CENSORED);
  const k = usable.length;
  if (k === 0) return { used: 0, belief, by: none, rho: 0, own: {} };
  const { prompt, cell, noise } = c.variances;
  const rho = prompt / (prompt + (cell + noise) / k);
  const by: Record<TaskType, number> = { ...none };
  const weight: Record<TaskType, number> = { ...none };
  const runs = usable.map((o) => ({
    effect: modelEffect(o.facts, o.effort, c),
    effort: o.effort,
    y: Math.log10(Math.max(FLOOR_TOKENS, o.tokens)),
  }));
  for (const type of TASK_TYPES) {
    let likelihood = 1;
    for (const { effect, effort, y } of runs) {
      const mean = meanOf(effect, type, chars, c) + effect.shift.median;
      by[type] += (rho * (y - mean)) / k;
      likelihood *= density(lengthOf(effect, effort, type, chars, c), y) ** (1 / k);
    }
    weight[type] = belief[type] * likelihood;
  }
  const total = TASK_TYPES.reduce((s, t) => s + weight[t], 0);
  const updated: Record<TaskType, number> = { ...none };
  for (const t of TASK_TYPES) updated[t] = total > 0 ? weight[t] / total : belief[t];
  const own = Object.fromEntries(
    [...new Set(runs.map((r) => r.effect.key))].map((key) => [
      key,
      ownShift(
        runs.filter((r) => r.effect.key === key),
        chars,
        c,
      ),
    ]),
  );
  return { used: k, belief: updated, by, rho, own };
}

interface Run {
  readonly effect: ModelEffect;
  readonly y: number;
}

/** As for other models, with the cell on the side of what is learnt: rho = (prompt + cell) / (prompt + cell + noise / k). */
function ownShift(runs: readonly Run[], chars: number, c: LengthCoefficients): OwnShift {
  const { prompt, cell, noise } = c.variances;
  const rho = (prompt + cell) / (prompt + cell + noise / runs.length);
  const by: Record<TaskType, number> = { ...none };
  for (const type of TASK_TYPES) {
    for (const { effect, y } of runs) {
      const mean = meanOf(effect, type, chars, c) + effect.shift.median;
      by[type] += (rho * (y - mean)) / runs.length;
    }
  }
  return { by, rho };
}

/**
 * A model's length on this prompt: as `lengthOf` when nothing was observed; else moved, and narrowed by the share of
 * the prompt's variance that is now known.
 */
export function lengthOnPrompt(
  effect: ModelEffect,
  effort: string | null,
  type: TaskType,
  chars: number,
  shift: PromptShift,
  c: LengthCoefficients = shipped,
): LogRange {
  if (shift.used === 0) return lengthOf(effect, effort, type, chars, c);
  const own = shift.own[effect.key];
  const mean = meanOf(effect, type, chars, c) + (own ?? shift).by[type];
  const { prompt, cell } = c.variances;
  const known = own === undefined ? prompt * shift.rho : (prompt + cell) * own.rho;
  const left = promptVariance(c) - known;
  return spreadOut(mean, left, c.observedQuantiles, effect, effort);
}
