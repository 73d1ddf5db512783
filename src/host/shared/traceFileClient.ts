import type { Problem } from '../../core/model/problem';
import type { Trace } from '../../core/model/trace';
import type {
  FileChange,
  OpenFailure,
  OpenOptions,
  OpenProgress,
  TraceFile,
  TraceSummary,
} from '../../core/trace/traceFile';
import type { ViewCallName, ViewCalls } from '../../protocol/viewCalls';
import type { AnalysedTrace, CallParams, OpenedFile, WorkerFile } from '../../protocol/worker';
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
  options: OpenOptions = {},
): Promise<TraceFileClient | OpenFailure> {
  const client = new TraceFileClient(worker, load);
  return (await client.open(options)) ?? client;
}

/** A trace file that the worker holds open; the listing is kept here. Close it when it is no longer shown. */
export class TraceFileClient implements TraceFile {
  readonly #worker: TraceWorker;
  readonly #load: LoadFile;
  #summaries: TraceSummary[] = [];
  #opened: OpenedFile | null = null;
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

  get summaries(): readonly TraceSummary[] {
    return this.#summaries;
  }

  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** Lists the traces; `null` when it went well. */
  async open(options: OpenOptions): Promise<OpenFailure | null> {
    const found: TraceSummary[] = [];
    const file = await this.#load();
    const onProgress = collect(found, options);
    const transfer = buffersOf(file);
    const opened = await this.#worker.call('open', { file }, { ...options, onProgress, transfer });
    if ('error' in opened) return opened;
    if (this.#opened === null) this.#worker.hold(1);
    this.#opened = opened;
    this.#summaries = found;
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
  analyse(index: number, options: OpenOptions = {}): Promise<AnalysedTrace> {
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

  async refresh(options: OpenOptions = {}): Promise<FileChange> {
    const file = await this.#load();
    const bytes = file.kind === 'bytes' ? file.bytes : null;
    const found: TraceSummary[] = [];
    const { change, problems } = await this.#withHandle(({ handle, generation }) =>
      this.#worker.call(
        'refresh',
        { handle, bytes },
        {
          ...options,
          onProgress: collect(found, options),
          generation,
          transfer: buffersOf(file),
        },
      ),
    );
    this.#problems = problems;
    switch (change.kind) {
      case 'grown':
        this.#merge(found, change.from);
        break;
      case 'replaced':
        this.#summaries = found;
        break;
      case 'unchanged':
      case 'failed':
        break;
    }
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

  /** Rows before `from` stay; a file that was read again from its start gives them a second time. */
  #merge(found: readonly TraceSummary[], from: number): void {
    const fresh = found.filter((summary) => summary.index >= from);
    this.#summaries = [...this.#summaries.slice(0, from), ...fresh];
  }

  /** Asks with the file's handle; opens the file again when the worker was started anew. */
  async #withHandle<T>(
    ask: (file: { readonly handle: number; readonly generation: number }) => Promise<T>,
  ): Promise<T> {
    const { handle } = this.#current();
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

function collect(found: TraceSummary[], options: OpenOptions): (progress: OpenProgress) => void {
  return (progress) => {
    for (const summary of progress.found) found.push(summary);
    options.onProgress?.(progress);
  };
}
