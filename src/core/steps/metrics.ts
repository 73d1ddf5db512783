import type { StepFacts } from './facts';
import { findsFault, givesUp } from './givenUp';
import { STEP_KINDS } from './kinds';
import type { Metrics, Step, StepKind } from './model';

/** A step is a repeat when at least this share of its 5-grams stood in the trace before ... */
const REPEATED_SHARE = 0.95;
/** ... and it has this many of them; shorter ones ("Wait, no.") neither make nor break a loop. */
const FEWEST_GRAMS = 8;
/** So many repeats in a row with so many 5-grams are a loop; a list that is given twice is not. */
const LOOP_STEPS = 3;
const LOOP_GRAMS = 60;

/** All metrics of a trace; linear in the number of steps. */
export function measure(
  steps: readonly Step[],
  facts: readonly StepFacts[],
  leaves: readonly boolean[],
): Metrics {
  return {
    kindShares: kindShares(steps),
    backtracks: backtracks(steps, leaves),
    thoughtSwitches: facts.filter((f) => f.switches).length,
    loopStart: loopStart(facts),
  };
}

/**
 * Share of the reasoning tokens in steps of each kind, 0..1 (behaviour shares of Gandhi 2025 and Bogdan 2025, who
 * count labels). Carries the classifier's error: read differences of a few points as noise.
 */
export function kindShares(steps: readonly Step[]): Record<StepKind, number> {
  const shares = Object.fromEntries(STEP_KINDS.map((kind) => [kind, 0])) as Record<
    StepKind,
    number
  >;
  const total = steps.reduce((sum, step) => sum + step.tokens, 0);
  if (total > 0) for (const step of steps) shares[step.kind] += step.tokens / total;
  return shares;
}

/**
 * For each step whether it goes back: it says that what stood before was wrong, or turns to another idea right after
 * something was given up. Another idea alone, or a doubt, leaves nothing.
 */
export function leavesIn(
  text: string,
  steps: readonly Step[],
  facts: readonly StepFacts[],
): readonly boolean[] {
  return steps.map((step, i) => {
    if (step.kind !== 'rethink') return false;
    if (findsFault(text, step)) return true;
    const before = steps[i - 1];
    // A check that fails says nothing of the way yet.
    if (before === undefined || before.kind === 'check') return false;
    return facts[i]?.switches === true && givesUp(text, before.start, before.end);
  });
}

/**
 * How often the reasoning turns back: runs of rethink steps in which one leaves something (backtracking of Gandhi 2025;
 * reconstruction cycles of Marjanovic 2025). A doubt that leaves nothing ("wait, is that so?") is none.
 */
export function backtracks(steps: readonly Step[], leaves: readonly boolean[]): number {
  let runs = 0;
  let counted = false;
  for (const [i, { kind }] of steps.entries()) {
    if (kind !== 'rethink') counted = false;
    else if (!counted && leaves[i] === true) {
      runs += 1;
      counted = true;
    }
  }
  return runs;
}

/**
 * The first step of a loop: of at least three steps in a row that repeat what stood before nearly word for word, as
 * in a model that runs until it is cut off. `null` when there is none. Says nothing about loops in other words.
 */
export function loopStart(facts: readonly StepFacts[]): number | null {
  let first = -1;
  let length = 0;
  let repeated = 0;
  for (const [at, { grams, repeatedGrams }] of facts.entries()) {
    const repeats = grams > 0 && repeatedGrams / grams >= REPEATED_SHARE;
    if (!repeats) {
      length = 0;
    } else if (grams >= FEWEST_GRAMS) {
      if (length === 0) {
        first = at;
        repeated = 0;
      }
      repeated += grams;
      if (++length >= LOOP_STEPS && repeated >= LOOP_GRAMS) return first;
    }
  }
  return null;
}
