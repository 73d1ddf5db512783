import type { JSX } from 'preact';
import type { TrialState } from '../../protocol/trial';
import { Button } from '../ui/button';
import { count, money, time } from '../ui/figures';
import { pageVoice } from '../ui/format';
import { restKeyboardOn } from '../ui/keyboard';
import { t } from '../ui/l10n';
import { Rich } from '../ui/rich';
import type { TrialActions } from './actions';
import { Failures } from './failures';
import { rich } from './names';
import { SoFar } from './soFar';
import { Unjudged } from './unjudged';

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
            {t('{0} asks to wait until {1}.', host, pageVoice().clock(until))}
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
            <Button disabled={phase === 'pausing'} box={restKeyboardOn} onClick={actions.pause}>
              {phase === 'pausing' ? t('Pausing…') : t('Pause')}
            </Button>
            <Button onClick={actions.cancel}>{t('Stop and keep what is measured')}</Button>
            <span class="quiet">
              {t('You may close this page: the run goes on, the status bar shows it.')}
            </span>
          </>
        ) : (
          <Stopped trial={trial} actions={actions} onResult={onResult} />
        )}
      </div>
      <SoFar trial={trial} />
      <Failures trial={trial} onConcept={actions.concept} />
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

function Stopped({ trial, actions, onResult }: RunningProps): JSX.Element {
  const { plan, verdict } = trial;
  const calls = plan?.calls ?? 0;
  const unfinished = plan?.unfinished ?? 0;
  const pairs = Math.max(0, ...(verdict?.comparisons ?? []).map((c) => c.pairs));
  return (
    <>
      {calls > 0 && (
        <Button primary onClick={() => actions.start(false)}>
          {(plan?.costUsd?.middle ?? 0) > 0 && plan?.costUsd
            ? t('Resume: {0} calls, about {1}…', count(calls), money(plan.costUsd.middle))
            : t('Resume: {0} calls…', count(calls))}
        </Button>
      )}
      {unfinished > 0 && (
        <Button onClick={() => actions.start(true)}>
          {t('Send {0} unanswered calls again…', count(unfinished))}
        </Button>
      )}
      <Unjudged trial={trial} actions={actions} />
      {pairs > 0 && <Button onClick={onResult}>{t('See what {0} cases say', count(pairs))}</Button>}
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
