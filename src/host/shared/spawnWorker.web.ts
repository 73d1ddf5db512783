import * as vscode from 'vscode';
import type { FromWorker } from '../../protocol/worker';
import type { SpawnWorker } from './workerPort';

export const readsPaths = false;

/** The script's location is of another origin than the extension host: it is started from its text as a blob. */
export function createSpawn(extensionUri: vscode.Uri): SpawnWorker {
  const script = vscode.Uri.joinPath(extensionUri, 'dist', 'web', 'worker.js');
  return async () => {
    const text = await vscode.workspace.fs.readFile(script);
    const blob = new Blob([text.slice()], { type: 'text/javascript' });
    const url = URL.createObjectURL(blob);
    const worker = new Worker(url);
    URL.revokeObjectURL(url);
    return {
      post: (message, transfer) => worker.postMessage(message, [...(transfer ?? [])]),
      onMessage: (listener) => {
        worker.addEventListener('message', (event) => listener(event.data as FromWorker));
      },
      onEnd: (listener) => {
        worker.addEventListener('error', (event) => listener(event.message));
      },
      terminate: () => worker.terminate(),
    };
  };
}
