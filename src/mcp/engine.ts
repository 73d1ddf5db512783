import type { Failure } from '../core/corpus/fileIndex';
import { inEnglish } from '../core/text/voice';
import { basename } from 'node:path';
import {
  engineContract,
  hostOfEngine,
  type EngineContract,
  type EngineParams,
  type EngineRequest,
  type EngineResult,
  type FileToRead,
  type OpenedFile,
} from '../protocol/engine';
import { connect, type Peer, type Progress, type RequestOptions } from '../protocol/rpc';
import { spawn } from '../worker/spawn.platform';

/** A call without an answer or progress for so long has hung. */
const SILENCE_MS = 120_000;

export const fileAt = (path: string): FileToRead => ({ kind: 'path', name: basename(path), path });

/** Why a file gave no traces. */
export class NoTraces extends Error {
  constructor(readonly failure: Failure) {
    super(inEnglish(failure.message));
  }
}

/** The engine in a worker thread of this process, which it keeps alive until `end`. When it fails, `onEnd` is told. */
export class EngineThread {
  readonly #peer: Peer<EngineContract>;
  readonly #end: () => void;

  constructor(bundle: string, onEnd: (error: Error) => void) {
    const noBytes = (): Promise<never> =>
      Promise.reject(new Error('The engine is read by its path.'));
    const worker = spawn(bundle, onEnd, noBytes);
    this.#end = () => worker.terminate();
    this.#peer = connect(worker, hostOfEngine, engineContract, { requests: {}, events: {} });
  }

  end(): void {
    this.#end();
  }

  call<N extends EngineRequest>(
    name: N,
    params: EngineParams<N>,
    options: Omit<RequestOptions<Progress<EngineContract, N>>, 'timeoutMs'> = {},
  ): Promise<EngineResult<N>> {
    return this.#peer.request(name, params, { ...options, timeoutMs: SILENCE_MS });
  }

  /** Opens a file for as long as it is used. Rejects with `NoTraces` where it holds none. */
  async withFile<T>(
    path: string,
    signal: AbortSignal,
    use: (file: OpenedFile) => Promise<T>,
  ): Promise<T> {
    const opened = await this.call('open', { file: fileAt(path) }, { signal });
    if ('error' in opened) throw new NoTraces(opened.error);
    try {
      return await use(opened);
    } finally {
      await this.call('close', { handle: opened.handle });
    }
  }
}
