import { Worker } from 'node:worker_threads';
import type { SpawnedWorker } from './spawned';

/** Starts a worker thread from a bundle of the extension. `file` is a path on this machine. */
export function spawn(file: string, onError: (error: Error) => void): SpawnedWorker {
  const worker = new Worker(file);
  worker.on('error', onError);
  worker.unref();
  return {
    post: (message) => worker.postMessage(message),
    listen: (listener) => {
      worker.on('message', listener);
      return () => worker.off('message', listener);
    },
    terminate: () => void worker.terminate(),
  };
}
