import * as vscode from 'vscode';
import { changedStretch } from './changedStretch';

/** Gives a document another text as one step of its undo history, changing no more of it than needed. */
export async function setText(document: vscode.TextDocument, text: string): Promise<void> {
  const before = document.getText();
  if (before === text) return;
  const { start, end, text: changed } = changedStretch(before, text);
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  edit.replace(document.uri, range, changed);
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new Error(vscode.l10n.t('The file could not be changed.'));
}
