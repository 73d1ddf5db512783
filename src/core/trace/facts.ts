import type { Figure } from '../model/figure';
import { msg, type Message } from '../model/message';
import type { Fidelity, Outcome, Trace, Usage } from '../model/trace';
import {
  answerTokens,
  costOf,
  countedReasoning,
  measured,
  reasoningTokens,
  type Cost,
  type TokenPrice,
} from './figures';
import { summarise } from './summary';
import type { TraceSummary } from './traceFile';

/**
 * What every surface shows of a trace: made once, where the trace was read, with its price. List, header, tree, corpus
 * row, export and terminal pick from it; none derives a figure of its own. Unknown is `null`.
 */
export interface TraceFacts {
  readonly index: number;
  readonly id: string;
  readonly model: string | null;
  readonly provider: string | null;
  readonly effort: string | null;
  /** First of the user's own words in the prompt, white space folded, at most 200 characters. */
  readonly promptStart: string | null;
  /** The same for all traces of one prompt (`promptKey`); `null` without one. */
  readonly promptKey: string | null;
  readonly fidelity: Fidelity;
  readonly truncated: boolean;
  readonly finishReason: string | null;
  /** What the file says of the answer; `null` where it says nothing. */
  readonly outcome: Outcome | null;
  /** Epoch milliseconds. */
  readonly startedAt: number | null;
  /** The whole input, what came from the cache included. */
  readonly inputTokens: Figure | null;
  readonly cachedTokens: Figure | null;
  /** Part of the input that was written to the cache. */
  readonly cacheWriteTokens: Figure | null;
  /** Reasoning and answer together. */
  readonly outputTokens: Figure | null;
  readonly reasoningTokens: Figure | null;
  readonly answerTokens: Figure | null;
  readonly cost: Cost;
  readonly seconds: Figure | null;
  readonly firstTokenSeconds: Figure | null;
  /** UTF-16 units of the joined texts. */
  readonly reasoningChars: number;
  readonly answerChars: number;
  /** Of the inputs of the tool calls. */
  readonly callChars: number;
  readonly toolCalls: number;
  readonly problems: number;
}

/** What can be known from text of each fidelity. */
export const FIDELITY_NOTES: Readonly<Record<Fidelity, Message>> = {
  raw: msg("The model's own words as recorded. Not proof of how it decided."),
  summary: msg(
    "The provider's digest of the reasoning: its length says nothing of the tokens billed.",
  ),
  hidden: msg('The file has a count or a signature of reasoning, but none of its text.'),
  redacted: msg('The file has the reasoning only in encrypted form.'),
  none: msg('The file shows no sign of reasoning.'),
};

const RECORDED = msg('recorded in the file');

/** The facts of a trace; of its summary where the trace is not at hand. `price` is `null` for a model without one. */
export function traceFacts(trace: Trace | TraceSummary, price: TokenPrice | null): TraceFacts {
  const summary = 'segments' in trace ? summarise(trace) : trace;
  const { usage, costUsd, durationMs, ttftMs, ...same } = summary;
  return {
    ...same,
    inputTokens: measured(usage.inputTokens, usage.note ?? RECORDED),
    cachedTokens: measured(usage.cachedInputTokens, RECORDED),
    cacheWriteTokens: measured(usage.cacheWriteTokens, RECORDED),
    outputTokens: outputTokens(usage),
    reasoningTokens: reasoningTokens(summary),
    answerTokens: answerTokens(summary),
    cost: costOf(costUsd, usage, price),
    seconds: secondsOf(durationMs),
    firstTokenSeconds: secondsOf(ttftMs),
  };
}

/** Reasoning tokens that the provider counted, not shared out or estimated; `null` is unknown. */
export function countedTokens({ usage, reasoningChars }: TraceSummary): number | null {
  return countedReasoning(usage.reasoningTokens, reasoningChars > 0);
}

/** Tells a trace from all others by when it started and what it used; `null` where the file does not say. */
export function traceKey({ timing, usage }: Pick<Trace, 'timing' | 'usage'>): string | null {
  return timing.startedAt === null || usage.reasoningTokens === null
    ? null
    : `${timing.startedAt}:${usage.reasoningTokens}:${usage.outputTokens ?? ''}`;
}

function outputTokens(usage: Usage): Figure | null {
  const figure = measured(usage.outputTokens, usage.note ?? RECORDED);
  return figure && usage.outputBound === 'at-least' ? { ...figure, bound: 'at-least' } : figure;
}

function secondsOf(ms: number | null): Figure | null {
  return measured(ms === null ? null : ms / 1000, RECORDED);
}
