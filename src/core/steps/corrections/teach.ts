import { coarseKind, coarseKinds } from '../kinds';
import type { Analysis } from '../model';
import { applyCorrections, type Correction } from './corrections';
import { stepIds } from './stepId';

/** What one step of a corrected trace teaches: how the model scores the shown kinds, and which of them holds. */
export interface StepLesson {
  /** One score a shown kind, in the order of `coarseKinds`: the mean of the step's sentences, before any adjustment. */
  readonly scores: readonly number[];
  /** Number of the kind in `coarseKinds`. */
  readonly kind: number;
  /** A person set the kind; else they left the suggested one standing. */
  readonly relabelled: boolean;
  /** How many steps it stands for: of many that were left standing only some are kept. */
  readonly weight: number;
}

/** What is added to the scores of the shown kinds in one workspace, and what it was learnt from. */
export interface TaughtLabels {
  /** One number a shown kind, in the order of `coarseKinds`, each at most `MOST` either way. */
  readonly bias: readonly number[];
  /** Labels that a person set. */
  readonly corrections: number;
  /** The traces with these labels. */
  readonly traces: number;
}

/** Fewer corrections teach nothing: with five the gain is half of that of ten, and labels get worse more often. */
export const LEAST_CORRECTIONS = 10;
/** Weight of the squares of the biases: so many even votes for leaving the labels as they are. */
const L2 = 5;
const MOST = 3;
const ROUNDS = 60;
/** Lessons of one trace, and of all, that are kept. */
const MOST_OF_TRACE = 200;
const MOST_OF_ALL = 4_000;

/**
 * The lessons of one trace: its relabelled steps, and of those left standing at most `MOST_OF_TRACE`, evenly spread.
 * None when no step was relabelled. `suggested` is the analysis with scores and without what was taught, so that the
 * lessons follow from the text and the corrections alone. Of these the first `from` count only for where steps start. Labels by language models do not teach.
 */
export function lessonsOf(
  suggested: Analysis,
  text: string,
  corrections: readonly Correction[],
  from = 0,
): readonly StepLesson[] {
  const own = corrections.filter(({ op }) => op !== 'labels');
  const recent = corrections.slice(from);
  const { steps } = applyCorrections(suggested, text, own).analysis;
  const ids = stepIds(text, steps);
  const named = new Map(
    recent.flatMap((c) => (c.op === 'relabel' ? [[c.step, c.kind] as const] : [])),
  );
  const all = steps.map((step, i): StepLesson => {
    const scores = meanScores(step.spans.map((span) => span.scores ?? []));
    const relabelled = named.get(ids[i]!) === step.kind;
    return { scores, kind: coarseKinds.indexOf(coarseKind(step.kind)), relabelled, weight: 1 };
  });
  const set = all.filter(({ relabelled }) => relabelled).slice(-MOST_OF_TRACE);
  if (set.length === 0) return [];
  const standing = all.filter(({ relabelled }) => !relabelled);
  const every = Math.max(1, Math.ceil(standing.length / MOST_OF_TRACE));
  const kept = standing.filter((_, i) => i % every === 0);
  const weight = standing.length / Math.max(1, kept.length);
  return [...set, ...kept.map((lesson) => ({ ...lesson, weight }))];
}

function meanScores(spans: readonly (readonly number[])[]): readonly number[] {
  return coarseKinds.map((_, k) => {
    const sum = spans.reduce((total, scores) => total + (scores[k] ?? 0), 0);
    return Math.round((sum / Math.max(1, spans.length)) * 100) / 100;
  });
}

/**
 * The biases b that minimise
 *
 *     sum over lessons of  w (log(sum over k of exp(s_k + b_k)) - s_y - b_y)  +  L2 / 2 * sum of b_k^2
 *
 * (softmax regression with fixed scores s, kind y, weight w): a fixed number of rounds of a descent whose steps follow from
 * twice the diagonal of the Hessian, which bounds it. Deterministic. `null` with fewer corrections than count.
 */
export function fitLabels(traces: readonly (readonly StepLesson[])[]): TaughtLabels | null {
  // The latest: a workspace with more has taught what there is to teach.
  const lessons = traces.flat().slice(-MOST_OF_ALL);
  const corrections = lessons.filter(({ relabelled }) => relabelled).length;
  if (corrections < LEAST_CORRECTIONS) return null;
  const bias = coarseKinds.map(() => 0);
  for (let round = 0; round < ROUNDS; round++) descend(lessons, bias);
  const taught = traces.filter((t) => t.some(({ relabelled }) => relabelled)).length;
  return { bias: bias.map((b) => Math.round(b * 1e4) / 1e4), corrections, traces: taught };
}

function descend(lessons: readonly StepLesson[], bias: number[]): void {
  const slope = bias.map((b) => L2 * b);
  const bend = bias.map(() => L2);
  for (const { scores, kind, weight } of lessons) {
    const sums = bias.map((b, k) => b + (scores[k] ?? 0));
    const most = Math.max(...sums);
    const parts = sums.map((s) => Math.exp(s - most));
    const total = parts.reduce((sum, part) => sum + part, 0);
    for (const [k, part] of parts.entries()) {
      const p = part / total;
      slope[k]! += weight * (p - (k === kind ? 1 : 0));
      bend[k]! += 2 * weight * p * (1 - p);
    }
  }
  for (const k of bias.keys()) {
    bias[k] = Math.min(MOST, Math.max(-MOST, bias[k]! - slope[k]! / bend[k]!));
  }
}
