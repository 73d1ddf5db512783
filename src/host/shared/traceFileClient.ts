import type { Problem } from '../../core/model/problem';
import type { Trace } from '../../core/model/trace';
import type { FileChange, OpenFailure } from '../../core/trace/traceFile';
import type { ViewCallName, ViewCalls } from '../../protocol/viewCalls';
import type {
  AnalysedTrace,
  CallParams,
  CallProgress,
  OpenedFile,
  WorkerFile,
} from '../../protocol/worker';
import {
  buffersOf,
  StaleHandle,
  WorkerStopped,
  type CallOptions,
  type TraceWorker,
} from './traceWorker';

/** How a file comes to the worker; called again when the worker had to be started anew or the file changed. */
export type LoadFile = () => Promise<WorkerFile>;

/**
 * Opens a file in the worker. Gives the failure when it is no traces; rejects with `Cancelled`, `WorkerStopped` or the
 * error of reading.
 */
export async function openInWorker(
  worker: TraceWorker,
  load: LoadFile,
  options: CallOptions = {},
): Promise<TraceFileClient | OpenFailure> {
  const client = new TraceFileClient(worker, load);
  return (await client.open(options)) ?? client;
}

/** A trace file that the worker holds open, with its listing. Close it when it is no longer shown. */
export class TraceFileClient {
  readonly #worker: TraceWorker;
  readonly #load: LoadFile;
  #count = 0;
  #opened: OpenedFile | null = null;
  /** The file's number while it is being read for the first time. */
  #early: number | null = null;
  #problems: readonly Problem[] = [];
  #generation = 0;
  #reopening: Promise<OpenFailure | null> | null = null;

  constructor(worker: TraceWorker, load: LoadFile) {
    this.#worker = worker;
    this.#load = load;
  }

  get format(): string {
    return this.#opened?.format ?? '';
  }

  get formatTitle(): string {
    return this.#opened?.formatTitle ?? '';
  }

  /** Number of traces. */
  get count(): number {
    return this.#count;
  }

  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** Lists the traces; `null` when it went well. */
  async open(options: CallOptions): Promise<OpenFailure | null> {
    const file = await this.#load();
    const onProgress = (progress: CallProgress): void => {
      this.#generation = this.#worker.generation;
      this.#early = progress.handle;
      options.onProgress?.(progress);
    };
    const transfer = buffersOf(file);
    const opened = await this.#worker
      .call('open', { file }, { ...options, onProgress, transfer })
      .finally(() => (this.#early = null));
    if ('error' in opened) return opened;
    if (this.#opened === null) this.#worker.hold(1);
    this.#opened = opened;
    this.#count = opened.count;
    this.#problems = opened.problems;
    this.#generation = this.#worker.generation;
    return null;
  }

  read(index: number): Promise<Trace> {
    return this.#withHandle(({ handle, generation }) =>
      this.#worker.call('read', { handle, index }, { generation }),
    );
  }

  /** A trace with its steps. */
  analyse(index: number, options: CallOptions = {}): Promise<AnalysedTrace> {
    return this.#withHandle(({ handle, generation }) =>
      this.#worker.call('analyse', { handle, index }, { ...options, generation }),
    );
  }

  /** Asks a question of a view about this file. */
  view<N extends ViewCallName>(
    name: N,
    params: Omit<ViewCalls[N]['params'], 'handle'>,
    options: CallOptions = {},
  ): Promise<ViewCalls[N]['result']> {
    return this.#withHandle(({ handle, generation }) =>
      this.#worker.call(name, { ...params, handle } as CallParams<N>, { ...options, generation }),
    );
  }

  /** The file's number in the worker, for questions about two files. Throws when the file is closed. */
  get handle(): number {
    return this.#current().handle;
  }

  async refresh(options: CallOptions = {}): Promise<FileChange> {
    const file = await this.#load();
    const bytes = file.kind === 'bytes' ? file.bytes : null;
    const transfer = buffersOf(file);
    const { change, problems, count } = await this.#withHandle(({ handle, generation }) =>
      this.#worker.call('refresh', { handle, bytes }, { ...options, generation, transfer }),
    );
    this.#problems = problems;
    this.#count = count;
    return change;
  }

  /** Lets the worker forget the file. */
  async close(): Promise<void> {
    const opened = this.#opened;
    if (opened === null) return;
    this.#opened = null;
    this.#worker.hold(-1);
    const { handle } = opened;
    try {
      await this.#worker.call('close', { handle }, { generation: this.#generation });
    } catch (error) {
      // A worker that has ended has forgotten the file.
      if (!(error instanceof StaleHandle || error instanceof WorkerStopped)) throw error;
    }
  }

  /** Asks with the file's handle; opens the file again when the worker was started anew. */
  async #withHandle<T>(
    ask: (file: { readonly handle: number; readonly generation: number }) => Promise<T>,
  ): Promise<T> {
    // While the file is being read its list can be asked for already.
    const handle = this.#opened?.handle ?? this.#early ?? this.#current().handle;
    try {
      return await ask({ handle, generation: this.#generation });
    } catch (error) {
      if (!(error instanceof StaleHandle)) throw error;
      this.#reopening ??= this.open({}).finally(() => {
        this.#reopening = null;
      });
      const failure = await this.#reopening;
      if (failure !== null) throw new Error(failure.error.message, { cause: error });
      return ask({ handle: this.#current().handle, generation: this.#generation });
    }
  }

  #current(): OpenedFile {
    if (this.#opened === null) throw new Error('The file is closed.');
    return this.#opened;
  }
}
