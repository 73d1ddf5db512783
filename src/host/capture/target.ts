import * as vscode from 'vscode';
import { hostOf, isLocal, likelyEndpoint } from '../../core/capture/endpoints';
import type { ModelPlace } from '../../core/trial/expected';
import { ask } from '../shared/ask';
import type { Services } from '../shared/services';
import { editorModels } from './editorModel';
import { askKey, forgetKey, keyFor, readEndpoints } from './endpoints';
import type { RunTarget } from './liveRun';

type EndpointTarget = Extract<RunTarget, { kind: 'endpoint' }>;

interface TargetItem extends vscode.QuickPickItem {
  readonly target?: () => Promise<RunTarget | undefined>;
}

/** Asks where to send it. The editor's own models stand first when one of them is the model asked for. */
export async function pickTarget(
  services: Services,
  model: string,
): Promise<RunTarget | undefined> {
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

/** What the plan tells of a target. */
export function placeOf(target: RunTarget): ModelPlace {
  if (target.kind === 'editor') {
    const { vendor, name } = target.model;
    return {
      endpoint: name,
      api: 'editor',
      host: vscode.l10n.t('{0}, in the editor', vendor),
      payment: 'subscription',
      hasKey: true,
    };
  }
  const { endpoint, key } = target;
  const local = isLocal(endpoint.url);
  return {
    endpoint: endpoint.name,
    api: endpoint.api,
    host: hostOf(endpoint.url),
    payment: local ? 'own-machine' : 'tokens',
    hasKey: local || key !== null,
  };
}

/** After a server has refused the key, or a local one does want one: a way to enter it. Undefined: the user gave up. */
export async function offerKey(services: Services, { endpoint, key }: EndpointTarget) {
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
