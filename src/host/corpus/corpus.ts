import { hostVoice } from '../shared/voice';
import * as vscode from 'vscode';
import { textHash } from '../../core/text/hash';
import { indexHeader, isUnread } from '../../core/corpus/fileIndex';
import type { GroupBy } from '../../core/corpus/groupings';
import type { CorpusState } from '../../protocol/corpus';
import type { corpusRequests, ExportKind } from '../../protocol/corpusCalls';
import type { EngineParams, EngineResult } from '../../protocol/engine';
import type { Services } from '../shared/services';
import { Cancelled, EngineStopped, StaleHandle } from '../shared/engine';
import { fileToRead } from '../shared/engineHost';
import { filesBelow, type FoundFile } from '../shared/traceFiles';
import { IndexStore } from '../shared/indexStore';

const SHOWN_PROBLEMS = 50;
/** The page is told about progress at most this often. */
const TELL_MS = 100;
/** How often the engine may end while one file is read, and in one run, before it is given up. */
const TRIES_A_FILE = 2;
const RESTARTS = 6;

type CorpusRequest = {
  [N in keyof typeof corpusRequests]: EngineParams<N> extends { readonly corpus: number }
    ? N
    : never;
}[keyof typeof corpusRequests];

/** The traces below some places, whose rows the engine holds. Dispose to stop and forget. */
export class Corpus implements vscode.Disposable {
  readonly #hold: { dispose(): void };
  readonly #configured: { dispose(): void };
  readonly #store: IndexStore;
  readonly #changed = new vscode.EventEmitter<CorpusState>();
  readonly onDidChange = this.#changed.event;
  readonly #problems: string[] = [];
  #state: CorpusState;
  #stop = new AbortController();
  #running: Promise<void> | null = null;
  #lastTold = 0;
  /** The engine that holds the rows, and their number in it. */
  #generation = 0;
  #corpus: number | null = null;

