import * as vscode from 'vscode';
import type { TextPosition } from '../../../core/reveal/filePosition';
import type { TextSelection } from '../../../protocol/viewCalls';

/** Opens the file as text with a selection. Works where the file is too large for a text document, too. */
export async function showText(
  uri: vscode.Uri,
  selection: TextSelection | null,
  beside: boolean,
): Promise<void> {
  const options: vscode.TextDocumentShowOptions = {
    preview: true,
    ...(selection ? { selection: rangeOf(selection) } : {}),
    ...(beside ? { viewColumn: vscode.ViewColumn.Beside } : {}),
  };
  await vscode.commands.executeCommand('vscode.openWith', uri, 'default', options);
}

function rangeOf({ start, end }: TextSelection): vscode.Range {
  const position = ({ line, character }: TextPosition) => new vscode.Position(line, character);
  return new vscode.Range(position(start), position(end));
}
