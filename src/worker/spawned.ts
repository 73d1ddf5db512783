import type { Channel } from '../protocol/rpc';

/** A running worker, as the side that started it sees it. */
export interface SpawnedWorker extends Channel {
  terminate(): void;
}
