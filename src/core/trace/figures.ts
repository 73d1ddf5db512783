import { ratesFor, type Rates } from '../model/rates';
import { msg } from '../model/message';
import type { Figure } from '../model/figure';
import type { Fidelity, Usage } from '../model/trace';

/** List price of one model, in USD per token. */
export interface TokenPrice {
  readonly input: number;
  readonly cachedInput: number;
  readonly output: number;
  /** Day of the price list (YYYY-MM-DD); `null` for the user's own price. */
  readonly asOf: string | null;
}

/** USD per token from USD per million tokens, in the tier that the size of the input decides. */
export function tokenPrice(
  price: { readonly rates: Rates; readonly asOf: string | null },
  inputTokens: number | null,
): TokenPrice {
  const { input, cachedInput, output } = ratesFor(price.rates, inputTokens ?? 0);
  return {
    input: input / 1e6,
    cachedInput: cachedInput / 1e6,
    output: output / 1e6,
    asOf: price.asOf,
  };
}

/** Money, with the two ways in which it can be missing told apart. */
export interface Cost {
  readonly figure: Figure | null;
  /** Why there is no figure: the model has no known price, or the tokens are unknown. */
  readonly missing: 'no-price' | 'unknown' | null;
  /** Day of the price list behind a computed cost (YYYY-MM-DD). */
  readonly asOf: string | null;
}

/** A recorded count, or `null` when the file has none: never 0 for unknown. */
export function measured(value: number | null, note?: string | null): Figure | null {
  if (value === null) return null;
  return { value, provenance: 'measured', ...(note ? { note } : {}) };
}

/** What is known of a trace's tokens without reading it again. */
export interface TokenFacts {
  readonly usage: Usage;
  readonly fidelity: Fidelity;
  readonly reasoningChars: number;
  readonly answerChars: number;
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
  const { usage, fidelity, reasoningChars, answerChars } = facts;
  const counted = countedReasoning(usage.reasoningTokens, reasoningChars > 0);
  if (counted !== null) return measured(counted, usage.note ?? msg('recorded in the file'));
  if (fidelity !== 'raw' || reasoningChars === 0) return null;
  if (usage.outputTokens !== null) {
    const share = reasoningChars / (reasoningChars + answerChars);
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

/** Cost of the whole generation: as recorded, else recorded tokens at list price, else why not. */
export function costOf(recordedUsd: number | null, usage: Usage, price: TokenPrice | null): Cost {
  if (recordedUsd !== null) {
    return {
      figure: measured(recordedUsd, msg('recorded in the file')),
      missing: null,
      asOf: null,
    };
  }
  if (price === null) return { figure: null, missing: 'no-price', asOf: null };
  const { inputTokens, outputTokens, cachedInputTokens } = usage;
  if (inputTokens === null || outputTokens === null) {
    return { figure: null, missing: 'unknown', asOf: price.asOf };
  }
  const cached = Math.min(cachedInputTokens ?? 0, inputTokens);
  const usd =
    (inputTokens - cached) * price.input + cached * price.cachedInput + outputTokens * price.output;
  return {
    figure: {
      value: usd,
      provenance: 'derived',
      note: msg('recorded tokens at list price, reasoning as output'),
    },
    missing: null,
    asOf: price.asOf,
  };
}

/** The text with white space folded, cut to what fits a line. */
export function firstLine(text: string, max = 200): string {
  return text
    .slice(0, 4 * max)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, max);
}
