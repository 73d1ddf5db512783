import type { StepFacts } from './facts';
import { givesUp } from './givenUp';
import type { Phase, Step } from './model';
import { phaseTitles } from './title';

/** A plan opens a new phase only after this many steps: plans often come in a row. */
const SHORTEST = 3;
const DEEPEST = 3;

/** A phase that a language model named. */
export type GivenPhase = Pick<Phase, 'title' | 'summary'> & Required<Pick<Phase, 'labelled'>>;

interface Draft {
  readonly first: number;
  last: number;
  readonly depth: number;
  /** Opens with a cue of another idea, or goes back. */
  readonly turns: boolean;
  /** Has only read the problem so far. */
  reads: boolean;
  worked: boolean;
  concluded: boolean;
}

/**
 * Runs of related steps, covering all steps in order. A phase starts at a heading, at a turn ("alternatively"), at a
 * plan after some work, after the problem was read, and where checking follows a conclusion. A turn opens a branch
 * (depth 1 and deeper); a branch ends where something was concluded. A phase that a turn leaves without a conclusion,
 * with a verdict at its end ("that does not work"), is a dead end; a check that is left is none, nor is a reading of the problem. All
 * of this is read off kinds and cues, so it is a suggestion. Where `given` has a phase for a step, that one decides where it
 * starts and how it is called; steps of one given phase have one object.
 */
export function findPhases(
  text: string,
  steps: readonly Step[],
  facts: readonly StepFacts[],
  given: readonly (GivenPhase | undefined)[] = [],
): Phase[] {
  const drafts: Draft[] = [];
  for (const [at, step] of steps.entries()) {
    const open = drafts.at(-1);
    const turns = facts[at]?.switches === true;
    const starts =
      at > 0 && (given[at] !== undefined || given[at - 1] !== undefined)
        ? given[at] !== given[at - 1]
        : open === undefined || startsPhase(steps, at, open, turns, facts[at]?.heading === true);
    if (open === undefined || starts) {
      drafts.push(draft(at, turns, drafts));
    }
    const current = drafts.at(-1);
    if (current === undefined) continue;
    current.last = at;
    current.reads &&= step.kind === 'setup';
    current.worked ||= step.kind === 'reason' || step.kind === 'recall';
    current.concluded ||= step.kind === 'result' || step.kind === 'answer';
  }
  const titles = phaseTitles(text, steps, drafts);
  return drafts.map((phase, i) => ({
    ...finish(text, steps, phase, drafts[i + 1], titles[i]!),
    ...given[phase.first],
  }));
}

function startsPhase(
  steps: readonly Step[],
  at: number,
  open: Draft,
  turns: boolean,
  heading: boolean,
): boolean {
  if (turns || heading) return true;
  const kind = steps[at]?.kind;
  if (open.reads) return kind !== 'setup';
  const length = at - open.first;
  if (kind === 'plan') return open.worked && length >= SHORTEST;
  if (kind === 'check') return open.concluded && steps[at - 1]?.kind !== 'check';
  if (kind === 'rethink') return open.concluded && length >= SHORTEST;
  if (kind === 'answer') return !open.concluded && open.worked && length >= 2 * SHORTEST;
  return false;
}

/** A turn right after a turn is one more alternative beside it; after some phases inside a branch it is one within. */
function draft(at: number, turns: boolean, before: readonly Draft[]): Draft {
  const previous = before.at(-1);
  let depth = 0;
  if (previous !== undefined) {
    if (turns)
      depth = previous.depth === 0 || !previous.turns ? previous.depth + 1 : previous.depth;
    else depth = previous.concluded ? 0 : previous.depth;
  }
  return {
    first: at,
    last: at,
    depth: Math.min(depth, DEEPEST),
    turns,
    reads: true,
    worked: false,
    concluded: false,
  };
}

function finish(
  text: string,
  steps: readonly Step[],
  { first, last, depth, reads, concluded }: Draft,
  next: Draft | undefined,
  title: string,
): Phase {
  const leftByTurn = next !== undefined && (next.turns || steps[next.first]?.kind === 'rethink');
  const step = steps[first];
  // Reading the problem ("the test fails") tries nothing that could be given up.
  const tried = !reads && step?.kind !== 'check';
  const deadEnd =
    leftByTurn && !concluded && tried && givesUp(text, step?.start ?? 0, steps[last]?.end ?? 0);
  return { first, last, title, depth, deadEnd };
}
