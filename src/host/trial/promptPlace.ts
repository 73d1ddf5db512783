import * as vscode from 'vscode';
import { trialPrompt } from '../../core/trial/holes';
import type { TrialPrompt } from '../../core/trial/model';
import { ask } from '../shared/ask';
import { pickPrompt } from '../shared/promptPick';
import type { PromptSource } from '../shared/promptSource';
import type { Services } from '../shared/services';
import { baseName, sibling } from '../shared/uris';
import type { TrialSession } from './trialSession';
import { hostVoice } from '../shared/voice';

/** The file in which a document stands: of a notebook's cell that of the notebook. */
export function fileUriOf(document: vscode.Uri): vscode.Uri {
  if (document.scheme !== 'vscode-notebook-cell') return document;
  const id = document.toString();
  const book = vscode.workspace.notebookDocuments.find((one) =>
    one.getCells().some((cell) => cell.document.uri.toString() === id),
  );
  return book?.uri ?? document;
}

/** Where a prompt came from, as a trial's file tells it: relative to that file where both stand in one place. */
export function fileOf(prompt: vscode.Uri | null, trial: vscode.Uri): string | null {
  if (prompt === null || prompt.scheme === 'untitled') return null;
  const folder = sibling(trial, '').path.replace(/\/$/, '');
  const isNear =
    prompt.scheme === trial.scheme &&
    prompt.authority === trial.authority &&
    prompt.path.startsWith(`${folder}/`);
  return isNear ? prompt.path.slice(folder.length + 1) : prompt.toString();
}

/** The prompt of a source, as a trial keeps it. */
export const promptOf = ({ found, uri }: PromptSource, trial: vscode.Uri): TrialPrompt =>
  trialPrompt(found, fileOf(uri && fileUriOf(uri), trial));

/** Shows the file that the prompt came from; a message where it is gone. */
export async function openPromptOf({ trial, uri }: TrialSession): Promise<void> {
  const file = trial?.prompt.file ?? null;
  if (file === null) return;
  // A file from elsewhere names files of the workspace, nothing that is opened in a browser.
  const place = /^[a-z][a-z0-9+.-]*:/i.test(file)
    ? vscode.Uri.parse(file)
    : vscode.Uri.joinPath(sibling(uri, ''), file);
  try {
    // A notebook opens as one; what is not there is told by its reason.
    await vscode.workspace.fs.stat(place);
    await vscode.commands.executeCommand('vscode.open', place, vscode.ViewColumn.Beside);
  } catch (error) {
    const reason = hostVoice().reason(error);
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The prompt’s file cannot be opened: {0}', reason),
    );
  }
}

interface PlaceItem extends vscode.QuickPickItem {
  readonly open: () => Promise<vscode.TextDocument | undefined>;
}

/** Lets the user take another prompt: of an editor that is open, or of a file. Null: given up. */
export async function pickPromptFor(
  { engine }: Services,
  trial: vscode.Uri,
): Promise<TrialPrompt | null> {
  const open = vscode.window.visibleTextEditors.map(({ document }): PlaceItem => ({
    label: baseName(document.uri),
    description: vscode.workspace.asRelativePath(document.uri),
    open: () => Promise.resolve(document),
  }));
  const browse: PlaceItem = {
    label: vscode.l10n.t('Choose a File…'),
    alwaysShow: true,
    open: async () => {
      const [uri] = (await vscode.window.showOpenDialog({ canSelectMany: false })) ?? [];
      return uri === undefined ? undefined : vscode.workspace.openTextDocument(uri);
    },
  };
  const place = await ask(() =>
    vscode.window.showQuickPick([...open, browse], {
      title: vscode.l10n.t('Where is the prompt?'),
    }),
  );
  const document = await place?.open();
  if (document === undefined) return null;
  const picked = await pickPrompt(engine, document.uri);
  return picked ? promptOf(picked, trial) : null;
}
