import * as vscode from 'vscode';
import type { TextPosition } from '../../../core/reveal/filePosition';
import { traceProtocol, type ShownState } from '../../../protocol/trace';
import type { TraceAction } from '../../../protocol/traceActions';
import type {
  TraceComparison,
  NamedComparison,
  SessionPair,
  TraceRef,
} from '../../../protocol/traceData';
import type { Peer } from '../../../protocol/rpc';
import type { TextSelection } from '../../../protocol/viewCalls';
import { achieved } from '../../shared/achieved';
import { attachPage, type PageHandlers } from '../../shared/webviewPage';
import { contexts } from '../commands';
import { activeTraceOf } from './activeTrace';
import type { DocumentTools, FileEvent } from './followedFile';
import type { TraceDocument } from './traceDocument';

type Handlers = PageHandlers<typeof traceProtocol>;

/** What panels ask of the rest of the feature. */
export interface PanelActions {
  exportTrace(document: TraceDocument, index: number): Promise<void>;
  exportSession(document: TraceDocument): Promise<void>;
  /** Lets a language model label the steps, or throws such labels away. */
  modelLabels(document: TraceDocument, index: number, drop: boolean): Promise<void>;
  forgetCorrections(): Promise<void>;
  chooseOther(
    document: TraceDocument,
    index: number,
  ): ReturnType<Handlers['requests']['chooseOther']>;
  compare(document: TraceDocument, refs: { a: TraceRef; b: TraceRef }): Promise<TraceComparison>;
  /** URI of the chosen session, `null` for none. */
  chooseOtherSession(document: TraceDocument): Promise<string | null>;
  compareSessions(document: TraceDocument, pair: SessionPair): Promise<NamedComparison | null>;
  /** Opens a file that belongs to a page: a sub-agent's, or the other side of its comparison. */
  openOther(document: TraceDocument, place: { readonly uri: string } & StartPlace): Promise<void>;
  startEstimate(document: TraceDocument, index: number): Promise<void>;
  openConcept(topic: string): Promise<void>;
}

/** Where a link or command wants a new panel to start. */
export interface StartPlace {
  readonly index: number;
  readonly step: number | null;
}

/** The panel whose state the when-contexts tell: another may be in front before this one hears that it is not. */
const front: { panel: TracePanel | null } = { panel: null };

/** One panel of the trace editor: answers its page and carries the document's changes to it. */
export class TracePanel implements vscode.Disposable {
  readonly #page: Peer<(typeof traceProtocol)['page']> & vscode.Disposable;
  readonly #disposables: vscode.Disposable[];
  /** Until the page is ready. */
  #waiting: (() => void)[] | null = [];
  #state: ShownState = { view: 'loading', index: null, step: null, playing: false, focused: false };

  constructor(
    readonly panel: vscode.WebviewPanel,
    readonly document: TraceDocument,
    private readonly tools: DocumentTools,
    actions: PanelActions,
    start: StartPlace | null,
  ) {
    this.#page = attachPage(panel.webview, tools.services, {
      page: 'trace',
      title: document.view().name,
      protocol: traceProtocol,
      handlers: {
        requests: requestHandlers(this, actions, start),
        events: {},
      },
      onReady: () => this.#ready(),
    });
    this.#disposables = [
      this.#page,
      document.onDidChange((event) => this.#forward(event)),
      panel.onDidChangeViewState(() => void this.#setContexts()),
    ];
    void this.#setContexts();
  }

  get state(): ShownState {
    return this.#state;
  }

  run(action: TraceAction, step?: number): void {
    this.#whenReady(() =>
      this.#page.emit('runAction', { action, ...(step === undefined ? {} : { step }) }),
    );
  }

  select(index: number, step: number | null): void {
    this.#whenReady(() => this.#page.emit('selectStep', { index, step: step ?? 0 }));
  }

  /** `whole` shows the files as sessions where both are. */
  compare(a: TraceRef, b: TraceRef, whole: boolean): void {
    this.#whenReady(() => this.#page.emit('showComparison', { a, b, whole }));
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
    this.#leave();
  }

  #forward(event: FileEvent): void {
    switch (event.type) {
      case 'progress':
        this.#page.emit('progress', {
          bytesRead: event.read,
          bytesTotal: event.total,
          count: event.count,
          isSession: event.isSession,
        });
        break;
      case 'list':
        this.#page.emit('listChanged', { agent: event.agent ?? null });
        break;
      case 'file':
        this.#page.emit('fileChanged', { reason: event.reason });
        break;
      case 'trace':
        this.#page.emit('traceChanged', { index: event.index, reason: event.reason });
        break;
    }
  }

  /** The page's script runs: what was asked of it before is done now. */
  #ready(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const run of waiting) run();
  }

  #whenReady(run: () => void): void {
    if (this.#waiting) this.#waiting.push(run);
    else run();
  }

  /** Takes what the page shows; whether the when-contexts tell it now. */
  show(state: ShownState): Promise<boolean> {
    this.#state = state;
    return this.#setContexts();
  }

  /** Tells other features which trace and step is in front of the user. */
  async #tellActive(): Promise<void> {
    const { activeTrace, log } = this.tools.services;
    const { view, index, step } = this.#state;
    if (view !== 'trace' || index === null) {
      if (view === 'loading') activeTrace.set(null);
      else activeTrace.setOther();
      if (view === 'session') achieved('traceSeen');
      return;
    }
    try {
      const outline = await this.document.outline(index);
      if (!this.panel.active || this.#state.index !== index || this.#state.step !== step) return;
      activeTrace.set(activeTraceOf({ outline, step }, (to) => this.select(index, to)));
    } catch (error) {
      log.debug(`${this.document.uri.toString()}: ${String(error)}`);
    }
  }

  /** No page has the keyboard, unless another panel has come to the front since. */
  #leave(): void {
    if (front.panel !== this) return;
    front.panel = null;
    void setContext(contexts.focus, false);
    this.tools.services.activeTrace.set(null);
  }

  async #setContexts(): Promise<boolean> {
    if (!this.panel.active) {
      this.#leave();
      return false;
    }
    front.panel = this;
    void this.#tellActive();
    await Promise.all([
      setContext(contexts.focus, this.#state.focused),
      setContext(contexts.view, this.#state.view),
    ]);
    return front.panel === this;
  }
}

