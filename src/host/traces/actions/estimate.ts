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
  const { model, messages } = prompt;
  const request = {
    ...(model === null ? {} : { model }),
    messages: messages.map(({ role, text }) => ({ role, content: text })),
  };
  // A request as a document of its own: the estimate is of what can be seen, and can be edited.
  const opened = await vscode.workspace.openTextDocument({
    language: 'json',
    content: `${JSON.stringify(request, null, 2)}\n`,
  });
  await vscode.window.showTextDocument(opened);
  await vscode.commands.executeCommand('lrmLens.estimateReasoningCost');
}
