import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Mark } from '../icons';
import { msg } from '../../../core/model/message';
import { kindLabel } from '../../ui/kinds';
import { t } from '../../ui/l10n';
import { Choice, Frame, type FigureProps } from './kit';

const MARKS = ['setup', 'plan', 'work', 'check', 'rethink', 'conclude'] as const;
type Mark = (typeof MARKS)[number];

/** The first sign of a kind's name. */
const letter = (kind: Mark): string => Array.from(kindLabel(kind))[0]!.toUpperCase();

/** A strip of steps: letter and shade say the kind, so that colour alone carries nothing. */
function Strip({ label, steps }: { label: string; steps: readonly Mark[] }): JSX.Element {
  return (
    <div class="strip-row">
      <span class="strong">{label}</span>
      <ol class="strip" aria-label={`${label}: ${steps.map(kindLabel).join(', ')}`}>
        {steps.map((step, i) => (
          <li key={i} class={`s-${step}`} title={kindLabel(step)}>
            {letter(step)}
          </li>
        ))}
      </ol>
    </div>
  );
}

const repeat = (times: number, steps: readonly Mark[]): Mark[] =>
  Array.from({ length: times }, () => steps).flat();

const OVER: readonly Mark[] = ['setup', 'work', 'conclude', ...repeat(5, ['check', 'conclude'])];
const UNDER: readonly Mark[] = ['setup', ...repeat(5, ['plan', 'work', 'rethink']), 'conclude'];

/** Two faults with the same token count. */
export function OverUnder({ alt }: FigureProps): JSX.Element {
  return (
    <Frame
      alt={alt}
      caption={`${t('Drawn, not measured.')} ${t(
        '{0}; filled: {1}.',
        MARKS.map((kind) => `${letter(kind)} ${kindLabel(kind)}`).join(', '),
        kindLabel('conclude'),
      )}`}
    >
      <Strip label={t('Overthinking')} steps={OVER} />
      <p class="quiet strip-note">
        {t('The answer stands at step 3. Everything after it only confirms.')}
      </p>
      <Strip label={t('Underthinking')} steps={UNDER} />
      <p class="quiet strip-note">{t('Five plans, none carried to its end.')}</p>
    </Frame>
  );
}

/** Name, share, the labels of the trace view, and what happens in it. */
const PARTS = [
  [msg('Define'), 10, ['setup'], msg('the task in its own words')],
  [msg('Bloom'), 45, ['plan', 'work'], msg('the first full attempt')],
  [msg('Reconstruct'), 35, ['check', 'rethink'], msg('no round, or twenty')],
  [msg('Decide'), 10, ['conclude'], msg('it commits')],
] as const;

/** The four parts of a typical trace with the labels of the trace view. */
export function TraceAnatomy({ alt }: FigureProps): JSX.Element {
  return (
    <Frame
      alt={alt}
      caption={t(
        'Parts after Thoughtology, 2025. Lengths are typical, not measured: bloom is usually the longest, reconstruction differs most.',
      )}
    >
      <ol class="anatomy">
        {PARTS.map(([name, share, labels, what], i) => (
          <li key={name} style={{ flexGrow: share }} class={`a${i}`}>
            <span class="strong">{t(name)}</span>
            <span>{t(what)}</span>
            <span class="quiet">{labels.map(kindLabel).join(', ')}</span>
          </li>
        ))}
      </ol>
    </Frame>
  );
}

const TRACE = [
  [msg('Simplify 16/64. Both numbers have two digits and share a 6.'), true],
  [msg('The same digit above and below can be struck out: 1/4.'), false],
  [msg('1 and 4 have no common factor, so 1/4 is in lowest terms.'), true],
] as const;

/** The same lucky trace under two rewards. */
export function RewardDesign({ alt }: FigureProps): JSX.Element {
  const [reward, setReward] = useState<'outcome' | 'process'>('outcome');
  return (
    <Frame
      alt={alt}
      caption={t(
        'A trace that is right by luck: striking out the sixes works for 16/64 and almost nowhere else.',
      )}
    >
      <Choice
        legend={t('Reward')}
        options={[
          ['outcome', t('Outcome: the answer')],
          ['process', t('Process: each step')],
        ]}
        value={reward}
        onChange={setReward}
      />
      <ol class="graded">
        {TRACE.map(([text, sound]) => (
          <li key={text}>
            <span>{t(text)}</span>
            <span class="grade">
              {reward === 'process' && (
                <>
                  <Mark name={sound ? 'supported' : 'wrong'} />{' '}
                  {sound ? t('sound') : t('not sound')}
                </>
              )}
            </span>
          </li>
        ))}
        <li class="strong">
          <span>{t('Answer: {0}', '1/4')}</span>
          <span class="grade">
            <Mark name="supported" /> {t('right')}
          </span>
        </li>
      </ol>
      <p aria-live="polite">
        {reward === 'outcome'
          ? t('Reward 1.0. The unsound step is strengthened along with the rest.')
          : t('Reward 0.67. The unsound step is seen; somebody had to label three steps for it.')}
      </p>
    </Frame>
  );
}
