import * as vscode from 'vscode';

/** File name of a URI, with extension. */
export function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** A copy of a URI with the last part of its path replaced. */
export function sibling(uri: vscode.Uri, name: string): vscode.Uri {
  return vscode.Uri.joinPath(uri, '..', name);
}
