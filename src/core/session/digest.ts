import type { Session, Turn } from '../model/session';
import { titleOf } from './title';
import type { TraceFacts } from '../trace/facts';
import { firstLine } from '../text/firstLine';
import { promptHash } from '../text/hash';

/** Tokens and money of one or many traces. `null` is unknown: nothing of it was recorded. */
export interface Totals {
  readonly traces: number;
  readonly outputTokens: number | null;
  readonly reasoningTokens: number | null;
  /** Of the traces whose reasoning and output are both counted, not estimated: how many, and their sums. */
  readonly counted: {
    readonly traces: number;
    readonly reasoning: number;
    readonly output: number;
  };
  readonly costUsd: number | null;
  /** Some traces have no cost: the sum is a lower bound. */
  readonly costPartial: boolean;
}

/** One trace as the tree shows it. */
export interface SavedTrace {
  readonly index: number;
  readonly model: string | null;
  readonly effort: string | null;
  readonly promptStart: string | null;
  /** The same for all traces of one prompt; `null` without one. */
  readonly promptKey: string | null;
  readonly startedAt: number | null;
  readonly totals: Totals;
}

/** A session as the tree shows it. */
export interface SavedSession {
  /** Its own title, else the first own words of the user. */
  readonly title: string | null;
  readonly turns: number;
  readonly calls: number;
}

/** What is kept of a file that was read: small enough to keep for thousands. */
export interface FileDigest {
  /** What the file is as a whole run of an agent; `null` for other files. */
  readonly session: SavedSession | null;
  /** Of a session its turns, each by its first call. */
  readonly traces: readonly SavedTrace[];
  /** Traces in the file, or turns of the session; more than `traces` has for a long file. */
  readonly count: number;
  readonly totals: Totals;
  /** Models in order of first sight. */
  readonly models: readonly string[];
  /** Epoch milliseconds of the first trace with a time. */
  readonly startedAt: number | null;
}

/** Traces of a file that the tree lists by themselves; the viewer lists all. */
export const LISTED = 100;
/** So much of a title is kept. */
const TITLE_CHARS = 120;

export const noTotals: Totals = {
  traces: 0,
  outputTokens: null,
  reasoningTokens: null,
  counted: { traces: 0, reasoning: 0, output: 0 },
  costUsd: null,
  costPartial: false,
};

const plus = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : a + b;

/** The sum of two; unknown and a number is the number. */
export function addTotals(a: Totals, b: Totals): Totals {
  return {
    traces: a.traces + b.traces,
    outputTokens: plus(a.outputTokens, b.outputTokens),
    reasoningTokens: plus(a.reasoningTokens, b.reasoningTokens),
    counted: {
      traces: a.counted.traces + b.counted.traces,
      reasoning: a.counted.reasoning + b.counted.reasoning,
      output: a.counted.output + b.counted.output,
    },
    costUsd: plus(a.costUsd, b.costUsd),
    costPartial: a.costPartial || b.costPartial,
  };
}

/** Share of the output that was reasoning, 0..1, over the traces that count both; `null` without any. */
export function thinkingShare({ counted }: Totals): number | null {
  return counted.output === 0 ? null : Math.min(1, counted.reasoning / counted.output);
}

/** What the tree needs of a file's traces, and of the session that they are. */
export function digestOf(facts: Iterable<TraceFacts>, session: Session | null = null): FileDigest {
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
  const whole = { totals, models: [...models], startedAt };
  if (session === null) return { ...whole, session: null, traces, count: totals.traces };
  const { turns, calls } = session;
  return {
    ...whole,
    totals: withSessionSums(totals, session),
    session: { title: titleOf(session, TITLE_CHARS), turns: turns.length, calls: calls.length },
    traces: turns.slice(0, LISTED).flatMap((turn) => savedTurn(session, turn)),
    count: turns.length,
  };
}

/** Sums with what the log of a session says of its whole run, where its calls say nothing. */
function withSessionSums(totals: Totals, { figures, recorded }: Session): Totals {
  if (recorded === null) return totals;
  const { usd, bound } = figures.money;
  return {
    ...totals,
    outputTokens: totals.outputTokens ?? figures.tokens.output,
    ...(totals.costUsd === null ? { costUsd: usd, costPartial: bound !== 'exact' } : {}),
  };
}

/** A turn by the trace of its first call; nothing for one without calls. */
function savedTurn(
  { calls }: Session,
  { prompt, startedAt, calls: own, figures }: Turn,
): SavedTrace[] {
  const its = own.map((i) => calls[i]!);
  const first = its.find((call) => call.agent === 0);
  if (first === undefined) return [];
  const both = its.filter(({ tokens }) => tokens.reasoning !== null && tokens.output !== null);
  const add = (values: readonly (number | null)[]): number =>
    values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  return [
    {
      index: first.trace,
      model: first.model,
      effort: first.effort,
      promptStart: prompt.trim() === '' ? null : firstLine(prompt, TITLE_CHARS),
      promptKey: prompt.trim() === '' ? null : promptHash(prompt),
      startedAt,
      totals: {
        traces: its.length,
        outputTokens: figures.tokens.output,
        reasoningTokens: figures.tokens.reasoning,
        counted: {
          traces: both.length,
          reasoning: add(both.map(({ tokens }) => tokens.reasoning)),
          output: add(both.map(({ tokens }) => tokens.output)),
        },
        costUsd: figures.money.usd,
        costPartial: figures.money.bound !== 'exact',
      },
    },
  ];
}

function savedTrace(facts: TraceFacts): SavedTrace {
  const { index, model, effort, promptStart, promptKey, startedAt } = facts;
  const { reasoningTokens, outputTokens } = facts;
  const cost = facts.cost.figure;
  return {
    index,
    model,
    effort,
    promptStart,
    promptKey,
    startedAt,
    totals: {
      traces: 1,
      outputTokens: outputTokens?.value ?? null,
      reasoningTokens: reasoningTokens?.value ?? null,
      counted:
        reasoningTokens?.provenance !== 'measured' || outputTokens?.provenance !== 'measured'
          ? noTotals.counted
          : { traces: 1, reasoning: reasoningTokens.value, output: outputTokens.value },
      costUsd: cost?.value ?? null,
      costPartial: facts.cost.bound !== 'exact',
    },
  };
}
