import { alignRange, partsFrom, type AlignedRow } from '../text/align';
import { sharedWords, wordHashes } from '../text/words';
import { coarseKind } from './kinds';
import type { Analysis, CoarseKind } from './model';

/** One trace as an alignment sees it. */
export interface AlignSide {
  readonly kinds: readonly CoarseKind[];
  readonly tokens: readonly number[];
  /** Hashes of the words of each step, ascending; `null` aligns by kinds alone. */
  readonly words: readonly Int32Array[] | null;
  /** The step that first concludes the answer, where the two are pinned together. */
  readonly concludes: number | null;
}

/** Steps of two traces side by side. Each row names a step of `a`, of `b`, or one of each; -1 is no step. */
export interface Alignment {
  readonly a: Int32Array<ArrayBuffer>;
  readonly b: Int32Array<ArrayBuffer>;
  /** First row from which the two go different ways for a while; `null` when they never do. */
  readonly partsAt: number | null;
}

/** A pair must be at least this alike: one kind alone does, or a third of the words. */
const LEAST_LIKE = 0.3;
/** A stretch on one side alone is a parting from this share of the longer trace's tokens on. */
const PARTING_SHARE = 0.05;

/** What the alignment needs of an analysed trace. `text` is what the step offsets point into. */
export function alignSide(text: string, analysis: Analysis): AlignSide {
  return {
    kinds: analysis.steps.map((step) => coarseKind(step.kind)),
    tokens: analysis.steps.map((step) => step.tokens),
    words: analysis.steps.map((step) => wordHashes(text.slice(step.start, step.end))),
    concludes: analysis.answer.firstConcluded,
  };
}

/**
 * Aligns two traces so that steps of one kind and of like words stand beside each other, in order, with the steps that
 * first conclude the answer pinned together (global alignment, Needleman and Wunsch 1970, gaps free).
 */
export function alignSteps(a: AlignSide, b: AlignSide): Alignment {
  const rows: AlignedRow[] = [];
  const align = (fromA: number, toA: number, fromB: number, toB: number): void => {
    const like = (i: number, j: number): number => likeness(a, i, b, j);
    for (const row of alignRange([fromA, toA], [fromB, toB], like, LEAST_LIKE)) rows.push(row);
  };
  const [endA, endB] = [a.kinds.length, b.kinds.length];
  if (a.concludes !== null && b.concludes !== null) {
    align(0, a.concludes, 0, b.concludes);
    rows.push([a.concludes, b.concludes]);
    align(a.concludes + 1, endA, b.concludes + 1, endB);
  } else {
    align(0, endA, 0, endB);
  }
  return {
    a: Int32Array.from(rows, (row) => row[0]),
    b: Int32Array.from(rows, (row) => row[1]),
    partsAt: partsFrom(rows, a.tokens, b.tokens, PARTING_SHARE),
  };
}

/** 0..1: six parts words in common (Jaccard), four parts the kind. By kinds alone without words. */
function likeness(a: AlignSide, i: number, b: AlignSide, j: number): number {
  const sameKind = a.kinds[i] === b.kinds[j] ? 1 : 0;
  const x = a.words?.[i];
  const y = b.words?.[j];
  if (x === undefined || y === undefined) return sameKind;
  return 0.4 * sameKind + 0.6 * sharedWords(x, y);
}
