import * as vscode from 'vscode';
import type { Problem } from '../../../core/problem';
import type { Trace } from '../../../core/trace/model';
import { reasoningText } from '../../../core/trace/model';
import type { FileView, TraceRow } from '../../../protocol/traceData';
import type { Services } from '../../shared/services';
import type { Prices } from '../prices';
import type { OpenedTraces, TraceReader } from '../reading/traceReader';
import { baseName } from '../reading/uriSource';
import type { AnalysedTrace } from '../view/analysed';
import { rowOf } from '../view/rows';
import { FileWatch, type FileChange } from './fileWatch';

export type DocumentEvent =
  | {
      readonly type: 'progress';
      readonly read: number;
      readonly total: number;
      readonly rows: TraceRow[];
    }
  | { readonly type: 'file'; readonly reason: 'ready' | 'grew' | 'replaced' | 'gone' | 'settings' }
  | { readonly type: 'trace'; readonly index: number; readonly reason: 'corrected' | 'grew' };

export interface DocumentTools {
  readonly services: Services;
  readonly reader: TraceReader;
  readonly prices: Prices;
}

/** Analysed traces kept in memory: the one shown, its neighbours and the other side of a comparison. */
const KEPT = 4;

/**
 * One file in the trace editor, shared by all its panels: opens it, follows its changes and keeps the traces read
 * last. Failures are states to show, never exceptions.
 */
export class TraceDocument implements vscode.CustomDocument {
  readonly #changed = new vscode.EventEmitter<DocumentEvent>();
  readonly onDidChange = this.#changed.event;
  readonly #disposed = new vscode.EventEmitter<void>();
  readonly onDidDispose = this.#disposed.event;
  readonly #tools: DocumentTools;
  readonly #watch: FileWatch;
  readonly #kept = new Map<number, Promise<AnalysedTrace>>();
  #opened: OpenedTraces | null = null;
  #failure: Problem | null = null;
  #openingDone: Promise<void>;
  #opening: AbortController | null = null;
  #progress = { read: 0, total: 0 };
  #rows: TraceRow[] = [];
  #following = true;
  #version = 0;

  constructor(
    readonly uri: vscode.Uri,
    tools: DocumentTools,
  ) {
    this.#tools = tools;
    this.#watch = new FileWatch(uri, (change) => void this.#onFileChange(change));
    this.#openingDone = this.#open('ready');
  }

  dispose(): void {
    this.#opening?.abort();
    this.#watch.dispose();
    this.#opened?.dispose();
    this.#kept.clear();
    this.#changed.dispose();
    this.#disposed.fire();
    this.#disposed.dispose();
  }

  get opened(): OpenedTraces | null {
    return this.#opened;
  }

