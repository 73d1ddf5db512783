import type { RunTotals } from '../../model/session';
import type { NoteBody } from '../../model/sessionNote';
import { at, count, isObject, num } from '../../text/json';
import { commonUsage } from '../../trace/build/commonUsage';
import { sum, unlessZero } from '../../trace/build/usage';
import { acpCost } from '../../trace/formats/agents/acp';

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

/** A trajectory's `final_metrics`; its prompts hold the cached ones, and calls of other models that are no steps. */
export function trajectoryTotalNotes(trajectory: unknown): readonly NoteBody[] {
  const all = at(trajectory, 'final_metrics');
  const [input, read] = [count(all, 'total_prompt_tokens'), count(all, 'total_cached_tokens')];
  return toldTotals({
    // Sums of what no step counts are written as 0.
    usd: unlessZero(num(all, 'total_cost_usd')),
    freshInput: input === null ? null : unlessZero(Math.max(0, input - (read ?? 0))),
    cacheRead: unlessZero(read),
    cacheWrite: null,
    output: unlessZero(count(all, 'total_completion_tokens')),
    beyondCalls: true,
  });
}

/** The last event of Cursor's agent: what it read fresh, and the cache beside it. */
export function cursorResultNotes(value: unknown): readonly NoteBody[] {
  return toldTotals(besideCache(at(value, 'usage')));
}

/** The Agent Client Protocol: what the session cost so far. */
export const acpTotalNotes = (line: unknown): readonly NoteBody[] =>
  toldTotals({ ...NOTHING, usd: acpCost(line) });

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

/** The state of OpenHands' software agent SDK, by what its models were used for. */
export function openHandsTotalNotes(state: unknown): readonly NoteBody[] {
  const uses = at(state, 'usage_to_metrics');
  return openHandsTotals(isObject(uses) ? Object.values(uses) : []);
}

/** What runs or uses of OpenHands counted, together; the cache is within the input. */
export function openHandsTotals(metrics: readonly unknown[]): readonly NoteBody[] {
  const counted = metrics.map((use) => {
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

/** A saved chat that counts all its calls together (Continue). */
export function chatTotalNotes(value: unknown): readonly NoteBody[] {
  return countedTotalNotes(at(value, 'usage'));
}

/** Counts of all calls together under their common names; the cache is within the input. */
export function countedTotalNotes(all: unknown): readonly NoteBody[] {
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

/**
 * What `result` lines of Claude Code say that a run cost. A process adds up: its next line holds what came before, counts by
 * model too. A line whose counts do not is of a process of its own; where neither can be told, nothing is known of all.
 */
export class ClaudeTotals {
  #before: { readonly usd: number; readonly output: number | null } | null = null;
  #usd: number | null = 0;
  /** What its models counted, as long as all lines are of one process. */
  #counts: RunTotals | null = NOTHING;

  read(result: unknown): readonly NoteBody[] {
    const usd = num(result, 'total_cost_usd');
    const models = at(result, 'modelUsage');
    const counts = isObject(models) ? Object.values(models) : [];
    const output = sum(...counts.map((model) => count(model, 'outputTokens')));
    const before = this.#before;
    const own = count(result, 'usage', 'output_tokens');
    const goesOn =
      before === null ||
      (usd !== null && usd >= before.usd && isSumOf(output, sum(before.output, own)));
    this.#counts = goesOn && this.#counts !== null ? ofModels(counts) : null;
    if (usd === null || this.#usd === null) this.#usd = null;
    else if (before === null) this.#usd = usd;
    else if (before.output === null || output === null || own === null) this.#usd = null;
    else this.#usd += goesOn ? usd - before.usd : usd;
    this.#before = usd === null ? null : { usd, output };
    return [{ kind: 'totals', totals: { ...(this.#counts ?? NOTHING), usd: this.#usd } }];
  }
}

/** Whether a count holds at least what came before it. */
function isSumOf(whole: number | null, before: number | null): boolean {
  return whole !== null && before !== null && whole >= before;
}

/** What a process counted for each of its models, helpers included. */
function ofModels(models: readonly unknown[]): RunTotals {
  const all = (key: string): number | null => sum(...models.map((model) => count(model, key)));
  return {
    usd: null,
    freshInput: all('inputTokens'),
    cacheRead: all('cacheReadInputTokens'),
    cacheWrite: all('cacheCreationInputTokens'),
    output: all('outputTokens'),
    beyondCalls: true,
  };
}

function toldTotals(totals: RunTotals): readonly NoteBody[] {
  return Object.values(totals).some((n) => typeof n === 'number')
    ? [{ kind: 'totals', totals }]
    : [];
}
