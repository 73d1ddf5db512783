import type { Channel } from '../protocol/rpc';

/** A running worker, as the side that started it sees it. */
export interface SpawnedWorker extends Channel {
  /** `transfer` moves buffers instead of copying them. */
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  terminate(): void;
}

/**
 * Starts a worker from a bundle of the extension: `file` is a path or, on the web, a URL. `onError` is told when it
 * fails or ends. `read` gives the bundle's bytes where VS Code starts no worker from the URL.
 */
export type Spawn = (
  file: string,
  onError: (error: Error) => void,
  read?: () => PromiseLike<Uint8Array>,
) => SpawnedWorker;
