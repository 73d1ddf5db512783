import type { JSX } from 'preact';
import type { TrialVerdict } from '../../core/trial/verdictModel';
import type { TrialState } from '../../protocol/trial';
import { count } from '../ui/figures';
import { Rich } from '../ui/rich';
import { t } from '../ui/l10n';
import { Link } from '../ui/link';
import { rich } from './names';
import { Block } from '../ui/report/block';

interface EffortsProps {
  readonly verdict: TrialVerdict;
  readonly others: TrialState['others'];
  readonly onOthers: () => void;
}

/** What the calls say about the effort of each model: "low would have been enough in 34 of 40". */
export function Efforts({ verdict, others, onOthers }: EffortsProps): JSX.Element | null {
  const { effort } = verdict;
  // No model reasons: there is no effort to speak of.
  if (effort.length === 0 && others === null) return null;
  const sentences = effort.flatMap((e) => e.sentences);
  return (
    <Block id="effort" title={t('Effort')} more={from(others)}>
      {sentences.length > 0 && (
        <ul class="says">
          {sentences.map((sentence, i) => (
            <li key={i}>
              <Rich text={rich(sentence)} />
            </li>
          ))}
        </ul>
      )}
      {sentences.length === 0 && (
        <p class="quiet">{t('Too few runs at two efforts of one model to say which is enough.')}</p>
      )}
      {others === null && (
        <p>
          <Link onClick={onOthers}>
            {t('Count my other trials and saved traces of this prompt, too')}
          </Link>
        </p>
      )}
    </Block>
  );
}

function from(others: EffortsProps['others']): string {
  if (others === null) return t('from these calls');
  return others.runs === 0
    ? t('from these calls: there are no other runs of this prompt')
    : t(
        'from these calls and {0} runs in {1} other files',
        count(others.runs),
        count(others.files),
      );
}
