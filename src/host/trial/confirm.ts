import * as vscode from 'vscode';
import type { TrialFile } from '../../core/trial/model';
import type { RunCode } from '../../core/trial/run/judging';
import type { PlannedData } from '../../protocol/trialCalls';
import { expectedCost } from '../capture/expectedCost';
import { hostVoice } from '../shared/voice';
import type { CommandConsent } from './command';

/**
 * Asks what must be asked before a run: whether the check's command may run, then what may be sent. Gives what runs the command, where
 * there is one; `'refused'` when the user does not want it, or there is nothing to do.
 */
export async function agreed(
  consent: CommandConsent,
  trial: TrialFile,
  planned: PlannedData,
  calls: number,
  again: boolean,
): Promise<RunCode | 'refused' | null> {
  const { check } = trial;
  const { unjudged } = planned.plan;
  const runCode = check.kind === 'code' ? await consent.ask(check.command, calls + unjudged) : null;
  if (runCode === 'refused') return runCode;
  const sent = calls + (check.kind === 'judge' ? unjudged : 0);
  if (sent === 0) return runCode === null || unjudged === 0 ? 'refused' : runCode;
  return (await confirmStart(trial, planned, sent, again)) ? runCode : 'refused';
}

/** The one question before anything is sent: what leaves the machine, where it goes, and what it may cost at most. */
async function confirmStart(
  trial: TrialFile,
  { plan }: PlannedData,
  calls: number,
  again: boolean,
): Promise<boolean> {
  const voice = hostVoice();
  const { t } = vscode.l10n;
  const judge = plan.judge === null ? [] : [plan.judge];
  const hosts = [...new Set([...plan.models, ...judge].map((m) => m.host))].join(', ');
  const detail = [
    t(
      'The prompt, with the cases filled in, goes to {0}. Nothing else leaves this machine.',
      hosts,
    ),
    plan.judge === null ? null : t('The answers go to {0}, which judges them.', plan.judge.host),
    budgetText(trial),
    expectedCost(plan.costUsd),
    again
      ? t('{0} calls were sent before and have no answer: they may be paid twice.', plan.unfinished)
      : null,
    t('Answers and reasoning are saved beside the trial’s file. You can pause at any time.'),
  ].filter((line) => line !== null);
  const yes = t('Send');
  const answer = await vscode.window.showWarningMessage(
    t(calls === 1 ? 'Send 1 call?' : 'Send {0} calls?', voice.count(calls)),
    { modal: true, detail: detail.join('\n\n') },
    yes,
  );
  return answer === yes;
}

function budgetText({ budgetUsd }: TrialFile): string {
  const { t } = vscode.l10n;
  return budgetUsd === null
    ? t('No one is paid by the call, so there is no budget.')
    : t(
        'It stops at {0}, reasoning included: what a call can cost is set aside before it is sent.',
        hostVoice().usd(budgetUsd),
      );
}
