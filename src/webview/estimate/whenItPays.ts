import { POINTS } from '../../core/estimate/decisionTrial';
import { t } from '../ui/l10n';
import { count, money, percent } from '../ui/figures';
import { rowName, type ChoiceRow, type View } from './rows';

/** Where right answers are not known: what would have to be right more often, for an example, at which value. */
function paysIf(name: string, usd: number | null, today: number | null): string {
  if (usd === null || today === null) return t('**{0}**: not known, a figure is missing.', name);
  return usd <= today
    ? t('**{0}** costs no more: it pays unless it is right less often.', name)
    : t(
        '**{0}** pays from **{1}** a right answer if it is right in {2} more of 100 calls.',
        name,
        money(((usd - today) * 100) / POINTS),
        count(POINTS),
      );
}

function paysWhen(row: ChoiceRow, baseline: ChoiceRow): string {
  const { breakEven, meanCostUsd } = row.figures;
  const name = rowName(row);
  if (breakEven === null) return paysIf(name, meanCostUsd, baseline.figures.meanCostUsd);
  switch (breakEven.kind) {
    case 'cheaper-and-better':
      return t('**{0}** is cheaper and at least as often right.', name);
    case 'never':
      return t('**{0}** costs more and is not more often right.', name);
    case 'cheaper-but-worse':
      return t(
        '**{0}** is cheaper and less often right: it pays while a right answer is worth less than **{1}**.',
        name,
        money(breakEven.valueUsd),
      );
    case 'from':
      return t(
        '**{0}** pays when a right answer is worth more than **{1}**: {2} more a call, {3} more right of 100.',
        name,
        money(breakEven.valueUsd),
        money((meanCostUsd ?? 0) - (baseline.figures.meanCostUsd ?? 0)),
        count((row.success.range?.p50 ?? 0) - (baseline.success.range?.p50 ?? 0)),
      );
  }
}

/** Break-even of each candidate. */
export const breakEvenSentences = ({ rows }: View): readonly string[] =>
  rows.slice(1).map((row) => paysWhen(row, rows[0]!));

/** The row that today's model is combined with; none where the decision names no row on screen. */
function partner({ rows, report }: View): ChoiceRow | undefined {
  const { decision } = report;
  return rows.find(
    (r) => !r.isBaseline && r.model === decision.model && r.effort === decision.effort,
  );
}

/** Asking today's model first and the better one on failure; `null` where a figure is missing. */
export function cascadeSentence(view: View): string | null {
  const { cascade } = view.report;
  const best = partner(view);
  const bestMean = best?.figures.meanCostUsd ?? null;
  if (cascade === null || best === undefined || bestMean === null) return null;
  const today = view.rows[0]!.model;
  return cascade.cheaperThanR
    ? t(
        '**Asking {0} first** costs {1} a call instead of {2}, where wrong answers can be recognised: {3} go on to {4}.',
        today,
        money(cascade.costUsd),
        money(bestMean),
        percent(cascade.escalated),
        rowName(best),
      )
    : t(
        '**Asking {0} first** does not pay here: with {1} sent on to {2} a call costs {3} instead of {4}.',
        today,
        percent(cascade.escalated),
        rowName(best),
        money(cascade.costUsd),
        money(bestMean),
      );
}

/** One model a call, chosen by a router before it is asked; `null` where a price is missing. */
export function routerSentence(view: View): string | null {
  const { routed } = view.report;
  const best = partner(view);
  const bestMean = best?.figures.meanCostUsd ?? null;
  if (routed === null || best === undefined || bestMean === null) return null;
  const cost = t(
    '**A router** that sends {0} of the calls to {1} and the rest to {2} costs {3} a call instead of {4}.',
    percent(routed.share),
    rowName(best),
    rowName(view.rows[0]!),
    money(routed.costUsd),
    money(bestMean),
  );
  const right =
    routed.success === null
      ? t('How often it is right is not known.')
      : t(
          'If it chose blindly, {0} of 100 would be right; one that knows the hard calls gets more.',
          count(routed.success * 100),
        );
  return `${cost} ${right}`;
}

/** Everything the section says, for the forms that are copied and saved. */
export const whenItPays = (view: View): readonly string[] => [
  ...breakEvenSentences(view),
  ...[cascadeSentence(view), routerSentence(view)].filter((s) => s !== null),
];
