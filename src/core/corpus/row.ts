import { firstLine } from '../text/firstLine';
import { costOf, type TokenPrice } from '../trace/figures';
import { countedTokens, traceFacts } from '../trace/facts';
import { ownWords, promptKey } from '../trace/prompt';
import { summarise } from '../trace/summary';
import { NO_LABELS } from '../steps/corrections/beside';
import { METRICS, metricValues, type MetricTable } from '../steps/metricTable';
import type { Trace } from '../model/trace';
import type { CorpusRow } from './model';

/** So much of a prompt names its group. */
const PROMPT_CHARS = 120;

/** The price that applied to a call, by its time and the size of its input; `null` for a model without one. */
export type PriceOfCall = (
  call: Pick<CorpusRow, 'model' | 'startedAt' | 'usage'>,
) => TokenPrice | null;

/** The row with its cost at today's price lists, where the file has none. */
export function pricedRow(row: CorpusRow, priceOf: PriceOfCall): CorpusRow {
  if (row.costProvenance === 'measured') return row;
  const { figure, bound } = costOf(null, row.usage, priceOf(row));
  const costUsd = figure?.value ?? null;
  return { ...row, costUsd, costProvenance: figure && 'derived', costBound: bound };
}

/** What a corpus keeps of one trace: analyses its reasoning; it has the recorded cost or none, see `pricedRow`. */
export function corpusRow(
  file: string,
  trace: Trace,
  table: MetricTable = METRICS,
  labels = NO_LABELS,
): CorpusRow {
  const summary = summarise(trace);
  const facts = traceFacts(summary, null);
  const analysis = labels.analyse(trace);
  const words = ownWords(trace);
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
    costProvenance: cost.figure && 'measured',
    costBound: cost.bound,
    usage: trace.usage,
    steps: analysis.steps.length,
    ...metricValues(analysis, trace, table),
    promptHash: promptKey(trace),
    promptStart: words === null || words.trim() === '' ? null : firstLine(words, PROMPT_CHARS),
    sessionTitle: null,
    estimatedReasoningTokens:
      reasoningTokens?.provenance === 'estimated' ? reasoningTokens.value : null,
  };
}
