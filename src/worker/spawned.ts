import type { Channel } from '../protocol/rpc';
import type { WorkerBundle } from './compose';

/** A running worker, as the side that started it sees it. */
export interface SpawnedWorker extends Channel {
  /** `transfer` moves buffers instead of copying them. */
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  terminate(): void;
}

/**
 * Starts a worker from a bundle of the extension: from the `path` where there are threads with a file system, else from
 * what `read` gives. `onError` is told when it fails or ends.
 */
export type Spawn = (
  path: string,
  onError: (error: Error) => void,
  read: () => Promise<WorkerBundle>,
) => SpawnedWorker;
