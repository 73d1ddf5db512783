import * as vscode from 'vscode';
import { textHash } from '../../core/text/hash';
import type { GroupBy } from '../../core/corpus/model';
import type { CorpusState } from '../../protocol/corpus';
import type { CorpusCallName, CorpusCalls, ExportKind } from '../../protocol/corpusCalls';
import type { CallParams, CallResult } from '../../protocol/worker';
import { readOwnModels } from '../estimate/settings';
import type { Services } from '../shared/services';
import { Cancelled, StaleHandle, WorkerStopped, type TraceWorker } from '../shared/traceWorker';
import { createTraceWorker, workerFile } from '../shared/workerFiles';
import { filesBelow, type FoundFile } from '../shared/traceFiles';
import { IndexStore } from './indexStore';

const SHOWN_PROBLEMS = 50;
/** The page is told about progress at most this often. */
const TELL_MS = 100;
/** How often the worker may end while one file is read, and in one run, before it is given up. */
const TRIES_A_FILE = 2;
const RESTARTS = 6;

/** The traces below some places, read into a worker of their own. Dispose to stop and forget. */
export class Corpus implements vscode.Disposable {
  readonly #worker: TraceWorker;
  readonly #store: IndexStore;
  readonly #changed = new vscode.EventEmitter<CorpusState>();
  readonly onDidChange = this.#changed.event;
  readonly #problems: string[] = [];
  #state: CorpusState;
  #stop = new AbortController();
  #running: Promise<void> | null = null;
  #lastTold = 0;
  /** The worker that holds the rows. */
  #generation = 0;

