import * as vscode from 'vscode';
import type { Problem } from '../../../core/problem';
import type { TextPosition } from '../../../core/reveal/filePosition';
import type { CorrectionByNumber } from '../../../core/steps/corrections/corrections';
import type { FileView, FindResult, TraceOutline, TraceRow } from '../../../protocol/traceData';
import {
  TIMEOUT,
  type FindQuery,
  type TraceKey,
  type ViewCallName,
  type ViewCalls,
} from '../../../protocol/viewCalls';
import type { Services } from '../../shared/services';
import { WorkerStopped } from '../../shared/traceWorker';
import type { Prices } from '../prices';
import type { OpenedTraces, TraceReader } from '../reading/openedTraces';
import { baseName } from '../reading/uris';
import { SidecarFile, sidecarName } from '../sidecar/sidecarFile';
import { Corrections } from './corrections';
import { FileWatch, type FileChange } from './fileWatch';
import { localisedOutline } from './localise';
import { RowList } from './rowList';
import { whyNot } from './whyNot';

export type DocumentEvent =
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

type OfTrace = ViewCallName extends infer N
  ? N extends ViewCallName
    ? ViewCalls[N]['params'] extends TraceKey
      ? N
      : never
    : never
  : never;

/** A search that gives no sign for this long is stopped. */
const SEARCH_LIMIT_MS = 5_000;

/**
 * One file in the trace editor, shared by all its panels: opens it, follows its changes, keeps its corrections.
 * Failures are states to show, never exceptions.
 */
