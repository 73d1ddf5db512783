import type { Rates } from '../model/rates';
import { textHash } from '../text/hash';
import { checkCases } from './cases/problems';
import {
  expected,
  expectedJudge,
  judgeText,
  plannedModel,
  thinks,
  worstCase,
  worstUsd,
  ZERO,
  type PlanFacts,
} from './expected';
import { dearest, type WorstCase } from './worstCase';
import { filledMessages } from './holes';
import type { TrialCase, TrialFile } from './model';
import type { PlannedCall, PlannedModel, Spread, TrialPlan } from './planModel';
import { budgetProblems, modelProblems, settingProblems } from './planProblems';
import type { Journal } from './run/journal';
import { orderedCalls, type CallBounds } from './run/order';
import { unjudged } from './run/unjudged';
import { detectable } from './statistics/evidence';
import { meanOf } from './statistics/intervals';

/** What bounds a call to the judge, whose answer is not there yet: a call `chars` long costs `worst` at most. */
export interface JudgeBounds {
  readonly cap: number | null;
  readonly worst: WorstCase;
  readonly chars: number;
}

/** A plan with what the runner needs of it. */
export interface PlannedTrial {
  readonly plan: TrialPlan;
  /** What is missing, in the order in which it is sent. */
  readonly missing: readonly PlannedCall[];
  /** Sent before, and no answer came: sending them again may pay twice. */
  readonly again: readonly PlannedCall[];
  /** Cases that are used. */
  readonly cases: readonly TrialCase[];
  /** All keys of the trial: records of another prompt or model in the journal are not of it. */
  readonly keys: ReadonlySet<string>;
  /** Of the longest case, kept free for every answer. */
  readonly judgeWorstUsd: number;
  /** `null` where no model judges. */
  readonly judgeBounds: JudgeBounds | null;
  readonly ratesOf: (call: Pick<PlannedCall, 'kind' | 'model'>) => Rates | null;
  readonly thinks: (call: Pick<PlannedCall, 'kind' | 'model'>) => boolean;
}

/** Inputs are counted on this many cases at most, spread over the file. */
const COUNTED_CASES = 25;

/** The plan of what is still to be done: what is sent where, what it will cost, and what stands in the way. Sends nothing. */
export function planTrial(trial: TrialFile, journal: Journal, facts: PlanFacts): PlannedTrial {
  const { usable, problems } = checkCases(trial);
  const sample = spread(usable, COUNTED_CASES);
  const texts = sample.map((c) => textOf(trial, c));
  const typical = typicalText(texts);
  const models = trial.models.map((model) => expected(model, trial, typical, facts));
  const chars = Math.max(1, typical.length);
  const boundsOf = (i: number, item: TrialCase): CallBounds => {
    const m = models[i]!;
    return { cap: m.cap, worstUsd: worstUsd(m, textOf(trial, item).length / chars) };
  };
  const all = orderedCalls(trial, usable, boundsOf);
  const { missing, again } = stillToSend(all, journal);
  const keys = new Set(all.map((c) => c.key));
  const open = unjudged(trial, keys, journal).length;
  const judge = trial.check.kind === 'judge' ? expectedJudge(trial, typical, facts) : null;
  const judgeChars = (text: string): number =>
    trial.check.kind === 'judge' ? judgeText(trial.check, text).length : 0;
  const judgeBounds = judge && {
    ...{ cap: judge.cap, worst: worstCase(judge), chars: Math.max(1, judgeChars(typical)) },
  };
  const judgeWorstUsd =
    judgeBounds === null
      ? 0
      : dearest(judgeBounds.worst, judgeChars(longestText(trial, usable)) / judgeBounds.chars);
  const size = mean(texts.map((text) => text.length)) / chars;
  const planned = models.map((m, i) =>
    plannedModel(m, trial.models[i]!, missing.filter((c) => c.model === i).length, size),
  );
  const plannedJudge =
    judge === null || trial.check.kind !== 'judge'
      ? null
      : plannedModel(
          judge,
          trial.check.model,
          missing.length + open,
          mean(texts.map(judgeChars)) / Math.max(1, judgeChars(typical)),
        );
  const everyone = [...planned, ...(plannedJudge === null ? [] : [plannedJudge])];
  const plan: TrialPlan = {
    id: planId(trial, usable),
    models: planned,
    judge: plannedJudge,
    cases: usable.length,
    calls: missing.length,
    done: all.length - missing.length - again.length,
    unfinished: again.length,
    unjudged: open,
    costUsd: sumOf(everyone.map((m) => (m.payment === 'tokens' ? m.costUsd : ZERO))),
    seconds: timeOf(everyone, trial.concurrency),
    spentUsd: journal.spentUsd,
    budgetUsd: trial.budgetUsd,
    detectable: detectable(usable.length),
    problems: [
      ...problems,
      ...settingProblems(trial, usable.length),
      ...modelProblems(trial, models, judge, facts),
      ...budgetProblems(
        trial,
        journal,
        everyone,
        judgeWorstUsd,
        missing.length + (judge === null ? 0 : open),
      ),
    ],
  };
  const of = ({ kind, model }: Pick<PlannedCall, 'kind' | 'model'>) =>
    kind === 'judge' ? judge : (models[model] ?? null);
  return {
    plan,
    missing,
    again,
    cases: usable,
    keys,
    judgeWorstUsd,
    judgeBounds,
    ratesOf: (call) => {
      const known = of(call);
      // The price list of a model says nothing of one that runs on the user's own machine.
      return known?.place?.payment === 'own-machine' ? null : (known?.rates ?? null);
    },
    thinks: (call) => thinks(of(call)?.candidate),
  };
}

