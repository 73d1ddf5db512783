import { composeWorker, type WorkerBundle } from './compose';
import type { Spawn } from './spawned';

/** A web worker has no file system. */
export function readsPaths(): boolean {
  return false;
}

/** Starts a web worker from its bytes: the extension is served from another origin than the editor. */
export const spawn: Spawn = (_path, onError, read) => {
  const started = start(read);
  const listeners = new Set<(message: unknown) => void>();
  let ended = false;
  const fail = (error: unknown): void =>
    onError(error instanceof Error ? error : new Error(String(error)));
  started.then((worker) => {
    if (ended) {
      worker.terminate();
      return;
    }
    worker.addEventListener('error', (event) => fail(new Error(event.message)));
    worker.addEventListener('message', (event: MessageEvent<unknown>) => {
      for (const listener of listeners) listener(event.data);
    });
  }, fail);
  return {
    post: (message, transfer = []) => {
      // Who asked is told by `onError`.
      void started.then(
        (worker) => worker.postMessage(message, [...transfer]),
        () => undefined,
      );
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    terminate: () => {
      ended = true;
      void started.then(
        (worker) => worker.terminate(),
        () => undefined,
      );
    },
  };
};

async function start(read: () => Promise<WorkerBundle>): Promise<Worker> {
  const parts = composeWorker(await read()).map((p) => (typeof p === 'string' ? p : p.slice()));
  const url = URL.createObjectURL(new Blob(parts, { type: 'text/javascript' }));
  // The URL stays: the worker loads it after this function has returned.
  return new Worker(url);
}
