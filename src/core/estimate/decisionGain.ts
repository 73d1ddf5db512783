import type { Range } from './model';
import type { ReportRow } from './report';

/** Fewer points of right answers than this are not worth a sentence, however many prompts were counted. */
const LEAST_GAIN = 0.03;
const half = ({ p10, p90 }: Range): number => (p90 - p10) / 2;

/**
 * By how much more often a row is right than the baseline, as a share; 0 where the difference is one that chance makes: within
 * both models' 80 % ranges, taken together, or under three points.
 */
export function gainOf(baseline: ReportRow, r: ReportRow): number {
  if (r.success === null || baseline.success === null) return 0;
  const gain = r.success.p50 - baseline.success.p50;
  const chance = Math.hypot(half(r.success), half(baseline.success));
  return Math.abs(gain) < Math.max(LEAST_GAIN, chance) ? 0 : gain;
}

/** What a row earns over the baseline a call, by the differences that are more than chance. USD. */
export const earned = (baseline: ReportRow, r: ReportRow, value: number): number =>
  value * gainOf(baseline, r) + (baseline.meanCostUsd ?? 0) - (r.meanCostUsd ?? Infinity);
