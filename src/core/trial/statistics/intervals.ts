import type { Interval } from '../verdictModel';
import { seeded } from './random';

/** Quantile of the standard normal (Acklam's rational approximation, relative error below 1.2e-9). */
export function normalQuantile(p: number): number {
  const a = [
    -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2,
    -3.066479806614716e1, 2.506628277459239,
  ] as const;
  const b = [
    -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1,
    -1.328068155288572e1,
  ] as const;
  const c = [
    -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734,
    4.374664141464968, 2.938163982698783,
  ] as const;
  const d = [
    7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416,
  ] as const;
  const tail = (q: number): number =>
    (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5]) /
    ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1);
  if (p <= 0 || p >= 1) return p <= 0 ? -Infinity : Infinity;
  if (p < 0.02425) return tail(Math.sqrt(-2 * Math.log(p)));
  if (p > 1 - 0.02425) return -tail(Math.sqrt(-2 * Math.log(1 - p)));
  const q = p - 0.5;
  const r = q * q;
  return (
    ((((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q) /
    (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1)
  );
}

/** Wilson's score interval of a share (Wilson 1927). `null` of nothing. `right` may be a sum of shares. */
export function wilson(right: number, n: number, level = 0.95): Interval | null {
  if (n === 0) return null;
  const z = normalQuantile((1 + level) / 2);
  const p = right / n;
  const middle = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return {
    value: p,
    low: Math.max(0, (middle - half) / scale),
    high: Math.min(1, (middle + half) / scale),
    level,
    method: 'wilson',
  };
}

/** A table of pairs: both right, only the candidate (gained), only the baseline (lost), neither. */
export interface PairTable {
  readonly both: number;
  readonly gained: number;
  readonly lost: number;
  readonly neither: number;
}

/**
 * Candidate's share of right answers less the baseline's, with Newcombe's paired score interval: Wilson limits of each
 * share, put together with the correlation of the pairs, continuity corrected (Newcombe, Statistics in Medicine 17,
 * 1998, 2635-2650, method 10). `null` without pairs.
 */
export function newcombePaired(t: PairTable, level = 0.95): Interval | null {
  const n = t.both + t.gained + t.lost + t.neither;
  const candidate = wilson(t.both + t.gained, n, level);
  const baseline = wilson(t.both + t.lost, n, level);
  if (candidate === null || baseline === null) return null;
  const phi = correlation(t);
  const value = candidate.value - baseline.value;
  const [dl1, du1] = [candidate.value - candidate.low, candidate.high - candidate.value];
  const [dl2, du2] = [baseline.value - baseline.low, baseline.high - baseline.value];
  const spread = (a: number, b: number) => Math.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b));
  return {
    value,
    low: Math.max(-1, value - spread(dl1, du2)),
    high: Math.min(1, value + spread(du1, dl2)),
    level,
    method: 'newcombe-paired',
  };
}

/** Phi of a table of pairs, with Newcombe's continuity correction: a positive one is taken n/2 nearer to 0. */
function correlation({ both, gained, lost, neither }: PairTable): number {
  const n = both + gained + lost + neither;
  const product = (both + gained) * (lost + neither) * (both + lost) * (gained + neither);
  if (product === 0) return 0;
  const cross = both * neither - gained * lost;
  const corrected = cross > n / 2 ? cross - n / 2 : cross >= 0 ? 0 : cross;
  return corrected / Math.sqrt(product);
}

const RESAMPLES = 2_000;
/** Many cases need fewer resamples: at ten thousand the ends hardly move, and nobody waits. */
const LEAST_RESAMPLES = 400;
const MOST_DRAWS = 4_000_000;

/**
 * Percentile bootstrap over cases (Efron 1979): the statistic of 2,000 resamples of the items with replacement (fewer of
 * more than two thousand items). The seed makes it the same each time. `null` with fewer than two items, or where the statistic is not a number.
 */
export function bootstrap<T>(
  items: readonly T[],
  statistic: (sample: readonly T[]) => number,
  seed: number,
  level = 0.95,
): Interval | null {
  const value = statistic(items);
  if (items.length < 2 || !Number.isFinite(value)) return null;
  const random = seeded(seed);
  const values: number[] = [];
  const sample: T[] = [...items];
  const resamples = Math.min(RESAMPLES, Math.max(LEAST_RESAMPLES, MOST_DRAWS / items.length));
  for (let i = 0; i < resamples; i++) {
    for (let j = 0; j < items.length; j++) {
      sample[j] = items[Math.floor(random() * items.length)]!;
    }
    values.push(statistic(sample));
  }
  values.sort((a, b) => a - b);
  return {
    value,
    low: quantile(values, (1 - level) / 2),
    high: quantile(values, (1 + level) / 2),
    level,
    method: 'bootstrap',
  };
}

/** Value at a share of sorted numbers, between neighbours in proportion. NaN of none. */
export function quantile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return NaN;
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const [a, b] = [sorted[below]!, sorted[Math.min(sorted.length - 1, below + 1)]!];
  return a + (b - a) * (at - below);
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, x) => sum + x, 0) / values.length;

export const medianOf = (values: readonly number[]): number =>
  quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
