import { say } from '../../../core/model/sentence';
import * as vscode from 'vscode';
import type { Problem } from '../../../core/model/problem';
import { CHOSEN_COLUMNS } from '../../../core/trace/columnMapping';
import type { Unrecognised } from '../../../core/trace/unrecognised';
import type { FileView } from '../../../protocol/traceData';
import type { ReadProgress } from '../../../protocol/engine';
import type { Services } from '../../shared/services';
import { EngineStopped } from '../../shared/engine';
import type { EngineFile } from '../../shared/engineFile';
import type { TraceReader } from '../reading/traceReader';
import { baseName } from '../../shared/uris';
import { FileWatch, type WatchedChange } from './fileWatch';
import { reasonOf, toldOf } from '../../../core/text/errors';
import { SentenceError } from '../../../core/text/sentenceError';

export type FileEvent =
  | {
      readonly type: 'progress';
      readonly read: number;
      readonly total: number;
      readonly count: number;
      readonly isSession: boolean;
    }
  /** Analyses are done: of this file, or of that of a sub-agent. */
  | { readonly type: 'list'; readonly agent?: string }
  | { readonly type: 'file'; readonly reason: 'ready' | 'grew' | 'replaced' | 'gone' | 'settings' }
  | { readonly type: 'trace'; readonly index: number; readonly reason: 'corrected' | 'grew' };

export interface DocumentTools {
  readonly services: Services;
  readonly reader: TraceReader;
}

/** The state of a file as its page shows it, without what a panel adds. */
export type FileState = Omit<FileView, 'start' | 'sidecar'>;

/**
 * A trace file that is opened in the worker and followed: it may grow, be replaced, vanish and come back. Failures are
 * states to show, never exceptions.
 */
