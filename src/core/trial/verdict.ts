import { choiceText } from './candidate';
import { compare, type GradedCalls } from './comparison';
import { trialEfforts, effortRuns, type EffortRun } from './trialEfforts';
import { gradesOf, judgedTwice } from './grades';
import { agreement } from './judge';
import type { CallRecord, CallStatus, Grade } from './journalModel';
import type { TrialFile } from './model';
import type { Prediction, Spread } from './planModel';
import type { ModelFigures, TrialVerdict } from './verdictModel';
import type { Journal } from './run/journal';
import { bootstrap, meanOf, medianOf, quantile, wilson } from './statistics/intervals';

/** Chance of a false "better" or "worse" in a whole trial, shared by its candidates. */
export const ERROR_RATE = 0.05;

/**
 * What a trial has shown so far, from its plan and its journal alone: the same words wherever it is made. `others` are runs of the
 * prompt outside of it, which count for the advice on effort only.
 */
export function verdictOf(
  trial: TrialFile,
  journal: Journal,
  keys: ReadonlySet<string>,
  others: readonly EffortRun[] = [],
): TrialVerdict {
  const answers = [...journal.calls.values()].filter((r) => r.kind === 'answer' && keys.has(r.key));
  const grades = gradesOf(trial, journal, answers);
  const predicted = new Map(journal.started?.predicted.map((p) => [p.candidate, p]));
  const names = trial.models.map(choiceText);
  const sides = names.map((name) => sideOf(name, answers, grades));
  const [baseline, ...candidates] = sides;
  const errorRate = ERROR_RATE / Math.max(1, candidates.length);
  const comparisons =
    baseline === undefined
      ? []
      : candidates.map((candidate) => compare(trial, journal, baseline, candidate, errorRate));
  return {
    models: sides.map((side) => figuresOf(side, predicted.get(side.name) ?? null, trial.seed)),
    comparisons,
    casesLeftOut: trial.cases.length - new Set(answers.map((r) => r.case)).size,
    judge: trial.check.kind === 'judge' ? agreement(judgedTwice(trial, journal)) : null,
    effort: trialEfforts([...effortRuns(trial, answers, grades), ...others]),
    spentUsd: journal.spentUsd,
    decided: comparisons.length > 0 && comparisons.every((c) => c.evidence.kind !== 'open'),
  };
}

function sideOf(
  name: string,
  answers: readonly CallRecord[],
  grades: ReadonlyMap<string, Grade>,
): GradedCalls {
  const records = answers.filter((r) => r.candidate === name);
  return { name, records, grades };
}

const STATUSES: readonly CallStatus[] = [
  'answered',
  'cut-off',
  'empty',
  'refused',
  'failed',
  'unfinished',
];

function figuresOf(
  { name, records, grades }: GradedCalls,
  predicted: Prediction | null,
  seed: number,
): ModelFigures {
  const graded = records.flatMap((r) => grades.get(r.key) ?? []);
  const clear = graded.filter((g) => g.right !== null);
  const right = clear.filter((g) => g.right).length;
  const costs = records.flatMap((r) => (r.costUsd === null ? [] : [r.costUsd]));
  const seconds = records.flatMap((r) => (r.seconds === null ? [] : [r.seconds]));
  const thought = records.flatMap((r) => r.usage.reasoningTokens ?? []);
  const count = (status: CallStatus) => records.filter((r) => r.status === status).length;
  return {
    candidate: name,
    calls: records.length,
    byStatus: Object.fromEntries(STATUSES.map((s) => [s, count(s)])) as Record<CallStatus, number>,
    graded: clear.length,
    right,
    rightShare: wilson(right, clear.length),
    unclear: graded.length - clear.length,
    spentUsd: costs.length === 0 ? null : costs.reduce((a, b) => a + b, 0),
    meanCostUsd: bootstrap(costs, meanOf, seed),
    medianSeconds: bootstrap(seconds, medianOf, seed),
    reasoningTokens: spreadOf(thought),
    predicted,
  };
}

/** p10, p50 and p90 of what was measured; `null` of nothing. */
function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const [low, middle, high] = [0.1, 0.5, 0.9].map((q) => quantile(sorted, q));
  return { low: low!, middle: middle!, high: high! };
}
