import type { TraceFacts } from './facts';

/** Tokens and money of one or many traces. `null` is unknown: nothing of it was recorded. */
export interface Totals {
  readonly traces: number;
  readonly outputTokens: number | null;
  readonly reasoningTokens: number | null;
  /** Output tokens of those traces whose reasoning tokens are known too: the base of the thinking share. */
  readonly shareBase: number | null;
  readonly costUsd: number | null;
  /** Some traces have no cost: the sum is a lower bound. */
  readonly costPartial: boolean;
  /** Some figures are estimated, not recorded. */
  readonly estimated: boolean;
}

/** One trace as the tree shows it. */
export interface SavedTrace {
  readonly index: number;
  readonly model: string | null;
  readonly effort: string | null;
  readonly promptStart: string | null;
  readonly startedAt: number | null;
  readonly totals: Totals;
}

/** What is kept of a file that was read: small enough to keep for thousands. */
export interface FileDigest {
  readonly traces: readonly SavedTrace[];
  /** Traces in the file; more than `traces` has for a long file. */
  readonly count: number;
  readonly totals: Totals;
  /** Models in order of first sight. */
  readonly models: readonly string[];
  /** Epoch milliseconds of the first trace with a time. */
  readonly startedAt: number | null;
}

/** Traces of a file that the tree lists by themselves; the viewer lists all. */
export const LISTED = 100;

export const noTotals: Totals = {
  traces: 0,
  outputTokens: null,
  reasoningTokens: null,
  shareBase: null,
  costUsd: null,
  costPartial: false,
  estimated: false,
};

const plus = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : a + b;

/** The sum of two; unknown and a number is the number. */
export function addTotals(a: Totals, b: Totals): Totals {
  return {
    traces: a.traces + b.traces,
    outputTokens: plus(a.outputTokens, b.outputTokens),
    reasoningTokens: plus(a.reasoningTokens, b.reasoningTokens),
    shareBase: plus(a.shareBase, b.shareBase),
    costUsd: plus(a.costUsd, b.costUsd),
    costPartial: a.costPartial || b.costPartial,
    estimated: a.estimated || b.estimated,
  };
}

/** Share of the output that was reasoning, 0..1; `null` where either is unknown. */
export function thinkingShare({ reasoningTokens: tokens, shareBase }: Totals): number | null {
  return tokens === null || shareBase === null || shareBase === 0
    ? null
    : Math.min(1, tokens / shareBase);
}

/** What the tree needs of a file's traces. */
export function digestOf(facts: Iterable<TraceFacts>): FileDigest {
  const traces: SavedTrace[] = [];
  const models = new Set<string>();
  let totals = noTotals;
  let startedAt: number | null = null;
  for (const fact of facts) {
    const trace = savedTrace(fact);
    if (traces.length < LISTED) traces.push(trace);
    if (fact.model !== null) models.add(fact.model);
    totals = addTotals(totals, trace.totals);
    startedAt ??= fact.startedAt;
  }
  return { traces, count: totals.traces, totals, models: [...models], startedAt };
}

function savedTrace(facts: TraceFacts): SavedTrace {
  const { index, model, effort, promptStart, startedAt, reasoningTokens, outputTokens } = facts;
  const cost = facts.cost.figure;
  return {
    index,
    model,
    effort,
    promptStart,
    startedAt,
    totals: {
      traces: 1,
      outputTokens: outputTokens?.value ?? null,
      reasoningTokens: reasoningTokens?.value ?? null,
      shareBase: reasoningTokens === null ? null : (outputTokens?.value ?? null),
      costUsd: cost?.value ?? null,
      costPartial: facts.cost.bound !== 'exact',
      estimated: reasoningTokens?.provenance === 'estimated',
    },
  };
}
