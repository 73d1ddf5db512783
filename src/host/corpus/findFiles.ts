import * as vscode from 'vscode';
import { mayHoldTraces, statFile, type FoundFile } from '../traces/saved/walk';

const SKIPPED = /^(node_modules|\.git|\.hg|\.svn)$/;

/**
 * Files below the given places that may hold traces, in name order. What cannot be read is told and passed over; a file
 * that was named itself is taken whatever its name.
 */
export async function* filesBelow(
  roots: readonly vscode.Uri[],
  stopped: () => boolean,
  onProblem: (message: string) => void,
): AsyncGenerator<FoundFile> {
  for (const root of roots) yield* below(root, true, stopped, onProblem);
}

async function* below(
  uri: vscode.Uri,
  named: boolean,
  stopped: () => boolean,
  onProblem: (message: string) => void,
): AsyncGenerator<FoundFile> {
  if (stopped()) return;
  let entries: [string, vscode.FileType][];
  try {
    if (named && (await vscode.workspace.fs.stat(uri)).type !== vscode.FileType.Directory) {
      const file = await statFile(uri);
      if (file !== null) yield file;
      return;
    }
    entries = await vscode.workspace.fs.readDirectory(uri);
  } catch (error) {
    onProblem(`${uri.path}: ${error instanceof Error ? error.message : String(error)}`);
    return;
  }
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, type] of entries) {
    if (stopped()) return;
    const child = vscode.Uri.joinPath(uri, name);
    if (type === vscode.FileType.Directory && !SKIPPED.test(name)) {
      yield* below(child, false, stopped, onProblem);
    } else if (type === vscode.FileType.File && mayHoldTraces(child)) {
      const file = await statFile(child);
      if (file !== null && file.size > 0) yield file;
    }
  }
}
