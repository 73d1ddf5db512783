import * as vscode from 'vscode';
import { likelyEndpoint } from '../../core/capture/endpoints';
import { isRetired } from '../../core/estimate/candidateFacts';
import type { TrialFile, TrialModel } from '../../core/trial/model';
import { editorModels } from '../capture/editorModel';
import { askKey, readEndpoints } from '../capture/endpoints';
import { ask } from '../shared/ask';
import { choiceLabel, pickModels } from '../shared/modelPick';
import type { Services } from '../shared/services';
import { EDITOR_ENDPOINT, targetOf } from './places';

interface PlaceItem extends vscode.QuickPickItem {
  readonly model: TrialModel;
}

/** Lets the user choose a model and where it answers: in the place of one, or one more. Null: given up. */
export async function pickTrialModel(
  { engine }: Services,
  { models }: TrialFile,
  index: number | null,
): Promise<TrialModel | null> {
  const day = new Date().toISOString().slice(0, 10);
  const isToday = (index ?? models.length) === 0;
  const known = index === null ? undefined : models[index];
  const picked = await pickModels({
    title: isToday
      ? vscode.l10n.t('The model that answers this prompt today')
      : vscode.l10n.t('A candidate for this prompt'),
    placeholder: vscode.l10n.t('Any model id'),
    many: false,
    first: known === undefined ? [] : [known],
    models: engine.call('models', null),
    filter: (card) => !isRetired(card.retires, day),
    buttons: [],
  });
  const [choice] = typeof picked === 'string' ? [] : (picked ?? []);
  return choice === undefined ? null : pickPlace({ ...choice, endpoint: null });
}

/** Asks where a model answers: its vendor's own service first. Null: given up. */
async function pickPlace(model: TrialModel): Promise<TrialModel | null> {
  const likely = likelyEndpoint(model.model);
  const sorted = [...readEndpoints().endpoints].sort(
    (a, b) => Number(b.name === likely) - Number(a.name === likely),
  );
  const web = sorted.map((endpoint): PlaceItem => ({
    label: endpoint.name,
    description: endpoint.url,
    // The vendor's own needs no name: the file is the same for everyone.
    model: { ...model, endpoint: endpoint.name === likely ? null : endpoint.name },
  }));
  const editor = (await editorModels()).map((chat): PlaceItem => ({
    label: chat.name,
    description: vscode.l10n.t('model of the editor ({0})', chat.vendor),
    model: { model: chat.id, effort: null, endpoint: EDITOR_ENDPOINT },
  }));
  const place = await ask(() =>
    vscode.window.showQuickPick([...web, ...editor], {
      title: vscode.l10n.t('Where does {0} answer?', choiceLabel(model)),
      placeHolder: vscode.l10n.t('Own servers: setting lrmLens.capture.endpoints'),
      matchOnDescription: true,
    }),
  );
  return place?.model ?? null;
}

/** Asks for the key of the service where a model answers. Whether there is one now. */
export async function setModelKey(services: Services, model: TrialModel): Promise<boolean> {
  const target = await targetOf(services, model);
  if (target?.kind !== 'endpoint') return false;
  return (await askKey(services.context.secrets, target.endpoint)) !== undefined;
}
