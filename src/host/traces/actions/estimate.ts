import * as vscode from 'vscode';
import type { TraceDocument } from '../editor/traceDocument';

/** Starts an estimate from the trace's prompt, with its model as the baseline; says so where no prompt was recorded. */
export async function estimateFromTrace(document: TraceDocument, index: number): Promise<void> {
  const prompt = await document.ask('prompt', { index });
  if (prompt.messages.every((m) => m.text.trim() === '')) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The file has no prompt for this trace, so there is nothing to estimate from.'),
    );
    return;
  }
  await vscode.commands.executeCommand('lrmLens.estimateReasoningCost', prompt);
}
