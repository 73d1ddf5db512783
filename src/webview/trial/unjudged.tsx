import type { JSX } from 'preact';
import type { TrialState } from '../../protocol/trial';
import { Button } from '../ui/button';
import { count } from '../ui/figures';
import { t } from '../ui/l10n';
import type { TrialActions } from './actions';

interface UnjudgedProps {
  readonly trial: TrialState;
  readonly actions: TrialActions;
}

/** Answers that are there and wait for the verdict of the judge or the command: how they get it. */
export function Unjudged({ trial, actions }: UnjudgedProps): JSX.Element | null {
  const { plan, commands, phase } = trial;
  const { kind } = trial.trial.check;
  const waiting = plan?.unjudged ?? 0;
  if (waiting === 0 || phase === 'running' || phase === 'pausing') return null;
  const n = count(waiting);
  if (kind === 'judge' || commands === 'asks')
    return (
      <Button onClick={() => actions.start(false)}>
        {kind === 'judge'
          ? t('Have {0} answers judged…', n)
          : t('Check {0} answers with your command…', n)}
      </Button>
    );
  return (
    <span class="quiet">
      {commands === 'untrusted'
        ? t('{0} answers have no verdict: your command runs once you trust this folder.', n)
        : t('{0} answers have no verdict: your command runs in a terminal, by lrm-lens trial.', n)}
    </span>
  );
}
