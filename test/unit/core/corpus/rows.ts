import { NO_USAGE } from '../../../../src/core/trace/build/usage';
import { METRICS, type MetricValues } from '../../../../src/core/steps/metricTable';
import type { CorpusRow } from '../../../../src/core/corpus/model';

/** Every metric of the table as one that could not be told. */
const NO_METRICS = Object.fromEntries(Object.keys(METRICS).map((id) => [id, null])) as MetricValues;

/** A row with what a test does not care about filled in. */
export function row(over: Partial<CorpusRow> = {}): CorpusRow {
  return {
    file: 'a.jsonl',
    index: 0,
    id: 'id',
    format: 'chat-completions',
    model: 'deepseek-reasoner',
    provider: null,
    effort: null,
    startedAt: Date.UTC(2026, 10, 7, 12),
    durationMs: null,
    fidelity: 'raw',
    truncated: false,
    finishReason: 'stop',
    usage: { ...NO_USAGE, inputTokens: 10, outputTokens: 120, reasoningTokens: 100 },
    inputTokens: 10,
    outputTokens: 120,
    reasoningTokens: 100,
    cachedInputTokens: null,
    reasoningChars: 400,
    answerChars: 80,
    toolCalls: 0,
    costUsd: null,
    costProvenance: null,
    steps: 4,
    ...NO_METRICS,
    verificationShare: 0.25,
    backtracks: 0,
    looping: false,
    thoughtSwitches: 0,
    promptHash: null,
    promptStart: null,
    sessionTitle: null,
    costBound: 'exact',
    estimatedReasoningTokens: null,
    ...over,
  };
}
