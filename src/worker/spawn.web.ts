import type { Spawn } from './spawned';

/** A web worker has no file system. */
export function readsPaths(): boolean {
  return false;
}

/** Starts a web worker; from its bytes where the extension is served by a remote. */
export const spawn: Spawn = (file, onError, read) => {
  const started = read && file.startsWith('vscode-remote:') ? fromBytes(read) : start(file);
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

/** A refusal to start is an error to tell, never an exception to catch. */
function start(file: string): Promise<Worker> {
  return new Promise((resolve) => {
    resolve(new Worker(file));
  });
}

async function fromBytes(read: () => PromiseLike<Uint8Array>): Promise<Worker> {
  const bytes = await read();
  const url = URL.createObjectURL(new Blob([bytes.slice()], { type: 'text/javascript' }));
  // The URL stays: the worker loads it after this function has returned.
  return new Worker(url);
}
