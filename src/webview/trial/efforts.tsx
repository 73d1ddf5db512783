import type { JSX } from 'preact';
import type { TrialVerdict } from '../../core/trial/model';
import { Rich } from '../ui/rich';
import { t } from '../ui/l10n';
import { rich } from './names';
import { Block } from './parts';

/** What the calls say about the effort of each model: "low would have been enough in 34 of 40". */
export function Efforts({ verdict }: { readonly verdict: TrialVerdict }): JSX.Element | null {
  const sentences = verdict.effort.flatMap((e) => e.sentences);
  if (sentences.length === 0) return null;
  return (
    <Block id="effort" title={t('Effort')} more={t('from these calls')}>
      <ul class="says">
        {sentences.map((sentence, i) => (
          <li key={i}>
            <Rich text={rich(sentence)} />
          </li>
        ))}
      </ul>
    </Block>
  );
}
