import { effortRank } from '../estimate/effort';
import { choiceText } from './candidate';
import { countFigure, percentFigure, say, usdFigure, type Sentence } from '../model/sentence';
import type { CallRecord, Grade } from './journalModel';
import type { TrialFile } from './model';
import type { TrialEfforts, EffortFigures } from './verdictModel';
import { meanOf, medianOf, wilson } from './statistics/intervals';

/** One run of a prompt with a model at an effort: a call of a trial, or a saved trace. Unknown is `null`. */
export interface EffortRun {
  readonly model: string;
  readonly effort: string | null;
  /** Which case or prompt it answered. */
  readonly case: string;
  readonly right: boolean | null;
  /** Share of its reasoning after the answer stood there. */
  readonly afterAnswer: number | null;
  readonly reasoningTokens: number | null;
  readonly costUsd: number | null;
}

/** The calls of a trial as runs. */
export function effortRuns(
  trial: TrialFile,
  records: readonly CallRecord[],
  grades: ReadonlyMap<string, Grade>,
): readonly EffortRun[] {
  const models = new Map(trial.models.map((m) => [choiceText(m), m]));
  return records.flatMap((r) => {
    const choice = models.get(r.candidate);
    if (choice === undefined || r.status === 'failed' || r.status === 'unfinished') return [];
    return [
      {
        model: choice.model,
        effort: choice.effort,
        case: r.case,
        right: grades.get(r.key)?.right ?? null,
        afterAnswer: r.afterAnswer,
        reasoningTokens: r.usage.reasoningTokens,
        costUsd: r.costUsd,
      },
    ];
  });
}

/** Fewer cases than this say nothing about an effort. */
const LEAST_CASES = 5;
/** From this mean share of the reasoning on, what comes after the answer is worth a sentence. */
const MUCH_AFTER = 0.2;

/** What runs on the same cases say about the effort of each model that reasons: least effort first. */
export function trialEfforts(runs: readonly EffortRun[]): readonly TrialEfforts[] {
  const byModel = new Map<string, EffortRun[]>();
  for (const run of runs) byModel.set(run.model, [...(byModel.get(run.model) ?? []), run]);
  return [...byModel].flatMap(([model, all]) => {
    if (!all.some((r) => (r.reasoningTokens ?? 0) > 0 || r.afterAnswer !== null)) return [];
    const names = [...new Set(all.map((r) => r.effort))].sort(
      (a, b) => effortRank(a) - effortRank(b),
    );
    const efforts = names.map((effort) =>
      figuresOf(
        effort,
        all.filter((r) => r.effort === effort),
      ),
    );
    const enough = enoughOf(all, names);
    const sentences = [
      ...(enough === null ? [] : [enoughWords(model, enough)]),
      ...efforts.flatMap((e) => afterWords(model, e)),
    ];
    return [{ model, efforts, enough, sentences }];
  });
}

function figuresOf(effort: string | null, runs: readonly EffortRun[]): EffortFigures {
  const graded = runs.flatMap((r) => r.right ?? []);
  const after = runs.flatMap((r) => r.afterAnswer ?? []);
  const costs = runs.flatMap((r) => r.costUsd ?? []);
  const tokens = runs.flatMap((r) => r.reasoningTokens ?? []);
  return {
    effort,
    runs: runs.length,
    right: wilson(graded.filter((isRight) => isRight).length, graded.length),
    afterAnswer: after.length === 0 ? null : { share: meanOf(after), runs: after.length },
    meanCostUsd: costs.length === 0 ? null : meanOf(costs),
    reasoningTokens: tokens.length === 0 ? null : medianOf(tokens),
  };
}

/** Share of right answers by case, of runs that were judged. */
function byCase(runs: readonly EffortRun[]): ReadonlyMap<string, number> {
  const found = new Map<string, boolean[]>();
  for (const r of runs)
    if (r.right !== null) found.set(r.case, [...(found.get(r.case) ?? []), r.right]);
  return new Map(
    [...found].map(([id, rights]) => [id, rights.filter((x) => x).length / rights.length]),
  );
}

/** The most effort that was tried against the least: how often the least was right where the most was. */
function enoughOf(
  runs: readonly EffortRun[],
  names: readonly (string | null)[],
): TrialEfforts['enough'] {
  const [lower, higher] = [names[0], names.at(-1)];
  if (lower === undefined || higher === undefined || lower === higher) return null;
  const [low, high] = [lower, higher].map((e) => byCase(runs.filter((r) => r.effort === e)));
  const right = [...high!].filter(([id, share]) => share >= 0.5 && low!.has(id));
  if (right.length < LEAST_CASES) return null;
  const mean = (effort: string | null): number | null => {
    const costs = runs.flatMap((r) => (r.effort === effort ? (r.costUsd ?? []) : []));
    return costs.length === 0 ? null : meanOf(costs);
  };
  const [dear, cheap] = [mean(higher), mean(lower)];
  return {
    lower,
    higher,
    of: right.length,
    enough: right.filter(([id]) => (low!.get(id) ?? 0) >= 0.5).length,
    savedUsd: dear === null || cheap === null ? null : dear - cheap,
  };
}

const nameOf = (effort: string | null): Sentence | string => effort ?? say('the default');

function enoughWords(model: string, e: NonNullable<TrialEfforts['enough']>): Sentence {
  const [enough, of] = [countFigure(e.enough), countFigure(e.of)];
  return e.savedUsd === null || e.savedUsd <= 0
    ? say(
        '{0}: {1} would have been enough in {2} of the {3} cases that {4} got right.',
        model,
        nameOf(e.lower),
        enough,
        of,
        nameOf(e.higher),
      )
    : say(
        '{0}: {1} would have been enough in {2} of the {3} cases that {4} got right, for {5} less a call.',
        model,
        nameOf(e.lower),
        enough,
        of,
        nameOf(e.higher),
        usdFigure(e.savedUsd),
      );
}

function afterWords(model: string, { effort, afterAnswer }: EffortFigures): readonly Sentence[] {
  if (afterAnswer === null || afterAnswer.runs < LEAST_CASES || afterAnswer.share < MUCH_AFTER)
    return [];
  return [
    say(
      '{0} at {1}: {2} of the reasoning came after the answer stood there ({3} runs).',
      model,
      nameOf(effort),
      percentFigure(afterAnswer.share),
      countFigure(afterAnswer.runs),
    ),
  ];
}
