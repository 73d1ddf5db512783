import { say } from '../model/sentence';
import type { Sentence } from '../model/sentence';
import { costSentence, ratioOf, SAME_COST, waitSentence } from './decisionTrial';
import { choiceOf, isSlow, nameOf, of100, own, switchTo } from './decisionWords';
import type { Decision, ReportRow } from './report';

/** Nobody is right more often than chance would have it: cost decides, and then time. */
export function asRight(baseline: ReportRow, rows: readonly ReportRow[]): Decision {
  const best = cheapest(rows);
  const cheaper = best !== undefined && (ratioOf(baseline, best) ?? 1) < 1 / SAME_COST;
  const named = best ?? rows[0] ?? baseline;
  return {
    kind: cheaper ? 'switch' : 'stay',
    ...choiceOf(named),
    sentence: cheaper
      ? isSlow(baseline, named)
        ? switchTo(baseline, named)
        : say('Switch to {0}: it is right about as often, for less.', nameOf(named))
      : say('Stay with {0}: nothing here is clearly better or cheaper.', nameOf(baseline)),
    detail: [
      ...costSentence(baseline, named),
      ...waitSentence(baseline, named),
      tooClose(baseline, named),
      own(),
    ],
  };
}

/** "72 of 100 right against 70: too close to tell apart." */
export function tooClose(baseline: ReportRow, r: ReportRow): Sentence {
  const { on } = r.basis.success;
  const [a, b] = [of100(r), of100(baseline)];
  return on === undefined
    ? say('{0} of 100 right against {1}: too close to tell apart.', a, b)
    : say('On {2} {0} of 100 are right against {1}: too close to tell apart.', a, b, on);
}

const cheapest = (rows: readonly ReportRow[]): ReportRow | undefined =>
  [...rows].sort((a, b) => (a.meanCostUsd ?? Infinity) - (b.meanCostUsd ?? Infinity))[0];
