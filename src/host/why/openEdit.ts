import * as vscode from 'vscode';
import { isAbsolute, joinedPath } from '../../core/text/paths';
import { standingOf, type Standing } from '../../core/why/standing';
import { takenOut, type TakenOut } from '../../core/why/takenOut';
import { gitIn } from '../../worker/git.platform';
import { statFile } from '../shared/traceFiles';
import { baseName } from '../shared/uris';

/** An edit as a session's page has it; `folder` is that of the session. */
export interface OpenedEdit {
  readonly file: string;
  readonly folder: string | null;
  readonly old: string | null;
  readonly new: string;
  /** When the edit was made, epoch milliseconds. */
  readonly at: number | null;
}

/** Opens the file of an edit where its lines are today, and says how many of them are still there. */
export async function openEdit(edit: OpenedEdit): Promise<void> {
  const { t } = vscode.l10n;
  const uri = await fileOf(joinedPath(edit.folder, edit.file));
  if (uri === null) {
    void vscode.window.showInformationMessage(t('{0} is in none of the open folders.', edit.file));
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const standing = standingOf(edit, document.getText());
  const at = (standing.line ?? 1) - 1;
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, 0, at, 0) });
  void vscode.window.showInformationMessage(await wordsOf(uri, edit, standing));
}

/** How many lines of an edit are still there, in words; `null` where its file is in none of the open folders. */
export async function editStanding(edit: OpenedEdit): Promise<string | null> {
  const uri = await fileOf(joinedPath(edit.folder, edit.file));
  if (uri === null) return null;
  const document = await vscode.workspace.openTextDocument(uri);
  return wordsOf(uri, edit, standingOf(edit, document.getText()));
}

async function wordsOf(
  uri: vscode.Uri,
  edit: OpenedEdit,
  { standing, added, gone }: Standing,
): Promise<string> {
  const { t } = vscode.l10n;
  const changed = await changedSince(uri, edit.at, gone);
  const counts = [String(standing), String(added), String(changed.lines), String(changed.commits)];
  if (changed.commits === 0) return t('{0} of {1} lines of this edit are still there', ...counts);
  return changed.commits === 1
    ? t('{0} of {1} lines of this edit are still there, {2} changed in 1 commit', ...counts)
    : t('{0} of {1} lines of this edit are still there, {2} changed in {3} commits', ...counts);
}

/** In how many commits lines that are gone were changed; none where git must not be asked or knows of none. */
async function changedSince(
  uri: vscode.Uri,
  at: number | null,
  gone: readonly number[],
): Promise<TakenOut> {
  const mayAsk = vscode.workspace.isTrusted && uri.scheme === 'file';
  const run = mayAsk ? gitIn(vscode.Uri.joinPath(uri, '..').fsPath) : null;
  const none = { lines: 0, commits: 0 };
  if (run === null || at === null || gone.length === 0) return none;
  return (await takenOut(run, baseName(uri), gone, at)) ?? none;
}

/** The recorded path where it is in an open folder; else, for a checkout that was moved, its longest end that is. */
async function fileOf(path: string): Promise<vscode.Uri | null> {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const parts = path.split('/').filter((part) => part !== '' && part !== '..');
  if (isAbsolute(path)) {
    const recorded = vscode.Uri.file(path);
    const isOpen = vscode.workspace.getWorkspaceFolder(recorded) !== undefined;
    if (isOpen && (await statFile(recorded)) !== null) return recorded;
  }
  for (let from = 0; from < parts.length; from++) {
    for (const folder of folders) {
      const uri = vscode.Uri.joinPath(folder, ...parts.slice(from));
      if ((await statFile(uri)) !== null) return uri;
    }
  }
  return null;
}
