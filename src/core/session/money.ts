import type { Money, MoneyParts, Tokens } from '../model/session';
import type { Trace } from '../model/trace';
import { countedReasoning, costOf, weakestBound, type TokenPrice } from '../trace/figures';

/** The price that applied to a trace, `null` where none is known. */
export type PriceOf = (trace: Trace) => TokenPrice | null;

/** A trace's tokens by what they cost. Cache reads and writes are parts of the recorded input. */
export function tokensOf({ usage, fidelity }: Trace): Tokens {
  const { inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens, reasoningTokens } = usage;
  const beside = (cachedInputTokens ?? 0) + (cacheWriteTokens ?? 0);
  const hasText = fidelity === 'raw' || fidelity === 'summary';
  return {
    freshInput: inputTokens === null ? null : Math.max(0, inputTokens - beside),
    cacheRead: cachedInputTokens,
    cacheWrite: cacheWriteTokens,
    output: outputTokens,
    reasoning: countedReasoning(reasoningTokens, hasText),
  };
}

/** What a call cost: as recorded, else its tokens at list price; with the parts, whose shares are those of list prices. */
export function moneyOf(trace: Trace, price: TokenPrice | null): Money {
  const cost = costOf(trace.costUsd, trace.usage, price);
  const usd = cost.figure?.value ?? null;
  return { usd, bound: cost.bound, parts: price === null ? null : partsOf(trace, price, usd) };
}

function partsOf(trace: Trace, price: TokenPrice, usd: number | null): MoneyParts | null {
  const tokens = tokensOf(trace);
  if (tokens.freshInput === null || tokens.output === null) return null;
  const hour = Math.min(trace.usage.cacheWrite1hTokens ?? 0, tokens.cacheWrite ?? 0);
  const parts = {
    freshInput: tokens.freshInput * price.input,
    cacheRead: (tokens.cacheRead ?? 0) * price.cachedInput,
    cacheWrite: ((tokens.cacheWrite ?? 0) - hour) * price.cacheWrite + hour * price.cacheWrite1h,
    output: tokens.output * price.output,
  };
  const sum = parts.freshInput + parts.cacheRead + parts.cacheWrite + parts.output;
  // A recorded cost is not the list price (discounts, rounding): its parts keep the list's proportions.
  const scale = usd === null || sum === 0 ? 1 : usd / sum;
  return {
    freshInput: parts.freshInput * scale,
    cacheRead: parts.cacheRead * scale,
    cacheWrite: parts.cacheWrite * scale,
    output: parts.output * scale,
  };
}

/**
 * Adds money up. The sum is as weak as its weakest part; where some parts have no cost it is at least the others, and
 * where none has it is unknown.
 */
export function addMoney(all: readonly Money[]): Money {
  const known = all.filter((m) => m.usd !== null);
  if (known.length === 0) return { usd: null, bound: 'unknown', parts: null };
  const missing = known.length < all.length ? (['at-least'] as const) : [];
  const withParts = known.filter((m) => m.parts !== null).length === known.length;
  return {
    usd: sum(known.map((m) => m.usd ?? 0)),
    bound: weakestBound([...known.map((m) => m.bound), ...missing]),
    parts: withParts ? addParts(known.flatMap((m) => (m.parts === null ? [] : [m.parts]))) : null,
  };
}

function addParts(parts: readonly MoneyParts[]): MoneyParts {
  return {
    freshInput: sum(parts.map((p) => p.freshInput)),
    cacheRead: sum(parts.map((p) => p.cacheRead)),
    cacheWrite: sum(parts.map((p) => p.cacheWrite)),
    output: sum(parts.map((p) => p.output)),
  };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
