import * as vscode from 'vscode';
import { textHash } from '../../core/corpus/hash';
import type { GroupBy } from '../../core/corpus/model';
import type { CorpusState } from '../../protocol/corpus';
import type { CorpusCalls, ExportKind } from '../../protocol/corpusCalls';
import { readOwnModels } from '../estimate/settings';
import type { Services } from '../shared/services';
import { Cancelled, WorkerStopped, type TraceWorker } from '../shared/traceWorker';
import { createTraceWorker, workerFile } from '../shared/workerFiles';
import type { FoundFile } from '../traces/saved/walk';
import { filesBelow } from './findFiles';
import { IndexStore } from './indexStore';

const SHOWN_PROBLEMS = 50;
/** The page is told about progress at most this often. */
const TELL_MS = 100;

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

  constructor(
    private readonly services: Services,
    readonly roots: readonly vscode.Uri[],
    title: string,
  ) {
    this.#worker = createTraceWorker(services.context.extensionUri);
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
    return this.#worker.call('corpusReport', { by });
  }

  rows(kind: ExportKind): Promise<Uint8Array> {
    return this.#worker.call('corpusExport', { kind });
  }

  async #read(): Promise<void> {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.#problems.length = 0;
    this.#tell({ state: 'reading', problems: [], ...nothingRead }, true);
    try {
      await this.#worker.call('corpusPrices', { models: readOwnModels().models });
      for await (const index of this.#store.load()) {
        const { damaged } = await this.#worker.call('corpusLoad', { index }, { signal });
        if (damaged > 0) this.services.log.warn(`corpus index: ${damaged} damaged lines left out`);
      }
      const files: FoundFile[] = [];
      for await (const file of filesBelow(
        this.roots,
        () => signal.aborted,
        (m) => this.#problem(m),
      )) {
        files.push(file);
        this.#tell({ filesTotal: files.length });
      }
      for (const file of files) await this.#readFile(file, signal);
      await this.#store.compact(await this.#worker.call('corpusIndex', null));
      this.#tell({ state: 'done' }, true);
    } catch (error) {
      await this.#store.flush();
      if (!(error instanceof Cancelled) && !signal.aborted) this.#problem(String(error));
      this.#tell({ state: 'cancelled' }, true);
    }
  }

  async #readFile({ uri, mtime }: FoundFile, signal: AbortSignal): Promise<void> {
    const { filesDone, otherFiles, unchanged, traces } = this.#state;
    try {
      const params = { file: await workerFile(uri), key: uri.toString(), mtime };
      const result = await this.#worker.call('corpusFile', params, { signal });
      if (result.line !== null) await this.#store.add(result.line);
      this.#tell({
        filesDone: filesDone + 1,
        traces: traces + result.traces,
        otherFiles: otherFiles + (result.failure === null ? 0 : 1),
        unchanged: unchanged + (result.unchanged ? 1 : 0),
      });
    } catch (error) {
      if (error instanceof Cancelled || signal.aborted) throw error;
      // The rows went with the worker: what was read is in the index, so going on is cheap.
      if (error instanceof WorkerStopped) throw error;
      // A file that went away or cannot be read: told, and the rest goes on.
      this.#problem(`${uri.path}: ${error instanceof Error ? error.message : String(error)}`);
      this.#tell({ filesDone: filesDone + 1, otherFiles: otherFiles + 1 });
    }
  }

  #problem(message: string): void {
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

const nothingRead = { filesDone: 0, filesTotal: 0, traces: 0, otherFiles: 0, unchanged: 0 };
