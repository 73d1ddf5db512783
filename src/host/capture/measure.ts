import { hostVoice } from '../shared/voice';
import * as vscode from 'vscode';
import type { Question } from '../../core/capture/model';
import { sentLimit } from '../../core/capture/request';
import type { Services } from '../shared/services';
import { editorModels } from './editorModel';
import { likelyEndpoint } from '../../core/capture/endpoints';
import { askKey, forgetKey, keyFor, readEndpoints } from './endpoints';
import { runLive, type LiveRun, type Target } from './liveRun';
import { ask } from '../shared/ask';

/** What is about to be measured, with the estimate in words for the question "send it?". */
export interface MeasureRequest {
  readonly question: Question;
  /** "about $0.0095 (0.0031 to 0.031), 23 s"; null where nothing is known. */
  readonly expected: string | null;
  /** Expressions that stand unfilled in the prompt. */
  readonly placeholders: readonly string[];
}

type EndpointTarget = Extract<Target, { kind: 'endpoint' }>;

interface TargetItem extends vscode.QuickPickItem {
  readonly target?: () => Promise<Target | undefined>;
}

/** Asks where to send it. The editor's own models stand first when one of them is the model asked for. */
async function pickTarget(services: Services, model: string): Promise<Target | undefined> {
  const { endpoints, problems } = readEndpoints();
  for (const problem of problems) services.log.warn(problem);
  const likely = likelyEndpoint(model);
  const sorted = [...endpoints].sort(
    (a, b) => Number(b.name === likely) - Number(a.name === likely),
  );
  const web: TargetItem[] = sorted.map((endpoint) => ({
    label: endpoint.name,
    description: endpoint.url,
    target: async () => {
      const key = await keyFor(services.context.secrets, endpoint);
      return key === undefined ? undefined : { kind: 'endpoint', endpoint, key };
    },
  }));
  const editor: TargetItem[] = (await editorModels()).map((chat) => ({
    label: chat.name,
    description: vscode.l10n.t('model of the editor ({0})', chat.vendor),
    target: () => Promise.resolve({ kind: 'editor', model: chat }),
  }));
  const separator: TargetItem = {
    label: vscode.l10n.t('models of the editor'),
    kind: vscode.QuickPickItemKind.Separator,
  };
  const picked = await ask(() =>
    vscode.window.showQuickPick<TargetItem>(
      editor.length === 0 ? web : [...web, separator, ...editor],
      {
        title: vscode.l10n.t('Where does {0} answer?', model),
        placeHolder: vscode.l10n.t('Own servers: setting lrmLens.capture.endpoints'),
        matchOnDescription: true,
      },
    ),
  );
  return picked?.target?.();
}

function host(target: Target): string {
  return target.kind === 'editor'
    ? target.model.name
    : vscode.Uri.parse(target.endpoint.url).authority;
}

/** A limit above the one that was asked for, and so above the expected cost. */
function raisedLimit({ question }: MeasureRequest, target: Target): string | null {
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
async function confirm(request: MeasureRequest, target: Target): Promise<boolean> {
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

/** After a server has refused the key, or a local one does want one: a way to enter it. Undefined: the user gave up. */
async function offerKey(services: Services, { endpoint, key }: EndpointTarget) {
  const { secrets } = services.context;
  await forgetKey(secrets, endpoint);
  const yes = vscode.l10n.t('Enter Key…');
  const title =
    key === null
      ? vscode.l10n.t('{0} wants a key.', endpoint.name)
      : vscode.l10n.t('{0} refused the key.', endpoint.name);
  const detail = vscode.l10n.t(
    'With a key the prompt is sent once more, to {0} only.',
    vscode.Uri.parse(endpoint.url).authority,
  );
  const answer = await vscode.window.showWarningMessage(title, { modal: true, detail }, yes);
  return answer === yes ? askKey(secrets, endpoint) : undefined;
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
