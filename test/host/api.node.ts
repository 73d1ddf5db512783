import * as vscode from 'vscode';

/**
 * The API as each part of this extension has it. The suite is a CommonJS module and the extension an ES module: VS Code
 * before 1.101 makes an API of its own for either.
 */
export async function apis(): Promise<readonly (typeof vscode)[]> {
  const own = await import('vscode');
  return [vscode, own];
}
