import * as vscode from 'vscode';
import { traceProtocol } from '../../../protocol/trace';
import type { TraceAction } from '../../../protocol/traceActions';
import type { Comparison, TraceRef } from '../../../protocol/traceData';
import type { Peer } from '../../../protocol/rpc';
import { attachPage, type PageHandlers } from '../../shared/webviewPage';
import { showText } from '../actions/reveal';
import { contexts } from '../commands';
import type { DocumentEvent, DocumentTools, TraceDocument } from './traceDocument';

type Handlers = PageHandlers<typeof traceProtocol>;
type PageState = Parameters<Handlers['events']['stateChanged']>[0];

/** What panels ask of the rest of the feature. */
export interface PanelActions {
  exportTrace(document: TraceDocument, index: number): Promise<void>;
  chooseOther(
    document: TraceDocument,
    index: number,
  ): ReturnType<Handlers['requests']['chooseOther']>;
  compare(document: TraceDocument, refs: { a: TraceRef; b: TraceRef }): Promise<Comparison>;
  startEstimate(document: TraceDocument, index: number): Promise<void>;
  openConcept(topic: string): Promise<void>;
}

/** Where a link or command wants a new panel to start. */
export interface StartPlace {
  readonly index: number;
  readonly step: number | null;
}

/** One panel of the trace editor: answers its page and carries the document's changes to it. */
export class TracePanel implements vscode.Disposable {
  readonly #page: Peer<(typeof traceProtocol)['page']> & vscode.Disposable;
  readonly #disposables: vscode.Disposable[];
  /** Until the page is ready. */
  #waiting: (() => void)[] | null = [];
  #state: PageState = { view: 'loading', index: null, step: null, playing: false, focused: false };

  constructor(
    readonly panel: vscode.WebviewPanel,
    readonly document: TraceDocument,
    tools: DocumentTools,
    actions: PanelActions,
    start: StartPlace | null,
  ) {
    this.#page = attachPage(panel.webview, tools.services, {
      page: 'trace',
      title: document.view().name,
      protocol: traceProtocol,
      handlers: {
        requests: requestHandlers(this, actions, start),
        events: { stateChanged: (state) => this.#takeState(state) },
      },
      onReady: () => this.#ready(),
    });
    this.#disposables = [
      this.#page,
      document.onDidChange((event) => this.#forward(event)),
      panel.onDidChangeViewState(() => this.#setContexts()),
    ];
    this.#setContexts();
  }

  get state(): PageState {
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

  compare(a: TraceRef, b: TraceRef): void {
    this.#whenReady(() => this.#page.emit('showComparison', { a, b }));
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
    if (this.panel.active) setContext(contexts.focus, false);
  }

  #forward(event: DocumentEvent): void {
    switch (event.type) {
      case 'progress':
        this.#page.emit('progress', {
          bytesRead: event.read,
          bytesTotal: event.total,
          rows: event.rows,
        });
        break;
      case 'rows':
        this.#page.emit('rowsChanged', { rows: event.rows });
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

  #takeState(state: PageState): void {
    this.#state = state;
    this.#setContexts();
  }

  #setContexts(): void {
    if (!this.panel.active) return;
    setContext(contexts.focus, this.#state.focused);
    setContext(contexts.view, this.#state.view);
  }
}

function setContext(key: string, value: unknown): void {
  void vscode.commands.executeCommand('setContext', key, value);
}

function requestHandlers(
  { document }: TracePanel,
  actions: PanelActions,
  start: StartPlace | null,
): Handlers['requests'] {
  const done = async (work: Promise<unknown>): Promise<null> => {
    await work;
    return null;
  };
  return {
    getFile: () => ({ ...document.view(), start }),
    getTrace: ({ index }) => document.outline(index),
    getLines: (params) => document.ask('lines', params),
    getBodies: (params) => document.ask('bodies', params),
    getText: (params) => document.ask('text', params),
    getRaw: (params) =>
      document.ask('raw', params).then(({ range, ...raw }) => ({ ...raw, range })),
    find: (params) => document.ask('find', params),
    correct: ({ index, correction }) => done(document.correct(index, correction)),
    undo: ({ index }) => done(document.undo(index)),
    redo: ({ index }) => done(document.redo(index)),
    reveal: async (params) => {
      await showText(document.uri, await document.ask('locate', params), true);
      return null;
    },
    copy: async (params) => {
      await vscode.env.clipboard.writeText(await document.ask('copyText', params));
      return null;
    },
    exportTrace: ({ index }) => done(actions.exportTrace(document, index)),
    chooseOther: ({ index }) => actions.chooseOther(document, index),
    compare: (refs) => actions.compare(document, refs),
    openConcept: ({ topic }) => done(actions.openConcept(topic)),
    startEstimate: ({ index }) => done(actions.startEstimate(document, index)),
    openAsText: async ({ offset }) => {
      const at = offset === null ? null : await document.positionAt(offset);
      await showText(document.uri, at && { start: at, end: at }, false);
      return null;
    },
    cancelOpening: () => {
      document.cancelOpening();
      return null;
    },
    setFollowing: ({ following }) => {
      document.setFollowing(following);
      return null;
    },
  };
}
