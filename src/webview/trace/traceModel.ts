import { coarseKind, coarseKinds, STEP_KINDS } from '../../core/steps/kinds';
import type { CoarseKind } from '../../core/steps/model';
import type { StepColumn, TraceOutline } from '../../protocol/traceData';
import { plainLine } from '../ui/plainLine';

/** Number of a shown kind in `coarseKinds`. */
const coarseOf = Uint8Array.from(STEP_KINDS, (kind) => coarseKinds.indexOf(coarseKind(kind)));

/** An outline with what the views look up for every row: shown kinds, running totals, links and phases by step. */
export interface TraceModel {
  readonly outline: TraceOutline;
  readonly count: number;
  /** Index into `coarseKinds` by step. */
  readonly kinds: Uint8Array;
  /** Totals before each step; one longer than the steps, the last is the total. */
  readonly tokensBefore: Float64Array;
  readonly costBefore: Float64Array | null;
  readonly secondsBefore: Float64Array | null;
  /** Titles that a language model gave, by step. */
  readonly titles: ReadonlyMap<number, string>;
  /** Phase of each step, -1 for none. */
  readonly phaseOf: Int32Array;
  /** Links that start or end at a step, by number of the link. */
  readonly linksAt: ReadonlyMap<number, readonly number[]>;
  /** Steps a kind has, in the order of `coarseKinds`. */
  readonly kindCounts: readonly number[];
  /** Whether any row has a cost or a time; a column of dashes says nothing. */
  readonly hasCost: boolean;
  readonly hasTime: boolean;
}

export function traceModel(given: TraceOutline): TraceModel {
  const { steps, links } = given;
  const phases = given.phases.map((phase) => ({ ...phase, title: plainLine(phase.title) }));
  const outline = { ...given, phases };
  const count = steps.start.length;
  const kinds = steps.kind.map((kind) => coarseOf[kind] ?? coarseKinds.length - 1);
  const kindCounts = coarseKinds.map(() => 0);
  for (const kind of kinds) kindCounts[kind]!++;
  const phaseOf = new Int32Array(count).fill(-1);
  phases.forEach((phase, p) => phaseOf.fill(p, phase.first, phase.last + 1));
  const linksAt = new Map<number, number[]>();
  const note = (step: number, link: number): void => {
    const list = linksAt.get(step);
    if (list === undefined) linksAt.set(step, [link]);
    else list.push(link);
  };
  for (let i = 0; i < links.from.length; i++) {
    note(links.from[i]!, i);
    note(links.to[i]!, i);
  }
  return {
    outline,
    count,
    kinds,
    tokensBefore: runningTotal(steps.tokens),
    titles: new Map(given.titles),
    costBefore: steps.cost && runningTotal(steps.cost),
    secondsBefore: steps.seconds && runningTotal(steps.seconds),
    phaseOf,
    linksAt,
    kindCounts,
    hasCost: steps.cost !== null || given.items.some((item) => item.cost !== null),
    hasTime: steps.seconds !== null || given.items.some((item) => item.seconds !== null),
  };
}

function runningTotal({ values }: StepColumn): Float64Array {
  const totals = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) totals[i + 1] = totals[i]! + values[i]!;
  return totals;
}

export function kindOf(model: TraceModel, step: number): CoarseKind {
  return coarseKinds[model.kinds[step] ?? coarseKinds.length - 1]!;
}

/** Sum over the steps [first, last] of a running total. */
export function sumOf(totals: Float64Array, first: number, last: number): number {
  return totals[last + 1]! - totals[first]!;
}

/** The step in which a position of the running total falls. */
export function stepAt(totals: Float64Array, position: number): number {
  let low = 0;
  let high = totals.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (totals[middle]! <= position) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** Whether the step is in a branch that was given up. */
export function isDead(model: TraceModel, step: number): boolean {
  const phase = model.phaseOf[step] ?? -1;
  return phase >= 0 && model.outline.phases[phase]!.deadEnd;
}

/** Whether a step comes after the one that first concludes the answer. */
export function isAfterAnswer(model: TraceModel, step: number): boolean {
  const { firstConcluded } = model.outline.answer;
  return firstConcluded !== null && step > firstConcluded;
}

/**
 * The step a backtrack returns to, or what a check looks at: the last link that starts at the step; `null` without one.
 */
export function linkBack(model: TraceModel, step: number): number | null {
  const { links } = model.outline;
  for (const link of model.linksAt.get(step) ?? []) {
    if (links.from[link] === step && links.to[link]! < step) return links.to[link]!;
  }
  return null;
}

/** The number of the step that starts nearest to an offset of the reasoning text, to keep the place when steps change. */
export function stepAtOffset(model: TraceModel, offset: number): number {
  const { start } = model.outline.steps;
  let low = 0;
  let high = start.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (start[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** Where a step lies on the whole trace, as shares 0..1 of the tokens or of the time. */
export function stepRangeShare(
  model: TraceModel,
  unit: 'tokens' | 'time',
  step: number,
): [number, number] {
  const totals = (unit === 'time' ? model.secondsBefore : null) ?? model.tokensBefore;
  const total = totals.at(-1)!;
  if (total <= 0) return [0, 1];
  return [totals[step]! / total, totals[step + 1]! / total];
}
