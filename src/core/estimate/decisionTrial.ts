import { countFigure, say, timesFigure, usdFigure, waitFigure } from '../model/sentence';
import type { Sentence, SentenceArg } from '../model/sentence';
import { english } from '../text/voice';
import { choiceOf, isLeaving, isOwnMachine, nameOf, waitOf } from './decisionWords';
import type { Decision, ReportRow } from './report';

/**
 * Cases of the smallest trial that shows a difference worth having: with both models on each case and a third of the cases
 * answered differently, 40 pairs tell 20 points apart at one in ten false alarms and one in five misses
 * ((1.28 + 0.84)² × 0.35 / 0.2²).
 */
export const TRIAL_CASES = 40;
/** More right answers in a hundred that the dearer model may be asked to bring, for an example. */
export const POINTS = 10;
/** Share of calls that a check hands on, for the price of asking the cheaper first. */
const HANDED_ON = 0.3;
/** This close to each other two models cost the same, or answer as fast. */
export const SAME_COST = 1.15;

/** What a fraction of the baseline's cost is called, from the least up. */
const FRACTIONS: readonly (readonly [
  most: number,
  (a: SentenceArg, b: SentenceArg) => Sentence,
])[] = [
  [0.08, (a, b) => say('{0} costs **less than a tenth** of {1}.', a, b)],
  [0.14, (a, b) => say('{0} costs **a tenth** of {1}.', a, b)],
  [0.225, (a, b) => say('{0} costs **a fifth** of {1}.', a, b)],
  [0.29, (a, b) => say('{0} costs **a quarter** of {1}.', a, b)],
  [0.42, (a, b) => say('{0} costs **a third** of {1}.', a, b)],
  [0.6, (a, b) => say('{0} costs **half** of {1}.', a, b)],
  [1 / SAME_COST, (a, b) => say('{0} costs **three quarters** of {1}.', a, b)],
  [SAME_COST, (a, b) => say('{0} costs **about as much** as {1}.', a, b)],
];

/** "o4-mini high costs 12 times as much as gpt-4o.", "... a fifth of gpt-4o."; nothing without both prices. */
export function costSentence(baseline: ReportRow, r: ReportRow): readonly Sentence[] {
  const ratio = ratioOf(baseline, r);
  if (ratio === null) return [];
  const [a, b] = [nameOf(r), nameOf(baseline)];
  const fraction = FRACTIONS.find(([most]) => ratio < most);
  return [
    fraction === undefined
      ? say('{0} costs **{1} times** as much as {2}.', a, timesFigure(ratio), b)
      : fraction[1](a, b),
  ];
}

export const ratioOf = (l: ReportRow, r: ReportRow): number | null =>
  l.meanCostUsd === null || l.meanCostUsd === 0 || r.meanCostUsd === null
    ? null
    : r.meanCostUsd / l.meanCostUsd;

/** Both waits side by side, where both are known. */
export function waitSentence(baseline: ReportRow, r: ReportRow): readonly Sentence[] {
  const [a, b] = [waitOf(baseline), waitOf(r)];
  if (a === null || b === null) return [];
  return english.wait(a) === english.wait(b) || (b < SAME_COST * a && a < SAME_COST * b)
    ? [say('It answers about as fast, in {0}.', waitFigure(b))]
    : [say('It answers in about {0} instead of {1}.', waitFigure(b), waitFigure(a))];
}

/** The value of a right answer from which the dearer model pays, for a stated gain; and what asking the cheaper first costs. */
function payback(baseline: ReportRow, r: ReportRow, value: number | null): readonly Sentence[] {
  const [a, b] = [baseline.meanCostUsd ?? 0, r.meanCostUsd ?? 0];
  if (b <= a * SAME_COST || (value !== null && b - a > value)) return [];
  return [
    value === null
      ? say(
          'If it is right in {0} more of 100 calls, it pays from {1} a right answer.',
          countFigure(POINTS),
          usdFigure(((b - a) * 100) / POINTS),
        )
      : say(
          'At {0} a right answer it pays if it is right in {1} more of 100 calls.',
          usdFigure(value),
          countFigure(Math.max(1, Math.ceil((100 * (b - a)) / value))),
        ),
    // Nobody asks a model first that will be gone.
    ...(isLeaving(baseline)
      ? []
      : [
          say(
            'Asking {0} first and handing on 30 of 100 calls costs about {1} a call.',
            nameOf(baseline),
            usdFigure(a + HANDED_ON * b),
          ),
        ]),
  ];
}

/**
 * Where right answers were not counted for both models: what cost and time decide, and the smallest trial that would
 * settle the rest, with its price. Never ranks models by what was extrapolated.
 */
