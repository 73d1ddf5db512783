import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Billed } from '../../core/trial/model';
import type { TrialState } from '../../protocol/trial';
import { count, money, time } from '../ui/figures';
import { Icon } from '../ui/icons';
import { displayLocale, t } from '../ui/l10n';
import { Rich } from '../ui/rich';
import { useMedia } from '../ui/useWidth';
import type { TrialActions } from './actions';
import { Tile, TileKey, type Outcome } from './outcomes';
import { modelName, rich } from './names';
import { outcomeIn, outcomesIn, spreadOf, tallyOf, type Tally } from './tally';

interface RunningProps {
  readonly trial: TrialState;
  readonly actions: TrialActions;
  /** Shows what was measured so far. */
  readonly onResult: () => void;
}

/** While it runs, and when it was stopped on the way: progress, what may be done, one tile a call. */
export function Running({ trial, actions, onResult }: RunningProps): JSX.Element {
  const { phase, note, waiting } = trial;
  const running = phase === 'running' || phase === 'pausing';
  const { done, total } = progressOf(trial);
  return (
    <>
      <section class="decision" aria-labelledby="progress">
        <h2 id="progress">{title(trial)}</h2>
        <p aria-live="polite">
          <Rich text={spent(trial)} />
        </p>
        {note !== null && (
          <p>
            <Rich text={rich(note)} />
          </p>
        )}
        {waiting.map(({ host, until }) => (
          <p key={host} class="quiet">
            {t('{0} asks to wait until {1}.', host, clock(until))}
          </p>
        ))}
      </section>
      <progress
        class="progress"
        max={Math.max(1, total)}
        value={done}
        aria-label={t('Calls made')}
      />
      <div class="btns">
        {running ? (
          <>
            <button
              class="btn"
              type="button"
              disabled={phase === 'pausing'}
              ref={focusFirst}
              onClick={actions.pause}
            >
              {phase === 'pausing' ? t('Pausing…') : t('Pause')}
            </button>
            <button class="btn" type="button" onClick={actions.cancel}>
              {t('Stop and keep what is measured')}
            </button>
            <span class="quiet">
              {t('You may close this page: the run goes on, the status bar shows it.')}
            </span>
          </>
        ) : (
          <Stopped trial={trial} actions={actions} onResult={onResult} />
        )}
      </div>
      <SoFar trial={trial} />
      <Failures trial={trial} />
    </>
  );
}

/** Calls that have ended, and all. */
function progressOf({ plan, calls }: TrialState): {
  readonly done: number;
  readonly total: number;
} {
  const ended = calls.filter((c) => c.status !== 'running' && c.status !== 'unfinished').length;
  return { done: ended, total: Math.max(ended, (plan?.calls ?? 0) + (plan?.done ?? 0)) };
}

const clock = (at: number): string =>
  new Intl.DateTimeFormat(displayLocale(), { timeStyle: 'medium' }).format(at);

/** Once, when the button appears: it is what one needs first. */
function focusFirst(button: HTMLButtonElement | null): void {
  if (button !== null && document.activeElement === document.body) button.focus();
}

function Stopped({ trial, actions, onResult }: RunningProps): JSX.Element {
  const { plan, verdict } = trial;
  const calls = plan?.calls ?? 0;
  const unfinished = plan?.unfinished ?? 0;
  const pairs = Math.max(0, ...(verdict?.comparisons ?? []).map((c) => c.pairs));
  return (
    <>
      {calls > 0 && (
        <button class="btn primary" type="button" onClick={() => actions.start(false)}>
          {plan?.costUsd
            ? t('Resume: {0} calls, about {1}…', count(calls), money(plan.costUsd.middle))
            : t('Resume: {0} calls…', count(calls))}
        </button>
      )}
      {unfinished > 0 && (
        <button class="btn" type="button" onClick={() => actions.start(true)}>
          {t('Send {0} unanswered calls again…', count(unfinished))}
        </button>
      )}
      {pairs > 0 && (
        <button class="btn" type="button" onClick={onResult}>
          {t('See what {0} cases say', count(pairs))}
        </button>
      )}
      <span class="quiet">
        {t('Sends only what is missing. A changed prompt or case is sent again.')}
      </span>
    </>
  );
}

function title(trial: TrialState): string {
  const progress = progressOf(trial);
  const [done, total] = [count(progress.done), count(progress.total)];
  return trial.phase === 'running' || trial.phase === 'pausing'
    ? t('Running: {0} of {1} calls.', done, total)
    : t('Stopped after {0} of {1} calls. Nothing is lost.', done, total);
}

