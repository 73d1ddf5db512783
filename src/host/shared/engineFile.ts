import type { Message } from '../../core/model/message';
import type { Problem } from '../../core/model/problem';
import type { FileChange, OpenFailure } from '../../core/trace/traceFile';
import type {
  EngineContract,
  EngineParams,
  EngineRequest,
  EngineResult,
  FileToRead,
  OpenedFile,
  ReadProgress,
} from '../../protocol/engine';
import type { Progress } from '../../protocol/rpc';
import { EngineStopped, StaleHandle, type CallOptions, type Engine } from './engine';
import { SentenceError } from '../../core/text/sentenceError';
import { say } from '../../core/model/sentence';

/** How a file comes to the engine; called again when the engine had to be started anew or the file changed. */
export type LoadFile = () => Promise<FileToRead>;

/** The requests that are about one open file. */
export type FileRequest = {
  [N in EngineRequest]: EngineParams<N> extends { readonly handle: number } ? N : never;
}[EngineRequest];

/** A trace file that the engine holds open, with its listing. Dispose it when it is no longer shown. */
export class EngineFile {
  readonly #engine: Engine;
  readonly #load: LoadFile;
  #opened: OpenedFile | null = null;
  /** The file's number while it is being read for the first time. */
  #early: number | null = null;
  #hold: { dispose(): void } | null = null;
  #generation = 0;
  #reopening: Promise<OpenFailure | null> | null = null;

  constructor(engine: Engine, load: LoadFile) {
    this.#engine = engine;
    this.#load = load;
  }

  get format(): string {
    return this.#opened?.format ?? '';
  }

  get formatTitle(): Message | '' {
    return this.#opened?.formatTitle ?? '';
  }

  /** Whether it is the log of one run of an agent. */
  get isSession(): boolean {
    return this.#opened?.isSession ?? false;
  }

  /** Number of traces. */
  get count(): number {
    return this.#opened?.count ?? 0;
  }

  get problems(): readonly Problem[] {
    return this.#opened?.problems ?? [];
  }

  /** The file's number in the engine, for questions about two files. Throws when the file is closed. */
  get handle(): number {
    return this.#current().handle;
  }

  /**
   * Lists the traces; `null` when it went well, the failure when it is no traces. Rejects with `Cancelled`,
   * `EngineStopped` or the error of reading.
   */
  async open(options: CallOptions<ReadProgress> = {}): Promise<OpenFailure | null> {
    const file = await this.#load();
    const onProgress = (progress: ReadProgress): void => {
      this.#generation = this.#engine.generation;
      this.#early = progress.handle;
      options.onProgress?.(progress);
    };
    const transfer = buffersOf(file);
    const opened = await this.#engine
      .call('open', { file }, { ...options, onProgress, transfer })
      .finally(() => (this.#early = null));
    if ('error' in opened) return opened;
    this.#hold ??= this.#engine.hold();
    this.#opened = opened;
    this.#generation = this.#engine.generation;
    return null;
  }

  /** Asks about this file; opens it again when the engine was started anew. Rejects when it is closed or gone. */
  async ask<N extends FileRequest>(
    name: N,
    params: Omit<EngineParams<N>, 'handle'>,
    options: CallOptions<Progress<EngineContract, N>> = {},
  ): Promise<EngineResult<N>> {
    const call = (handle: number): Promise<EngineResult<N>> => {
      const all = { ...params, handle } as unknown as EngineParams<N>;
      return this.#engine.call(name, all, { ...options, generation: this.#generation });
    };
    try {
      // While the file is being read its list can be asked for already.
      return await call(this.#opened?.handle ?? this.#early ?? this.handle);
    } catch (error) {
      if (!(error instanceof StaleHandle)) throw error;
      this.#reopening ??= this.open().finally(() => (this.#reopening = null));
      const failure = await this.#reopening;
      if (failure !== null) throw new SentenceError(failure.error.message, { cause: error });
      return call(this.handle);
    }
  }

  /** Looks at the file again and reads what is new. */
  async refresh(): Promise<FileChange> {
    const file = await this.#load();
    const bytes = file.kind === 'bytes' ? file.bytes : null;
    const transfer = buffersOf(file);
    const { change, problems, count } = await this.ask('refresh', { bytes }, { transfer });
    if (this.#opened !== null) this.#opened = { ...this.#opened, problems, count };
    return change;
  }

  /** Lets the engine forget the file. */
  async close(): Promise<void> {
    const opened = this.#opened;
    if (opened === null) return;
    this.#opened = null;
    this.#hold?.dispose();
    this.#hold = null;
    const options = { generation: this.#generation };
    try {
      await this.#engine.call('close', { handle: opened.handle }, options);
    } catch (error) {
      // An engine that has ended has forgotten the file.
      if (!(error instanceof StaleHandle || error instanceof EngineStopped)) throw error;
    }
  }

  dispose(): void {
    this.close().catch(() => undefined);
  }

  #current(): OpenedFile {
    if (this.#opened === null) throw new SentenceError(say('The file is closed.'));
    return this.#opened;
  }
}

/** What of a file is moved to the engine instead of copied. */
export function buffersOf(file: FileToRead): readonly ArrayBuffer[] {
  return file.kind === 'bytes' ? [file.bytes.buffer] : [];
}
