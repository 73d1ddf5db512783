import { useEffect, useState } from 'preact/hooks';
import type { JSX } from 'preact';
import type { Distribution } from '../../core/corpus/model';
import { FEWEST_FOR_CAP, type TaskForecast } from '../../core/corpus/likeRuns';
import type { FoundRuns } from '../../protocol/estimateData';
import { Button } from '../ui/button';
import { count, money, time } from '../ui/figures';
import { t } from '../ui/l10n';

interface Props {
  /** Of the prompt: another one is asked about anew. */
  readonly prompt: string;
  readonly look: () => Promise<FoundRuns>;
  readonly addFolder: () => void;
}

type State =
  | { readonly is: 'unasked' | 'looking' | 'stopped' }
  | { readonly is: 'found'; readonly runs: FoundRuns };

/** What runs of agents took whose first words are like the prompt: from the user's own sessions, when asked. */
export function LikeRuns({ prompt, look, addFolder }: Props): JSX.Element {
  const [state, setState] = useState<State>({ is: 'unasked' });
  useEffect(() => setState({ is: 'unasked' }), [prompt]);
  const ask = (): void => {
    setState({ is: 'looking' });
    look().then(
      (runs) => setState({ is: 'found', runs }),
      () => setState({ is: 'stopped' }),
    );
  };
  return (
    <section class="block" id="like-runs" aria-labelledby="like-runs-title">
      <h2 id="like-runs-title">
        {t('As a task of an agent')}
        <span class="quiet"> {t('what your own sessions with like first words took')}</span>
      </h2>
      <div aria-live="polite">
        {state.is === 'looking' && <p class="quiet">{t('Reading your sessions…')}</p>}
        {state.is === 'stopped' && (
          <p class="quiet">{t('Your sessions were not read to the end.')}</p>
        )}
        {state.is === 'found' && <Found {...state.runs} addFolder={addFolder} />}
      </div>
      {state.is !== 'looking' && !(state.is === 'found' && state.runs.folders > 0) && (
        <p>
          <Button onClick={ask}>{t('Look in My Sessions')}</Button>{' '}
          <span class="quiet">
            {t('Reads the folders that you added to Saved Traces, on this machine.')}
          </span>
        </p>
      )}
    </section>
  );
}

function Found({
  folders,
  found,
  addFolder,
}: FoundRuns & { readonly addFolder: () => void }): JSX.Element {
  if (folders === 0) {
    return (
      <p>
        {t('No folder with sessions was added to Saved Traces.')}{' '}
        <Button onClick={addFolder}>{t('Add a session folder…')}</Button>
      </p>
    );
  }
  if (found.like === 0)
    return <p>{t('No like run yet, among {0} of yours.', count(found.runs))}</p>;
  return <Ranges found={found} />;
}

function Ranges({ found }: { readonly found: TaskForecast }): JSX.Element {
  const { like, runs, atLeast, capUsd } = found;
  const rows: readonly (readonly [string, Distribution | null, (n: number) => string])[] = [
    [t('Turns'), found.turns, count],
    [t('Calls'), found.calls, count],
    [atLeast ? t('Cost, at least') : t('Cost'), found.usd, money],
    [t('Time'), found.seconds, time],
  ];
  return (
    <>
      <p>{t('{0} of your {1} runs are like this one.', count(like), count(runs))}</p>
      <table class="ranges">
        <caption class="visually-hidden">{t('As a task of an agent')}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('1 of 10 below')}</th>
            <th scope="col">{t('half below')}</th>
            <th scope="col">{t('9 of 10 below')}</th>
            <th scope="col">{t('Runs')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, d, show]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {d === null ? (
                <td colSpan={4}>{t('unknown')}</td>
              ) : (
                [show(d.p10), show(d.p50), show(d.p90), count(d.n)].map((cell, i) => (
                  <td key={i}>{cell}</td>
                ))
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {capUsd === null
          ? t('A cap is suggested from {0} runs with a known cost on.', count(FEWEST_FOR_CAP))
          : t('Cap to suggest: {0}. Nine of ten like runs stayed below.', money(capUsd))}
      </p>
    </>
  );
}
