import type { FromWorker, ToWorker } from '../../protocol/worker';

/** The host's side of its connection to a worker. */
export interface WorkerPort {
  /** `transfer` moves buffers instead of copying them. */
  post(message: ToWorker, transfer?: readonly ArrayBuffer[]): void;
  /** Answers and progress. */
  onMessage(listener: (message: FromWorker) => void): void;
  /** The worker ended by itself: it crashed, ran out of memory or was killed. */
  onEnd(listener: (reason: string) => void): void;
  terminate(): void;
}

/** Starts a worker. `script` is the built worker file's location under the extension. */
export type SpawnWorker = () => Promise<WorkerPort>;
