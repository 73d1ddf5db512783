import type { TokenPrice } from '../trace/figures';
import { countedTokens, traceFacts } from '../trace/facts';
import { promptKey } from '../trace/prompt';
import { summarise } from '../trace/summary';
import { analyse } from '../steps/analyse';
import type { Trace } from '../model/trace';
import type { CorpusRow } from './model';

/** The list price of a trace's model on its day; `null` where the model has none. */
export type PriceOf = (trace: Trace) => TokenPrice | null;

/** What a corpus keeps of one trace: analyses its reasoning, prices it where the file has no cost. */
export function corpusRow(file: string, trace: Trace, priceOf: PriceOf): CorpusRow {
  const summary = summarise(trace);
  const facts = traceFacts(summary, priceOf(trace));
  const { steps, answer, metrics } = analyse(trace);
  const tokens = steps.reduce((sum, step) => sum + step.tokens, 0);
  const { reasoningTokens, cost } = facts;
  return {
    file,
    index: facts.index,
    id: facts.id,
    format: trace.format,
    model: facts.model,
    provider: facts.provider,
    effort: facts.effort,
    startedAt: facts.startedAt,
    durationMs: summary.durationMs,
    fidelity: facts.fidelity,
    truncated: facts.truncated,
    finishReason: facts.finishReason,
    inputTokens: facts.inputTokens?.value ?? null,
    outputTokens: facts.outputTokens?.value ?? null,
    reasoningTokens: countedTokens(summary),
    cachedInputTokens: facts.cachedTokens?.value ?? null,
    reasoningChars: facts.reasoningChars,
    answerChars: facts.answerChars,
    toolCalls: facts.toolCalls,
    costUsd: cost.figure?.value ?? null,
    costProvenance: cost.figure === null ? null : trace.costUsd === null ? 'derived' : 'measured',
    steps: steps.length,
    afterAnswerShare:
      answer.tokensAfterConcluded === null || tokens === 0
        ? null
        : answer.tokensAfterConcluded / tokens,
    verificationShare: steps.length === 0 ? null : metrics.verificationShare,
    backtracks: steps.length === 0 && trace.fidelity !== 'none' ? null : metrics.backtracks,
    looping: isLooping(trace, metrics.loopStart !== null),
    promptHash: promptKey(trace),
    estimatedReasoningTokens:
      reasoningTokens?.provenance === 'estimated' ? reasoningTokens.value : null,
  };
}

/** A summary or a provider's placeholder ("Thinking... Thinking...") may repeat itself without a model going in circles. */
function isLooping({ fidelity }: Trace, repeats: boolean): boolean | null {
  if (fidelity === 'none') return false;
  return fidelity === 'raw' ? repeats : null;
}
