import { hostVoice } from '../shared/voice';
import * as vscode from 'vscode';
import type { Question } from '../../core/capture/model';
import { sentLimit } from '../../core/capture/request';
import type { Services } from '../shared/services';
import { runLive, type LiveRun, type RunTarget } from './liveRun';
import { offerKey, pickTarget } from './target';

/** What is about to be measured, with the estimate in words for the question "send it?". */
export interface MeasureRequest {
  readonly question: Question;
  /** "about $0.0095 (0.0031 to 0.031), 23 s"; null where nothing is known. */
  readonly expected: string | null;
  /** Expressions that stand unfilled in the prompt. */
  readonly placeholders: readonly string[];
}

function host(target: RunTarget): string {
  return target.kind === 'editor'
    ? target.model.name
    : vscode.Uri.parse(target.endpoint.url).authority;
}

/** A limit above the one that was asked for, and so above the expected cost. */
function raisedLimit({ question }: MeasureRequest, target: RunTarget): string | null {
  const asked = question.maxOutputTokens;
  const sent = target.kind === 'editor' ? asked : sentLimit(target.endpoint.api, question);
  if (asked === null || sent === null || sent <= asked) return null;
  return vscode.l10n.t(
    'This provider wants a limit above the reasoning budget: up to {0} output tokens, not {1}, may come and be billed.',
    hostVoice().count(sent),
    hostVoice().count(asked),
  );
}

/** The one question before anything is sent: what, where, for about how much. */
async function confirm(request: MeasureRequest, target: RunTarget): Promise<boolean> {
  const { question, expected, placeholders } = request;
  const detail = [
    expected ?? vscode.l10n.t('What it will cost is not known.'),
    raisedLimit(request, target),
    placeholders.length === 0
      ? null
      : vscode.l10n.t(
          'The prompt holds expressions that are sent as written: {0}',
          placeholders.slice(0, 5).join(', '),
        ),
    vscode.l10n.t('The answer is saved as a trace and opens in the trace viewer.'),
  ].filter((s) => s !== null);
  const yes = vscode.l10n.t('Send');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Send this prompt once to {0}, model {1}?', host(target), question.model),
    { modal: true, detail: detail.join('\n\n') },
    yes,
  );
  return answer === yes;
}

/** Runs a prompt once, live: where, key, consent, stream. Null when the user gave up before anything was sent. */
export async function measure(
  services: Services,
  request: MeasureRequest,
): Promise<LiveRun | null> {
  let target = await pickTarget(services, request.question.model);
  if (target === undefined || !(await confirm(request, target))) return null;
  for (;;) {
    const run = await runLive(services, target, request.question);
    if (run.end.status !== 401 || target.kind !== 'endpoint') return run;
    const key = await offerKey(services, target);
    if (key === undefined) return run;
    target = { ...target, key };
  }
}
