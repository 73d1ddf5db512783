import { DISTINCT, type LineFacts } from './lineFacts';

/** Lines with more equals on the other side than this begin no run: they are found beside others. */
const MAX_EQUALS = 48;

interface Run {
  /** First lines on both sides, and how many. */
  readonly a: number;
  readonly b: number;
  readonly length: number;
  readonly score: number;
}

/** Whether line `a` of one side may be line `b` of the other. */
export type Allowed = (a: number, b: number) => boolean;

export interface AlignOptions {
  readonly allowed?: Allowed;
  /** Told of a line of `b` that was found, and another one that would have done as well. */
  readonly onTie?: (b: number, other: number) => void;
}

/**
 * For each line of `b` the line of `a` that it is, or -1. Runs of equal lines are taken, the weightiest first, wherever
 * they stand: a block that was moved is found too. Each line is taken once. A run holds at least one line that is told
 * from others by its text; braces and the like count only beside such lines. Of equal runs the nearer one
 * is taken.
 */
export function alignRuns(
  a: readonly LineFacts[],
  b: readonly LineFacts[],
  { allowed = () => true, onTie }: AlignOptions = {},
): Int32Array {
  const partner = new Int32Array(b.length).fill(-1);
  const taken = new Uint8Array(a.length);
  let open = runsOf(a, b, allowed);
  while (open.length > 0) {
    open.sort((x, y) => y.score - x.score || near(x, a, b) - near(y, a, b));
    const cut: Run[] = [];
    const rivals = onTie === undefined ? null : byPlace(open);
    for (const run of open) {
      if (isFree(run, partner, taken)) {
        take(run, partner, taken);
        for (const other of rivals?.get(placeOf(run)) ?? []) {
          if (other.score !== run.score) continue;
          for (let k = 0; k < run.length; k++) onTie?.(run.b + k, other.b + k);
        }
      } else cut.push(...piecesOf(run, a, partner, taken));
    }
    open = cut;
  }
  return partner;
}

const placeOf = ({ a, length }: Run): string => `${a} ${length}`;

function byPlace(runs: readonly Run[]): ReadonlyMap<string, readonly Run[]> {
  const places = new Map<string, Run[]>();
  for (const run of runs) {
    const known = places.get(placeOf(run));
    if (known === undefined) places.set(placeOf(run), [run]);
    else known.push(run);
  }
  return places;
}

/** How far from its own place a run stands, as a share of the sides: between equals the nearer one. */
function near(run: Run, a: readonly unknown[], b: readonly unknown[]): number {
  return Math.abs(run.a / Math.max(1, a.length) - run.b / Math.max(1, b.length));
}

function runsOf(a: readonly LineFacts[], b: readonly LineFacts[], allowed: Allowed): Run[] {
  const places = placesOf(a, b);
  const runs: Run[] = [];
  /** By diagonal, the first line of `b` that no run on it covers. */
  const covered = new Map<number, number>();
  for (const [j, line] of b.entries()) {
    const equals = places.get(line.hash);
    if (equals === undefined || equals.length > MAX_EQUALS) continue;
    for (const i of equals) {
      if ((covered.get(i - j) ?? 0) > j || !allowed(i, j)) continue;
      const run = extended(a, b, i, j, allowed);
      covered.set(i - j, run.b + run.length);
      runs.push(run);
    }
  }
  return runs;
}

/** By hash, where the telling lines of `a` stand that `b` has too: of many edits most lines are in a file no more. */
export function placesOf(
  a: readonly LineFacts[],
  b: readonly LineFacts[],
): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>(b.map(({ hash }) => [hash, []]));
  for (let i = 0; i < a.length; i++) {
    const { hash, weight } = a[i]!;
    if (weight >= DISTINCT) places.get(hash)?.push(i);
  }
  return places;
}

function extended(
  a: readonly LineFacts[],
  b: readonly LineFacts[],
  i: number,
  j: number,
  allowed: Allowed,
): Run {
  const same = (x: number, y: number): boolean => a[x]?.hash === b[y]?.hash && allowed(x, y);
  let before = 0;
  while (i - before > 0 && j - before > 0 && same(i - before - 1, j - before - 1)) before++;
  let after = 1;
  while (i + after < a.length && j + after < b.length && same(i + after, j + after)) after++;
  return scored(a, i - before, j - before, before + after);
}

