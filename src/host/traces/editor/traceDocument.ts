import * as vscode from 'vscode';
import type { TextPosition } from '../../../core/reveal/filePosition';
import type { CorrectionHistory } from '../../../core/steps/corrections/history';
import type { CorrectionByNumber } from '../../../core/steps/corrections/corrections';
import type { ListQuery, Listing, TraceRow } from '../../../core/list/list';
import type { ColumnMapping } from '../../../core/trace/columnMapping';
import type { Unrecognised } from '../../../core/trace/unrecognised';
import type { SessionHead, SessionPart, TracesFound } from '../../../protocol/sessionData';
import type { FileView, TraceOutline } from '../../../protocol/traceData';
import type { PartOfSession, TraceKey, ViewOutline } from '../../../protocol/viewCalls';
import type { EngineParams, EngineResult } from '../../../protocol/engine';
import type { EngineFile } from '../../shared/engineFile';
import { baseName } from '../../shared/uris';
import type { SidecarFile } from '../sidecar/sidecarFile';
import { sidecarUri } from '../sidecar/sidecarUri';
import type { AgentFiles } from './agentFiles';
import type { AskedLog, TraceRequest } from './agentLog';
import { Corrections } from './corrections';
import { FileWatch } from './fileWatch';
import { Teaching } from './teaching';
import { FollowedFile, type DocumentTools, type FileEvent } from './followedFile';