export class TraceDocument implements vscode.CustomDocument {
  readonly #changed = new vscode.EventEmitter<DocumentEvent>();
  readonly onDidChange = this.#changed.event;
  readonly #disposed = new vscode.EventEmitter<void>();
  readonly onDidDispose = this.#disposed.event;
  readonly #tools: DocumentTools;
  readonly #watches: readonly { dispose(): unknown }[];
  readonly #fileWatch: FileWatch;
  readonly #corrections: Corrections;
  #work: Promise<void>;
  #opened: OpenedTraces | null = null;
  #failure: Problem | null = null;
  #opening = new AbortController();
  #progress = { read: 0, total: 0 };
  readonly #rows: RowList;
  #following = true;
  #missedChange = false;
  #lastOutline: {
    readonly index: number;
    readonly version: number;
    readonly outline: Promise<TraceOutline>;
  } | null = null;
  #version = 0;

  constructor(
    readonly uri: vscode.Uri,
    tools: DocumentTools,
  ) {
    this.#tools = tools;
    this.#rows = new RowList(tools.prices, (rows) => this.#changed.fire({ type: 'rows', rows }));
    const sidecar = new SidecarFile(uri, tools.services);
    this.#corrections = new Corrections(sidecar);
    this.#fileWatch = new FileWatch(uri, (change) => this.#onFileChange(change));
    const sidecarWatch = new FileWatch(sidecar.uri, () => {
      this.#onSidecarChange(sidecar).catch((error: unknown) =>
        tools.services.log.warn(String(error)),
      );
    });
    const prices = tools.prices.onDidChange(() => this.#onPrices());
    this.#watches = [this.#fileWatch, sidecarWatch, prices];
    void sidecarWatch.reset();
    this.#work = this.#open('ready');
  }

  dispose(): void {
    this.#opening.abort();
    this.#rows.stop();
    for (const watch of this.#watches) watch.dispose();
    this.#opened?.dispose();
    this.#opened = null;
    this.#changed.dispose();
    this.#disposed.fire();
    this.#disposed.dispose();
  }

  /** What the page shows of the file. */
  view(): Omit<FileView, 'start'> {
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
      sidecar: sidecarName(this.uri),
    };
  }

  /** Resolves when the file is open; rejects with the reason when it is no trace file. */
  async whenOpen(): Promise<OpenedTraces> {
    await this.#work;
    if (this.#opened === null) throw new Error(this.#failure?.message ?? 'The file is not open.');
    return this.#opened;
  }

  /** Asks about a trace with its corrections. Rejects when the file is not open or has no such trace. */
  async ask<N extends OfTrace>(
    name: N,
    params: Omit<ViewCalls[N]['params'], 'handle' | 'corrections'> & { readonly index: number },
  ): Promise<ViewCalls[N]['result']> {
    const opened = await this.whenOpen();
    const corrections = (await this.#history(params.index)).done;
    const all = { ...params, corrections } as unknown as Omit<ViewCalls[N]['params'], 'handle'>;
    return opened.ask(name, all);
  }

  /**
   * Searches the steps. A regular expression can take for ever on a single step: the worker is stopped then, starts
   * anew with the next question, and the page is told.
   */
  async find(index: number, query: FindQuery): Promise<FindResult> {
    const opened = await this.whenOpen();
    const { done: corrections } = await this.#history(index);
    const tooLong = vscode.l10n.t('The search took too long and was stopped.');
    try {
      const found = await opened.ask(
        'find',
        { index, corrections, ...query },
        { silenceMs: SEARCH_LIMIT_MS },
      );
      return found.problem === TIMEOUT ? { ...found, problem: tooLong } : found;
    } catch (error) {
      if (!(error instanceof WorkerStopped)) throw error;
      return { steps: new Uint32Array(), snippets: [], problem: tooLong };
    }
  }

  /** Line and column of a byte offset; rejects when the file is not open. */
  async positionAt(offset: number): Promise<TextPosition> {
    // A file that is no trace has no worker behind it: its problem page opens it at the start.
    if (this.#opened === null) return { line: 0, character: 0 };
    return this.#opened.ask('positionAt', { offset });
  }

  /** A trace as its page shows it; the last one is kept, because it is asked for at every step the user takes. */
  outline(index: number): Promise<TraceOutline> {
    const version = this.#version;
    const last = this.#lastOutline;
    if (last?.index === index && last.version === version) return last.outline;
    const outline = this.ask('outline', { index }).then((o) => this.#complete(o, index));
    this.#lastOutline = { index, version, outline };
    outline.catch(() => {
      this.#lastOutline = null;
    });
    return outline;
  }

  /** The trace as another file's worker call names it. */
  async key(index: number): Promise<TraceKey> {
    const opened = await this.whenOpen();
    const { done } = await this.#history(index);
    return { handle: opened.file.handle, index, corrections: done };
  }

  /** Adds what only the host knows. */
  async #complete(outline: ViewCalls['outline']['result'], index: number): Promise<TraceOutline> {
    const { done, undone } = await this.#history(index);
    const version = this.#version;
    const [canUndo, canRedo] = [done.length > 0, undone.length > 0];
    return localisedOutline({ ...outline, version, canUndo, canRedo });
  }

  /** Completes an outline that came with a comparison. */
  completed(outline: ViewCalls['outline']['result']): Promise<TraceOutline> {
    return this.#complete(outline, outline.index);
  }

  async correct(index: number, asked: CorrectionByNumber): Promise<void> {
    const opened = await this.whenOpen();
    await this.#corrections.correct(opened, index, this.#idOf(index), asked);
    this.#corrected(index);
  }

  async undo(index: number): Promise<void> {
    await this.#corrections.undo(this.#idOf(index));
    this.#corrected(index);
  }

  async redo(index: number): Promise<void> {
    await this.#corrections.redo(this.#idOf(index));
    this.#corrected(index);
  }

  cancelOpening(): void {
    this.#opening.abort();
  }

  setFollowing(following: boolean): void {
    this.#following = following;
    if (following && this.#missedChange) this.#onFileChange('grew');
  }

  #history(index: number): ReturnType<Corrections['history']> {
    return this.#corrections.history(this.#idOf(index));
  }

  #idOf(index: number): string {
    const summary = this.#opened?.file.summaries[index];
    if (summary === undefined) throw new RangeError(`No trace ${index} in this file.`);
    return summary.id;
  }

  #corrected(index: number): void {
    this.#version++;
    this.#changed.fire({ type: 'trace', index, reason: 'corrected' });
  }

  /** Another window or an editor changed the sidecar. */
  async #onSidecarChange(sidecar: SidecarFile): Promise<void> {
    const ids = new Set(await sidecar.changed());
    if (ids.size === 0) return;
    this.#corrections.reload();
    for (const { id, index } of this.#rows.all) if (ids.has(id)) this.#corrected(index);
  }

  #onPrices(): void {
    if (this.#opened) this.#fillRows(this.#opened);
    this.#version++;
    this.#changed.fire({ type: 'file', reason: 'settings' });
  }

  #onFileChange(change: FileChange): void {
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
    this.#rows.clear();
    const { signal } = opening;
    try {
      await this.#fileWatch.reset();
      const result = await this.#tools.reader.open(this.uri, {
        signal,
        onProgress: ({ bytesRead, bytesTotal, found }) => {
          const rows = this.#rows.add(found);
          this.#progress = { read: bytesRead, total: bytesTotal };
          this.#changed.fire({ type: 'progress', read: bytesRead, total: bytesTotal, rows });
        },
      });
      if ('error' in result) this.#fail(result.error);
      else if (signal.aborted) result.dispose();
      else this.#take(result);
      signal.throwIfAborted();
    } catch (error) {
      this.#fail(await whyNot(error, this.uri, signal.aborted, this.#tools.services.log));
    }
    this.#changed.fire({ type: 'file', reason });
    if (this.#opened) this.#fillRows(this.#opened);
  }

  async #refresh(): Promise<void> {
    const opened = this.#opened;
    if (opened === null) return;
    try {
      const change = await opened.file.refresh();
      if (change.kind === 'unchanged' || this.#opened !== opened) return;
      if (change.kind === 'failed') this.#fail(change.error);
      const from = change.kind === 'grown' ? change.from : 0;
      this.#version++;
      this.#rows.replaceFrom(from, opened.file.summaries);
      this.#changed.fire({ type: 'file', reason: change.kind === 'grown' ? 'grew' : 'replaced' });
      if (change.kind === 'grown')
        this.#changed.fire({ type: 'trace', index: from, reason: 'grew' });
    } catch (error) {
      this.#fail(await whyNot(error, this.uri, false, this.#tools.services.log));
      this.#changed.fire({ type: 'file', reason: 'replaced' });
    }
    if (this.#opened) this.#fillRows(opened);
  }

  #fillRows(opened: OpenedTraces): void {
    this.#rows.complete(opened).catch((error: unknown) => {
      // A file that was closed or changed meanwhile is completed anew.
      if (this.#opened === opened)
        this.#tools.services.log.warn(`${this.uri.toString()}: ${String(error)}`);
    });
  }

  #take(opened: OpenedTraces): void {
    this.#opened?.dispose();
    this.#opened = opened;
    this.#version++;
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
