import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import type { FromWorker } from '../../protocol/worker';
import type { SpawnWorker } from './workerPort';

/** Enough for a document at the size bound; a worker that needs more ends alone. */
const HEAP_MEGABYTES = 1_500;

export const readsPaths = true;

export function createSpawn(extensionUri: vscode.Uri): SpawnWorker {
  const script = vscode.Uri.joinPath(extensionUri, 'dist', 'worker.js').fsPath;
  return () => {
    const worker = new Worker(script, {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
    });
    // An idle worker does not keep the extension host alive.
    worker.unref();
    return Promise.resolve({
      post: (message, transfer) => worker.postMessage(message, transfer),
      onMessage: (listener) => worker.on('message', (m) => listener(m as FromWorker)),
      onEnd: (listener) => {
        worker.on('error', (error) => listener(error.message));
        worker.on('exit', (code) => listener(`exit code ${code}`));
      },
      terminate: () => void worker.terminate(),
    });
  };
}