export function tryFirst(
  baseline: ReportRow,
  rows: readonly ReportRow[],
  why: Sentence,
  value: number | null,
): Decision {
  const priced = rows.filter((r) => r.meanCostUsd !== null && r.fits);
  const best = priced.reduce<ReportRow | undefined>(
    (a, b) => (a === undefined || (b.meanCostUsd ?? 0) < (a.meanCostUsd ?? 0) ? b : a),
    undefined,
  );
  const own = best === undefined ? rows.find(isOwnMachine) : undefined;
  const other = best ?? own;
  if (other !== undefined && (isOwnMachine(baseline) || (own && baseline.meanCostUsd !== null)))
    return onOwnMachine(baseline, other, why);
  if (best === undefined || baseline.meanCostUsd === null || !baseline.fits)
    return withoutPrice(baseline, rows, best, why);
  const pays = value === null ? 0 : ((best.meanCostUsd ?? 0) - baseline.meanCostUsd) / value;
  return {
    kind: pays > 1 ? 'stay' : 'depends',
    ...choiceOf(best),
    sentence:
      pays > 1 && value !== null
        ? say(
            'Stay with {0}: at {1} a right answer {2} cannot pay.',
            nameOf(baseline),
            usdFigure(value),
            nameOf(best),
          )
        : toTry(baseline, best, baseline.meanCostUsd + (best.meanCostUsd ?? 0)),
    detail: [
      ...costSentence(baseline, best),
      ...waitSentence(baseline, best),
      ...payback(baseline, best, value),
      why,
    ],
  };
}

/** What to try or to stay with, by cost and then by time; `each` is the price of one case with both models. USD. */
function toTry(baseline: ReportRow, best: ReportRow, each: number): Sentence {
  const [cases, trial] = [countFigure(TRIAL_CASES), usdFigure(TRIAL_CASES * each)];
  // Beside a baseline without a price a call, any price is dearer.
  const ratio = ratioOf(baseline, best) ?? ((best.meanCostUsd ?? 0) > 0 ? Infinity : 1);
  const [a, b] = [waitOf(baseline), waitOf(best)];
  if (ratio < 1 / SAME_COST)
    return say('Try {0} on {1} cases for about {2}: it is cheaper.', nameOf(best), cases, trial);
  if (ratio > SAME_COST)
    return say(
      'Stay with {0} unless {1} cases for about {2} show that {3} is worth its price.',
      nameOf(baseline),
      cases,
      trial,
      nameOf(best),
    );
  return a !== null && b !== null && b * SAME_COST < a && english.wait(a) !== english.wait(b)
    ? say(
        'Try {0} on {1} cases for about {2}: it is faster, for about the same cost.',
        nameOf(best),
        cases,
        trial,
      )
    : say(
        'Stay with {0} unless {1} cases for about {2} show that {3} is right more often: it costs about the same.',
        nameOf(baseline),
        cases,
        trial,
        nameOf(best),
      );
}

/** One of the two runs on the reader's own machine: what the other costs a call is all that money can say. */
function onOwnMachine(baseline: ReportRow, best: ReportRow, why: Sentence): Decision {
  const [cases, each] = [countFigure(TRIAL_CASES), best.meanCostUsd ?? baseline.meanCostUsd];
  const trial = usdFigure(TRIAL_CASES * (each ?? 0));
  const sentence = !isOwnMachine(baseline)
    ? say(
        'Try {0} on {1} cases for about {2}: it has no token price on your own machine.',
        nameOf(best),
        cases,
        trial,
      )
    : each === null
      ? say(
          'Try {0} on {1} cases: neither has a token price on your own machine.',
          nameOf(best),
          cases,
        )
      : say(
          'Stay with {0} unless {1} cases for about {2} show that {3} is worth {4} a call.',
          nameOf(baseline),
          cases,
          trial,
          nameOf(best),
          usdFigure(each),
        );
  return {
    kind: 'depends',
    ...choiceOf(best),
    sentence,
    detail: [
      ...(isOwnMachine(baseline)
        ? [say('{0} has no token price on your own machine.', nameOf(baseline))]
        : []),
      ...waitSentence(baseline, best),
      why,
    ],
  };
}

/** No price, no decision by cost: says whose price is missing, and what is known of time. */
function withoutPrice(
  baseline: ReportRow,
  rows: readonly ReportRow[],
  cheapest: ReportRow | undefined,
  why: Sentence,
): Decision {
  const missing = [baseline, ...rows].find((r) => r.meanCostUsd === null);
  const several = missing?.warnings.find((w) => w.code === 'several-models');
  const misfit = rows.find((r) => !r.fits);
  const known = cheapest ?? rows[0];
  return {
    kind: 'unknown',
    model: known?.model ?? null,
    effort: known?.effort ?? null,
    sentence:
      misfit !== undefined && cheapest === undefined
        ? say('Shorten the prompt: it does not fit into {0}.', nameOf(misfit))
        : several !== undefined
          ? say('Choose which {0} is meant: its prices differ.', nameOf(missing ?? baseline))
          : say(
              'Enter the price of {0}: without it nothing can be compared.',
              nameOf(missing ?? baseline),
            ),
    detail: [
      ...(several === undefined ? [] : [several.message]),
      ...(known === undefined ? [] : waitSentence(baseline, known)),
      why,
    ],
  };
}
