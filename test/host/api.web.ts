import * as vscode from 'vscode';

/** The API: one for all of the extension. */
export function apis(): Promise<readonly (typeof vscode)[]> {
  return Promise.resolve([vscode]);
}
