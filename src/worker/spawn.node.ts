import { Worker } from 'node:worker_threads';
import type { SpawnedWorker } from './spawned';

/** Enough for a document at the size bound; a worker that needs more ends alone. */
const HEAP_MEGABYTES = 1_500;

/** A worker thread reads a file of this machine by its path. */
export function readsPaths(): boolean {
  return true;
}

/**
 * Starts a worker thread from a bundle of the extension. `file` is a path on this machine. `onError` is told when it
 * fails or ends.
 */
export function spawn(file: string, onError: (error: Error) => void): SpawnedWorker {
  const worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES } });
  worker.on('error', onError);
  let terminated = false;
  worker.on('exit', (code) => {
    if (!terminated) onError(new Error(`exit code ${code}`));
  });
  worker.unref();
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    listen: (listener) => {
      worker.on('message', listener);
      return () => worker.off('message', listener);
    },
    terminate: () => {
      terminated = true;
      void worker.terminate();
    },
  };
}
