import cues from './cues.data.json';
import type { StepFacts } from './facts';
import type { Phase, Step } from './model';
import { stepTitle } from './title';

/** A plan opens a new phase only after this many steps: plans often come in a row. */
const SHORTEST = 3;
const DEEPEST = 3;
const TITLE_LENGTH = 56;
/** How much of the end of a phase is looked at for why it was left. */
const END_CHARS = 300;
const GIVEN_UP = new RegExp(`\\b(?:${cues.givenUp.join('|')})\\b`, 'i');

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
 * with a doubt or a "not" at its end, is a dead end; a check that is left is none, nor is a reading of the problem. All
 * of this is read off kinds and cues, so it is a suggestion.
 */
export function findPhases(
  text: string,
  steps: readonly Step[],
  facts: readonly StepFacts[],
): Phase[] {
  const drafts: Draft[] = [];
  for (const [at, step] of steps.entries()) {
    const open = drafts.at(-1);
    const turns = facts[at]?.switches === true;
    if (open === undefined || startsPhase(steps, at, open, turns, facts[at]?.heading === true)) {
      drafts.push(draft(at, turns, drafts));
    }
    const current = drafts.at(-1);
    if (current === undefined) continue;
    current.last = at;
    current.reads &&= step.kind === 'setup';
    current.worked ||= step.kind === 'reason' || step.kind === 'recall';
    current.concluded ||= step.kind === 'result' || step.kind === 'answer';
  }
  return drafts.map((phase, i) => finish(text, steps, phase, drafts[i + 1]));
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
): Phase {
  const leftByTurn = next !== undefined && (next.turns || steps[next.first]?.kind === 'rethink');
  const step = steps[first];
  const title = step === undefined ? '' : stepTitle(text, step, TITLE_LENGTH);
  // Reading the problem ("the test fails") tries nothing that could be given up.
  const tried = !reads && step?.kind !== 'check';
  const deadEnd = leftByTurn && !concluded && tried && givenUp(text, steps, first, last);
  return { first, last, title, depth, deadEnd };
}

/** Whether a phase ends in doubt: its last step rethinks, or its last words say no. */
function givenUp(text: string, steps: readonly Step[], first: number, last: number): boolean {
  const [opening, closing] = [steps[first], steps[last]];
  if (opening === undefined || closing === undefined) return false;
  if (closing.kind === 'rethink') return true;
  return GIVEN_UP.test(text.slice(Math.max(opening.start, closing.end - END_CHARS), closing.end));
}
