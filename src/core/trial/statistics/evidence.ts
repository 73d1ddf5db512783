import { normalCdf } from '../../estimate/distribution';
import { seeded } from './random';

/**
 * Evidence about the mean of paired differences in [-1, 1] (candidate right less baseline right, a case each). Two tests
 * share the error rate: an e-process that may be looked at after every case, and one exact test at the planned number of
 * cases. By the union bound a false "better" or "worse" comes in at most `errorRate` of trials, whenever one looks.
 *
 * E-process: the wealth of a gambler who bets a share λ that the next difference is above (or below) the mean that is
 * tested, mixed over a fixed grid of λ. Under that mean its expectation never grows, so it passes 1/α in at most α of
 * trials (Ville 1939; Robbins 1970; Waudby-Smith and Ramdas, "Estimating means of bounded random variables by betting",
 * Journal of the Royal Statistical Society B 86, 2024).
 */

/** Part of the error rate that the e-process may spend; the planned look has the rest. */
const SEQUENTIAL_SHARE = 0.4;

/** Shares of the largest bet that is allowed; many small ones find small differences, the largest a clear one. */
const BETS: readonly number[] = [0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.75, 0.9, 0.99];

/** How often each value of the difference was seen. */
export type Differences = ReadonlyMap<number, number>;

export function tally(differences: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const d of differences) counts.set(d, (counts.get(d) ?? 0) + 1);
  return counts;
}

function logSumExp(values: readonly number[]): number {
  const most = Math.max(...values);
  return most === -Infinity
    ? -Infinity
    : most + Math.log(values.reduce((sum, x) => sum + Math.exp(x - most), 0));
}

/** Log of the wealth of bets on one side against a mean, mixed over the grid. */
function logWealth(seen: Differences, mean: number, side: 1 | -1): number {
  // A bet must leave something even when the farthest value comes.
  const largest = 1 / (side === 1 ? 1 + mean : 1 - mean);
  const parts = BETS.map((share) => {
    let sum = 0;
    for (const [value, count] of seen) {
      sum += count * Math.log1p(side * share * largest * (value - mean));
    }
    return sum;
  });
  return logSumExp(parts) - Math.log(BETS.length);
}

/** E-value against "no difference", bets on both sides. 20 is what chance gives in at most one of 20 trials. */
export function eValue(seen: Differences): number {
  return Math.exp(logSumExp([logWealth(seen, 0, 1), logWealth(seen, 0, -1)]) - Math.LN2);
}

const STEPS = 200;

/**
 * Means that the e-processes have not ruled out, at any time together in `level` of trials: a confidence sequence.
 * Both ends are on a grid of hundredths, to the wide side.
 */
export function confidenceSequence(
  seen: Differences,
  level: number,
): { readonly low: number; readonly high: number } {
  const threshold = Math.log(2 / (1 - level));
  let [low, high] = [-1, 1];
  for (let i = 1; i < STEPS; i++) {
    const mean = -1 + (2 * i) / STEPS;
    if (logWealth(seen, mean, 1) < threshold) break;
    low = mean;
  }
  for (let i = STEPS - 1; i > 0; i--) {
    const mean = -1 + (2 * i) / STEPS;
    if (logWealth(seen, mean, -1) < threshold) break;
    high = mean;
  }
  return { low, high };
}

/**
 * Two-sided p-value of the exact test that flips the sign of each difference: under "the two models are alike" every
 * case could as well have come out the other way round. With one call a case it is the exact McNemar test (binomial over
 * the cases that differ). Differences must be multiples of 1 / `repeats`.
 */
export function signFlip(seen: Differences, repeats: number): number {
  const sizes = [...seen].flatMap(([value, count]) => {
    const size = Math.round(Math.abs(value) * repeats);
    return size === 0 ? [] : [{ size, count, sum: Math.round(value * repeats) * count }];
  });
  const total = sizes.reduce((n, s) => n + s.size * s.count, 0);
  const flips = sizes.reduce((n, s) => n + s.count, 0);
  const observed = Math.abs(sizes.reduce((n, s) => n + s.sum, 0));
  if (observed === 0) return 1;
  if (total * flips > MAX_WORK) {
    const sd = Math.sqrt(sizes.reduce((n, s) => n + s.count * s.size ** 2, 0));
    return Math.min(1, 2 * normalCdf(-observed / sd));
  }
  let ways = new Float64Array(2 * total + 1);
  ways[total] = 1;
  for (const { size, count } of sizes) {
    for (let k = 0; k < count; k++) ways = flipped(ways, size);
  }
  let p = 0;
  for (const [at, share] of ways.entries()) if (Math.abs(at - total) >= observed) p += share;
  return Math.min(1, p);
}

/** Beyond this many steps the sum is close to normal, and its normal form is taken. */
const MAX_WORK = 50_000_000;

