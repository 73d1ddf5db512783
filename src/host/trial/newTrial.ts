import * as vscode from 'vscode';
import { parseChoice } from '../../core/estimate/effort';
import type { ModelChoice } from '../../core/estimate/model';
import { newTrial, TRIAL_ENDING, trialText } from '../../core/trial/file';
import { MAX_MODELS } from '../../core/trial/schema';
import { ask } from '../shared/ask';
import { choiceText } from '../shared/modelPick';
import type { PromptSource } from '../shared/promptSource';
import type { Services } from '../shared/services';
import { configuration } from '../shared/settings';
import { baseName, sibling } from '../shared/uris';
import { promptFor } from '../shared/promptPick';
import { fileUriOf, promptOf } from './promptPlace';
import { TRIAL_EDITOR } from './views';

/** A prompt with the models of its estimate, handed over by the report. */
export interface HandedOver {
  readonly source: PromptSource;
  /** Today's model first. */
  readonly models: readonly ModelChoice[];
  readonly callsPerMonth: number | null;
}

const isHandedOver = (target: unknown): target is HandedOver =>
  typeof target === 'object' && target !== null && 'source' in target && 'models' in target;

/** Makes a trial of a prompt beside its file, or opens the one that is there. */
export async function tryOnExamples(services: Services, target: unknown): Promise<void> {
  const source = isHandedOver(target) ? target.source : await promptFor(services.engine, target);
  if (source === null) return;
  const place = await placeFor(source);
  if (place === null) return;
  if (place.isNew) {
    const models = isHandedOver(target) ? target.models : modelsOf(source);
    const different = [...new Map(models.map((m) => [choiceText(m), m])).values()];
    const trial = {
      ...newTrial(promptOf(source, place.uri)),
      models: different.slice(0, MAX_MODELS).map((m) => ({ ...m, endpoint: null })),
      callsPerMonth: isHandedOver(target) ? target.callsPerMonth : null,
    };
    const bytes = new TextEncoder().encode(trialText(trial));
    await vscode.workspace.fs.writeFile(place.uri, bytes);
  }
  await vscode.commands.executeCommand('vscode.openWith', place.uri, TRIAL_EDITOR);
}

/** The model that the code names, with the candidates of the settings. */
function modelsOf({ found }: PromptSource): readonly ModelChoice[] {
  const settings = configuration();
  const baseline = settings.get<string>('baseline', '').trim();
  const today =
    found.model === null
      ? baseline === ''
        ? []
        : [parseChoice(baseline)]
      : [{ model: found.model, effort: found.effort }];
  const candidates = settings.get<string[]>('candidates', []).filter((c) => c.trim() !== '');
  return today.length === 0 ? [] : [...today, ...candidates.map((c) => parseChoice(c))];
}

interface TrialPlace {
  readonly uri: vscode.Uri;
  readonly isNew: boolean;
}

/** Beside the prompt's file; asked for where the prompt stands in no file. Null: given up. */
async function placeFor({ uri: document, name }: PromptSource): Promise<TrialPlace | null> {
  const uri = document && fileUriOf(document);
  const stem = (uri === null ? name : baseName(uri))
    .replace(/(?:\.prompt)?\.[^.]*$/, '')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-');
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const isFile =
    uri !== null && !['untitled', 'vscode-notebook-cell', 'git', 'output'].includes(uri.scheme);
  const near = isFile
    ? sibling(uri, `${stem}${TRIAL_ENDING}`)
    : folder && vscode.Uri.joinPath(folder, `${stem}${TRIAL_ENDING}`);
  if (near === undefined) return saveElsewhere(stem, null);
  if (!(await exists(near))) return { uri: near, isNew: true };
  const open = vscode.l10n.t('Open {0}', baseName(near));
  const another = vscode.l10n.t('Make another trial…');
  const picked = await ask(() => vscode.window.showQuickPick([open, another]));
  if (picked === undefined) return null;
  return picked === open ? { uri: near, isNew: false } : saveElsewhere(stem, near);
}

async function saveElsewhere(stem: string, near: vscode.Uri | null): Promise<TrialPlace | null> {
  const folder = near === null ? vscode.workspace.workspaceFolders?.[0]?.uri : sibling(near, '');
  const name = near === null ? `${stem}${TRIAL_ENDING}` : `${stem}-2${TRIAL_ENDING}`;
  const uri = await vscode.window.showSaveDialog({
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: { [vscode.l10n.t('Trial')]: ['trial.json'] },
  });
  return uri === undefined ? null : { uri, isNew: true };
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    // Nothing there, which is what is wanted.
    return false;
  }
}
