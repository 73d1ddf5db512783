import { callCost } from '../../core/model/rates';
import { countedReasoning } from '../../core/trace/figures';
import type { EstimateModel, ModelChoice } from '../../core/estimate/model';
import { reasoningText, type Trace } from '../../core/model/trace';
import type { MeasuredRun } from '../../protocol/estimateData';

/** What a run used, with its cost at the report's prices (where it had any) where the file records none. */
export function measuredRun(
  trace: Trace,
  choice: ModelChoice,
  estimate: EstimateModel | null,
): MeasuredRun {
  const { usage, timing } = trace;
  const priced = estimate === null ? [] : [estimate.baseline, ...estimate.candidates];
  const rates = priced.find((c) => c.model === choice.model)?.rates;
  const { inputTokens: input, outputTokens: output } = usage;
  const cachedInput = usage.cachedInputTokens ?? 0;
  const derived =
    rates && input !== null && output !== null
      ? callCost(rates, { input, cachedInput, output })
      : null;
  return {
    model: choice.model,
    effort: choice.effort,
    costUsd: trace.costUsd ?? derived,
    seconds: timing.durationMs === null ? null : timing.durationMs / 1_000,
    reasoningTokens: countedReasoning(usage.reasoningTokens, reasoningText(trace) !== ''),
    outputTokens: output,
  };
}
