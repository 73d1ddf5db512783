import type { Phase, Step } from './model';

/** A quantity, or a word long enough to mean something of its own. */
const MARK = /\d[\d.,]*\d|\d|[\p{L}]{5,}/gu;
/** Of the marks that a branch brought in, this share (or so many numbers) come again behind it: it was used. */
const USED_SHARE = 0.25;
const USED_NUMBERS = 2;

interface Life {
  readonly first: number;
  last: number;
}

/**
 * Whether what a branch found is used or said again later: of the numbers (two digits and more) and words that first
 * stand in it, at least two numbers or a quarter of all stand again behind the step that left it, or in the answer. Such
 * a branch is no dead end, however it was left. Linear in the text; read it once with `readMarks`.
 */
export function isUsedLater(marks: Marks, { first, last }: Pick<Phase, 'first' | 'last'>): boolean {
  let own = 0;
  let used = 0;
  let numbers = 0;
  for (const mark of marks.bySteps.slice(first, last + 1).flat()) {
    const life = marks.lives.get(mark)!;
    if (life.first < first) continue;
    own += 1;
    // The next step may say what it leaves.
    if (life.last <= last + 1) continue;
    used += 1;
    if (/^\d.*\d$/.test(mark)) numbers += 1;
  }
  return numbers >= USED_NUMBERS || (own > 0 && used / own >= USED_SHARE);
}

export interface Marks {
  readonly lives: ReadonlyMap<string, Life>;
  /** The marks that first stand in each step. */
  readonly bySteps: readonly (readonly string[])[];
}

/** Where each number and word of a reasoning text stands first and last; the answer counts as a step after the last. */
export function readMarks(text: string, steps: readonly Step[], answer: string): Marks {
  const lives = new Map<string, Life>();
  const bySteps: string[][] = [];
  const read = (at: number, piece: string): void => {
    const fresh: string[] = [];
    for (const [mark] of piece.toLowerCase().matchAll(MARK)) {
      const life = lives.get(mark);
      if (life !== undefined) life.last = at;
      else {
        lives.set(mark, { first: at, last: at });
        fresh.push(mark);
      }
    }
    bySteps.push(fresh);
  };
  for (const [at, step] of steps.entries()) read(at, text.slice(step.start, step.end));
  read(steps.length + 1, answer);
  return { lives, bySteps };
}
