import { coarseKinds, SHOWN_KINDS, coarseShares } from '../../core/steps/kinds';
import type { CoarseKind } from '../../core/steps/model';
import { t } from './l10n';
import { memo } from './memo';

/** The name of a shown kind. */
export const kindLabel = (kind: CoarseKind): string => t(SHOWN_KINDS[kind].label);

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
