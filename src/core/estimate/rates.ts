/** Prices that apply above a size of the whole input: the request moves to the tier as a whole. */
export interface RateTier {
  /** The tier applies when the input has more tokens than this. */
  readonly over: number;
  readonly input: number;
  readonly cachedInput: number;
  readonly output: number;
}

/** What one model costs, in USD per million tokens. Plain data, so that a page can price without the price library. */
export interface Rates {
  readonly input: number;
  /** For input read from the provider's cache; equals `input` where none is offered. */
  readonly cachedInput: number;
  readonly output: number;
  /** Ascending by `over`. */
  readonly tiers: readonly RateTier[];
}

/** Tokens of one call. `cachedInput` is part of `input`; reasoning is part of `output`, billed once. */
export interface CallTokens {
  readonly input: number;
  readonly cachedInput: number;
  readonly output: number;
}

/** USD per million tokens for an input of this many tokens. */
export function ratesFor(rates: Rates, inputTokens: number): Omit<Rates, 'tiers'> {
  return rates.tiers.findLast((t) => inputTokens > t.over) ?? rates;
}

/** USD of one call: (fresh input x input + cached x cached input + (visible + reasoning) x output) / 1e6, times `factor` (batch, flex). */
export function callCost(rates: Rates, tokens: CallTokens, factor = 1): number {
  const r = ratesFor(rates, tokens.input);
  const fresh = tokens.input - tokens.cachedInput;
  return (
    ((fresh * r.input + tokens.cachedInput * r.cachedInput + tokens.output * r.output) / 1e6) *
    factor
  );
}
