import { ratesFor, type Rates } from '../model/rates';
import { msg, type Message } from '../model/message';
import type { Bound, Figure } from '../model/figure';
import type { Fidelity, Usage } from '../model/trace';

/** List price of one model, in USD per token. */
export interface TokenPrice {
  readonly input: number;
  readonly cachedInput: number;
  readonly cacheWrite: number;
  readonly cacheWrite1h: number;
  readonly output: number;
  /** Day of the price list (YYYY-MM-DD); `null` for the user's own price. */
  readonly asOf: string | null;
}

/** USD per token from USD per million tokens, in the tier that the size of the input decides. */
export function tokenPrice(
  price: { readonly rates: Rates; readonly asOf: string | null },
  inputTokens: number | null,
): TokenPrice {
  const rates = ratesFor(price.rates, inputTokens ?? 0);
  return {
    input: rates.input / 1e6,
    cachedInput: rates.cachedInput / 1e6,
    cacheWrite: rates.cacheWrite / 1e6,
    cacheWrite1h: rates.cacheWrite1h / 1e6,
    output: rates.output / 1e6,
    asOf: price.asOf,
  };
}

/** Money, with the two ways in which it can be missing told apart. */
export interface Cost {
  readonly figure: Figure | null;
  /** `unknown` exactly when there is no figure. */
  readonly bound: Bound;
  /** Why there is no figure: the model has no known price, or the tokens are unknown. */
  readonly missing: 'no-price' | 'unknown' | null;
  /** Day of the price list behind a computed cost (YYYY-MM-DD). */
  readonly asOf: string | null;
}

/** A recorded count, or `null` when the file has none: never 0 for unknown. */
export function measured(value: number | null, note?: Message | null): Figure | null {
  if (value === null) return null;
  return { value, provenance: 'measured', ...(note ? { note } : {}) };
}

/** What is known of a trace's tokens without reading it again. */
export interface TokenFacts {
  readonly usage: Usage;
  readonly fidelity: Fidelity;
  readonly reasoningChars: number;
  readonly answerChars: number;
  /** Of the inputs of the tool calls, which are output too. */
  readonly callChars: number;
}

/** Characters per token of English reasoning text: the usual rule of thumb, used only where nothing was recorded. */
const CHARS_PER_TOKEN = 4;

/**
 * Reasoning tokens that somebody counted: the recorded number, but not a 0 beside reasoning text, which servers write
 * that do not count reasoning apart (SGLang, LiteLLM). `null` is unknown.
 */
export function countedReasoning(recorded: number | null, hasText: boolean): number | null {
  return recorded === 0 && hasText ? null : recorded;
}

/**
 * Reasoning tokens: as recorded; else the output tokens shared out by the length of the texts; else from the length
 * alone. A summary says nothing of the length of what it sums up, and hidden reasoning has none: `null`.
 */
export function reasoningTokens(facts: TokenFacts): Figure | null {
  const { usage, fidelity, reasoningChars, answerChars, callChars } = facts;
  const counted = countedReasoning(usage.reasoningTokens, reasoningChars > 0);
  if (counted !== null) return measured(counted, usage.note ?? msg('recorded in the file'));
  if (fidelity !== 'raw' || reasoningChars === 0) return null;
  if (usage.outputTokens !== null && usage.outputBound === 'exact') {
    const share = reasoningChars / (reasoningChars + answerChars + callChars);
    return {
      value: Math.round(usage.outputTokens * share),
      provenance: 'estimated',
      note: msg('output tokens shared out by the length of reasoning and answer'),
    };
  }
  return {
    value: Math.round(reasoningChars / CHARS_PER_TOKEN),
    provenance: 'estimated',
    note: msg('no tokens recorded: one for 4 characters'),
  };
}

/** Tokens of the answer and tool calls: output without reasoning, where both are known. */
export function answerTokens(facts: TokenFacts): Figure | null {
  const { outputTokens } = facts.usage;
  if (outputTokens === null) return null;
  if (facts.usage.outputBound === 'at-least') {
    const note = msg('no tokens recorded: one for 4 characters');
    return {
      value: Math.round((facts.answerChars + facts.callChars) / CHARS_PER_TOKEN),
      provenance: 'estimated',
      note,
    };
  }
  const reasoning = reasoningTokens(facts);
  if (reasoning === null) {
    return facts.fidelity === 'none' ? measured(outputTokens, msg('recorded in the file')) : null;
  }
  return {
    value: Math.max(0, outputTokens - reasoning.value),
    provenance: reasoning.provenance === 'measured' ? 'derived' : 'estimated',
    note: msg('output tokens less reasoning tokens'),
  };
}

const NO_COST: Cost = { figure: null, bound: 'unknown', missing: 'unknown', asOf: null };

/**
 * Cost of the whole generation, USD: as recorded, else recorded tokens at list price, else why not. Cache reads and
 * writes have prices of their own; reasoning is billed as output. A count from before the end gives a lower bound.
 */
export function costOf(recordedUsd: number | null, usage: Usage, price: TokenPrice | null): Cost {
  if (recordedUsd !== null) {
    const figure = measured(recordedUsd, msg('recorded in the file'));
    return { figure, bound: 'exact', missing: null, asOf: null };
  }
  if (price === null) return { ...NO_COST, missing: 'no-price' };
  const { inputTokens, outputTokens } = usage;
  if (inputTokens === null || outputTokens === null) return { ...NO_COST, asOf: price.asOf };
  const cached = Math.min(usage.cachedInputTokens ?? 0, inputTokens);
  const written = Math.min(usage.cacheWriteTokens ?? 0, inputTokens - cached);
  const written1h = Math.min(usage.cacheWrite1hTokens ?? 0, written);
  const value =
    (inputTokens - cached - written) * price.input +
    cached * price.cachedInput +
    (written - written1h) * price.cacheWrite +
    written1h * price.cacheWrite1h +
    outputTokens * price.output;
  const figure: Figure =
    usage.outputBound === 'exact'
      ? {
          value,
          provenance: 'derived',
          note: msg('recorded tokens at list price, reasoning as output'),
        }
      : {
          value,
          provenance: 'derived',
          bound: 'at-least',
          note: msg('the output was counted before its end: the true cost is greater'),
        };
  return { figure, bound: usage.outputBound, missing: null, asOf: price.asOf };
}

/** Strongest first; a sum is only as good as its weakest part. */
const BOUNDS: readonly Bound[] = ['exact', 'at-least', 'estimated', 'unknown'];

/** The weakest of several bounds; `exact` for none. */
export function weakestBound(bounds: Iterable<Bound>): Bound {
  let weakest = 0;
  for (const bound of bounds) weakest = Math.max(weakest, BOUNDS.indexOf(bound));
  return BOUNDS[weakest]!;
}

/** What several generations cost together, USD. With a part of unknown cost, the sum of the others is a lower bound. */
export function sumOfCosts(costs: readonly Cost[]): {
  readonly usd: number | null;
  readonly bound: Bound;
} {
  const known = costs.flatMap((cost) => (cost.figure === null ? [] : [cost]));
  if (known.length === 0)
    return { usd: costs.length === 0 ? 0 : null, bound: costs.length === 0 ? 'exact' : 'unknown' };
  const usd = known.reduce((sum, cost) => sum + (cost.figure?.value ?? 0), 0);
  const bound = weakestBound(known.map((cost) => cost.bound));
  return { usd, bound: known.length < costs.length && bound === 'exact' ? 'at-least' : bound };
}
