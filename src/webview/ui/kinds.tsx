import { coarseShares } from '../../core/list/list';
import { coarseKinds } from '../../core/steps/coarse';
import type { CoarseKind } from '../../core/steps/model';
import { t } from './l10n';
import { memo } from './memo';

/** The name of a shown kind. */
export function kindLabel(kind: CoarseKind): string {
  switch (kind) {
    case 'setup':
      return t('setup');
    case 'plan':
      return t('plan');
    case 'work':
      return t('work');
    case 'check':
      return t('check');
    case 'rethink':
      return t('rethink');
    case 'conclude':
      return t('conclude');
    case 'other':
      return t('other');
  }
}

/** Shares of the kinds in one order; a hatched bar where there is no text to label. */
export const KindBar = memo(function KindBar({
  shares,
  pending,
}: {
  readonly shares: readonly number[] | null;
  readonly pending: boolean;
}) {
  if (shares === null || shares.every((share) => share === 0)) {
    return (
      <svg
        class="kind-bar"
        width="100%"
        height="10"
        role="img"
        aria-label={pending ? t('not labelled yet') : t('no text to label')}
      >
        {!pending && <rect width="100%" height="10" fill="url(#texture-gap)" />}
      </svg>
    );
  }
  let x = 0;
  return (
    <svg class="kind-bar" width="100%" height="10" aria-hidden="true">
      {coarseShares(shares).map((share, k) => {
        const left = x;
        x += share;
        if (share === 0) return null;
        const kind = coarseKinds[k]!;
        return (
          <rect
            key={kind}
            class={`fill-${kind}`}
            x={`${left * 100}%`}
            width={`${share * 100}%`}
            height="10"
          />
        );
      })}
    </svg>
  );
});
