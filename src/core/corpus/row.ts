import { countedReasoning, reasoningTokens as tokensFigure } from '../trace/figures';
import { analyse } from '../steps/analyse';
import { answerText, reasoningText, type Trace } from '../model/trace';
import { textHash } from '../text/hash';
import type { CorpusRow } from './model';

/** Looks a trace's cost up from its recorded tokens, USD; `null` where the model has no price. */
export type PriceOf = (trace: Trace) => number | null;

/** Only so much of a prompt is hashed. */
const PROMPT_CHARS = 100_000;

/** What a corpus keeps of one trace: analyses its reasoning, prices it where the file has no cost. */
export function corpusRow(file: string, trace: Trace, priceOf: PriceOf): CorpusRow {
  const reasoning = reasoningText(trace);
  const { steps, answer, metrics } = analyse(trace);
  const tokens = steps.reduce((sum, step) => sum + step.tokens, 0);
  const derived = trace.costUsd === null ? priceOf(trace) : null;
  const prompt = trace.prompt?.findLast((m) => m.role === 'user')?.text ?? null;
  const { inputTokens, outputTokens, cachedInputTokens } = trace.usage;
  const reasoningTokens = countedReasoning(trace.usage.reasoningTokens, reasoning !== '');
  const answerChars = answerText(trace).length;
  const figure = tokensFigure({
    usage: trace.usage,
    fidelity: trace.fidelity,
    reasoningChars: reasoning.length,
    answerChars,
  });
  return {
    file,
    index: trace.index,
    id: trace.id,
    format: trace.format,
    model: trace.model,
    provider: trace.provider,
    effort: trace.effort,
    startedAt: trace.timing.startedAt,
    durationMs: trace.timing.durationMs,
    fidelity: trace.fidelity,
    truncated: trace.truncated,
    finishReason: trace.finishReason,
    inputTokens,
    outputTokens,
    reasoningTokens,
    cachedInputTokens,
    reasoningChars: reasoning.length,
    answerChars,
    toolCalls: trace.segments.filter((s) => s.kind === 'toolCall').length,
    costUsd: trace.costUsd ?? derived,
    costProvenance: trace.costUsd !== null ? 'measured' : derived !== null ? 'derived' : null,
    steps: steps.length,
    afterAnswerShare:
      answer.tokensAfterConcluded === null || tokens === 0
        ? null
        : answer.tokensAfterConcluded / tokens,
    verificationShare: steps.length === 0 ? null : metrics.verificationShare,
    backtracks: steps.length === 0 && trace.fidelity !== 'none' ? null : metrics.backtracks,
    looping: isLooping(trace, metrics.loopStart !== null),
    promptHash: prompt === null ? null : promptHash(prompt),
    estimatedReasoningTokens: figure?.provenance === 'estimated' ? figure.value : null,
  };
}

/** Hash by which traces of one prompt are found: white space folded, ends trimmed. */
export function promptHash(prompt: string): string {
  return textHash(prompt.slice(0, PROMPT_CHARS).replace(/\s+/g, ' ').trim());
}

/** A summary or a provider's placeholder ("Thinking... Thinking...") may repeat itself without a model going in circles. */
function isLooping({ fidelity }: Trace, repeats: boolean): boolean | null {
  if (fidelity === 'none') return false;
  return fidelity === 'raw' ? repeats : null;
}
