/** Prices that apply above a size of the whole input: the request moves to the tier as a whole. */
export interface RateTier {
  /** The tier applies when the input has more tokens than this. */
  readonly over: number;
  readonly input: number;
  readonly cachedInput: number;
  readonly cacheWrite: number;
  readonly cacheWrite1h: number;
  readonly output: number;
}

/** What one model costs, in USD per million tokens. Plain data, so that a page can price without the price library. */
export interface Rates {
  readonly input: number;
  /** For input read from the provider's cache; equals `input` where none is offered. */
  readonly cachedInput: number;
  /** For input written into the provider's cache; equals `input` where writing costs nothing extra. */
  readonly cacheWrite: number;
  /** For input written to be kept for an hour; equals `cacheWrite` where there is one price. */
  readonly cacheWrite1h: number;
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

/** Tokens of one call. Cache reads and writes are parts of `input`; reasoning is part of `output`, billed once. */
export interface CallTokens {
  readonly input: number;
  readonly cachedInput: number;
  /** Written into the cache, for whatever time. */
  readonly cacheWrite?: number;
  /** The part of `cacheWrite` that is kept for an hour. */
  readonly cacheWrite1h?: number;
  readonly output: number;
}

const NO_DISCOUNT: Discount = { factor: 1, cachedToo: true };

/** USD per million tokens for an input of this many tokens. */
export function ratesFor(rates: Rates, inputTokens: number): Omit<Rates, 'tiers'> {
  return rates.tiers.findLast((t) => inputTokens > t.over) ?? rates;
}

/**
 * USD of one call, each part discounted: fresh input, input read from the cache, input written into it for minutes or
 * for an hour, and output (visible and reasoning) at its own rate. Parts of the input that add up to more than it are cut.
 */
export function callCost(
  rates: Rates,
  tokens: CallTokens,
  { factor, cachedToo }: Discount = NO_DISCOUNT,
): number {
  const r = ratesFor(rates, tokens.input);
  const cached = Math.min(tokens.cachedInput, tokens.input);
  const written = Math.min(tokens.cacheWrite ?? 0, tokens.input - cached);
  const written1h = Math.min(tokens.cacheWrite1h ?? 0, written);
  const fresh = tokens.input - cached - written;
  const cachedRate = cachedToo ? r.cachedInput * factor : Math.min(r.cachedInput, r.input * factor);
  const usd =
    fresh * r.input * factor +
    cached * cachedRate +
    (written - written1h) * r.cacheWrite * factor +
    written1h * r.cacheWrite1h * factor +
    tokens.output * r.output * factor;
  return usd / 1e6;
}
