import type { Interval } from '../trial/verdictModel';
import { wilson } from '../trial/statistics/intervals';
import { distribution } from './report';
import type { Distribution } from './model';

/** One generation as far as it tells what an effort gives and costs. `null` is unknown. */
export interface EffortRow {
  readonly model: string | null;
  readonly effort: string | null;
  /** As counted by the provider. */
  readonly reasoningTokens: number | null;
  readonly usd: number | null;
  /** What the file says of the answer. */
  readonly correct: boolean | null;
}

/** What the user's own traces say of one effort of a model; `effort` is `null` for the model's own. */
export interface EffortLevel {
  readonly effort: string | null;
  readonly n: number;
  readonly reasoningTokens: Distribution | null;
  readonly usd: Distribution | null;
  /** Traces that are told right or wrong, and how many of them are right. */
  readonly judged: number;
  readonly right: number;
  /** Share of right answers with its 95 % interval (Wilson 1927). */
  readonly success: Interval | null;
}

export interface EffortAdvice {
  readonly model: string;
  /** The shortest reasoning first. */
  readonly levels: readonly EffortLevel[];
  /** The level to take, and why; `null` where the traces do not tell. */
  readonly advice: { readonly effort: string | null; readonly why: string } | null;
  /** What is missing to tell, in words. */
  readonly missing: readonly string[];
}

/** Fewer judged traces of a level say nothing of it. */
const LEAST_JUDGED = 20;
/** A shorter level may be so much worse, in share of right answers, and is still worth it. */
const MARGIN = 0.1;

/** Which effort the user's own traces speak for, by model; those with the most traces first. */
export function adviseEffort(rows: readonly EffortRow[]): readonly EffortAdvice[] {
  return [...grouped(rows, ({ model }) => model)]
    .flatMap(([model, own]) => (model === null ? [] : [[model, own] as const]))
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([model, own]) => adviceFor(model, own));
}

function grouped(
  rows: readonly EffortRow[],
  keyOf: (row: EffortRow) => string | null,
): ReadonlyMap<string | null, readonly EffortRow[]> {
  const groups = new Map<string | null, EffortRow[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

function adviceFor(model: string, rows: readonly EffortRow[]): EffortAdvice {
  const levels = [...grouped(rows, ({ effort }) => effort)]
    .map(([effort, own]) => levelOf(effort, own))
    .sort((a, b) => lengthOf(a) - lengthOf(b));
  const missing = missingIn(levels);
  return {
    model,
    levels,
    advice: missing.length > 0 ? null : chosen(levels.filter(isTold)),
    missing,
  };
}

const isJudged = ({ judged }: EffortLevel): boolean => judged >= LEAST_JUDGED;

/** A level without a count of its reasoning cannot be called the shorter or the longer one. */
const isTold = (level: EffortLevel): boolean => isJudged(level) && level.reasoningTokens !== null;

function levelOf(effort: string | null, rows: readonly EffortRow[]): EffortLevel {
  const verdicts = rows.flatMap(({ correct }) => (correct === null ? [] : [correct]));
  const right = verdicts.filter(Boolean).length;
  return {
    effort,
    n: rows.length,
    reasoningTokens: distribution(rows.map((row) => row.reasoningTokens)),
    usd: distribution(rows.map((row) => row.usd)),
    judged: verdicts.length,
    right,
    success: wilson(right, verdicts.length),
  };
}

const lengthOf = ({ reasoningTokens }: EffortLevel): number => reasoningTokens?.p50 ?? Infinity;

const nameOf = (effort: string | null): string => effort ?? "the model's own effort";

function missingIn(levels: readonly EffortLevel[]): readonly string[] {
  const missing: string[] = [];
  if (levels.length < 2) {
    const [only] = levels;
    missing.push(
      `All traces are of one effort (${nameOf(only?.effort ?? null)}): run some at another.`,
    );
  }
  if (levels.filter(isJudged).length < 2) {
    const counts = levels.map(({ effort, judged: n }) => `${nameOf(effort)} ${n}`).join(', ');
    missing.push(
      `Right or wrong must be recorded for ${LEAST_JUDGED} traces of two efforts at least; there are: ${counts}.`,
    );
  }
  const uncounted = levels.filter(({ reasoningTokens }) => reasoningTokens === null);
  if (uncounted.length > 0 && levels.filter(isTold).length < 2) {
    const names = uncounted.map(({ effort }) => nameOf(effort)).join(', ');
    missing.push(`Reasoning tokens are not recorded at: ${names}.`);
  }
  return missing;
}

/** The shortest level that is not worse than the best one by more than the margin, for all that its interval leaves open. */
function chosen(levels: readonly EffortLevel[]): EffortAdvice['advice'] {
  const share = ({ right, judged }: EffortLevel): number => right / judged;
  const best = levels.reduce((a, b) => (share(b) > share(a) ? b : a));
  const good = levels.find(
    (level) => level === best || (level.success?.low ?? 0) >= share(best) - MARGIN,
  )!;
  const of = (level: EffortLevel): string =>
    `${nameOf(level.effort)}: ${level.right} of ${level.judged} right, median ${Math.round(lengthOf(level))} reasoning tokens`;
  const why =
    good === best
      ? `${of(best)}. No shorter effort is shown to come within ${MARGIN * 100} points of it.`
      : `${of(good)}, and at least within ${MARGIN * 100} points of the best (${of(best)}).`;
  return { effort: good.effort, why };
}
