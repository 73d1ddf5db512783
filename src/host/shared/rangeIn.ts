import * as vscode from 'vscode';

/** Offsets into a document's text as a range of the editor. */
export function rangeIn(
  document: vscode.TextDocument,
  range: { readonly start: number; readonly end: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
}
