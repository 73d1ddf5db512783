import type {
  CallName,
  CallParams,
  CallProgress,
  CallResult,
  FromWorker,
  ToWorker,
  WorkerFile,
} from '../../protocol/worker';
import type { SpawnedWorker } from '../../worker/spawned';

/** Starts a worker; `onEnd` is told when it fails or ends. */
export type SpawnWorker = (onEnd: (error: Error) => void) => SpawnedWorker;

/** The worker ended while a call was open, or did not answer in time. The next call starts another one. */
export class WorkerStopped extends Error {
  constructor(reason: string) {
    super(`The trace worker stopped: ${reason}`);
    this.name = 'WorkerStopped';
  }
}

/** The worker that a handle belongs to is gone; nothing was asked. */
export class StaleHandle extends Error {
  constructor() {
    super('The trace worker was started anew.');
    this.name = 'StaleHandle';
  }
}

/** The caller's signal was aborted. */
export class Cancelled extends Error {
  constructor() {
    super('Cancelled.');
    this.name = 'Cancelled';
  }
}

export interface TraceWorkerOptions {
  /** Milliseconds without open files and calls until the worker is shut down. */
  readonly idleMs?: number;
  /** Milliseconds without an answer or progress until the worker counts as hung. */
  readonly silenceMs?: number;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CallProgress) => void;
  /** The generation that a handle among the parameters belongs to. */
  readonly generation?: number;
  /** Milliseconds of silence after which this call counts as hung. */
  readonly silenceMs?: number;
  /** Buffers to move instead of copying. */
  readonly transfer?: readonly ArrayBuffer[];
}

interface Pending {
  readonly settle: (result: CallResult<CallName>) => void;
  readonly fail: (error: Error) => void;
  readonly onProgress: ((progress: CallProgress) => void) | undefined;
  /** Counts the silence from now. */
  readonly watch: () => void;
}

/**
 * The host's way to the worker that reads and analyses traces: starts it on first use, stops it when idle, and starts
 * another one when it ended. A call settles always: with its result, `WorkerStopped`, `Cancelled` or an error.
 */
export class TraceWorker {
  readonly #spawn: SpawnWorker;
  readonly #idleMs: number;
  readonly #silenceMs: number;
  readonly #pending = new Map<number, Pending>();
  #worker: SpawnedWorker | null = null;
  #generation = 0;
  #nextId = 1;
  #openFiles = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(spawn: SpawnWorker, options: TraceWorkerOptions = {}) {
    this.#spawn = spawn;
    this.#idleMs = options.idleMs ?? 60_000;
    this.#silenceMs = options.silenceMs ?? 60_000;
  }

  /** Counts the workers started so far: handles of files hold within one only. */
  get generation(): number {
    return this.#generation;
  }

  /** Quick look at the first 64 kB. */
  sniff(file: WorkerFile): Promise<CallResult<'sniff'>> {
    return this.call('sniff', { file }, { transfer: buffersOf(file) });
  }

  /**
   * One call. Rejects with `WorkerStopped`, `Cancelled`, or the error that the worker reports; with `StaleHandle` when
   * another generation runs than the one that a handle among the parameters belongs to.
   */
  async call<N extends CallName>(
    name: N,
    params: CallParams<N>,
    options: CallOptions = {},
  ): Promise<CallResult<N>> {
    const { signal, generation, transfer = [], silenceMs = this.#silenceMs } = options;
    if (signal?.aborted === true) throw new Cancelled();
    clearTimeout(this.#idle);
    const worker = this.#start();
    if (generation !== undefined && generation !== this.#generation) throw new StaleHandle();
    const id = this.#nextId;
    this.#nextId += 1;
    const cancel = (): void => worker.post({ type: 'cancel', id } satisfies ToWorker);
    signal?.addEventListener('abort', cancel);
    let watchdog: ReturnType<typeof setTimeout> | undefined;
    const watch = (): void => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => this.#stop(`no answer to '${name}'`), silenceMs);
    };
    try {
      return await new Promise<CallResult<N>>((resolve, reject) => {
        const settle = (result: CallResult<CallName>): void => resolve(result);
        this.#pending.set(id, { settle, fail: reject, onProgress: options.onProgress, watch });
        watch();
        worker.post({ type: 'call', id, name, params }, transfer);
      });
    } finally {
      signal?.removeEventListener('abort', cancel);
      clearTimeout(watchdog);
      this.#pending.delete(id);
      this.#rest();
    }
  }

  /** A file was opened (1) or closed (-1): the worker stays while any is open. */
  hold(change: 1 | -1): void {
    this.#openFiles += change;
    this.#rest();
  }

  dispose(): void {
    this.#stop('disposed');
  }

  #start(): SpawnedWorker {
    if (this.#worker !== null) return this.#worker;
    this.#generation += 1;
    const generation = this.#generation;
    const worker = this.#spawn((error) => {
      // The end of one that was stopped or replaced is no news.
      if (this.#worker !== null && generation === this.#generation) this.#stop(error.message);
    });
    worker.listen((message) => this.#take(message as FromWorker));
    this.#worker = worker;
    return worker;
  }

  #take(message: FromWorker): void {
    const pending = this.#pending.get(message.id);
    if (pending === undefined) return;
    switch (message.type) {
      case 'progress':
        pending.watch();
        pending.onProgress?.(message.progress);
        break;
      case 'done':
        pending.settle(message.result);
        break;
      case 'failed':
        pending.fail(message.cancelled ? new Cancelled() : new Error(message.message));
        break;
    }
  }

  #rest(): void {
    clearTimeout(this.#idle);
    if (this.#openFiles > 0 || this.#pending.size > 0 || this.#worker === null) return;
    this.#idle = setTimeout(() => this.#stop('idle'), this.#idleMs);
  }

  #stop(reason: string): void {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = null;
    for (const { fail } of [...this.#pending.values()]) fail(new WorkerStopped(reason));
    worker?.terminate();
  }
}

/** What of a file is moved to the worker instead of copied. */
export function buffersOf(file: WorkerFile): readonly ArrayBuffer[] {
  return file.kind === 'bytes' ? [file.bytes.buffer] : [];
}
