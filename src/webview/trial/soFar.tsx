import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { TrialState } from '../../protocol/trial';
import { count, money, time } from '../ui/figures';
import { t } from '../ui/l10n';
import { useMedia } from '../ui/useWidth';
import { modelName } from './names';
import { Tile, TileKey, type CallOutcome } from './outcomes';
import type { Candidate } from './strip';
import { outcomeIn, outcomesIn, spreadOf, tallyOf, type Tally } from './tally';

/** Counts without ranges: they are for watching only. */
export function SoFar({ trial }: { readonly trial: TrialState }) {
  const { calls, trial: file } = trial;
  const tally = useMemo(() => tallyOf(calls), [calls]);
  const ids = file.cases.map((c) => c.id);
  const candidates = candidatesOf(trial);
  const narrow = useMedia('(max-width: 719px)');
  return (
    <section class="block" aria-labelledby="so-far">
      <h2 id="so-far">
        {t('So far')} <span class="quiet">{t('for watching only, not a result')}</span>
      </h2>
      <table class="plain live">
        <caption class="visually-hidden">{t('Calls so far by model')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('Model')}</th>
            {!narrow && <th scope="col">{t('Cases in file order')}</th>}
            <th scope="col" class="n">
              {t('Right')}
            </th>
            <th scope="col" class="n">
              {t('Wrong')}
            </th>
            <th scope="col" class="n">
              {t('Cut off')}
            </th>
            <th scope="col" class="n">
              {t('Cost')}
            </th>
            {!narrow && (
              <th scope="col" class="n">
                {t('Middle time')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {candidates.map(({ id, name, isOwnMachine }, i) => (
            <LiveRow
              key={id}
              trial={trial}
              tally={tally}
              ids={ids}
              candidate={id}
              name={name}
              isOwnMachine={isOwnMachine}
              base={i === 0}
              narrow={narrow}
            />
          ))}
        </tbody>
      </table>
      <TileKey
        shown={outcomesIn(
          tally,
          candidates.map((c) => c.id),
          ids.slice(0, TILES),
        )}
      />
    </section>
  );
}

/** Tiles of a row; more cases are counted only. */
const TILES = 200;

/** The models of the trial with their ids in the journal, today's first. */
export function candidatesOf({ trial: file, plan }: TrialState): readonly Candidate[] {
  return file.models.map((model, i) => ({
    id: plan?.models[i]?.candidate ?? modelName(model),
    name: modelName(model),
    isOwnMachine: plan?.models[i]?.payment === 'own-machine',
  }));
}

interface LiveProps {
  readonly trial: TrialState;
  readonly tally: Tally;
  readonly ids: readonly string[];
  readonly candidate: string;
  readonly name: string;
  readonly isOwnMachine: boolean;
  readonly base: boolean;
  readonly narrow: boolean;
}

function LiveRow(props: LiveProps): JSX.Element {
  const { trial, tally, ids, candidate, name, base, narrow } = props;
  const own = trial.calls.filter((c) => c.candidate === candidate && c.status !== 'running');
  const cases = tally.get(candidate);
  const number = (outcome: CallOutcome): number =>
    cases === undefined ? 0 : [...cases.values()].filter((o) => o === outcome).length;
  const judged = number('right') + number('wrong') + number('cutOff');
  const cost = own.reduce((sum, c) => sum + (c.costUsd ?? 0), 0);
  const seconds = spreadOf(own.flatMap((c) => (c.seconds === null ? [] : [c.seconds])));
  const tiles = (
    <span
      class="run"
      role="img"
      aria-label={t(
        '{0}: {1} of {2} cases done',
        name,
        count(own.length),
        count(ids.length * trial.trial.repeats),
      )}
    >
      {ids.slice(0, TILES).map((id) => (
        <Tile key={id} outcome={outcomeIn(tally, candidate, id)} base={base} />
      ))}
      {ids.length > TILES && (
        <span class="quiet">{t('and {0} more', count(ids.length - TILES))}</span>
      )}
    </span>
  );
  const row = (
    <tr>
      <th scope="row">
        {name} {base && <span class="quiet">{t('today')}</span>}
      </th>
      {!narrow && <td>{tiles}</td>}
      <td class="n">
        <b>{count(number('right'))}</b> {t('of {0}', count(judged))}
      </td>
      <td class="n">{count(number('wrong'))}</td>
      <td class="n">{count(number('cutOff'))}</td>
      <td class="n">{props.isOwnMachine ? t('no token price') : money(cost)}</td>
      {!narrow && <td class="n">{seconds === null ? '–' : time(seconds.middle)}</td>}
    </tr>
  );
  if (!narrow) return row;
  return (
    <>
      {row}
      <tr class="under">
        <td colSpan={5}>{tiles}</td>
      </tr>
    </>
  );
}
