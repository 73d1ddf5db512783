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

/** A share off the price of a call (batch, flex). */
export interface Discount {
  readonly factor: number;
  /** Whether input from the cache is discounted once more. If not, the better of the two discounts holds for it. */
  readonly cachedToo: boolean;
}

/** Tokens of one call. `cachedInput` is part of `input`; reasoning is part of `output`, billed once. */
export interface CallTokens {
  readonly input: number;
  readonly cachedInput: number;
  readonly output: number;
}

const NO_DISCOUNT: Discount = { factor: 1, cachedToo: true };

/** USD per million tokens for an input of this many tokens. */
export function ratesFor(rates: Rates, inputTokens: number): Omit<Rates, 'tiers'> {
  return rates.tiers.findLast((t) => inputTokens > t.over) ?? rates;
}

/** USD of one call: (fresh input x input + cached x cached input + (visible + reasoning) x output) / 1e6, each discounted. */
export function callCost(
  rates: Rates,
  tokens: CallTokens,
  { factor, cachedToo }: Discount = NO_DISCOUNT,
): number {
  const r = ratesFor(rates, tokens.input);
  const fresh = tokens.input - tokens.cachedInput;
  const cached = cachedToo ? r.cachedInput * factor : Math.min(r.cachedInput, r.input * factor);
  return (
    (fresh * r.input * factor + tokens.cachedInput * cached + tokens.output * r.output * factor) /
    1e6
  );
}