async function setContext(key: string, value: unknown): Promise<void> {
  await vscode.commands.executeCommand('setContext', key, value);
}

function requestHandlers(
  panel: TracePanel,
  actions: PanelActions,
  start: StartPlace | null,
): Handlers['requests'] {
  const { document } = panel;
  let place = start;
  const done = async (work: Promise<unknown>): Promise<null> => {
    await work;
    return null;
  };
  return {
    getFile: () => {
      // Once: after a reload the page knows itself where it was.
      const first = place;
      place = null;
      return { ...document.view(), start: first };
    },
    getList: (query) => document.list(query),
    getRows: ({ agent, indexes }) => document.log(agent).rows(indexes),
    getSession: ({ known }) => document.session(known),
    getSessionPart: (part) => document.sessionPart(part),
    findInSession: ({ words }, { signal }) => document.holding(words, signal),
    getTrace: ({ agent, index }) => document.log(agent).outline(index),
    getLines: (params) => document.ask('lines', params),
    getBodies: (params) => document.ask('bodies', params),
    getText: ({ agent, ...params }) => document.log(agent).ask('text', params),
    getRaw: (params) => document.ask('raw', params),
    find: (params) => document.ask('find', params),
    correct: ({ index, correction }) => done(document.correct(index, correction)),
    undo: ({ index }) => done(document.undo(index)),
    redo: ({ index }) => done(document.redo(index)),
    reveal: async ({ agent, ...params }) => {
      const log = document.log(agent);
      await showText(log.uri, await log.ask('locate', params), true);
      return null;
    },
    copy: async (params) => {
      await vscode.env.clipboard.writeText(await document.ask('copyText', params));
      return null;
    },
    exportTrace: ({ index }) => done(actions.exportTrace(document, index)),
    modelLabels: ({ index, drop }) => done(actions.modelLabels(document, index, drop)),
    forgetCorrections: () => done(actions.forgetCorrections()),
    exportSession: () => done(actions.exportSession(document)),
    chooseOther: ({ index }) => actions.chooseOther(document, index),
    compare: (refs) => actions.compare(document, refs),
    chooseOtherSession: () => actions.chooseOtherSession(document),
    compareSessions: (pair) => actions.compareSessions(document, pair),
    openOther: (place) => done(actions.openOther(document, place)),
    openConcept: ({ topic }) => done(actions.openConcept(topic)),
    startEstimate: ({ index }) => done(actions.startEstimate(document, index)),
    openAsText: async ({ offset }) => {
      const at = offset === null ? null : await document.positionAt(offset);
      await showText(document.uri, at && { start: at, end: at }, false);
      return null;
    },
    editStanding: async (edit) =>
      (await vscode.commands.executeCommand<string | null>('lrmLens.editStanding', edit)) ?? null,
    getColumns: () => document.columns(),
    chooseColumns: ({ mapping }) => done(document.chooseColumns(mapping)),
    cancelOpening: () => {
      document.cancelOpening();
      return null;
    },
    setFollowing: ({ following }) => {
      document.setFollowing(following);
      return null;
    },
    showState: (state) => panel.show(state),
  };
}

/** Opens the file as text with a selection. Works where the file is too large for a text document, too. */
async function showText(
  uri: vscode.Uri,
  selection: TextSelection | null,
  beside: boolean,
): Promise<void> {
  const options: vscode.TextDocumentShowOptions = {
    preview: true,
    ...(selection ? { selection: rangeOf(selection) } : {}),
    ...(beside ? { viewColumn: vscode.ViewColumn.Beside } : {}),
  };
  await vscode.commands.executeCommand('vscode.openWith', uri, 'default', options);
}

function rangeOf({ start, end }: TextSelection): vscode.Range {
  const position = ({ line, character }: TextPosition) => new vscode.Position(line, character);
  return new vscode.Range(position(start), position(end));
}
