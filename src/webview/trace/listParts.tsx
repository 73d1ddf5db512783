import type { Outcome } from '../../core/model/trace';
import { formatDecimal } from '../ui/format';
import { coarseKinds } from '../../core/steps/kinds';
import { Icon, KindGlyph, type IconName } from '../ui/icons';
import { t } from '../ui/l10n';
import type { Flag } from '../../core/list/list';
import { kindLabel } from '../ui/kinds';

const flagIcons: Readonly<Record<Flag, IconName>> = {
  error: 'close',
  truncated: 'cut',
  loop: 'loop',
  hidden: 'hidden',
  redacted: 'hidden',
  summary: 'summary',
};

/** The word for a flag. */
export function flagLabel(flag: Flag): string {
  switch (flag) {
    case 'error':
      return t('error');
    case 'truncated':
      return t('truncated');
    case 'loop':
      return t('loop');
    case 'hidden':
      return t('hidden');
    case 'redacted':
      return t('redacted');
    case 'summary':
      return t('summary');
  }
}

/** A flag: its icon and its word. */
export function FlagMark({ flag }: { readonly flag: Flag }) {
  const tone = flag === 'error' ? 'bad' : flag === 'truncated' || flag === 'loop' ? 'warn' : '';
  return (
    <span class={`flag ${tone}`}>
      <Icon name={flagIcons[flag]} class="small" /> <span class="word">{flagLabel(flag)}</span>
    </span>
  );
}

/** What the file says of the answer: right or wrong, with a score where there is one. */
export function OutcomeMark({ correct, score }: Outcome) {
  const number = score === null ? '' : formatDecimal(score, Number.isInteger(score) ? 0 : 2);
  if (correct === null) return <>{number === '' ? t('unknown') : t('score {0}', number)}</>;
  return (
    <span class={correct ? 'flag' : 'flag bad'}>
      <Icon name={correct ? 'done' : 'close'} class="small" /> {correct ? t('right') : t('wrong')}
      {number !== '' && ` (${number})`}
    </span>
  );
}

/** The answer that was expected, for a hover. */
export function expectedOf(outcome: Outcome | null): string | undefined {
  const expected = outcome?.expected ?? null;
  return expected === null ? undefined : t('Expected: {0}', expected);
}

/** The kinds in their order, small. */
export function KindLegend() {
  return (
    <span class="kind-legend" aria-hidden="true">
      {coarseKinds
        .filter((kind) => kind !== 'other')
        .map((kind) => (
          <span key={kind}>
            <KindGlyph kind={kind} /> {kindLabel(kind)}
          </span>
        ))}
    </span>
  );
}
