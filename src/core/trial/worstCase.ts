import { ratesFor, type Rates } from '../model/rates';

/** Tokens beyond the count that an input may have: roles, and what a provider adds. */
const INPUT_DOUBT = 1.3;
const INPUT_EXTRA = 200;

/** What a call can cost at most, as data: a call whose text comes later is bounded when it is made. */
export interface WorstCase {
  /** `null` where nobody is billed by the call. */
  readonly rates: Rates | null;
  /** Of the typical call. */
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** USD of a call that is `size` times as long as the typical one, at its cap. 0 where nobody is billed by the call. */
export function dearest({ rates, inputTokens, outputTokens }: WorstCase, size: number): number {
  if (rates === null) return 0;
  const input = inputTokens * size * INPUT_DOUBT + INPUT_EXTRA;
  const r = ratesFor(rates, input);
  return (input * Math.max(r.input, r.cacheWrite) + outputTokens * r.output) / 1e6;
}