  /** What the page shows of the file. */
  view(): Omit<FileView, 'start' | 'sidecar'> {
    return {
      name: baseName(this.uri),
      formatTitle: this.#opened?.file.formatTitle ?? '',
      state: this.#failure ? 'failed' : this.#opened ? 'ready' : 'loading',
      bytesRead: this.#progress.read,
      bytesTotal: this.#progress.total,
      rows: this.#rows,
      problems: (this.#opened?.file.problems ?? []).map(plainProblem),
      failure: this.#failure && plainProblem(this.#failure),
      following: this.#following,
    };
  }

  /** Reads and analyses one trace, or gives it from memory. Rejects when the file is not open or has no such trace. */
  analysed(index: number): Promise<AnalysedTrace> {
    const known = this.#kept.get(index);
    // Taken out and put back: the map is in order of last use.
    this.#kept.delete(index);
    const promise = known ?? this.#analyse(index);
    this.#kept.set(index, promise);
    if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    // A failed reading is not kept: the file may be back a moment later.
    promise.catch(() => this.#kept.get(index) === promise && this.#kept.delete(index));
    return promise;
  }

  /** Resolves when the file is open; rejects with the reason when it is no trace file. */
  async whenOpen(): Promise<void> {
    await this.#openingDone;
    if (this.#failure) throw new Error(this.#failure.message);
  }

  cancelOpening(): void {
    this.#opening?.abort();
  }

  setFollowing(following: boolean): void {
    const resume = following && !this.#following;
    this.#following = following;
    if (resume) this.#openingDone = this.#open('grew');
  }

  async #analyse(index: number): Promise<AnalysedTrace> {
    const opened = this.#opened;
    if (opened === null) throw new Error(this.#failure?.message ?? 'The file is not open.');
    const trace = await opened.file.read(index);
    const analysis = await opened.analyse(trace);
    return {
      trace,
      text: reasoningText(trace),
      analysis,
      suggested: analysis,
      corrected: new Set(),
      notes: new Map(),
      price: this.#price(trace),
      version: ++this.#version,
      canUndo: false,
      canRedo: false,
    };
  }

  #price({ model, usage }: Pick<Trace, 'model' | 'usage'>): AnalysedTrace['price'] {
    return this.#tools.prices.find(model, usage.inputTokens);
  }

  async #onFileChange(change: FileChange): Promise<void> {
    if (change === 'gone') {
      this.#fail({ code: 'empty', message: vscode.l10n.t('The file was deleted or moved.') });
      this.#changed.fire({ type: 'file', reason: 'gone' });
    } else if (change === 'replaced' || this.#following) {
      await (this.#openingDone = this.#open(change));
    }
  }

  async #open(reason: 'ready' | 'grew' | 'replaced'): Promise<void> {
    this.#opening?.abort();
    const opening = new AbortController();
    this.#opening = opening;
    const keepRows = reason === 'grew';
    if (!keepRows) this.#rows = [];
    const rows: TraceRow[] = [];
    try {
      await this.#watch.reset();
      const result = await this.#tools.reader.open(this.uri, {
        signal: opening.signal,
        onProgress: ({ bytesRead, bytesTotal, found }) => {
          const more = found.map((s) => rowOf(s, this.#price(s), null));
          rows.push(...more);
          if (keepRows || opening.signal.aborted) return;
          this.#rows = rows;
          this.#progress = { read: bytesRead, total: bytesTotal };
          this.#changed.fire({ type: 'progress', read: bytesRead, total: bytesTotal, rows: more });
        },
      });
      const current = this.#opening === opening;
      if (!('error' in result) && (opening.signal.aborted || !current)) result.dispose();
      if (!current) return;
      opening.signal.throwIfAborted();
      if ('error' in result) this.#fail(result.error);
      else this.#take(result, rows);
    } catch (error) {
      if (this.#opening !== opening) return;
      this.#fail(await this.#whyNot(error, opening.signal));
    }
    this.#opening = null;
    this.#changed.fire({ type: 'file', reason });
  }

  #take(opened: OpenedTraces, rows: TraceRow[]): void {
    this.#opened?.dispose();
    this.#opened = opened;
    this.#failure = null;
    this.#rows = rows;
    this.#kept.clear();
  }

  #fail(problem: Problem): void {
    this.#opened?.dispose();
    this.#opened = null;
    this.#failure = problem;
    this.#rows = [];
    this.#kept.clear();
  }

  async #whyNot(error: unknown, signal: AbortSignal): Promise<Problem> {
    if (signal.aborted) {
      return { code: 'truncated', message: vscode.l10n.t('Opening was cancelled.') };
    }
    const message = error instanceof Error ? error.message : String(error);
    this.#tools.services.log.warn(`${this.uri.toString()}: ${message}`);
    try {
      await vscode.workspace.fs.stat(this.uri);
    } catch {
      return { code: 'empty', message: vscode.l10n.t('The file was deleted or moved.') };
    }
    return { code: 'malformed', message: vscode.l10n.t('The file cannot be read: {0}', message) };
  }
}

function plainProblem(problem: Problem): FileView['problems'][number] {
  return { ...problem, ...(problem.at ? { at: { ...problem.at } } : {}) };
}
