import type { RunTotals } from '../../model/session';
import type { NoteBody } from '../../model/sessionNote';
import { at, count, isObject, num } from '../../text/json';
import { commonUsage } from '../../trace/build/commonUsage';
import { sum, unlessZero } from '../../trace/build/usage';

const NOTHING: RunTotals = {
  usd: null,
  freshInput: null,
  cacheRead: null,
  cacheWrite: null,
  output: null,
};

/** SWE-agent and mini-swe-agent: `info.model_stats`. A local model's cost is written as 0, which is no price. */
export function modelStatsNotes(value: unknown): readonly NoteBody[] {
  const stats = at(value, 'info', 'model_stats');
  return toldTotals({
    ...NOTHING,
    usd: unlessZero(num(stats, 'instance_cost')),
    freshInput: unlessZero(count(stats, 'tokens_sent')),
    output: unlessZero(count(stats, 'tokens_received')),
  });
}

/** The last event of Cursor's agent: what it read fresh, and the cache beside it. */
export function cursorResultNotes(value: unknown): readonly NoteBody[] {
  return toldTotals(besideCache(at(value, 'usage')));
}

/** Goose's session in its older files: the sums over all calls, not the size of the last one. */
export function gooseTotalNotes(value: unknown): readonly NoteBody[] {
  return toldTotals({
    ...NOTHING,
    freshInput: count(value, 'accumulated_input_tokens'),
    output: count(value, 'accumulated_output_tokens'),
  });
}

/** A thread of Zed's agent: all requests of the thread, the cache beside the input. Counts of nothing are left out. */
export function zedTotalNotes(thread: unknown): readonly NoteBody[] {
  const all = at(thread, 'cumulative_token_usage');
  return toldTotals({
    usd: null,
    freshInput: count(all, 'input_tokens'),
    cacheRead: count(all, 'cache_read_input_tokens'),
    cacheWrite: count(all, 'cache_creation_input_tokens'),
    output: count(all, 'output_tokens'),
  });
}

/** The state of OpenHands' software agent SDK, by what its models were used for; the cache is within the input. */
export function openHandsTotalNotes(state: unknown): readonly NoteBody[] {
  const uses = at(state, 'usage_to_metrics');
  const all = isObject(uses) ? Object.values(uses) : [];
  const counted = all.map((use) => {
    const usage = at(use, 'accumulated_token_usage');
    const [read, written] = [count(usage, 'cache_read_tokens'), count(usage, 'cache_write_tokens')];
    const input = count(usage, 'prompt_tokens');
    return {
      usd: num(use, 'accumulated_cost'),
      freshInput: input === null ? null : Math.max(0, input - (read ?? 0) - (written ?? 0)),
      cacheRead: read,
      cacheWrite: written,
      output: count(usage, 'completion_tokens'),
    };
  });
  return toldTotals({
    // A model without a price is written as 0.
    usd: unlessZero(sum(...counted.map((t) => t.usd))),
    freshInput: sum(...counted.map((t) => t.freshInput)),
    cacheRead: sum(...counted.map((t) => t.cacheRead)),
    cacheWrite: sum(...counted.map((t) => t.cacheWrite)),
    output: unlessZero(sum(...counted.map((t) => t.output))),
  });
}

/** Copilot CLI at the end of a session, by model; the cache is within the input. */
export function shutdownNotes(data: unknown): readonly NoteBody[] {
  const models = at(data, 'modelMetrics');
  const usages = isObject(models) ? Object.values(models).map((m) => at(m, 'usage')) : [];
  const all = usages.map((usage) => {
    const { freshInput: input, ...rest } = besideCache(usage);
    const cached = (rest.cacheRead ?? 0) + (rest.cacheWrite ?? 0);
    return { ...rest, freshInput: input === null ? null : Math.max(0, input - cached) };
  });
  return toldTotals({
    usd: null,
    freshInput: sum(...all.map((t) => t.freshInput)),
    cacheRead: sum(...all.map((t) => t.cacheRead)),
    cacheWrite: sum(...all.map((t) => t.cacheWrite)),
    output: sum(...all.map((t) => t.output)),
  });
}

/** A saved chat that counts all its calls together (Continue); the cache is within the input. */
export function chatTotalNotes(value: unknown): readonly NoteBody[] {
  const all = at(value, 'usage');
  const { inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens } = commonUsage(all);
  const cached = (cachedInputTokens ?? 0) + (cacheWriteTokens ?? 0);
  return toldTotals({
    // Counts that are 0 in all were never taken.
    usd: unlessZero(num(all, 'totalCost')),
    freshInput: inputTokens === null ? null : unlessZero(Math.max(0, inputTokens - cached)),
    cacheRead: unlessZero(cachedInputTokens),
    cacheWrite: unlessZero(cacheWriteTokens),
    output: unlessZero(outputTokens),
  });
}

function besideCache(usage: unknown): RunTotals {
  return {
    usd: null,
    freshInput: count(usage, 'inputTokens'),
    cacheRead: count(usage, 'cacheReadTokens'),
    cacheWrite: count(usage, 'cacheWriteTokens'),
    output: count(usage, 'outputTokens'),
  };
}

function toldTotals(totals: RunTotals): readonly NoteBody[] {
  return Object.values(totals).some((n) => n !== null) ? [{ kind: 'totals', totals }] : [];
}