/** The distribution of a sum after one more difference of this size, up or down with equal chance. */
function flipped(ways: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const next = new Float64Array(ways.length);
  for (const [at, share] of ways.entries()) {
    if (share === 0) continue;
    next[at - size]! += share / 2;
    next[at + size]! += share / 2;
  }
  return next;
}

/** What the two tests say, and how many cases more would probably do. */
export interface Decided {
  readonly kind: 'better' | 'worse' | 'same' | 'open';
  readonly by: 'sequential' | 'planned-look' | null;
  /** Only of `open`; `null` beyond a thousand. */
  readonly moreCases: number | null;
}

export interface EvidenceQuestion {
  /** Calls of each model on each case. */
  readonly repeats: number;
  /** Cases of the one planned look; `null` before it is fixed. */
  readonly planned: number | null;
  /** Cases of which nothing more is to come, those included of which a call failed; without it all of them are there. */
  readonly attempted?: number;
  /** Chance of a false "better" or "worse". */
  readonly errorRate: number;
  /** Differences below this are of no use. */
  readonly useful: number;
  readonly seed: number;
  /** Whether to tell how many cases more would do, which takes a while. */
  readonly forecast?: boolean;
}

/**
 * Decides from the differences in the order in which their cases were complete. What was decided once stays decided, so
 * that calls which were under way at the time change nothing.
 */
export function decide(differences: readonly number[], q: EvidenceQuestion): Decided {
  const threshold = 1 / (q.errorRate * SEQUENTIAL_SHARE);
  const { looks, rate } = plannedLooks(differences.length, q);
  const seen = new Map<number, number>();
  let sum = 0;
  for (const [i, d] of differences.entries()) {
    seen.set(d, (seen.get(d) ?? 0) + 1);
    sum += d;
    if (eValue(seen) >= threshold)
      return { kind: sum > 0 ? 'better' : 'worse', by: 'sequential', moreCases: null };
    if (looks.includes(i + 1) && signFlip(seen, q.repeats) <= rate)
      return { kind: sum > 0 ? 'better' : 'worse', by: 'planned-look', moreCases: null };
  }
  const { low, high } = confidenceSequence(seen, 1 - q.errorRate);
  if (low > -q.useful && high < q.useful) return { kind: 'same', by: null, moreCases: null };
  const more = q.forecast === false ? null : moreCases(seen, threshold, q.seed);
  return { kind: 'open', by: null, moreCases: more };
}

/**
 * Where the exact test is made, and what each time may spend. Calls that failed leave fewer pairs than were planned: then
 * it is made when all planned cases were asked, and perhaps once more when as many pairs are there after all; each spends half.
 */
function plannedLooks(
  pairs: number,
  { planned, attempted = pairs, errorRate }: EvidenceQuestion,
): { readonly looks: readonly number[]; readonly rate: number } {
  const rate = errorRate * (1 - SEQUENTIAL_SHARE);
  if (planned === null) return { looks: [], rate };
  if (attempted <= pairs) return { looks: [planned], rate };
  return { looks: attempted === planned ? [pairs, planned] : [planned], rate: rate / 2 };
}

const PATHS = 200;
const MOST_CASES = 1_000;
/** Cases between two looks of the forecast. */
const STRIDE = 5;
/** Share of paths that must have been decided: "8 times in 10". */
const POWER = 0.8;

/**
 * Cases more after which the e-process has decided in 8 of 10 simulated futures, if further cases come out as those seen
 * did; in fives. `null` when more than a thousand, or when nothing differs.
 */
export function moreCases(seen: Differences, threshold: number, seed: number): number | null {
  const values = [...seen].flatMap(([value, count]) => Array.from({ length: count }, () => value));
  const sum = values.reduce((a, b) => a + b, 0);
  if (values.length === 0 || sum === 0) return null;
  const random = seeded(seed);
  const needed: number[] = [];
  for (let path = 0; path < PATHS; path++) {
    const future = new Map(seen);
    let at = MOST_CASES + STRIDE;
    for (let n = 1; n <= MOST_CASES; n++) {
      const d = values[Math.floor(random() * values.length)]!;
      future.set(d, (future.get(d) ?? 0) + 1);
      if (n % STRIDE === 0 && eValue(future) >= threshold) {
        at = n;
        break;
      }
    }
    needed.push(at);
    // Most futures take too long: the rest cannot change that.
    if (needed.filter((n) => n > MOST_CASES).length > PATHS * (1 - POWER)) return null;
  }
  needed.sort((a, b) => a - b);
  return needed[Math.ceil(PATHS * POWER) - 1]!;
}

/**
 * Difference in right answers that so many cases show 8 times in 10 at the planned look, when a third of the cases come
 * out differently: (2.17 + 0.84) √(0.35 / n), from the normal form of McNemar's test (Connor, Biometrics 43, 1987).
 */
export function detectable(cases: number): number {
  return cases === 0 ? 1 : Math.min(1, 3.01 * Math.sqrt(0.35 / cases));
}
