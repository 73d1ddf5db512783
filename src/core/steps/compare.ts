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

/** Words shorter than this say little ("so", "is"); numbers count whatever their length. */
const WORD = /[\p{L}]{4,}|\d+(?:\.\d+)?/gu;
/** A pair must be at least this alike: one kind alone does, or a third of the words. */
const LEAST_LIKE = 0.3;
/** Cells of the table that are filled at most; longer traces are aligned in a band about the diagonal. */
const MAX_CELLS = 2_000_000;
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
  const rows: [number, number][] = [];
  const [endA, endB] = [a.kinds.length, b.kinds.length];
  if (a.concludes !== null && b.concludes !== null) {
    alignPart(a, b, [0, a.concludes], [0, b.concludes], rows);
    rows.push([a.concludes, b.concludes]);
    alignPart(a, b, [a.concludes + 1, endA], [b.concludes + 1, endB], rows);
  } else {
    alignPart(a, b, [0, endA], [0, endB], rows);
  }
  return {
    a: Int32Array.from(rows, (row) => row[0]),
    b: Int32Array.from(rows, (row) => row[1]),
    partsAt: partsAt(a, b, rows),
  };
}

type Range = readonly [from: number, to: number];

/** Distinct words of a step as ascending hashes (FNV-1a). */
function wordHashes(text: string): Int32Array {
  const found = new Set<number>();
  for (const [word] of text.toLowerCase().matchAll(WORD)) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
    found.add(hash);
  }
  return Int32Array.from(found).sort();
}

/** 0..1: six parts words in common (Jaccard), four parts the kind. By kinds alone without words. */
function likeness(a: AlignSide, i: number, b: AlignSide, j: number): number {
  const sameKind = a.kinds[i] === b.kinds[j] ? 1 : 0;
  const x = a.words?.[i];
  const y = b.words?.[j];
  if (x === undefined || y === undefined) return sameKind;
  return 0.4 * sameKind + 0.6 * jaccard(x, y);
}

function jaccard(x: Int32Array, y: Int32Array): number {
  if (x.length === 0 || y.length === 0) return 0;
  let shared = 0;
  for (let i = 0, j = 0; i < x.length && j < y.length;) {
    const difference = x[i]! - y[j]!;
    if (difference === 0) shared++;
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return shared / (x.length + y.length - shared);
}

/** Moves of the table, one byte each. */
const PAIR = 0;
const ONLY_A = 1;
const ONLY_B = 2;

/** Appends the aligned rows of one stretch of both traces. */
function alignPart(
  a: AlignSide,
  b: AlignSide,
  [fromA, toA]: Range,
  [fromB, toB]: Range,
  rows: [number, number][],
): void {
  const n = toA - fromA;
  const m = toB - fromB;
  // Half the width of the band, in steps of b; the whole table where it fits.
  const band = n * m <= MAX_CELLS ? m : Math.max(8, Math.floor(MAX_CELLS / (2 * n)));
  const width = Math.min(m, 2 * band) + 1;
  const first = (i: number): number =>
    band >= m ? 0 : Math.max(0, Math.min(m - width + 1, Math.round((i * m) / n) - band));
  const moves = new Uint8Array((n + 1) * width);
  let above = new Float64Array(width);
  for (let i = 0; i <= n; i++) {
    const scores = new Float64Array(width);
    const shift = i === 0 ? 0 : first(i) - first(i - 1);
    for (let k = 0; k < width; k++) {
      const j = first(i) + k;
      if (j > m) break;
      // Scores from outside the band count as if nothing had been paired there.
      const up = i === 0 ? -1 : (above[k + shift] ?? -1);
      const left = k === 0 ? -1 : scores[k - 1]!;
      const diagonal = i === 0 || j === 0 ? -1 : (above[k + shift - 1] ?? -1);
      let best = 0;
      let move: number = i > 0 ? ONLY_A : ONLY_B;
      if (up >= 0) best = up;
      if (left >= 0 && (up < 0 || left > up)) {
        best = left;
        move = ONLY_B;
      }
      if (diagonal >= 0) {
        const like = likeness(a, fromA + i - 1, b, fromB + j - 1);
        const score = diagonal + like - LEAST_LIKE + 0.01;
        if (like >= LEAST_LIKE && score > best) {
          best = score;
          move = PAIR;
        }
      }
      scores[k] = best;
      moves[i * width + k] = move;
    }
    above = scores;
  }
  const found: [number, number][] = [];
  for (let i = n, j = m; i > 0 || j > 0;) {
    const k = j - first(i);
    const inside = k >= 0 && k < width;
    const move = i === 0 ? ONLY_B : j === 0 || !inside ? ONLY_A : moves[i * width + k]!;
    if (move === PAIR) found.push([fromA + --i, fromB + --j]);
    else if (move === ONLY_A) found.push([fromA + --i, -1]);
    else found.push([-1, fromB + --j]);
  }
  for (const row of found.reverse()) rows.push(row);
}

function partsAt(a: AlignSide, b: AlignSide, rows: readonly [number, number][]): number | null {
  const sum = (values: readonly number[]): number => values.reduce((total, v) => total + v, 0);
  const least = PARTING_SHARE * Math.max(sum(a.tokens), sum(b.tokens));
  let start = -1;
  let alone = 0;
  for (const [row, [i, j]] of rows.entries()) {
    if (i >= 0 && j >= 0) {
      start = -1;
      alone = 0;
      continue;
    }
    if (start < 0) start = row;
    alone += (i >= 0 ? a.tokens[i]! : 0) + (j >= 0 ? b.tokens[j]! : 0);
    if (alone >= least) return start;
  }
  return null;
}
