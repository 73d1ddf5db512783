import type { SpawnedWorker } from './spawned';

/** Starts a web worker from a bundle of the extension. `file` is a URL. */
export function spawn(file: string, onError: (error: Error) => void): SpawnedWorker {
  const worker = new Worker(file);
  worker.addEventListener('error', (event) => onError(new Error(event.message)));
  return {
    post: (message) => worker.postMessage(message),
    listen: (listener) => {
      const onMessage = (event: MessageEvent<unknown>): void => listener(event.data);
      worker.addEventListener('message', onMessage);
      return () => worker.removeEventListener('message', onMessage);
    },
    terminate: () => worker.terminate(),
  };
}
