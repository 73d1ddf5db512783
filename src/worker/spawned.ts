import type { Channel } from '../protocol/rpc';

/** A running worker, as the side that started it sees it. */
export interface SpawnedWorker extends Channel {
  /** `transfer` moves buffers instead of copying them. */
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  terminate(): void;
}