function scored(lines: readonly LineFacts[], a: number, b: number, length: number): Run {
  let score = 0;
  for (let k = 0; k < length; k++) score += 1 + lines[a + k]!.weight;
  return { a, b, length, score };
}

function isFree(run: Run, partner: Int32Array, taken: Uint8Array): boolean {
  for (let k = 0; k < run.length; k++) {
    if (partner[run.b + k] !== -1 || taken[run.a + k] === 1) return false;
  }
  return true;
}

function take(run: Run, partner: Int32Array, taken: Uint8Array): void {
  for (let k = 0; k < run.length; k++) {
    partner[run.b + k] = run.a + k;
    taken[run.a + k] = 1;
  }
}

/** What is left of a run after others took lines of it. */
function piecesOf(
  run: Run,
  a: readonly LineFacts[],
  partner: Int32Array,
  taken: Uint8Array,
): readonly Run[] {
  const pieces: Run[] = [];
  let start = -1;
  for (let k = 0; k <= run.length; k++) {
    const free = k < run.length && partner[run.b + k] === -1 && taken[run.a + k] === 0;
    if (free && start < 0) start = k;
    if (free || start < 0) continue;
    const piece = scored(a, run.a + start, run.b + start, k - start);
    const lines = a.slice(piece.a, piece.a + piece.length);
    if (lines.some(({ weight }) => weight >= DISTINCT)) pieces.push(piece);
    start = -1;
  }
  return pieces;
}

/** Cells of a table of two sequences that are compared; longer ones are not. */
export const MAX_CELLS = 8_000_000;

/**
 * A longest common subsequence of `a` and `b`: for each item of `b` its item of `a`, or -1. All -1 when the two are too
 * long to compare.
 */
export function commonItems(a: ArrayLike<number>, b: ArrayLike<number>): Int32Array {
  const partner = new Int32Array(b.length).fill(-1);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) partner[start] = start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) partner[--endB] = --endA;
  const [n, m] = [endA - start, endB - start];
  if (n === 0 || m === 0 || n * m > MAX_CELLS) return partner;
  const width = m + 1;
  const table = new Uint16Array((n + 1) * width);
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      table[i * width + j] =
        a[start + i] === b[start + j]
          ? table[(i + 1) * width + j + 1]! + 1
          : Math.max(table[(i + 1) * width + j]!, table[i * width + j + 1]!);
    }
  }
  for (let i = 0, j = 0; i < n && j < m;) {
    if (a[start + i] === b[start + j]) partner[start + j++] = start + i++;
    else if (table[(i + 1) * width + j]! >= table[i * width + j + 1]!) i++;
    else j++;
  }
  return partner;
}

/** Gaps with more lines than this are left. */
const MAX_GAP = 400;

/**
 * Fills `partner` between lines that were found: in a gap on both sides the lines that are equal in order, also braces
 * and the like.
 */
export function fillGaps(
  a: readonly LineFacts[],
  b: readonly LineFacts[],
  partner: Int32Array,
  allowed: Allowed = () => true,
): void {
  for (const gap of gapsOf(a.length, partner)) {
    if (gap.a.length > MAX_GAP) continue;
    const found = commonItems(
      gap.a.map((i) => a[i]!.hash),
      gap.b.map((j) => b[j]!.hash),
    );
    for (const [k, at] of found.entries()) {
      const [i, j] = [gap.a[at], gap.b[k]!];
      if (i !== undefined && allowed(i, j)) partner[j] = i;
    }
  }
}

/** Lines of both sides that stand between the same two lines that were found, or before the first or after the last. */
export interface Gap {
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/** The gaps with lines on both sides. Where the lines around were moved, `a` is what follows the line before. */
export function gapsOf(length: number, partner: Int32Array): readonly Gap[] {
  const taken = new Set(partner);
  const gaps: Gap[] = [];
  for (let j = 0; j < partner.length; j++) {
    if (partner[j] !== -1) continue;
    const from = j === 0 ? 0 : partner[j - 1]! + 1;
    const b: number[] = [];
    while (j < partner.length && partner[j] === -1) b.push(j++);
    const to = j === partner.length ? length : partner[j]!;
    const a: number[] = [];
    for (let i = from; i < length && (from <= to ? i < to : !taken.has(i)); i++) {
      if (!taken.has(i)) a.push(i);
    }
    if (a.length > 0) gaps.push({ a, b });
  }
  return gaps;
}
