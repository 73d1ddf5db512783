import lengthData from './data/reasoningLength.data.json';
import type { ModelFacts } from './catalogue';
import { FLOOR_TOKENS } from './distribution';
import { lengthOf } from './reasoningLength';
import { TASK_TYPES } from './model';
import type { LogRange, TaskType, TypeBelief } from './model';

/** The same prompt seen once: a saved trace or a probe call. `tokens` is the provider's reasoning token count. */
export interface Observation {
  readonly facts: ModelFacts;
  readonly effort: string | null;
  readonly tokens: number;
}

/** What observations of this very prompt teach about any model's length on it. */
export interface PromptShift {
  /** Runs that counted; 0 leaves every estimate as it is. */
  readonly used: number;
  readonly belief: TypeBelief;
  /** log10 tokens to add, by task type. */
  readonly by: Readonly<Record<TaskType, number>>;
  /** The prompt's share of the variance that is now known, 0 to 1. */
  readonly rho: number;
}

/** Providers report multiples of 64 and little under it: such a count is a bound, not a measurement. */
const CENSORED = 64;

const { prompt, cell, noise } = lengthData.variances;

function density(r: LogRange, y: number): number {
  const d = y - r.median;
  const sd = (d < 0 ? r.below : r.above) / 1.2816;
  return Math.exp((-d * d) / (2 * sd * sd)) / ((r.below + r.above) / 2);
}

/**
 * Updates belief in the task type by Bayes' rule and moves every model by rho times the mean residual, with
 * rho = prompt / (prompt + (cell + noise) / k): the posterior mean of the prompt's own effect after k models were seen.
 */
export function learnFromPrompt(belief: TypeBelief, seen: readonly Observation[]): PromptShift {
  const zero = { math: 0, logic: 0, knowledge: 0, code: 0, document: 0, chat: 0, unknown: 0 };
  const usable = seen.filter((o) => o.tokens > CENSORED);
  const k = usable.length;
  if (k === 0) return { used: 0, belief, by: zero, rho: 0 };
  const by: Record<TaskType, number> = { ...zero };
  const weight: Record<TaskType, number> = { ...zero };
  const rho = prompt / (prompt + (cell + noise) / k);
  for (const type of TASK_TYPES) {
    let residual = 0;
    let likelihood = 1;
    for (const o of usable) {
      const expected = lengthOf(o.facts, o.effort, type);
      const y = Math.log10(Math.max(FLOOR_TOKENS, o.tokens));
      residual += (y - expected.median) / k;
      likelihood *= density(expected, y) ** (1 / k);
    }
    by[type] = rho * residual;
    weight[type] = belief[type] * likelihood;
  }
  const total = TASK_TYPES.reduce((s, t) => s + weight[t], 0);
  const updated: Record<TaskType, number> = { ...zero };
  for (const t of TASK_TYPES) updated[t] = total > 0 ? weight[t] / total : belief[t];
  return { used: k, belief: updated, by, rho };
}

/** A model's length on the observed prompt: moved, and narrowed by what is now known of the prompt. */
export function afterObservation(r: LogRange, type: TaskType, shift: PromptShift): LogRange {
  if (shift.used === 0) return r;
  const before = prompt + cell + noise;
  const left = before - prompt * shift.rho;
  const narrower = Math.sqrt(left / before) * lengthData.observed.widen;
  const even = (r.below + r.above) / 2;
  return {
    median: r.median + shift.by[type],
    below: narrower * (0.5 * r.below + 0.5 * even),
    above: narrower * (0.5 * r.above + 0.5 * even),
  };
}
