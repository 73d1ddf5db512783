/** USD for one right answer when failures are noticed and retried: C / s (Cost-of-Pass, Erol et al., arXiv 2504.13359, 2025). `null` when s is about 0. */
export function costPerSuccess(meanCostUsd: number, success: number): number | null {
  return success < 0.01 ? null : meanCostUsd / success;
}

/** What a dearer model must earn: nothing (it is cheaper), more than a right answer can be worth, or this much. */
export type BreakEven =
  | { readonly kind: 'cheaper-and-better' }
  | { readonly kind: 'cheaper-but-worse'; readonly valueUsd: number }
  | { readonly kind: 'never' }
  | { readonly kind: 'from'; readonly valueUsd: number };

/** Value of a right answer, USD, from which R beats L: V* = (C_R - C_L) / (s_R - s_L). */
export function breakEven(
  costL: number,
  successL: number,
  costR: number,
  successR: number,
): BreakEven {
  const [dc, ds] = [costR - costL, successR - successL];
  if (dc <= 0 && ds >= 0) return { kind: 'cheaper-and-better' };
  if (ds === 0 || (dc > 0 && ds < 0)) return { kind: 'never' };
  return { kind: dc > 0 ? 'from' : 'cheaper-but-worse', valueUsd: dc / ds };
}

/** A check between the two models of a cascade: its cost, the wrong answers it catches, the right ones it flags. */
export interface Check {
  readonly costUsd: number;
  readonly caught: number;
  readonly falseAlarms: number;
}

export interface Cascade {
  readonly escalated: number;
  readonly costUsd: number;
  readonly success: number;
  /** Whether it costs less than asking R every time: C_L + C_v < (1 - e) C_R. */
  readonly cheaperThanR: boolean;
}

/** How much rarer R is right on escalated prompts, which are the hard ones (an assumption; 1 would be none). */
const HARDER = 0.9;

/**
 * L first, R on failure: e = s_L f + (1 - s_L) d; cost = C_L + C_v + e C_R; success = s_L (1 - f) + escalated share
 * times R's success on the harder prompts (FrugalGPT, Chen et al. 2023).
 */
export function cascade(
  l: { readonly costUsd: number; readonly success: number },
  r: { readonly costUsd: number; readonly success: number },
  check: Check,
): Cascade {
  const wrong = (1 - l.success) * check.caught;
  const flagged = l.success * check.falseAlarms;
  const escalated = wrong + flagged;
  const costUsd = l.costUsd + check.costUsd + escalated * r.costUsd;
  return {
    escalated,
    costUsd,
    success: l.success - flagged + escalated * r.success * HARDER,
    cheaperThanR: costUsd < r.costUsd,
  };
}

export interface Routed {
  /** Share of calls that go to R. */
  readonly share: number;
  readonly costUsd: number;
  /** `null` where either model's is unknown. */
  readonly success: number | null;
}

/**
 * A router before the models sends a share r of calls to R and the rest to L: cost r C_R + (1 - r) C_L, success
 * r s_R + (1 - r) s_L, as if it chose blindly; one that knows the hard calls does better. Its own cost is not counted.
 */
export function routed(
  l: { readonly costUsd: number; readonly success: number | null },
  r: { readonly costUsd: number; readonly success: number | null },
  shareToR: number,
): Routed {
  const mix = (a: number, b: number): number => shareToR * b + (1 - shareToR) * a;
  return {
    share: shareToR,
    costUsd: mix(l.costUsd, r.costUsd),
    success: l.success === null || r.success === null ? null : mix(l.success, r.success),
  };
}
