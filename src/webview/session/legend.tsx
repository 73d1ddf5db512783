import { coarseKinds } from '../../core/steps/kinds';
import { formatCount, formatSeconds, formatUsd } from '../ui/format';
import { kindLabel } from '../ui/kinds';
import { t } from '../ui/l10n';
import type { ColumnOfCalls, CallScale } from './timeline';
import { unitLabel } from './words';

/** Whether some of the reasoning that is drawn has no kinds. */
export function hasUnlabelled(
  columns: readonly ColumnOfCalls[],
  kinds: readonly (readonly number[])[],
): boolean {
  return columns.some(
    ({ parts }, i) =>
      (parts?.reasoning ?? 0) > 0 && kinds[i]!.reduce((sum, share) => sum + share, 0) < 0.99,
  );
}

interface LegendProps {
  readonly scale: CallScale;
  readonly unlabelled: boolean;
}

/** What the bars show, in a line. */
export function Legend({ scale, unlabelled }: LegendProps) {
  const total =
    scale.unit === 'cost'
      ? formatUsd(scale.total)
      : scale.unit === 'time'
        ? formatSeconds(scale.total)
        : scale.total === 1
          ? t('1 call')
          : t('{0} calls', formatCount(scale.total));
  return (
    <ul class="session-legend" aria-label={t('What the bars show')}>
      <li title={coarseKinds.map(kindLabel).join(', ')}>
        <span class="swatch by-kind" /> {t('reasoning by kind')}
      </li>
      {unlabelled && (
        <li>
          <span class="swatch part-reasoning" /> {t('kind not shown')}
        </li>
      )}
      <li>
        <span class="swatch part-answer" /> {t('answer and tool input')}
      </li>
      <li>
        <span class="swatch part-fresh" /> {t('new context')}
      </li>
      <li>
        <span class="swatch part-again" /> {t('context read again')}
      </li>
      <li class="muted numeric">{t('width = {0}, in all {1}', unitLabel(scale.unit), total)}</li>
    </ul>
  );
}