  constructor(
    private readonly services: Services,
    readonly roots: readonly vscode.Uri[],
    title: string,
    worker: TraceWorker = createTraceWorker(services.context.extensionUri),
  ) {
    this.#worker = worker;
    // Rows live in the worker: it must not be shut down for being idle.
    this.#worker.hold(1);
    const key = textHash(roots.map(String).sort().join('\n'));
    const folder = vscode.Uri.joinPath(services.context.globalStorageUri, 'corpus', key);
    this.#store = new IndexStore(folder, (message) => this.#problem(message));
    this.#state = {
      title,
      state: 'reading',
      roots: roots.map(String),
      problems: [],
      ...nothingRead,
    };
  }

  get state(): CorpusState {
    return this.#state;
  }

  dispose(): void {
    this.#stop.abort();
    this.#worker.dispose();
    this.#changed.dispose();
  }

  /** Reads all files, those that are known and unchanged from the index. One run at a time. */
  read(): Promise<void> {
    this.#running ??= this.#read().finally(() => (this.#running = null));
    return this.#running;
  }

  cancel(): void {
    this.#stop.abort();
  }

  report(by: GroupBy): Promise<CorpusCalls['corpusReport']['result']> {
    return this.#ask('corpusReport', { by });
  }

  rows(kind: ExportKind): Promise<Uint8Array> {
    return this.#ask('corpusExport', { kind });
  }

  /** Asks about the rows. When their worker has ended, all is read again first: unchanged files from the index. */
  async #ask<N extends CorpusCallName>(name: N, params: CallParams<N>): Promise<CallResult<N>> {
    try {
      return await this.#worker.call(name, params, { generation: this.#generation });
    } catch (error) {
      if (!workerIsGone(error)) throw error;
      await this.read();
      return this.#worker.call(name, params, { generation: this.#generation });
    }
  }

  async #read(): Promise<void> {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.#problems.length = 0;
    this.#tell({ state: 'reading', problems: [], ...nothingRead }, true);
    try {
      const files: FoundFile[] = [];
      const isStopped = (): boolean => signal.aborted;
      for await (const file of filesBelow(this.roots, isStopped, (m) => this.#problem(m))) {
        files.push(file);
        this.#tell({ filesTotal: files.length });
      }
      await this.#readFiles(files, signal);
      await this.#store.compact((from) =>
        this.#worker.call('corpusIndex', { from }, { generation: this.#generation }),
      );
      this.#tell({ state: 'done' }, true);
    } catch (error) {
      await this.#store.flush();
      if (!(error instanceof Cancelled) && !signal.aborted) this.#problem(reasonOf(error));
      this.#tell({ state: 'cancelled' }, true);
    }
  }

  /**
   * Reads files with as many workers as it takes: one that ends takes its rows along, so the next one begins anew from
   * the index. A file at which workers end is passed over.
   */
  async #readFiles(files: readonly FoundFile[], signal: AbortSignal): Promise<void> {
    const ends = new Map<FoundFile, number>();
    for (let restarts = 0; ; restarts++) {
      const rest = files.filter((file) => (ends.get(file) ?? 0) < TRIES_A_FILE);
      const stopped = await this.#readWithOneWorker(rest, files.length, signal);
      if (stopped === null) return;
      const { file, error } = stopped;
      if (restarts >= RESTARTS) throw error;
      this.services.log.warn(`corpus: ${file.uri.path}: ${error.message}`);
      await this.#store.flush();
      const count = (ends.get(file) ?? 0) + 1;
      ends.set(file, count);
      if (count < TRIES_A_FILE) continue;
      const { path } = file.uri;
      this.#problem(vscode.l10n.t('{0} was left out: reading it ended the reader twice.', path));
    }
  }

  /** `null` when all were read; else the file at which the worker ended. Files that are not given count as done. */
  async #readWithOneWorker(
    files: readonly FoundFile[],
    total: number,
    signal: AbortSignal,
  ): Promise<{ readonly file: FoundFile; readonly error: Error } | null> {
    const leftOut = total - files.length;
    this.#tell({ ...nothingRead, filesTotal: total, filesDone: leftOut, otherFiles: leftOut });
    await this.#worker.call('corpusPrices', { models: readOwnModels().models });
    this.#generation = this.#worker.generation;
    const options = { signal, generation: this.#generation };
    for await (const index of this.#store.load()) {
      const transfer = [index.buffer];
      const { damaged } = await this.#worker.call(
        'corpusLoad',
        { index },
        { ...options, transfer },
      );
      if (damaged > 0) this.services.log.warn(`corpus index: ${damaged} damaged lines left out`);
    }
    for (const file of files) {
      try {
        await this.#readFile(file, options);
      } catch (error) {
        if (signal.aborted || !workerIsGone(error)) throw error;
        return { file, error };
      }
    }
    return null;
  }

  async #readFile(
    { uri, mtime }: FoundFile,
    options: { readonly signal: AbortSignal; readonly generation: number },
  ): Promise<void> {
    const { filesDone, otherFiles, unchanged, traces } = this.#state;
    try {
      const params = { file: await workerFile(uri), key: uri.toString(), mtime };
      const result = await this.#worker.call('corpusFile', params, options);
      if (result.line !== null) await this.#store.add(result.line);
      this.#tell({
        filesDone: filesDone + 1,
        traces: traces + result.traces,
        otherFiles: otherFiles + (result.failure === null ? 0 : 1),
        unchanged: unchanged + (result.unchanged ? 1 : 0),
      });
    } catch (error) {
      if (error instanceof Cancelled || options.signal.aborted || workerIsGone(error)) throw error;
      // A file that went away or cannot be read: told, and the rest goes on.
      this.#problem(`${uri.path}: ${reasonOf(error)}`);
      this.#tell({ filesDone: filesDone + 1, otherFiles: otherFiles + 1 });
    }
  }

  #problem(message: string): void {
    if (this.#problems.includes(message)) return;
    this.services.log.warn(`corpus: ${message}`);
    if (this.#problems.length < SHOWN_PROBLEMS) this.#problems.push(message);
    this.#tell({ problems: [...this.#problems] });
  }

  #tell(change: Partial<CorpusState>, now = false): void {
    this.#state = { ...this.#state, ...change };
    if (!now && Date.now() - this.#lastTold < TELL_MS) return;
    this.#lastTold = Date.now();
    this.#changed.fire(this.#state);
  }
}

function workerIsGone(error: unknown): error is WorkerStopped | StaleHandle {
  return error instanceof WorkerStopped || error instanceof StaleHandle;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const nothingRead = { filesDone: 0, filesTotal: 0, traces: 0, otherFiles: 0, unchanged: 0 };
