import { bandOf } from './bands';
import type { Analysis, StepKind } from './model';

/**
 * One thing worth knowing about a trace, as data: the page and the report word it. `step` is where to look first
 * (0-based), `tokens` what is at stake, by which insights are ordered. Shares are 0..1 of the reasoning tokens.
 */
export type Insight = { readonly step: number; readonly tokens: number } & (
  | {
      /** The answer was first concluded here; what came after it was spent on a known answer. */
      readonly kind: 'concluded';
      readonly steps: number;
      readonly shareAfter: number;
      readonly usdAfter: number | null;
    }
  /** `step` is the costliest of the steps that go back, `count` how often the reasoning does. */
  | { readonly kind: 'backtracks'; readonly count: number }
  | {
      readonly kind: 'deadEnds';
      readonly count: number;
      readonly share: number;
      /** The longest one, steps [first, last]. */
      readonly first: number;
      readonly last: number;
    }
  | {
      readonly kind: 'checking';
      readonly share: number;
      readonly checks: number;
      /** Checks after the answer was first concluded; `null` when it never was. */
      readonly checksAfter: number | null;
    }
  | { readonly kind: 'loop'; readonly share: number }
  /** The reasoning was cut off; `answered` tells whether an answer followed. */
  | { readonly kind: 'cut'; readonly answered: boolean }
);

export interface InsightFacts {
  readonly truncated: boolean;
  /** An answer was written after the reasoning. */
  readonly answered: boolean;
  /** Price of a reasoning token; `null` without a price. */
  readonly usdPerToken: number | null;
}

/** What stands out in a trace, costliest first; a loop or cut leads whatever it cost. Only what is right in nine of ten (measured in `test/bench/STEPS.md`). */
export function insights(analysis: Analysis, facts: InsightFacts): readonly Insight[] {
  const { steps } = analysis;
  if (steps.length === 0) return [];
  const total = tokensOf(analysis, 0, steps.length);
  const found = [
    cut(analysis, facts, total),
    loop(analysis, total),
    concluded(analysis, facts, total),
    deadEnds(analysis, total),
    checking(analysis, total),
    backtracks(analysis),
  ].filter((insight) => insight !== null);
  const rank = (i: Insight): number =>
    i.kind === 'cut' ? Infinity : i.kind === 'loop' ? Number.MAX_VALUE : i.tokens;
  return found.sort((a, b) => rank(b) - rank(a));
}

function tokensOf({ steps }: Analysis, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += steps[i]!.tokens;
  return sum;
}

function share(part: number, total: number): number {
  return total > 0 ? part / total : 0;
}

/** Numbers of the steps of one kind. */
function stepsOfKind({ steps }: Analysis, kind: StepKind): number[] {
  return steps.flatMap((step, i) => (step.kind === kind ? [i] : []));
}

function cut(analysis: Analysis, facts: InsightFacts, total: number): Insight | null {
  if (!facts.truncated) return null;
  const step = analysis.steps.length - 1;
  return { kind: 'cut', step, tokens: total, answered: facts.answered };
}

function loop(analysis: Analysis, total: number): Insight | null {
  const start = analysis.metrics.loopStart;
  if (start === null || start >= analysis.steps.length) return null;
  const tokens = tokensOf(analysis, start, analysis.steps.length);
  return { kind: 'loop', step: start, tokens, share: share(tokens, total) };
}

function concluded(analysis: Analysis, facts: InsightFacts, total: number): Insight | null {
  const { firstConcluded: step, tokensAfterConcluded } = analysis.answer;
  if (step === null) return null;
  const tokens = tokensAfterConcluded ?? tokensOf(analysis, step + 1, analysis.steps.length);
  const usdAfter = facts.usdPerToken === null ? null : tokens * facts.usdPerToken;
  const steps = analysis.steps.length;
  return { kind: 'concluded', step, tokens, steps, shareAfter: share(tokens, total), usdAfter };
}

function backtracks(analysis: Analysis): Insight | null {
  const where = stepsOfKind(analysis, 'rethink');
  const count = analysis.metrics.backtracks;
  if (count === 0 || where.length === 0) return null;
  const size = (i: number): number => analysis.steps[i]?.tokens ?? 0;
  const step = where.reduce((best, i) => (size(i) > size(best) ? i : best));
  return { kind: 'backtracks', step, tokens: where.reduce((sum, i) => sum + size(i), 0), count };
}

function deadEnds(analysis: Analysis, total: number): Insight | null {
  const dead = analysis.phases.filter((p) => p.deadEnd);
  if (dead.length === 0) return null;
  const cost = (p: { first: number; last: number }): number =>
    tokensOf(analysis, p.first, p.last + 1);
  const longest = dead.reduce((best, p) => (cost(p) > cost(best) ? p : best));
  const tokens = dead.reduce((sum, p) => sum + cost(p), 0);
  const { first, last } = longest;
  const count = dead.length;
  return { kind: 'deadEnds', step: first, tokens, count, share: share(tokens, total), first, last };
}

/** An unsure label counts for nothing here. */
function checking(analysis: Analysis, total: number): Insight | null {
  const checks = stepsOfKind(analysis, 'check').filter(
    (i) => bandOf(analysis.steps[i]!.confidence) !== 'unsure',
  );
  if (checks.length === 0) return null;
  const tokens = checks.reduce((sum, i) => sum + analysis.steps[i]!.tokens, 0);
  const end = analysis.answer.firstConcluded;
  const after = end === null ? null : checks.filter((i) => i > end);
  return {
    kind: 'checking',
    step: after?.[0] ?? checks[0]!,
    tokens,
    share: share(tokens, total),
    checks: checks.length,
    checksAfter: after?.length ?? null,
  };
}