/** Hash of what decides which calls there are. */
function planId(trial: TrialFile, usable: readonly TrialCase[]): string {
  const { prompt, models, repeats, maxOutputTokens } = trial;
  const ids = usable.map((c) => c.id);
  return textHash(JSON.stringify([prompt.messages, ids, models, repeats, maxOutputTokens]));
}

const textOf = (trial: TrialFile, item: TrialCase): string =>
  filledMessages(trial.prompt, item.values)
    .map((m) => m.text)
    .join('\n\n');

/** 0 of nothing. */
const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : meanOf(values));

const longestText = (trial: TrialFile, cases: readonly TrialCase[]): string =>
  cases.reduce((longest, item) => {
    const text = textOf(trial, item);
    return text.length > longest.length ? text : longest;
  }, '');

/** So many items at most, spread evenly. */
function spread<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, i) => items[Math.floor((i * items.length) / most)]!);
}

/** The text of middle length: the one that the estimate is made on. */
function typicalText(texts: readonly string[]): string {
  const sorted = [...texts].sort((a, b) => a.length - b.length);
  return sorted[Math.floor(sorted.length / 2)] ?? '';
}

interface Missing {
  readonly missing: readonly PlannedCall[];
  readonly again: readonly PlannedCall[];
}

/** Calls without an answer: those that surely cost nothing are sent again unasked, the others only when asked for. */
function stillToSend(all: readonly PlannedCall[], journal: Journal): Missing {
  const again: PlannedCall[] = [];
  const missing = all.filter((call) => {
    const record = journal.calls.get(call.key);
    if (journal.unfinished.has(call.key)) again.push(call);
    else if (record === undefined || (record.status === 'failed' && record.billed === 'no'))
      return true;
    else if (record.status === 'failed' || record.status === 'unfinished') again.push(call);
    return false;
  });
  return { missing, again };
}

/** Sum of what is known; `null` as soon as a part is not. Levels may be off together, so ends are added to ends. */
function sumOf(parts: readonly (Spread | null)[]): Spread | null {
  let sum = ZERO;
  for (const part of parts) {
    if (part === null) return null;
    sum = {
      low: sum.low + part.low,
      middle: sum.middle + part.middle,
      high: sum.high + part.high,
    };
  }
  return sum;
}

/** Time of all calls, so many at a time. Half of the spread of a call (on the log scale) is taken for its level, the rest averages out. */
function timeOf(models: readonly PlannedModel[], concurrency: number): Spread | null {
  const parts = models.map(({ secondsPerCall: s, calls }): Spread | null => {
    if (calls === 0) return ZERO;
    if (s === null) return null;
    return {
      low: calls * Math.sqrt(s.low * s.middle),
      middle: calls * s.middle,
      high: calls * Math.sqrt(s.middle * s.high),
    };
  });
  const sum = sumOf(parts);
  return (
    sum && {
      low: sum.low / concurrency,
      middle: sum.middle / concurrency,
      high: sum.high / concurrency,
    }
  );
}