function spent(state: TrialState): string {
  const { plan, trial, phase } = state;
  if (plan === null) return t('Counting tokens…');
  const { done, total } = progressOf(state);
  const so =
    trial.budgetUsd === null
      ? t('**{0}** spent', money(plan.spentUsd))
      : t('**{0}** of {1} spent', money(plan.spentUsd), money(trial.budgetUsd));
  const left =
    phase === 'running' && plan.seconds !== null
      ? t('about {0} left', time(plan.seconds.middle))
      : null;
  const whole =
    plan.spentUsd === 0 || done === 0
      ? null
      : t(
          'the whole run will cost about **{0}**',
          // Every model has about as many calls of those so far.
          money((plan.spentUsd / done) * total),
        );
  return `${[so, left, whole].filter((part) => part !== null).join(', ')}.`;
}

/** Counts without ranges: they are for watching only. */
function SoFar({ trial }: { readonly trial: TrialState }) {
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
          {candidates.map(({ id, name }, i) => (
            <LiveRow
              key={id}
              trial={trial}
              tally={tally}
              ids={ids}
              candidate={id}
              name={name}
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
export function candidatesOf({ trial: file, plan }: TrialState): readonly {
  readonly id: string;
  readonly name: string;
}[] {
  return file.models.map((model, i) => ({
    id: plan?.models[i]?.candidate ?? modelName(model),
    name: modelName(model),
  }));
}

interface LiveProps {
  readonly trial: TrialState;
  readonly tally: Tally;
  readonly ids: readonly string[];
  readonly candidate: string;
  readonly name: string;
  readonly base: boolean;
  readonly narrow: boolean;
}

function LiveRow(props: LiveProps): JSX.Element {
  const { trial, tally, ids, candidate, name, base, narrow } = props;
  const own = trial.calls.filter((c) => c.candidate === candidate && c.status !== 'running');
  const cases = tally.get(candidate);
  const number = (outcome: Outcome): number =>
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
      <td class="n">{money(cost)}</td>
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

/** What went wrong, whether it was billed, and what is done about it. */
export function Failures({ trial }: { readonly trial: TrialState }): JSX.Element | null {
  const failed = failuresOf(trial);
  if (failed.length === 0) return null;
  return (
    <section class="block" aria-labelledby="failures">
      <h2 id="failures">{t('Calls that failed')}</h2>
      <ul class="failures">
        {failed.slice(0, SHOWN_FAILURES).map((failure) => (
          <li key={failure.what + failure.candidate}>
            <Icon name="warning" />
            <div>
              <p>
                {failure.candidate}, {casesWord(failure.rows)}: {failure.what}{' '}
                {t('Left out of the comparison, not counted as wrong.')}
              </p>
              <p class="quiet">{billedWord(failure)}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

const SHOWN_FAILURES = 20;

interface Failure {
  readonly candidate: string;
  readonly what: string;
  /** Rows of the file, from 0. */
  readonly rows: readonly number[];
  readonly billed: Billed;
  readonly heldUsd: number;
}

/** Calls that went wrong, those of one model and one reason together. */
function failuresOf({ calls, trial }: TrialState): readonly Failure[] {
  const rows = new Map(trial.cases.map((c, i) => [c.id, i]));
  const found = new Map<string, Failure>();
  for (const call of calls) {
    if (call.status !== 'failed' && call.status !== 'unfinished') continue;
    const what = call.message ?? t('The call has no end: it may have been paid for.');
    const key = `${call.candidate} ${call.billed} ${what}`;
    const before = found.get(key);
    const row = rows.get(call.case);
    found.set(key, {
      candidate: call.candidate,
      what,
      rows: [...(before?.rows ?? []), ...(row === undefined ? [] : [row])],
      billed: call.billed,
      heldUsd: (before?.heldUsd ?? 0) + call.heldUsd,
    });
  }
  return [...found.values()];
}

const casesWord = (rows: readonly number[]): string =>
  rows.length === 1
    ? t('case {0}', count(rows[0]! + 1))
    : t(
        'cases {0}',
        rows
          .slice(0, 8)
          .map((row) => count(row + 1))
          .join(', '),
      );

function billedWord({ billed, heldUsd }: Failure): string {
  switch (billed) {
    case 'no':
      return t('not billed');
    case 'yes':
      return t('billed');
    case 'maybe':
      return t('billing unknown, counted at its limit: {0}', money(heldUsd));
  }
}
