import * as vscode from 'vscode';

/** A JSON file; missing or damaged counts as nothing. */
export async function readJson(uri: vscode.Uri): Promise<unknown> {
  try {
    return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  } catch {
    // Nothing was stored yet.
    return null;
  }
}

/** Writes a JSON file of a storage, which may not be there yet. Rejects when it cannot be written. */
export async function writeJson(
  storage: vscode.Uri,
  name: string,
  content: unknown,
): Promise<void> {
  await vscode.workspace.fs.createDirectory(storage);
  const bytes = new TextEncoder().encode(JSON.stringify(content));
  await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(storage, name), bytes);
}