  constructor(
    private readonly services: Services,
    readonly roots: readonly vscode.Uri[],
    title: string,
  ) {
    // Rows live in the engine: it must not be shut down for being idle.
    this.#hold = services.engine.hold();
    // The sums are asked for again: prices are others now.
    this.#configured = services.engine.onDidConfigure(() => this.#tell({}, true));
    const key = textHash(roots.map(String).sort().join('\n'));
    const folder = vscode.Uri.joinPath(services.context.globalStorageUri, 'corpus', key);
    this.#store = new IndexStore(folder, indexHeader(), (reason) =>
      this.#problem(
        vscode.l10n.t(
          'What was read cannot be kept for the next time ({0}). The report is complete; the next one reads these files again.',
          reason,
        ),
      ),
    );
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
    this.#configured.dispose();
    this.#changed.dispose();
    // An engine that has ended has forgotten the rows.
    if (this.#corpus !== null) this.#call('corpusEnd', {}).catch(() => undefined);
    this.#hold.dispose();
  }

  /** Reads all files, those that are known and unchanged from the index. One run at a time. */
  read(): Promise<void> {
    this.#running ??= this.#read().finally(() => (this.#running = null));
    return this.#running;
  }

  cancel(): void {
    this.#stop.abort();
  }

  report(by: GroupBy): Promise<EngineResult<'corpusReport'>> {
    return this.#ask('corpusReport', { by });
  }

  rows(kind: ExportKind): Promise<Uint8Array> {
    return this.#ask('corpusExport', { kind });
  }

  /** One call about the rows of this corpus, in the engine that holds them. */
  #call<N extends CorpusRequest>(
    name: N,
    params: Omit<EngineParams<N>, 'corpus'>,
    options: { readonly signal?: AbortSignal; readonly transfer?: readonly ArrayBuffer[] } = {},
  ): Promise<EngineResult<N>> {
    const all = { ...params, corpus: this.#corpus } as unknown as EngineParams<N>;
    return this.services.engine.call(name, all, { ...options, generation: this.#generation });
  }

  /** Asks about the rows. When their engine has ended, all is read again first: unchanged files from the index. */
  async #ask<N extends CorpusRequest>(
    name: N,
    params: Omit<EngineParams<N>, 'corpus'>,
  ): Promise<EngineResult<N>> {
    try {
      return await this.#call(name, params);
    } catch (error) {
      if (!engineIsGone(error)) throw error;
      await this.read();
      return this.#call(name, params);
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
      await this.#store.compact((from) => this.#call('corpusIndex', { from }));
      this.#tell({ state: 'done' }, true);
    } catch (error) {
      await this.#store.flush();
      if (!(error instanceof Cancelled) && !signal.aborted)
        this.#problem(hostVoice().reason(error));
      this.#tell({ state: 'cancelled' }, true);
    }
  }

  /**
   * Reads files with as many engines as it takes: one that ends takes its rows along, so the next one begins anew from
   * the index. A file at which engines end is passed over.
   */
  async #readFiles(files: readonly FoundFile[], signal: AbortSignal): Promise<void> {
    const ends = new Map<FoundFile, number>();
    for (let restarts = 0; ; restarts++) {
      const rest = files.filter((file) => (ends.get(file) ?? 0) < TRIES_A_FILE);
      const stopped = await this.#readWithOneEngine(rest, files.length, signal);
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

  /** `null` when all were read; else the file at which the engine ended. Files that are not given count as done. */
  async #readWithOneEngine(
    files: readonly FoundFile[],
    total: number,
    signal: AbortSignal,
  ): Promise<{ readonly file: FoundFile; readonly error: Error } | null> {
    const leftOut = total - files.length;
    this.#tell({ ...nothingRead, filesTotal: total, filesDone: leftOut, otherFiles: leftOut });
    const { engine } = this.services;
    const instead = engine.generation === this.#generation ? this.#corpus : null;
    this.#corpus = await engine.call('corpusStart', { instead });
    this.#generation = engine.generation;
    for await (const index of this.#store.load()) {
      const transfer = [index.buffer];
      const { damaged } = await this.#call('corpusLoad', { index }, { signal, transfer });
      if (damaged > 0) this.services.log.warn(`corpus index: ${damaged} damaged lines left out`);
    }
    for (const file of files) {
      try {
        await this.#readFile(file, signal);
      } catch (error) {
        if (signal.aborted || !engineIsGone(error)) throw error;
        return { file, error };
      }
    }
    return null;
  }

  async #readFile({ uri, mtime }: FoundFile, signal: AbortSignal): Promise<void> {
    const { filesDone, otherFiles, unchanged, traces } = this.#state;
    try {
      const params = {
        file: await fileToRead(uri, this.services.columns.of(uri)),
        key: uri.toString(),
        mtime,
      };
      const result = await this.#call('corpusFile', params, { signal });
      if (result.line !== null) await this.#store.add(result.line);
      const { failure } = result;
      if (failure !== null && isUnread(failure)) {
        this.#problem(
          vscode.l10n.t('{0} was not read: {1}', uri.path, hostVoice().words(failure.message)),
        );
      }
      this.#tell({
        filesDone: filesDone + 1,
        traces: traces + result.traces,
        otherFiles: otherFiles + (failure === null ? 0 : 1),
        unchanged: unchanged + (result.unchanged ? 1 : 0),
      });
    } catch (error) {
      if (error instanceof Cancelled || signal.aborted || engineIsGone(error)) throw error;
      // A file that went away or cannot be read: told, and the rest goes on.
      this.#problem(`${uri.path}: ${hostVoice().reason(error)}`);
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

function engineIsGone(error: unknown): error is EngineStopped | StaleHandle {
  return error instanceof EngineStopped || error instanceof StaleHandle;
}

const nothingRead = { filesDone: 0, filesTotal: 0, traces: 0, otherFiles: 0, unchanged: 0 };
