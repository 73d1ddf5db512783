import { labellingSentences, taughtSentence } from '../../core/steps/labellingWords';
import type { Taught as TaughtBy } from '../../core/steps/model';
import type { TraceOutline } from '../../protocol/traceData';
import { pageVoice } from '../ui/format';
import { Icon } from '../ui/icons';
import { t } from '../ui/l10n';
import { runAction } from './actions';
import type { TraceSession } from './session';
import { Link } from '../ui/link';

interface LabellingProps {
  readonly session: TraceSession;
  readonly outline: TraceOutline;
}

/** Whose labels are shown where a language model gave some, how far they agree with those of LRM Lens, and a way to drop them. */
export function Labelling({ session, outline }: LabellingProps) {
  const { labellings, steps } = outline;
  const { words } = pageVoice();
  return (
    <section class="labelling" aria-label={t('Labels by models')}>
      <Icon name="label" class="small" />
      {labellings.map((labelling) => (
        <p key={labelling.at}>{words(labellingSentences(labelling, steps.start.length))}</p>
      ))}
      <Link onClick={() => runAction(session, 'throwAwayLabels')}>{t('Throw them away')}</Link>
    </section>
  );
}

interface TaughtProps {
  readonly session: TraceSession;
  readonly taught: TaughtBy;
}

/** That corrections adjusted the labels, how many did, and a way to have that forgotten. */
export function Taught({ session, taught }: TaughtProps) {
  return (
    <section class="labelling" aria-label={t('Learnt from corrections')}>
      <Icon name="label" class="small" />
      <p>{pageVoice().words(taughtSentence(taught))}</p>
      <Link onClick={() => runAction(session, 'forgetCorrections')}>
        {t('Forget what they taught')}
      </Link>
    </section>
  );
}
