import { Z90, mixture, toRange } from './distribution';
import { budgetOf, withBudget } from './effort';
import { lengthFit } from './lengthFit';
import type { CallVariance, LengthCoefficients } from './lengthFit';
import type { ModelEffect } from './modelEffect';
import { WORK_CLASSES } from './model';
import type { LogRange, TaskType, WorkClass } from './model';
import { TYPE_FACTS } from './taskClass';

const { coefficients: shipped, doubt, classPrior } = lengthFit;

/** Characters of a prompt of middling length, and the factor at which the effect of length is full. */
const PIVOT_CHARS = 160;
const FULL_OCTAVES = 0.5;
/** The fitted spread counts as so many traces against the spread of the user's own. */
const PRIOR_TRACES = 12;

/** -1 for a question of one line, 1 for a scenario of several; the effect of length saturates there. */
const lengthScore = (chars: number): number =>
  Math.min(1, Math.max(-1, Math.log2(Math.max(1, chars) / PIVOT_CHARS) / FULL_OCTAVES));

/** A level with the variance of the level itself (model, type, set, effort) apart from that of calls. */
interface Level {
  readonly mean: number;
  readonly doubt: number;
  readonly quantiles: readonly number[] | null;
}

/** Level of a puzzle, mathematics or knowledge prompt. */
function puzzleLevel(
  effect: ModelEffect,
  type: TaskType,
  chars: number,
  c: LengthCoefficients,
): Level {
  const { mu, effects, types, slope, quantiles, meanVariance, variances } = c.puzzles;
  const at = mu + (types[type] ?? 0) + (slope[type] ?? 0) * lengthScore(chars);
  const shape = quantiles[type] ?? null;
  const { puzzle } = effect;
  if (puzzle === null) {
    return {
      mean: at + effect.value + effect.slope * effect.rank,
      doubt: effect.variance + (effect.slopeDoubt * (effect.rank - effect.usual)) ** 2,
      quantiles: shape,
    };
  }
  const steps = effect.rank - puzzle.rank;
  const own =
    (effects.lab[effect.lab] ?? 0) +
    (effects.family[effect.family] ?? 0) +
    (effects.model[puzzle.key] ?? 0) +
    (effects.mt[`${puzzle.key}|${type}`] ?? 0);
  return {
    mean: at + own + effect.slope * steps,
    doubt: (meanVariance[puzzle.key] ?? variances.model) + (effect.slopeDoubt * steps) ** 2,
    quantiles: shape,
  };
}

/** Doubt of a type's level in its class: one set of writing and one of advice do not stand for all. */
export const typeDoubt = (type: TaskType | WorkClass, c: LengthCoefficients = shipped): number =>
  Object.hasOwn(c.work.level, type) && classOf(type) !== 'prose'
    ? 0
    : doubt.typeInClass[classOf(type)];

/** Level of a type or, where its own is not recorded, of its class. */
function workLevel(effect: ModelEffect, type: TaskType | WorkClass, c: LengthCoefficients): Level {
  const { work } = c;
  const own = work.level[type];
  const cell = effect.fitted === null ? 0 : (work.modelInType[`${effect.fitted}|${type}`] ?? 0);
  const level = own ?? work.classLevel[classOf(type)];
  return {
    mean: level + effect.value + cell + effect.slope * effect.rank,
    doubt:
      doubt.set +
      typeDoubt(type, c) +
      effect.variance +
      (effect.slopeDoubt * (effect.rank - effect.usual)) ** 2,
    quantiles: null,
  };
}

function classOf(type: TaskType | WorkClass): WorkClass {
  const named = WORK_CLASSES.find((w) => w === type);
  return named ?? TYPE_FACTS[type as TaskType].work ?? 'prose';
}

const NO_CALLS: CallVariance = { call: 0.1, prompt: 0.02, cell: 0.01 };

/** How calls of one kind of work spread around their level. */
export function callsOf(type: TaskType | WorkClass, c: LengthCoefficients = shipped): CallVariance {
  const { calls } = c.work;
  return calls[type] ?? calls[type === 'unknown' ? 'prose' : classOf(type)] ?? NO_CALLS;
}

