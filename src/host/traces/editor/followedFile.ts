import * as vscode from 'vscode';
import type { Problem } from '../../../core/model/problem';
import type { FileView, TraceRow } from '../../../protocol/traceData';
import type { Services } from '../../shared/services';
import { WorkerStopped } from '../../shared/traceWorker';
import type { Prices } from '../prices';
import type { OpenedTraces, TraceReader } from '../reading/openedTraces';
import { baseName } from '../reading/uris';
import { FileWatch, type FileChange } from './fileWatch';
import { RowList } from './rowList';
import { whyNot } from './whyNot';

export type FileEvent =
  | {
      readonly type: 'progress';
      readonly read: number;
      readonly total: number;
      readonly rows: TraceRow[];
    }
  | { readonly type: 'rows'; readonly rows: TraceRow[] }
  | { readonly type: 'file'; readonly reason: 'ready' | 'grew' | 'replaced' | 'gone' | 'settings' }
  | { readonly type: 'trace'; readonly index: number; readonly reason: 'corrected' | 'grew' };

export interface DocumentTools {
  readonly services: Services;
  readonly reader: TraceReader;
  readonly prices: Prices;
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
  readonly #rows: RowList;
  readonly #watch: FileWatch;
  readonly #prices: vscode.Disposable;
  #work: Promise<void>;
  #opened: OpenedTraces | null = null;
  #failure: Problem | null = null;
  #opening = new AbortController();
  #progress = { read: 0, total: 0 };
  #following = true;
  #missedChange = false;

  constructor(
    private readonly uri: vscode.Uri,
    private readonly tools: DocumentTools,
  ) {
    this.#rows = new RowList(tools.prices, (rows) => this.#changed.fire({ type: 'rows', rows }));
    this.#watch = new FileWatch(uri, (change) => this.#onChange(change));
    this.#prices = tools.prices.onDidChange(() => {
      if (this.#opened) this.#completeRows(this.#opened);
      this.#changed.fire({ type: 'file', reason: 'settings' });
    });
    this.#work = this.#open('ready');
  }

  dispose(): void {
    this.#opening.abort();
    this.#rows.stop();
    this.#watch.dispose();
    this.#prices.dispose();
    this.#opened?.dispose();
    this.#opened = null;
    this.#changed.dispose();
  }

  get rows(): readonly TraceRow[] {
    return this.#rows.all;
  }

  /** `null` while it is being opened and when it is no trace file. */
  get opened(): OpenedTraces | null {
    return this.#opened;
  }

  state(): FileState {
    return {
      name: baseName(this.uri),
      formatTitle: this.#opened?.file.formatTitle ?? '',
      state: this.#failure ? 'failed' : this.#opened ? 'ready' : 'loading',
      bytesRead: this.#progress.read,
      bytesTotal: this.#progress.total,
      rows: this.#rows.all,
      problems: (this.#opened?.file.problems ?? []).map(plainProblem),
      failure: this.#failure && plainProblem(this.#failure),
      following: this.#following,
    };
  }

  /** Resolves when the file is open; rejects with the reason when it is no trace file. */
  async whenOpen(): Promise<OpenedTraces> {
    await this.#work;
    if (this.#opened === null) throw new Error(this.#failure?.message ?? 'The file is not open.');
    return this.#opened;
  }

  cancelOpening(): void {
    this.#opening.abort();
  }

  setFollowing(following: boolean): void {
    this.#following = following;
    if (following && this.#missedChange) this.#onChange('grew');
  }

  #onChange(change: FileChange): void {
    if (change === 'gone') {
      this.#fail({ code: 'empty', message: vscode.l10n.t('The file was deleted or moved.') });
      this.#changed.fire({ type: 'file', reason: 'gone' });
      return;
    }
    this.#missedChange = !this.#following;
    if (!this.#following) return;
    this.#work = this.#work.then(() => (this.#opened ? this.#refresh() : this.#open('replaced')));
  }

  async #open(reason: 'ready' | 'replaced'): Promise<void> {
    const opening = new AbortController();
    this.#opening = opening;
    this.#failure = null;
    const { signal } = opening;
    try {
      await this.#watch.reset();
      const result = await this.#read(signal).catch((error: unknown) => {
        // All files share a worker: another one may have ended it. One that ends it itself does so again.
        if (!(error instanceof WorkerStopped) || signal.aborted) throw error;
        return this.#read(signal);
      });
      if ('error' in result) this.#fail(result.error);
      else if (signal.aborted) result.dispose();
      else this.#opened = result;
      signal.throwIfAborted();
    } catch (error) {
      this.#fail(await whyNot(error, this.uri, signal.aborted, this.tools.services.log));
    }
    this.#changed.fire({ type: 'file', reason });
    if (this.#opened) this.#completeRows(this.#opened);
  }

  #read(signal: AbortSignal): ReturnType<TraceReader['open']> {
    this.#rows.clear();
    return this.tools.reader.open(this.uri, {
      signal,
      onProgress: ({ bytesRead, bytesTotal, found }) => {
        const rows = this.#rows.add(found);
        this.#progress = { read: bytesRead, total: bytesTotal };
        this.#changed.fire({ type: 'progress', read: bytesRead, total: bytesTotal, rows });
      },
    });
  }

  async #refresh(): Promise<void> {
    const opened = this.#opened;
    if (opened === null) return;
    try {
      const change = await opened.file.refresh();
      if (change.kind === 'unchanged' || this.#opened !== opened) return;
      if (change.kind === 'failed') {
        this.#fail(change.error);
        this.#changed.fire({ type: 'file', reason: 'replaced' });
        return;
      }
      const from = change.kind === 'grown' ? change.from : 0;
      this.#rows.replaceFrom(from, opened.file.summaries);
      this.#changed.fire({ type: 'file', reason: change.kind === 'grown' ? 'grew' : 'replaced' });
      if (change.kind === 'grown') {
        this.#changed.fire({ type: 'trace', index: from, reason: 'grew' });
      }
      this.#completeRows(opened);
    } catch (error) {
      this.#fail(await whyNot(error, this.uri, false, this.tools.services.log));
      this.#changed.fire({ type: 'file', reason: 'replaced' });
    }
  }

  #completeRows(opened: OpenedTraces): void {
    this.#rows.complete(opened).catch((error: unknown) => {
      // A file that was closed or changed meanwhile is completed anew.
      if (this.#opened !== opened) return;
      this.tools.services.log.warn(`${this.uri.toString()}: ${String(error)}`);
    });
  }

  #fail(problem: Problem): void {
    this.#opened?.dispose();
    this.#opened = null;
    this.#failure = problem;
    this.#rows.clear();
  }
}

function plainProblem(problem: Problem): FileView['problems'][number] {
  return { ...problem, ...(problem.at ? { at: { ...problem.at } } : {}) };
}
