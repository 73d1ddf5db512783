import type { SpawnedWorker } from './spawned';

/** A web worker has no file system. */
export function readsPaths(): boolean {
  return false;
}

/** Starts a web worker from a bundle of the extension. `file` is a URL. */
export function spawn(file: string, onError: (error: Error) => void): SpawnedWorker {
  const worker = new Worker(file);
  worker.addEventListener('error', (event) => onError(new Error(event.message)));
  return {
    post: (message, transfer = []) => worker.postMessage(message, [...transfer]),
    listen: (listener) => {
      const onMessage = (event: MessageEvent<unknown>): void => listener(event.data);
      worker.addEventListener('message', onMessage);
      return () => worker.removeEventListener('message', onMessage);
    },
    terminate: () => worker.terminate(),
  };
}
