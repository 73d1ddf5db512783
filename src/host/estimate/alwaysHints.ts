import * as vscode from 'vscode';
import type { Services } from '../shared/services';
import { HINT_SELECTOR } from './codeHints';
import { hintMode } from '../shared/settings';

/** Milliseconds after the last edit. */
const QUIET_MS = 1_000;
/** Longest document that is looked at while it is edited. */
const MAX_CHARS = 400_000;

/** Has the document being edited looked at, where the setting says "always". */
export function alwaysHints(
  services: Services,
  look: (document: vscode.TextDocument) => Promise<void>,
): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | null = null;

  const later = (document: vscode.TextDocument | undefined): void => {
    if (timer !== null) clearTimeout(timer);
    if (hintMode() !== 'always' || document === undefined) return;
    if (vscode.languages.match(HINT_SELECTOR, document) === 0) return;
    if (document.getText().length > MAX_CHARS) return;
    timer = setTimeout(() => {
      look(document).catch((error: unknown) => services.log.warn(`hints: ${String(error)}`));
    }, QUIET_MS);
  };
  const active = (): void => later(vscode.window.activeTextEditor?.document);
  active();
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(active),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === vscode.window.activeTextEditor?.document) later(document);
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('lrmLens.estimate')) active();
    }),
    new vscode.Disposable(() => {
      if (timer !== null) clearTimeout(timer);
    }),
  );
}
