import type { CandidateModel, EstimateModel } from './model';
import type { Controls } from './controls';
import { rowOf } from './row';

/** Less than half a point more right answers is none that was seen: both levels print as the same percentage. */
const LEAST_GAIN = 0.005;

/** One level of a model, and what it adds to the level below. USD a call; `null` where a price or success is unknown. */
export interface EffortStep {
  readonly effort: string | null;
  readonly reasoningTokens: number;
  readonly meanCostUsd: number | null;
  /** Share of right answers. */
  readonly success: number | null;
  /** USD for one more right answer than the level below gives; `null` at the first level or without a gain. */
  readonly extraUsdPerRight: number | null;
  /** `extraUsdPerRight` rests on right answers that were not counted for both levels. */
  readonly extrapolated: boolean;
}

/**
 * Every effort level of a candidate from least to most reasoning, under these controls: where returns diminish, the
 * price of one more right answer climbs. Success between levels is extrapolated unless both were measured.
 */
export function effortLadder(
  candidate: CandidateModel,
  model: EstimateModel,
  controls: Controls,
): readonly EffortStep[] {
  const levels = candidate.efforts.map((e) => e.effort);
  // The default level is one of the named ones.
  const named = levels.filter((l) => l !== null && l !== 'off').length > 0;
  const rows = levels
    .filter((effort) => effort !== null || !named)
    .map((effort) => rowOf({ ...candidate, effort }, model, controls))
    .sort((a, b) => a.reasoningTokens.p50 - b.reasoningTokens.p50);
  return rows.map((row, i) => {
    const below = rows[i - 1];
    const [cost, before] = [row.meanCostUsd, below?.meanCostUsd ?? null];
    const counted = [row, below].every((r) => r?.basis.success.kind === 'measured');
    const gain = row.success === null || !below?.success ? 0 : row.success.p50 - below.success.p50;
    return {
      effort: row.effort,
      reasoningTokens: row.reasoningTokens.p50,
      meanCostUsd: cost,
      success: row.success?.p50 ?? null,
      extraUsdPerRight:
        cost === null || before === null || gain < LEAST_GAIN
          ? null
          : Math.max(0, cost - before) / gain,
      extrapolated: !counted,
    };
  });
}
