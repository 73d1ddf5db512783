import type { Range } from '../../core/estimate/model';

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** A horizontal scale that a column of intervals shares. */
export interface Axis {
  readonly ticks: readonly Tick[];
  /** Place of a value in percent of the width, clipped to 0..100. */
  place(value: number): number;
  /** Whether a value lies outside the axis, so that an arrow head says so. */
  outside(value: number): boolean;
}

function scale(
  low: number,
  high: number,
  ticks: readonly Tick[],
  of: (value: number) => number,
): Axis {
  const [from, to] = [of(low), of(high)];
  return {
    ticks,
    place: (value) => Math.max(0, Math.min(100, ((of(value) - from) / (to - from)) * 100)),
    outside: (value) => value < low * 0.999 || value > high * 1.001,
  };
}

/** Right answers of 100. */
export function percentAxis(): Axis {
  const ticks = [0, 50, 100].map((at) => ({ at, label: String(at) }));
  return scale(0, 100, ticks, (x) => x);
}

const log = (x: number): number => Math.log10(Math.max(x, 1e-12));

/** The nearest 1 or 3 times a power of ten at or below (`floor`) or above (`ceil`) a value: the axis moves seldom. */
function snap(value: number, way: 'floor' | 'ceil'): number {
  const steps = Math[way](log(value) * 2) / 2;
  return 10 ** steps;
}

/** Decades an axis may span; what lies beyond is clipped. */
const MAX_DECADES = 4;

function domain(ranges: readonly Range[]): readonly [number, number] {
  if (ranges.length === 0) return [0.001, 1];
  const low = snap(Math.min(...ranges.map((r) => r.p10)), 'floor');
  const high = snap(Math.max(...ranges.map((r) => r.p90)), 'ceil');
  if (log(high) - log(low) <= MAX_DECADES) return [low, high > low ? high : low * 10];
  const middles = ranges.map((r) => r.p50);
  return [
    Math.max(low, snap(Math.min(...middles) / 10, 'floor')),
    Math.min(high, snap(Math.max(...middles) * 10, 'ceil')),
  ];
}

/** Ticks that stay apart: at most four, every second one where there are more. */
function thin(ticks: readonly Tick[]): readonly Tick[] {
  return ticks.length <= 4 ? ticks : ticks.filter((_, i) => (ticks.length - 1 - i) % 2 === 0);
}

/** A logarithmic scale around the given ranges with ticks at decades. */
export function logAxis(ranges: readonly Range[], label: (value: number) => string): Axis {
  const [low, high] = domain(ranges);
  const ticks: Tick[] = [];
  for (let e = Math.ceil(log(low) - 1e-9); e <= log(high) + 1e-9; e++)
    ticks.push({ at: 10 ** e, label: label(10 ** e) });
  return scale(low, high, thin(ticks), log);
}

/** Seconds on a logarithmic scale: 1 s, 10 s, 1 min, 10 min, 1 h. */
export function timeAxis(ranges: readonly Range[], label: (seconds: number) => string): Axis {
  const [low, high] = domain(ranges);
  const ticks = [0.1, 1, 10, 60, 600, 3_600, 36_000]
    .filter((at) => at >= low * 0.999 && at <= high * 1.001)
    .map((at) => ({ at, label: label(at) }));
  return scale(low, high, thin(ticks), log);
}

/** Steps that a person can count in. */
const STEPS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1_000, 2_000, 2_500, 5_000];

/** A linear scale with zero on it, for differences: ticks at counts, the zero named. */
export function differenceAxis(
  values: readonly number[],
  label: (value: number) => string,
  zero: string,
): Axis {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const step = STEPS.find((s) => (high - low) / s <= 4) ?? (high - low) / 4;
  const from = Math.floor(low / step) * step;
  const to = Math.max(from + step, Math.ceil(high / step) * step);
  const ticks: Tick[] = [];
  for (let at = from; at <= to + step / 2; at += step)
    ticks.push({ at, label: Math.abs(at) < step / 2 ? zero : label(at) });
  return scale(from, to, ticks, (x) => x);
}
