import * as vscode from 'vscode';
import { ask } from '../../shared/ask';
import { groupings, type AddedFolder, type Grouping } from '../../shared/savedStore';
import { sessionFolders } from './sessionFolders';

/** A folder from the system's dialog. */
export async function chooseFolder(title: string): Promise<AddedFolder | null> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title,
      canSelectFolders: true,
      canSelectFiles: false,
      canSelectMany: false,
    })) ?? [];
  return uri === undefined ? null : { uri: uri.toString(), agent: null };
}

/**
 * Each entry names the folder that would be read, and the last asks for another: agents can be told to keep their logs elsewhere.
 * Nothing is looked at before one is chosen.
 */
export async function chooseSessions(
  globalStorage: vscode.Uri,
  title: string,
): Promise<AddedFolder | null> {
  const folders = sessionFolders(globalStorage);
  if (folders === null) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'The browser cannot read folders outside the workspace: session folders of coding agents are available in VS Code on the desktop.',
      ),
    );
    return null;
  }
  const choice = await ask(() =>
    vscode.window.showQuickPick(
      [
        ...folders.map(({ agent, uri }) => ({ label: agent, description: uri.fsPath, uri })),
        { label: vscode.l10n.t('Another folder…'), uri: null },
      ],
      {
        title,
        placeHolder: vscode.l10n.t(
          'Only the folder you choose is read, and nothing leaves this machine',
        ),
      },
    ),
  );
  if (choice === undefined) return null;
  const { label, uri } = choice;
  return uri === null ? chooseFolder(title) : { uri: uri.toString(), agent: label };
}

export async function chooseGrouping(current: Grouping): Promise<Grouping | null> {
  const { t } = vscode.l10n;
  const labels: Readonly<Record<Grouping, string>> = {
    tool: t('Tool'),
    model: t('Model'),
    day: t('Day'),
    folder: t('Folder'),
  };
  const choice = await ask(() =>
    vscode.window.showQuickPick(
      groupings.map((grouping) => ({
        label: labels[grouping],
        description: grouping === current ? t('current') : '',
        grouping,
      })),
      { title: t('Group Saved Traces by') },
    ),
  );
  return choice?.grouping ?? null;
}
