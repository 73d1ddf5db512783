import type { LogRange, Range } from './model';

/** Reasoning under this many tokens counts as this many. */
export const FLOOR_TOKENS = 10;

/** The standard normal's 90th percentile. */
export const Z90 = 1.2815515655446004;

/** Points on the normal scale at which every distribution is held; steps of Z90 / 6, so that p10, p50 and p90 are exact. */
const STEPS = 15;
const GRID: readonly number[] = Array.from(
  { length: 2 * STEPS + 1 },
  (_, i) => ((i - STEPS) * Z90) / 6,
);
const P10 = STEPS - 6;
const P50 = STEPS;
const P90 = STEPS + 6;
const WEIGHTS: readonly number[] = (() => {
  const w = GRID.map((z) => Math.exp((-z * z) / 2));
  const sum = w.reduce((a, b) => a + b, 0);
  return w.map((x) => x / sum);
})();

/** A distribution as its values at the grid's quantiles, ascending. */
export type Quantiles = readonly number[];

/** Standard normal distribution function (Abramowitz and Stegun 7.1.26, error below 1.5e-7). */
export function normalCdf(z: number): number {
  const t = 1 / (1 + 0.3275911 * (Math.abs(z) / Math.SQRT2));
  const poly =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const tail = (poly * Math.exp((-z * z) / 2)) / 2;
  return z >= 0 ? 1 - tail : tail;
}

/** Value of a skewed log range at a point of the normal scale. */
export function logAt(r: LogRange, z: number): number {
  return r.median + ((z < 0 ? r.below : r.above) * z) / Z90;
}

const cdf = (r: LogRange, y: number): number => {
  const d = y - r.median;
  const width = d < 0 ? r.below : r.above;
  return width === 0 ? (d < 0 ? 0 : 1) : normalCdf((d / width) * Z90);
};

/**
 * Tokens of a mixture of skewed log ranges at the grid's quantiles. One component is exact; several are inverted
 * between the quantiles of the parts.
 */
export function mixture(
  parts: readonly { readonly weight: number; readonly range: LogRange }[],
  floor = 0,
): Quantiles {
  const [first, ...others] = parts;
  if (first === undefined) return GRID.map(() => floor);
  const tokens = (y: number) => Math.max(floor, 10 ** y);
  if (others.length === 0) return GRID.map((z) => tokens(logAt(first.range, z)));
  const nodes = parts.flatMap((p) => GRID.map((z) => logAt(p.range, z))).sort((a, b) => a - b);
  const total = parts.reduce((s, p) => s + p.weight, 0);
  const below = nodes.map((y) => parts.reduce((s, p) => s + p.weight * cdf(p.range, y), 0) / total);
  let at = 0;
  return GRID.map((z) => {
    const p = normalCdf(z);
    while (at < nodes.length - 2 && (below[at + 1] ?? 1) < p) at++;
    const [a, b] = [below[at] ?? 0, below[at + 1] ?? 1];
    const share = b > a ? Math.min(1, Math.max(0, (p - a) / (b - a))) : 0;
    const [low, high] = [nodes[at] ?? 0, nodes[at + 1] ?? 0];
    return tokens(low + share * (high - low));
  });
}

/** The same middle with so much variance at most, log10 squared; a skew stays. */
export function narrowed(r: LogRange, variance: number): LogRange {
  const sd = (r.below + r.above) / (2 * Z90);
  const share = sd === 0 ? 1 : Math.min(1, Math.sqrt(Math.max(0, variance)) / sd);
  return { median: r.median, below: r.below * share, above: r.above * share };
}

/** Variance of a log range as if it were normal. */
export const varianceOf = (r: LogRange): number => ((r.below + r.above) / (2 * Z90)) ** 2;

/** Factors of a lognormal around 1 at the grid's quantiles. */
export const noise = (variance: number): Quantiles => {
  const sd = Math.sqrt(Math.max(0, variance));
  return GRID.map((z) => 10 ** (sd * z));
};

/** p10, p50 and p90. */
export function toRange(q: Quantiles): Range {
  return { p10: q[P10] ?? 0, p50: q[P50] ?? 0, p90: q[P90] ?? 0 };
}

export function mean(q: Quantiles): number {
  return q.reduce((s, x, i) => s + x * (WEIGHTS[i] ?? 0), 0);
}

/** Adds quantile by quantile: the dear calls are dear in both parts, which errs to the wide side. */
export function add(a: Quantiles, b: Quantiles): Quantiles {
  return a.map((x, i) => x + (b[i] ?? 0));
}

/** Share of the distribution above a value, interpolated on the normal scale. */
export function shareAbove(q: Quantiles, value: number): number {
  const at = q.findIndex((x) => x > value);
  if (at === 0) return 1;
  if (at < 0) return 0;
  const [a, b] = [q[at - 1] ?? 0, q[at] ?? 0];
  const share =
    Math.log(Math.max(value, 1e-9) / Math.max(a, 1e-9)) / Math.log(b / Math.max(a, 1e-9));
  const [za, zb] = [GRID[at - 1] ?? 0, GRID[at] ?? 0];
  return 1 - normalCdf(za + Math.min(1, Math.max(0, share)) * (zb - za));
}

/** Value that a share of the distribution lies above. */
export function valueAt(q: Quantiles, z: number): number {
  const at = Math.min(GRID.length - 2, Math.max(0, Math.floor((z * 6) / Z90) + STEPS));
  const [a, b] = [q[at] ?? 0, q[at + 1] ?? 0];
  const za = GRID[at] ?? 0;
  return a * (Math.max(b, 1e-9) / Math.max(a, 1e-9)) ** ((z - za) / (Z90 / 6));
}
