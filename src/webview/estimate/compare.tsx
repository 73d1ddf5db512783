import type { JSX } from 'preact';
import { t } from '../ui/l10n';
import type { CompareProps } from './compareCells';
import { CompareNarrow } from './compareNarrow';
import { CompareWide } from './compareWide';
import type { Row } from './rows';

/** The choices on cost, performance, effort and latency: models as rows from 820 px, one table a dimension below. */
export function Compare(props: CompareProps & { readonly narrow: boolean }): JSX.Element {
  return (
    <section class="compare" aria-label={t('Comparison on the four dimensions')}>
      {props.narrow ? <CompareNarrow {...props} /> : <CompareWide {...props} />}
      <Key baseline={props.rows[0]} />
    </section>
  );
}

/** How to read the marks. */
function Key({ baseline }: { baseline: Row | undefined }): JSX.Element {
  return (
    <div class="key quiet" role="group" aria-label={t('How to read the marks')}>
      <span>
        <svg class="interval" aria-hidden="true">
          <line class="range" x1="0" x2="28" y1="8" y2="8" />
        </svg>
        {t('8 of 10 calls fall in this range')}
      </span>
      <span>
        <svg class="interval dot-only" aria-hidden="true">
          <circle class="dot" cx="6" cy="8" r="4" />
        </svg>
        {t('estimated')}
      </span>
      <span>
        <svg class="interval dot-only measured" aria-hidden="true">
          <circle class="dot" cx="6" cy="8" r="4" />
        </svg>
        {t('measured in published runs')}
      </span>
      <span>
        <svg class="interval extrapolated" aria-hidden="true">
          <line class="range" x1="0" x2="28" y1="8" y2="8" />
          <circle class="dot" cx="14" cy="8" r="4" />
        </svg>
        {t('extrapolated')}
      </span>
      {baseline && (
        <span>
          <svg class="interval dot-only" aria-hidden="true">
            <line class="today" x1="4" x2="4" y1="0" y2="16" />
          </svg>
          {t('{0} today', baseline.model)}
        </span>
      )}
    </div>
  );
}
