import * as vscode from 'vscode';
import type { Services } from '../shared/services';
import type { LensText } from './lensText';
import { configuration } from '../shared/settings';

/** Milliseconds after the last move of the cursor. */
const QUIET_MS = 800;

/** One item of the status bar for the prompt under the cursor; off unless switched on. */
export function statusItem(services: Services, text: LensText): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(
    'lrmLens.estimate',
    vscode.StatusBarAlignment.Right,
    90,
  );
  item.name = vscode.l10n.t('Reasoning cost of the prompt');
  item.command = 'lrmLens.estimateReasoningCost';
  let timer: ReturnType<typeof setTimeout> | null = null;
  let running = new vscode.CancellationTokenSource();

  const update = async (): Promise<void> => {
    running = new vscode.CancellationTokenSource();
    const { token } = running;
    const { activePrompt } = await import('../shared/promptSource');
    const source = await activePrompt(services.engine);
    // A string is a guess for a command, but too much of one for something always in sight.
    const shown =
      source !== null && (source.found.call !== null || source.found.kind === 'promptFile');
    const title = shown ? await text.of(source.found, token) : null;
    if (token.isCancellationRequested) return;
    if (title === null) {
      item.hide();
      return;
    }
    item.text = `$(dashboard) ${title}`;
    item.tooltip = vscode.l10n.t('Estimate reasoning cost');
    item.show();
  };
  const later = (): void => {
    if (timer !== null) clearTimeout(timer);
    running.cancel();
    if (!configuration().get<boolean>('statusBar', false)) {
      item.hide();
      return;
    }
    timer = setTimeout(() => {
      update().catch((error: unknown) => services.log.warn(`status item: ${String(error)}`));
    }, QUIET_MS);
  };
  later();
  return vscode.Disposable.from(
    item,
    text.onDidChange(later),
    vscode.window.onDidChangeTextEditorSelection(later),
    vscode.window.onDidChangeActiveTextEditor(later),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('lrmLens.estimate')) later();
    }),
    new vscode.Disposable(() => {
      if (timer !== null) clearTimeout(timer);
      running.cancel();
    }),
  );
}