export class FollowedFile implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<FileEvent>();
  readonly onDidChange = this.#changed.event;
  readonly #watch: FileWatch;
  readonly #configured: { dispose(): void };
  readonly #chosen: { dispose(): void };
  #work: Promise<void>;
  #opened: EngineFile | null = null;
  #failure: Problem | null = null;
  /** What was tried, where the file is not understood. */
  #report: Unrecognised | null = null;
  /** The columns by which it was opened last, to tell when they change. */
  #columns = '';
  /** While it is being read: its list can be asked for already. */
  #starting: EngineFile | null = null;
  #background = new AbortController();
  #analysing = false;
  #opening = new AbortController();
  #progress = { read: 0, total: 0, count: 0, isSession: false };
  #following = true;
  #missedChange = false;
  #disposed = false;

  constructor(
    private readonly uri: vscode.Uri,
    private readonly tools: DocumentTools,
  ) {
    this.#watch = new FileWatch(uri, (change) => this.#onChange(change));
    this.#configured = tools.services.engine.onDidConfigure(() => {
      this.#changed.fire({ type: 'file', reason: 'settings' });
    });
    this.#chosen = tools.services.columns.onDidChange(() => this.#onColumns());
    this.#work = this.#open('ready');
  }

  dispose(): void {
    this.#disposed = true;
    this.#opening.abort();
    this.#background.abort();
    this.#watch.dispose();
    this.#configured.dispose();
    this.#chosen.dispose();
    this.#opened?.dispose();
    this.#opened = null;
    this.#changed.dispose();
  }

  /** The file as far as it was read: what its list is asked of. `null` when there is nothing to ask. */
  get listed(): EngineFile | null {
    return this.#opened ?? this.#starting;
  }

  /** `null` while it is being opened and when it is no trace file. */
  get opened(): EngineFile | null {
    return this.#opened;
  }

  state(): FileState {
    return {
      name: baseName(this.uri),
      formatTitle: this.#opened?.formatTitle ?? '',
      state: this.#failure ? 'failed' : this.#opened ? 'ready' : 'loading',
      bytesRead: this.#progress.read,
      bytesTotal: this.#progress.total,
      isSession: this.#opened?.isSession ?? this.#progress.isSession,
      count: this.#opened?.count ?? (this.#failure ? 0 : this.#progress.count),
      problems: (this.#opened?.problems ?? []).map(plainProblem),
      failure: this.#failure && plainProblem(this.#failure),
      report: this.#report,
      columns: this.tools.services.columns.view(this.uri),
      byColumns: this.#opened?.format === CHOSEN_COLUMNS,
      following: this.#following,
    };
  }

  /** Resolves when the file is open; rejects with the reason when it is no trace file. */
  async whenOpen(): Promise<EngineFile> {
    await this.#work;
    if (this.#opened === null)
      throw new SentenceError(this.#failure?.message ?? say('The file is not open.'));
    return this.#opened;
  }

  cancelOpening(): void {
    this.#opening.abort();
  }

  setFollowing(following: boolean): void {
    this.#following = following;
    if (following && this.#missedChange) this.#onChange('grew');
  }

  /** Opens the file anew when other columns are chosen for it. */
  #onColumns(): void {
    this.#queue(async () => {
      if (this.#columns === this.#columnsNow()) return;
      this.#close();
      await this.#open('replaced');
    });
  }

  /** Does a thing after all before it; what still waits when the file is closed is not done any more. */
  #queue(work: () => Promise<void>): void {
    this.#work = this.#work.then(() => (this.#disposed ? undefined : work()));
  }

  #columnsNow(): string {
    return JSON.stringify(this.tools.services.columns.of(this.uri));
  }

  #onChange(change: WatchedChange): void {
    if (change === 'gone') {
      this.#fail({ code: 'deleted', message: say('The file was deleted or moved.') });
      this.#changed.fire({ type: 'file', reason: 'gone' });
      return;
    }
    this.#missedChange = !this.#following;
    if (!this.#following) return;
    this.#queue(() => (this.#opened ? this.#refresh() : this.#open('replaced')));
  }

  async #open(reason: 'ready' | 'replaced'): Promise<void> {
    const opening = new AbortController();
    this.#opening = opening;
    this.#failure = null;
    this.#report = null;
    this.#columns = this.#columnsNow();
    const { signal } = opening;
    try {
      await this.#watch.reset();
      const result = await this.#read(signal).catch((error: unknown) => {
        // All files share a worker: another one may have ended it. One that ends it itself does so again.
        if (!(error instanceof EngineStopped) || signal.aborted) throw error;
        return this.#read(signal);
      });
      if ('error' in result) this.#fail(result.error, result.report);
      else if (signal.aborted) result.dispose();
      else if (!(await this.#isStillThere())) result.dispose();
      else {
        this.#opened = result;
        this.#failure = null;
      }
      signal.throwIfAborted();
    } catch (error) {
      this.#fail(await whyNot(error, this.uri, signal.aborted, this.tools.services.log));
    }
    this.#changed.fire({ type: 'file', reason });
    if (this.#opened) this.#analyseList(this.#opened);
  }

  /** While it was being read it may have been gone, for good or for a moment. */
  async #isStillThere(): Promise<boolean> {
    return this.#failure === null || isThere(this.uri);
  }

  #read(signal: AbortSignal): ReturnType<TraceReader['open']> {
    this.#progress = { read: 0, total: 0, count: 0, isSession: false };
    const onProgress = ({ bytesRead, bytesTotal, count, isSession }: ReadProgress): void => {
      this.#progress = { read: bytesRead, total: bytesTotal, count, isSession };
      this.#changed.fire({ type: 'progress', ...this.#progress });
    };
    return this.tools.reader
      .open(this.uri, { signal, onProgress }, (started) => (this.#starting = started))
      .finally(() => (this.#starting = null));
  }

  async #refresh(): Promise<void> {
    const opened = this.#opened;
    if (opened === null) return;
    try {
      const change = await opened.refresh();
      if (change.kind === 'unchanged' || this.#opened !== opened) return;
      if (change.kind === 'failed') {
        this.#fail(change.error);
        this.#changed.fire({ type: 'file', reason: 'replaced' });
        return;
      }
      const from = change.kind === 'grown' ? change.from : 0;
      this.#changed.fire({ type: 'file', reason: change.kind === 'grown' ? 'grew' : 'replaced' });
      if (change.kind === 'grown') {
        this.#changed.fire({ type: 'trace', index: from, reason: 'grew' });
      }
      this.#analyseList(opened);
    } catch (error) {
      this.#fail(await whyNot(error, this.uri, false, this.tools.services.log));
      this.#changed.fire({ type: 'file', reason: 'replaced' });
    }
  }

  /** Goes on with the analyses when they have ended: something was looked at that has none. */
  analyseMore(): void {
    if (this.#opened !== null && !this.#analysing) this.#analyseList(this.#opened);
  }

  /** Has what is looked at and the first traces analysed for the list, in the background. */
  #analyseList(opened: EngineFile): void {
    this.#background.abort();
    const { signal } = (this.#background = new AbortController());
    const tell = (): void => {
      if (!signal.aborted) this.#changed.fire({ type: 'list' });
    };
    const ended = (): void => {
      if (!signal.aborted) this.#analysing = false;
      tell();
    };
    this.#analysing = true;
    opened.ask('analyseList', {}, { signal, onProgress: tell }).then(ended, (error: unknown) => {
      // A file that was closed or changed meanwhile is analysed anew; one that cannot be is not tried again.
      if (signal.aborted || this.#opened !== opened) return;
      this.tools.services.log.warn(`${this.uri.toString()}: ${String(error)}`);
    });
  }

  #fail(problem: Problem, report: Unrecognised | null = null): void {
    this.#close();
    this.#failure = problem;
    this.#report = report;
  }

  #close(): void {
    this.#background.abort();
    this.#opened?.dispose();
    this.#opened = null;
  }
}

function plainProblem(problem: Problem): FileView['problems'][number] {
  return { ...problem, ...(problem.at ? { at: { ...problem.at } } : {}) };
}

/** Why a file could not be opened, for the problem page. */
async function whyNot(
  error: unknown,
  uri: vscode.Uri,
  cancelled: boolean,
  log: vscode.LogOutputChannel,
): Promise<Problem> {
  if (cancelled) return { code: 'cancelled', message: say('Opening was cancelled.') };
  log.warn(`${uri.toString()}: ${reasonOf(error)}`);
  if (!(await isThere(uri)))
    return { code: 'deleted', message: say('The file was deleted or moved.') };
  return { code: 'unreadable', message: say('The file cannot be read: {0}', toldOf(error)) };
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
