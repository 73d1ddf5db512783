/** A row of two sequences side by side: an index of each; -1 is none. */
export type AlignedRow = readonly [a: number, b: number];

type Range = readonly [from: number, to: number];

/** Cells of the table that are filled at most; longer sequences are aligned in a band about the diagonal. */
const MAX_CELLS = 2_000_000;

/** Moves of the table, one byte each. */
const PAIR = 0;
const ONLY_A = 1;
const ONLY_B = 2;

/**
 * Aligns a stretch of two sequences so that like items stand beside each other, in order (global alignment, Needleman
 * and Wunsch 1970, gaps free). `likeness` is 0..1; items less alike than `least` never make a pair.
 */
export function alignRange(
  [fromA, toA]: Range,
  [fromB, toB]: Range,
  likeness: (i: number, j: number) => number,
  least: number,
): readonly AlignedRow[] {
  const n = toA - fromA;
  const m = toB - fromB;
  // Half the width of the band, in items of b; the whole table where it fits.
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
        const like = likeness(fromA + i - 1, fromB + j - 1);
        const score = diagonal + like - least + 0.01;
        if (like >= least && score > best) {
          best = score;
          move = PAIR;
        }
      }
      scores[k] = best;
      moves[i * width + k] = move;
    }
    above = scores;
  }
  const found: AlignedRow[] = [];
  for (let i = n, j = m; i > 0 || j > 0;) {
    const k = j - first(i);
    const inside = k >= 0 && k < width;
    const move = i === 0 ? ONLY_B : j === 0 || !inside ? ONLY_A : moves[i * width + k]!;
    if (move === PAIR) found.push([fromA + --i, fromB + --j]);
    else if (move === ONLY_A) found.push([fromA + --i, -1]);
    else found.push([-1, fromB + --j]);
  }
  return found.reverse();
}

/**
 * First row from which the two go different ways: a stretch on one side alone that is at least `share` of the weight of
 * the heavier sequence. `null` when they never do.
 */
export function partsFrom(
  rows: readonly AlignedRow[],
  weightsA: readonly number[],
  weightsB: readonly number[],
  share: number,
): number | null {
  const sum = (values: readonly number[]): number => values.reduce((total, v) => total + v, 0);
  const least = share * Math.max(sum(weightsA), sum(weightsB));
  let start = -1;
  let alone = 0;
  for (const [row, [i, j]] of rows.entries()) {
    if (i >= 0 && j >= 0) {
      start = -1;
      alone = 0;
      continue;
    }
    if (start < 0) start = row;
    alone += (i >= 0 ? weightsA[i]! : 0) + (j >= 0 ? weightsB[j]! : 0);
    if (alone >= least) return start;
  }
  return null;
}
