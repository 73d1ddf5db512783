import {
  engineContract,
  hostOfEngine,
  type EngineConfig,
  type EngineContract,
  type EngineParams,
  type EngineRequest,
  type EngineResult,
} from '../../protocol/engine';
import {
  connect,
  RpcError,
  type Peer,
  type Progress,
  type RequestOptions,
} from '../../protocol/rpc';
import type { SpawnedWorker } from '../../worker/spawned';
import { say, type SentenceArg } from '../../core/model/sentence';
import { SentenceError } from '../../core/text/sentenceError';

/** Starts the engine's worker; `onEnd` is told when it fails or ends. */
export type SpawnWorker = (onEnd: (error: Error) => void) => SpawnedWorker;

/** The engine ended while a call was open, or did not answer in time. The next call starts another one. */
export class EngineStopped extends SentenceError {
  constructor(reason: SentenceArg) {
    super(say('The engine stopped: {0}', reason));
  }
}

/** The engine that a handle belongs to is gone; nothing was asked. */
export class StaleHandle extends SentenceError {
  constructor() {
    super(say('The engine was started anew.'));
  }
}

/** The caller's signal was aborted. */
export class Cancelled extends SentenceError {
  constructor() {
    super(say('Cancelled.'));
  }
}

export interface EngineOptions {
  /** What each engine that is started is told first; asked for when one is started or when it changed. */
  readonly config?: () => Promise<EngineConfig>;
  /** Told what went wrong without anybody asking. */
  readonly onProblem?: (message: string) => void;
  /** Milliseconds without holds and calls until the engine is shut down. */
  readonly idleMs?: number;
  /** Milliseconds without an answer or progress until the engine counts as hung. */
  readonly silenceMs?: number;
}

export interface CallOptions<P = unknown> extends Omit<RequestOptions<P>, 'timeoutMs'> {
  /** The generation that a handle among the parameters belongs to. */
  readonly generation?: number;
  /** Milliseconds of silence after which this call counts as hung. */
  readonly silenceMs?: number;
}

interface Running {
  readonly worker: SpawnedWorker;
  readonly peer: Peer<EngineContract>;
  /** Resolves when it knows what it cannot know by itself. */
  configured: Promise<void>;
}

/**
 * The host's way to the one engine: starts it on first use, tells it settings, prices and what was learnt, stops it when
 * idle or hung, and starts another one. A call settles always: with its result, `EngineStopped`, `Cancelled` or an error.
 */
export class Engine {
  readonly #spawn: SpawnWorker;
  readonly #options: EngineOptions;
  readonly #listeners = new Set<() => void>();
  #running: Running | null = null;
  #generation = 0;
  #holds = 0;
  #calls = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(spawn: SpawnWorker, options: EngineOptions = {}) {
    this.#spawn = spawn;
    this.#options = options;
  }

  /** Counts the engines started so far: handles hold within one only. */
  get generation(): number {
    return this.#generation;
  }

  /** Tells that prices, models or what was learnt are others now: figures are to be asked for again. */
  onDidConfigure(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** What the engine is told has changed. */
  async configure(): Promise<void> {
    const running = this.#running;
    if (running !== null) await (running.configured = this.#tell(running.peer));
    for (const listener of [...this.#listeners]) listener();
  }

  /**
   * One call. Rejects with `EngineStopped`, `Cancelled`, or the error that the engine reports; with `StaleHandle` when
   * another generation runs than the one that a handle among the parameters belongs to.
   */
  async call<N extends EngineRequest>(
    name: N,
    params: EngineParams<N>,
    options: CallOptions<Progress<EngineContract, N>> = {},
  ): Promise<EngineResult<N>> {
    const { signal, onProgress, transfer, silenceMs, generation } = options;
    if (signal?.aborted === true) throw new Cancelled();
    const isStale = this.#running === null || generation !== this.#generation;
    if (generation !== undefined && isStale) throw new StaleHandle();
    clearTimeout(this.#idle);
    const running = this.#start();
    const own = this.#generation;
    this.#calls++;
    try {
      await running.configured;
      const timeoutMs = silenceMs ?? this.#options.silenceMs ?? 60_000;
      return await running.peer.request(name, params, { signal, onProgress, transfer, timeoutMs });
    } catch (error) {
      throw this.#reasonOf(error, own);
    } finally {
      this.#calls--;
      this.#rest();
    }
  }

  /** Keeps the engine, because something lives in it, until the hold is disposed. */
  hold(): { dispose(): void } {
    this.#holds++;
    clearTimeout(this.#idle);
    let held = true;
    return {
      dispose: () => {
        if (held) this.#holds--;
        held = false;
        this.#rest();
      },
    };
  }

  dispose(): void {
    this.#listeners.clear();
    this.#stop('disposed');
  }

  #start(): Running {
    if (this.#running !== null) return this.#running;
    const generation = ++this.#generation;
    const worker = this.#spawn((error) => {
      // The end of one that was stopped or replaced is no news.
      if (this.#running !== null && generation === this.#generation) this.#stop(error.message);
    });
    const handlers = { requests: {}, events: {} };
    const peer = connect(worker, hostOfEngine, engineContract, handlers, {
      trusts: true,
      onProblem: ({ message }) => this.#options.onProblem?.(message),
    });
    this.#running = { worker, peer, configured: this.#tell(peer) };
    return this.#running;
  }

  /** An engine that could not be told all of it works with what it has. */
  async #tell(peer: Peer<EngineContract>): Promise<void> {
    const { config, onProblem } = this.#options;
    if (config === undefined) return;
    try {
      await peer.request('configure', await config());
    } catch (error) {
      onProblem?.(`engine: not configured: ${String(error)}`);
    }
  }

  #reasonOf(error: unknown, generation: number): unknown {
    if (!(error instanceof RpcError)) return error;
    const { code, message, sentence } = error;
    if (code === 'cancelled') return new Cancelled();
    if (code === 'timeout' && generation === this.#generation) this.#stop(message);
    return code === 'timeout' || code === 'closed' ? new EngineStopped(sentence ?? message) : error;
  }

  #rest(): void {
    clearTimeout(this.#idle);
    if (this.#holds > 0 || this.#calls > 0 || this.#running === null) return;
    this.#idle = setTimeout(() => this.#stop('idle'), this.#options.idleMs ?? 60_000);
  }

  #stop(reason: string): void {
    clearTimeout(this.#idle);
    const running = this.#running;
    this.#running = null;
    running?.peer.close(reason);
    running?.worker.terminate();
  }
}
