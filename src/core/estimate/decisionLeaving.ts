import { countFigure, say, usdFigure } from '../model/sentence';
import type { Sentence } from '../model/sentence';
import { costSentence, TRIAL_CASES, waitSentence } from './decisionTrial';
import { choiceOf, isLeaving, nameOf } from './decisionWords';
import type { Decision, ReportRow } from './report';

const lastDay = (r: ReportRow): string => r.facts.retires ?? '';

/**
 * Today's model has been switched off, or will be within half a year: nobody can stay with it, so the headline says by when it
 * must be replaced, and what it costs to see whether a candidate can take its place.
 */
export function leaving(
  baseline: ReportRow,
  offered: readonly ReportRow[],
  decided: Decision,
): Decision {
  const word = baseline.warnings.flatMap((w) =>
    w.code === 'retired' || w.code === 'retires-soon' ? [w.message] : [],
  );
  if (word.length === 0 || decided.kind === 'unknown') return decided;
  if (decided.kind === 'switch') return { ...decided, detail: [...decided.detail, ...word] };
  const staying = offered.filter((r) => r.fits && r.meanCostUsd !== null && !isLeaving(r));
  const named = staying.find((r) => r.model === decided.model && r.effort === decided.effort);
  const best = named ?? [...staying].sort((a, b) => (a.meanCostUsd ?? 0) - (b.meanCostUsd ?? 0))[0];
  if (best === undefined) return { ...decided, detail: [...decided.detail, ...word] };
  return {
    kind: 'depends',
    ...choiceOf(best),
    sentence: replaceBy(baseline, best),
    detail: [
      ...word,
      ...(best === named
        ? decided.detail
        : [...costSentence(baseline, best), ...waitSentence(baseline, best)]),
    ],
  };
}

/** "Replace gpt-5 before 2026-12-11: try gpt-6.1-sol on 40 cases for about $0.36." A model that is gone cannot be tried beside it. */
function replaceBy(baseline: ReportRow, best: ReportRow): Sentence {
  const gone = baseline.warnings.some((w) => w.code === 'retired');
  const each = (best.meanCostUsd ?? 0) + (gone ? 0 : (baseline.meanCostUsd ?? 0));
  const cases = countFigure(TRIAL_CASES);
  const price = usdFigure(TRIAL_CASES * each);
  return gone
    ? say(
        'Replace {0}, which was switched off on {1}: try {2} on {3} cases for about {4}.',
        nameOf(baseline),
        lastDay(baseline),
        nameOf(best),
        cases,
        price,
      )
    : say(
        'Replace {0} before {1}: try {2} on {3} cases for about {4}.',
        nameOf(baseline),
        lastDay(baseline),
        nameOf(best),
        cases,
        price,
      );
}