/** One file in the trace editor, shared by all its panels: answers questions about its traces and keeps their corrections. */
export class TraceDocument implements vscode.CustomDocument, AskedLog {
  readonly #changed = new vscode.EventEmitter<FileEvent>();
  readonly onDidChange = this.#changed.event;
  readonly #disposed = new vscode.EventEmitter<void>();
  readonly onDidDispose = this.#disposed.event;
  readonly #file: FollowedFile;
  readonly #sidecarWatch: FileWatch;
  readonly #corrections: Corrections;
  readonly #teaching: Teaching;
  #lastOutline: {
    readonly index: number;
    readonly version: number;
    readonly outline: Promise<TraceOutline>;
  } | null = null;
  #version = 0;
  #isClosed = false;
  readonly #ids = new Map<number, string>();
  /** Loaded when the session first names a sub-agent that may have a file of its own. */
  #agentFiles: AgentFiles | null = null;

  constructor(
    readonly uri: vscode.Uri,
    private readonly tools: DocumentTools,
  ) {
    let loading: Promise<SidecarFile> | null = null;
    const load = async (): Promise<SidecarFile> => {
      const { SidecarFile } = await import('../sidecar/sidecarFile');
      return new SidecarFile(uri, tools.services);
    };
    const sidecar = (): Promise<SidecarFile> => (loading ??= load());
    this.#corrections = new Corrections(sidecar);
    this.#sidecarWatch = new FileWatch(sidecarUri(uri), () => {
      this.#onSidecarChange(sidecar()).catch((error: unknown) =>
        tools.services.log.warn(String(error)),
      );
    });
    void this.#sidecarWatch.reset();
    this.#teaching = new Teaching(uri, tools.services);
    this.#file = new FollowedFile(uri, tools);
    this.#file.onDidChange((event) => {
      if (event.type === 'file' || event.type === 'trace') this.#version++;
      if (event.type === 'file') this.#ids.clear();
      this.#changed.fire(event);
    });
  }

  dispose(): void {
    this.#isClosed = true;
    this.#teaching.dispose();
    this.#agentFiles?.dispose();
    this.#file.dispose();
    this.#sidecarWatch.dispose();
    this.#changed.dispose();
    this.#disposed.fire();
    this.#disposed.dispose();
  }

  /** What the page shows of the file. */
  view(): Omit<FileView, 'start'> {
    return { ...this.#file.state(), sidecar: baseName(sidecarUri(this.uri)) };
  }

  /** Resolves when the file is open; rejects with the reason when it is no trace file. */
  whenOpen(): Promise<EngineFile> {
    return this.#file.whenOpen();
  }

  /** Asks about a trace with its corrections. Rejects when the file is not open or has no such trace. */
  async ask<N extends TraceRequest>(
    name: N,
    params: Omit<EngineParams<N>, 'handle' | 'corrections'> & { readonly index: number },
  ): Promise<EngineResult<N>> {
    const opened = await this.whenOpen();
    const corrections = (await this.#history(params.index)).done;
    const all = { ...params, corrections } as unknown as Omit<EngineParams<N>, 'handle'>;
    return opened.ask(name, all);
  }

  /** Line and column of a byte offset; rejects when the file is not open. */
  async positionAt(offset: number): Promise<TextPosition> {
    // A file that is no trace has no worker behind it: its problem page opens it at the start.
    const { opened } = this.#file;
    if (opened === null) return { line: 0, character: 0 };
    return opened.ask('positionAt', { offset });
  }

  /** A trace as its page shows it; the last one is kept, because it is asked for at every step the user takes. */
  outline(index: number): Promise<TraceOutline> {
    const version = this.#version;
    const last = this.#lastOutline;
    if (last?.index === index && last.version === version) return last.outline;
    const outline = this.ask('outline', { index }).then((o) => this.#complete(o, index));
    this.#lastOutline = { index, version, outline };
    outline.then(
      () => void this.#learn(index),
      () => (this.#lastOutline = null),
    );
    return outline;
  }

  /** The trace as another file's worker call names it. */
  async key(index: number): Promise<TraceKey> {
    const opened = await this.whenOpen();
    const { done } = await this.#history(index);
    return { handle: opened.handle, index, corrections: done };
  }

  /** What the corrections of a trace teach is kept; that it could not be changes nothing on the page. */
  async #learn(index: number): Promise<void> {
    try {
      const opened = await this.whenOpen();
      const [id, history] = [await this.#idOf(index), await this.#history(index)];
      await this.#teaching.learn(id, history, (from) =>
        opened.ask('labelLessons', { index, corrections: history.done, from }),
      );
    } catch (error) {
      this.tools.services.log.warn(`${this.uri.toString()}: ${String(error)}`);
    }
  }

  /** Adds what only the host knows. */
  async #complete(outline: ViewOutline, index: number): Promise<TraceOutline> {
    const { done, undone } = await this.#history(index);
    const version = this.#version;
    const [canUndo, canRedo] = [done.length > 0, undone.length > 0];
    return { ...outline, version, canUndo, canRedo };
  }

  /** Completes an outline that came with a comparison. */
  completed(outline: ViewOutline): Promise<TraceOutline> {
    return this.#complete(outline, outline.index);
  }

  /** The order and sums of the list of traces; of those read so far. Rejects when the file is not open. */
  async list(query: ListQuery): Promise<Listing> {
    return (this.#file.listed ?? (await this.whenOpen())).ask('list', { query });
  }

  /** The file as one session; of what is read so far. Rejects when the file is not open. */
  async session(known: number | null): Promise<SessionHead | null> {
    const file = this.#file.listed ?? (await this.whenOpen());
    // The files of sub-agents are read once the log itself is: until then its page shows what there is.
    if (file !== this.#file.opened) return file.ask('sessionHead', { known });
    await this.#agentFiles?.refresh();
    const head = await file.ask('sessionHead', { known });
    if (head === null || head.missing.length === 0) return head;
    const { AgentFiles } = await import('./agentFiles');
    // Nobody would close what is opened from now on.
    if (this.#isClosed) return head;
    this.#agentFiles ??= new AgentFiles(this.uri, this.tools, (agent) => {
      this.#changed.fire({ type: 'list', agent });
    });
    const joined = await this.#agentFiles.join(file, head.missing);
    return joined ? file.ask('sessionHead', { known }) : head;
  }

  /** The open file with all that belongs to its session. Rejects when it is no trace file. */
  async wholeSession(): Promise<EngineFile> {
    const opened = await this.whenOpen();
    await this.session(null);
    return opened;
  }

  /** The file beside this one that holds a sub-agent of its session, by its name; itself without one. */
  log(agent: string | undefined): AskedLog {
    const log = agent === undefined ? this : this.#agentFiles?.log(agent);
    if (!log) throw new RangeError(`No sub-agent of this session is in ${agent}.`);
    return log;
  }

  /** Where a sub-agent's file with this name is; `null` for any other name. */
  agentFile(name: string): vscode.Uri | null {
    return this.#agentFiles?.log(name)?.uri ?? null;
  }

  /** The traces of the session that hold these words anywhere. Rejects when the file is not open. */
  async holding(words: string, signal: AbortSignal): Promise<readonly TracesFound[]> {
    const file = this.#file.listed ?? (await this.whenOpen());
    const traces = await file.ask('findTraces', { words }, { signal });
    const agents = (await this.#agentFiles?.holding(words, signal)) ?? [];
    return [{ agent: null, traces }, ...agents];
  }

  async sessionPart(part: PartOfSession): Promise<SessionPart> {
    return (this.#file.listed ?? (await this.whenOpen())).ask('sessionPart', part);
  }

  /** Lines of the list by number of the trace; the engine analyses first what is looked at. */
  async rows(indexes: readonly number[]): Promise<readonly TraceRow[]> {
    const listed = this.#file.listed ?? (await this.whenOpen());
    const rows = await listed.ask('rows', { indexes });
    if (rows.some(({ analysed }) => analysed === null)) this.#file.analyseMore();
    return rows;
  }

  async correct(index: number, asked: CorrectionByNumber): Promise<void> {
    const opened = await this.whenOpen();
    await this.#corrections.correct(opened, index, await this.#idOf(index), asked);
    this.#corrected(index);
  }

  /** What changes the corrections of a trace: also when the page is closed, or the file changes, before the change comes. */
  async changer(
    index: number,
  ): Promise<(make: (history: CorrectionHistory) => CorrectionHistory) => Promise<void>> {
    const id = await this.#idOf(index);
    return async (make) => {
      await this.#corrections.change(id, make);
      this.#corrected(index);
    };
  }

  async undo(index: number): Promise<void> {
    await this.#corrections.undo(await this.#idOf(index));
    this.#corrected(index);
  }

  async redo(index: number): Promise<void> {
    await this.#corrections.redo(await this.#idOf(index));
    this.#corrected(index);
  }

  /** What there is to choose columns from. */
  columns(): Promise<Unrecognised> {
    return this.tools.reader.report(this.uri);
  }

  /** Keeps a choice of columns; the file opens anew by it. */
  chooseColumns(mapping: ColumnMapping | null): Promise<void> {
    return this.tools.services.columns.choose(this.uri, mapping);
  }

  cancelOpening(): void {
    this.#file.cancelOpening();
  }

  setFollowing(following: boolean): void {
    this.#file.setFollowing(following);
  }

  async #history(index: number): ReturnType<Corrections['history']> {
    return this.#corrections.history(await this.#idOf(index));
  }

  /** The id by which corrections name a trace; remembered until the file changes. */
  async #idOf(index: number): Promise<string> {
    const known = this.#ids.get(index);
    if (known !== undefined) return known;
    const opened = await this.whenOpen();
    const [row] = await opened.ask('rows', { indexes: [index] });
    if (row === undefined) throw new RangeError(`No trace ${index} in this file.`);
    this.#ids.set(index, row.id);
    return row.id;
  }

  #corrected(index: number): void {
    this.#version++;
    this.#changed.fire({ type: 'trace', index, reason: 'corrected' });
  }

  /** Another window or an editor changed the sidecar. */
  async #onSidecarChange(sidecar: Promise<SidecarFile>): Promise<void> {
    const ids = await (await sidecar).changed();
    if (ids.length === 0) return;
    this.#corrections.reload();
    const indexes = (await this.#file.opened?.ask('findIds', { ids })) ?? [];
    for (const index of indexes) this.#corrected(index);
  }
}