/** What the user's own traces of the model teach of a level: moved by w = k b / (k b + a), b shrinks to a b / (k b + a). */
function taught(level: Level, effect: ModelEffect, call: number): Level {
  const { learnt } = effect;
  if (learnt === null) return level;
  const between = doubt.modelInSet;
  const total = learnt.n * between + call;
  return {
    ...level,
    mean: level.mean + ((learnt.n * between) / total) * learnt.mean,
    doubt: Math.max(doubt.set, (call * between) / total),
  };
}

/** Spread of the user's own calls against the fitted one, as a share of variance; 1 without traces. */
function ownSpread({ learnt }: ModelEffect, call: number): number {
  if (learnt === null || learnt.n < 2) return 1;
  const mixed =
    (PRIOR_TRACES * call + (learnt.n - 1) * learnt.variance) / (PRIOR_TRACES + learnt.n - 1);
  return (mixed / call) * (1 + 1 / (learnt.n + PRIOR_TRACES));
}

const isPuzzle = (type: TaskType | WorkClass, c: LengthCoefficients): boolean =>
  Object.hasOwn(c.puzzles.types, type);

const levelOf = (
  effect: ModelEffect,
  type: TaskType | WorkClass,
  chars: number,
  c: LengthCoefficients,
): Level =>
  taught(
    isPuzzle(type, c)
      ? puzzleLevel(effect, type as TaskType, chars, c)
      : workLevel(effect, type, c),
    effect,
    callsOf(type, c).call,
  );

/** Mean of log10 tokens of a model at its effort on one kind of work, for a prompt of so many characters. */
export function meanOf(
  effect: ModelEffect,
  type: TaskType | WorkClass,
  chars: number,
  c: LengthCoefficients = shipped,
): number {
  if (type !== 'unknown') return levelOf(effect, type, chars, c).mean;
  return WORK_CLASSES.reduce(
    (sum, w) => sum + classPrior[w] * levelOf(effect, w, chars, c).mean,
    0,
  );
}

/** What was seen of this very prompt, for one kind of work: where to move the level, and the variance that is left. */
export interface Narrowing {
  readonly by: number;
  /** Variance that is now known, log10 squared. */
  readonly known: number;
}

/** Least variance of a call after everything that can be known of it. */
const LEAST_VARIANCE = 0.02;

function rangeOf(
  effect: ModelEffect,
  type: TaskType | WorkClass,
  chars: number,
  seen: Narrowing | null,
  c: LengthCoefficients,
): LogRange {
  const { mean, doubt: level, quantiles } = levelOf(effect, type, chars, c);
  const own = isPuzzle(type, c);
  const { variances: v } = c.puzzles;
  const call =
    (own ? v.prompt + v.cell + v.noise : callsOf(type, c).call) *
    ownSpread(effect, callsOf(type, c).call);
  const whole = call + level;
  const left = seen === null ? whole : Math.max(LEAST_VARIANCE, whole - seen.known);
  const sd = Math.sqrt(left);
  const [low = -Z90, middle = 0, high = Z90] = quantiles ?? [];
  return {
    median: mean + (seen?.by ?? 0) + sd * middle,
    below: sd * (middle - low),
    above: sd * (high - middle),
  };
}

/** A mixture of log ranges as one skewed range. */
function mixed(parts: readonly { readonly weight: number; readonly range: LogRange }[]): LogRange {
  const { p10, p50, p90 } = toRange(mixture(parts));
  return {
    median: Math.log10(p50),
    below: Math.log10(p50 / p10),
    above: Math.log10(p90 / p50),
  };
}

/** Reasoning length of one model at one effort on one kind of work, log10 tokens; `seen` is what runs of the prompt taught. */
export function lengthOf(
  effect: ModelEffect,
  effort: string | null,
  type: TaskType,
  chars: number,
  c: LengthCoefficients = shipped,
  seen: (type: TaskType | WorkClass) => Narrowing | null = () => null,
): LogRange {
  const of = (t: TaskType | WorkClass) => rangeOf(effect, t, chars, seen(t), c);
  const range =
    type === 'unknown'
      ? mixed(WORK_CLASSES.map((w) => ({ weight: classPrior[w], range: of(w) })))
      : of(type);
  const budget = budgetOf(effort);
  return budget === null ? range : withBudget(range, budget);
}
