import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Comparison } from '../../core/trial/verdictModel';
import type { TrialState } from '../../protocol/trial';
import { count } from '../ui/figures';
import { t } from '../ui/l10n';
import { Link } from '../ui/link';
import { useMedia } from '../ui/useWidth';
import type { TrialActions } from './actions';
import { Tile } from './outcomes';
import { Block } from '../ui/report/block';
import { caseLabel } from './strip';
import { outcomeOf } from './tally';

interface FlipsProps {
  readonly comparison: Comparison;
  readonly trial: TrialState;
  /** Today's model and the candidate. */
  readonly names: readonly [string, string];
  readonly onSelect: (id: string) => void;
  readonly actions: TrialActions;
}

const SHOWN = 7;

/** The cases on which the two models differ, what got worse first. */
export function Flips(props: FlipsProps): JSX.Element | null {
  const { comparison, trial, names, onSelect, actions } = props;
  const { flips, counts } = comparison;
  const [all, setAll] = useState(false);
  const shown = all ? flips : flips.slice(0, SHOWN);
  const narrow = useMedia('(max-width: 719px)');
  if (flips.length === 0) return null;
  const callOf = (id: string, candidate: string) =>
    trial.calls.find((c) => c.case === id && c.candidate === candidate);
  return (
    <Block
      id="flips"
      title={t('Cases that flip')}
      more={t('{0} got worse, {1} got better', count(counts.lost), count(counts.gained))}
    >
      <table class="plain">
        <caption class="visually-hidden">{t('Cases on which the two models differ')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('Case')}</th>
            <th scope="col">{t('Expected')}</th>
            <th scope="col">{names[0]}</th>
            <th scope="col">{names[1]}</th>
            {!narrow && <th scope="col">{t('Traces')}</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ case: id }) => {
            const at = trial.trial.cases.findIndex((c) => c.id === id);
            const item = trial.trial.cases[at];
            if (item === undefined) return null;
            const [first, second] = [
              callOf(id, comparison.baseline),
              callOf(id, comparison.candidate),
            ];
            return (
              <tr key={id}>
                <th scope="row">
                  <Link onClick={() => onSelect(id)}>{`${count(at + 1)} ${caseLabel(item)}`}</Link>
                </th>
                <td>{item.expected?.slice(0, 60) ?? '–'}</td>
                {[first, second].map((call, i) => (
                  <td key={i}>
                    {call !== undefined && <Tile outcome={outcomeOf(call)} base={i === 0} />}
                    {call?.answer.slice(0, 60)}
                  </td>
                ))}
                {!narrow && (
                  <td>
                    {first !== undefined && second !== undefined && (
                      <Link
                        aria-label={t('Traces of case {0} side by side', count(at + 1))}
                        onClick={() => actions.openPair(id, comparison.candidate)}
                      >
                        {t('side by side')}
                      </Link>
                    )}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      {flips.length > shown.length && (
        <p>
          <Link onClick={() => setAll(true)}>{t('Show all {0}', count(flips.length))}</Link>
        </p>
      )}
      {trial.trial.check.kind !== 'hand' && <Again comparison={comparison} actions={actions} />}
    </Block>
  );
}

/** Whether what differs does so again: a way to tell luck from difference, apart from the result. */
function Again({ comparison, actions }: Pick<FlipsProps, 'comparison' | 'actions'>): JSX.Element {
  const { again, candidate, flips } = comparison;
  const isWhole = again !== null && again.asked >= flips.length;
  return (
    <p class="again">
      {again !== null && (
        <>
          {t(
            '{0} of {1} differed the same way when they were sent once more.',
            count(again.stood),
            count(again.asked),
          )}{' '}
        </>
      )}
      {!isWhole && (
        <Link onClick={() => actions.recheck(candidate)}>{t('Send those that differ again…')}</Link>
      )}{' '}
      <span class="quiet">
        {t('It tells luck from difference, and does not change the result.')}
      </span>
    </p>
  );
}
