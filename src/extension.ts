import type * as vscode from 'vscode';

/** Composition root: each feature registers itself and is disposed with the extension. */
export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push();
}
