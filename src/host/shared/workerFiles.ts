import * as vscode from 'vscode';
import type { WorkerFile } from '../../protocol/worker';
import { readsPaths, spawn } from '../../worker/spawn.platform';
import { TraceWorker } from './traceWorker';

/** The worker of this extension; it starts when it is first asked for something. Dispose it with the extension. */
export function createTraceWorker(extensionUri: vscode.Uri): TraceWorker {
  const script = vscode.Uri.joinPath(
    extensionUri,
    'dist',
    ...(readsPaths() ? [] : ['web']),
    'worker.js',
  );
  const location = readsPaths() ? script.fsPath : script.toString(true);
  const read = (): Thenable<Uint8Array> => vscode.workspace.fs.readFile(script);
  return new TraceWorker((onEnd) => spawn(location, onEnd, read));
}

/**
 * A file as the worker takes it: by its path where the worker can read it, else its bytes, read through the
 * workspace (virtual file systems, browsers). Rejects when it cannot be read.
 */
export async function workerFile(uri: vscode.Uri): Promise<WorkerFile> {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  if (readsPaths() && uri.scheme === 'file') return { kind: 'path', name, path: uri.fsPath };
  const bytes = await vscode.workspace.fs.readFile(uri);
  // A copy of its own, because the buffer is moved to the worker.
  return { kind: 'bytes', name, bytes: bytes.slice() };
}
