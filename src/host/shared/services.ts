import type * as vscode from 'vscode';

/** What every feature is handed by the composition root. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
}
