import { countFigure, say, timesFigure, usdFigure, waitFigure } from '../model/sentence';
import type { Sentence, SentenceArg } from '../model/sentence';
import { choiceOf, nameOf, waitOf } from './decisionWords';
import type { Decision, ReportRow } from './report';

/**
 * Cases of the smallest trial that shows a difference worth having: with both models on each case and a third of the cases
 * answered differently, 40 pairs tell 20 points apart at one in ten false alarms and one in five misses
 * ((1.28 + 0.84)² × 0.35 / 0.2²).
 */
const TRIAL_CASES = 40;
/** More right answers in a hundred that the dearer model may be asked to bring, for an example. */
const POINTS = 10;
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
  return b < SAME_COST * a && a < SAME_COST * b
    ? [say('It answers about as fast, in {0}.', waitFigure(b))]
    : [say('It answers in about {0} instead of {1}.', waitFigure(b), waitFigure(a))];
}

/** The value of a right answer from which the dearer model pays, for a stated gain; and what asking the cheaper first costs. */
function payback(baseline: ReportRow, r: ReportRow, value: number | null): readonly Sentence[] {
  const [a, b] = [baseline.meanCostUsd ?? 0, r.meanCostUsd ?? 0];
  if (b <= a * SAME_COST) return [];
  return [
    value === null
      ? say(
          'If it is right in {0} more of 100 calls, it pays from {1} a right answer.',
          countFigure(POINTS),
          usdFigure(((b - a) * 100) / POINTS),
        )
      : paysAt(value, (b - a) / value),
    say(
      'Asking {0} first and handing on 30 of 100 calls costs about {1} a call.',
      nameOf(baseline),
      usdFigure(a + HANDED_ON * b),
    ),
  ];
}

/** What a stated value of a right answer asks for: so many more right of 100; `share` is that part of all calls. */
function paysAt(value: number, share: number): Sentence {
  return share > 1
    ? say('At {0} a right answer it cannot pay.', usdFigure(value))
    : say(
        'At {0} a right answer it pays if it is right in {1} more of 100 calls.',
        usdFigure(value),
        countFigure(Math.max(1, Math.ceil(100 * share))),
      );
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
  if (best === undefined || baseline.meanCostUsd === null || !baseline.fits)
    return withoutPrice(baseline, rows, best, why);
  const trial = usdFigure(TRIAL_CASES * ((best.meanCostUsd ?? 0) + baseline.meanCostUsd));
  const cases = countFigure(TRIAL_CASES);
  const ratio = ratioOf(baseline, best) ?? 1;
  const sentence =
    ratio < 1 / SAME_COST
      ? say('Try {0} on {1} cases for about {2}: it is cheaper.', nameOf(best), cases, trial)
      : ratio <= SAME_COST
        ? say(
            'Try {0} on {1} cases for about {2}: it costs about the same.',
            nameOf(best),
            cases,
            trial,
          )
        : say(
            'Stay with {0} unless {1} cases for about {2} show that {3} is worth its price.',
            nameOf(baseline),
            cases,
            trial,
            nameOf(best),
          );
  return {
    kind: 'depends',
    ...choiceOf(best),
    sentence,
    detail: [
      ...costSentence(baseline, best),
      ...waitSentence(baseline, best),
      ...payback(baseline, best, value),
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
  const misfit = rows.find((r) => !r.fits);
  const known = cheapest ?? rows[0];
  return {
    kind: 'unknown',
    model: known?.model ?? null,
    effort: known?.effort ?? null,
    sentence:
      misfit !== undefined && cheapest === undefined
        ? say('Shorten the prompt: it does not fit into {0}.', nameOf(misfit))
        : say(
            'Enter the price of {0}: without it nothing can be compared.',
            nameOf(missing ?? baseline),
          ),
    detail: [...(known === undefined ? [] : waitSentence(baseline, known)), why],
  };
}
