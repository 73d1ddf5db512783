import { Worker } from 'node:worker_threads';
import type { Spawn } from './spawned';

/** Enough for a document at the size bound; a worker that needs more ends alone. */
const HEAP_MEGABYTES = 1_500;

/** A worker thread reads a file of this machine by its path. */
export function readsPaths(): boolean {
  return true;
}

/** Starts a worker thread from a path on this machine. */
export const spawn: Spawn = (file, onError) => {
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
};
