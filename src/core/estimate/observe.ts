import type { ModelFacts } from './modelFacts';
import { FLOOR_TOKENS, Z90 } from './distribution';
import { byType, TASK_TYPES, WORK_CLASSES } from './model';
import type { LogRange, TaskType, TypeBelief, WorkClass } from './model';
import { lengthFit } from './lengthFit';
import type { LengthCoefficients } from './lengthFit';
import { modelEffect } from './modelEffect';
import type { ModelEffect } from './modelEffect';
import { callsOf, lengthOf, meanOf, typeDoubt } from './reasoningLength';
import type { Narrowing } from './reasoningLength';

/** The same prompt seen once: a saved trace or a probe call. `tokens` is the provider's reasoning token count. */
export interface Observation {
  readonly facts: ModelFacts;
  readonly effort: string | null;
  readonly tokens: number;
}

type Kind = TaskType | WorkClass;

/** What observations of this very prompt teach about any model's length on it. */
export interface PromptShift {
  /** Runs that counted; 0 leaves every estimate as it is. */
  readonly used: number;
  readonly belief: TypeBelief;
  /** By kind of work, for models that were not observed. */
  readonly other: Readonly<Record<string, Narrowing>>;
  /** By key of the observed models themselves, then by kind of work. */
  readonly own: Readonly<Record<string, Readonly<Record<string, Narrowing>>>>;
}

/** Providers report multiples of 64 and little under it: such a count is a bound, not a measurement. */
const CENSORED = 64;

const shipped = lengthFit.coefficients;
const { doubt } = lengthFit;
const KINDS: readonly Kind[] = [...TASK_TYPES.filter((t) => t !== 'unknown'), ...WORK_CLASSES];

function density(r: LogRange, y: number): number {
  const d = y - r.median;
  const sd = (d < 0 ? r.below : r.above) / Z90;
  return Math.exp((-d * d) / (2 * sd * sd)) / ((r.below + r.above) / 2);
}

/** The runs of one model: they count as one model, however many they are. */
interface Seen {
  readonly effect: ModelEffect;
  readonly effort: string | null;
  readonly runs: number;
  /** Mean of log10 tokens. */
  readonly y: number;
}

function byModel(observations: readonly Observation[], c: LengthCoefficients): readonly Seen[] {
  const groups = new Map<string, { effect: ModelEffect; effort: string | null; ys: number[] }>();
  for (const { facts, effort, tokens } of observations) {
    const effect = modelEffect(facts, effort, c);
    const y = Math.log10(Math.max(FLOOR_TOKENS, tokens));
    const group = groups.get(effect.key);
    if (group === undefined) groups.set(effect.key, { effect, effort, ys: [y] });
    else group.ys.push(y);
  }
  return [...groups.values()].map(({ effect, effort, ys }) => ({
    effect,
    effort,
    runs: ys.length,
    y: ys.reduce((a, b) => a + b, 0) / ys.length,
  }));
}

const residual = (seen: Seen, kind: Kind, chars: number, c: LengthCoefficients): number =>
  seen.y - meanOf(seen.effect, kind, chars, c);

/** Doubt in the level of a kind of work that all models share. */
const shared = (kind: Kind): number => doubt.set + typeDoubt(kind);

/**
 * Models other than those seen: the prompt's own part and the doubt of the level, known as well as independent looks let
 * it be. Each look is off by its model's doubt (its mean may be wrong, and the model may do this prompt differently).
 */
function forOthers(
  all: readonly Seen[],
  kind: Kind,
  chars: number,
  c: LengthCoefficients,
): Narrowing {
  const { call, prompt } = callsOf(kind, c);
  const common = prompt + shared(kind);
  let weight = 1 / common;
  let sum = 0;
  for (const seen of all) {
    const off = doubt.modelSpread + seen.effect.variance + (call - prompt) / seen.runs;
    weight += 1 / off;
    sum += residual(seen, kind, chars, c) / off;
  }
  return { by: sum / weight, known: common - 1 / weight };
}

/** The very model: its part of the prompt is seen too, and only the noise of a call is left to average out. */
function forItself(seen: Seen, kind: Kind, chars: number, c: LengthCoefficients): Narrowing {
  const { call, prompt, cell } = callsOf(kind, c);
  const learnable = doubt.modelInSet + prompt + cell;
  const w = learnable / (learnable + (call - prompt - cell) / seen.runs);
  return { by: w * residual(seen, kind, chars, c), known: w * (shared(kind) + prompt + cell) };
}

const tableOf = (of: (kind: Kind) => Narrowing): Readonly<Record<string, Narrowing>> =>
  Object.fromEntries(KINDS.map((kind) => [kind, of(kind)]));

/**
 * Updates belief in the task type by Bayes' rule and moves every model by the posterior mean of the prompt's own effect.
 * What one look is worth depends on the kind of work: the prompt is .63 of a call's variance in puzzles, .10 in writing.
 */
export function learnFromPrompt(
  belief: TypeBelief,
  observations: readonly Observation[],
  chars: number,
  c: LengthCoefficients = shipped,
): PromptShift {
  const usable = observations.filter((o) => o.tokens > CENSORED);
  if (usable.length === 0) return { used: 0, belief, other: {}, own: {} };
  const seen = byModel(usable, c);
  const likelihood = (type: TaskType): number =>
    seen.reduce(
      (p, s) => p * density(lengthOf(s.effect, s.effort, type, chars, c), s.y) ** (1 / seen.length),
      1,
    );
  const weight = byType((type) => belief[type] * likelihood(type));
  const total = TASK_TYPES.reduce((s, t) => s + weight[t], 0);
  return {
    used: usable.length,
    belief: total > 0 ? byType((t) => weight[t] / total) : belief,
    other: tableOf((kind) => forOthers(seen, kind, chars, c)),
    own: Object.fromEntries(
      seen.map((s) => [s.effect.key, tableOf((kind) => forItself(s, kind, chars, c))]),
    ),
  };
}

/** A model's length on this prompt: as `lengthOf` when nothing was observed; else moved and narrowed. */
export function lengthOnPrompt(
  effect: ModelEffect,
  effort: string | null,
  type: TaskType,
  chars: number,
  shift: PromptShift,
  c: LengthCoefficients = shipped,
): LogRange {
  const table = shift.own[effect.key] ?? shift.other;
  return lengthOf(effect, effort, type, chars, c, (kind) => table[kind] ?? null);
}
