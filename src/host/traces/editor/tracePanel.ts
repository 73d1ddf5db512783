import * as vscode from 'vscode';
import { traceProtocol } from '../../../protocol/trace';
import type { TraceAction } from '../../../protocol/traceActions';
import type { TraceRef } from '../../../protocol/traceData';
import type { Peer } from '../../../protocol/rpc';
import { attachPage, type PageHandlers } from '../../shared/webviewPage';
import { copyTarget } from '../actions/copy';
import { MAX_TEXT, rawText, recordRange, textOf } from '../actions/raw';
import { locate, showText } from '../actions/reveal';
import { contexts } from '../commands';
import { positionAtByte } from '../../../core/reveal/filePosition';
import type { ByteSource } from '../../../core/trace/source';
import { findInSteps } from '../view/find';
import { bodiesOf, linesOf, outlineOf } from '../view/outline';
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
  compare: Handlers['requests']['compare'];
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
  const source = (): ByteSource => {
    if (document.opened === null) throw new Error(vscode.l10n.t('The file is not open.'));
    return document.opened.source;
  };
  return {
    getFile: () => ({ ...document.view(), sidecar: `${document.view().name}.lens.json`, start }),
    getTrace: async ({ index }) => outlineOf(await document.analysed(index)),
    getLines: async ({ index, from, to }) => linesOf(await document.analysed(index), from, to),
    getBodies: async ({ index, from, to }) => bodiesOf(await document.analysed(index), from, to),
    getText: async ({ index, target }) => {
      const text = textOf(await document.analysed(index), target);
      return { text: text.slice(0, MAX_TEXT), cut: text.length > MAX_TEXT };
    },
    getRaw: async ({ index, target }) => {
      const analysed = await document.analysed(index);
      const range = recordRange(analysed, target);
      if (range === null) return { text: textOf(analysed, target), cut: false, range };
      return { ...(await rawText(source(), range)), range: { ...range } };
    },
    find: async ({ index, ...query }) => findInSteps(await document.analysed(index), query),
    correct: () => Promise.reject(new Error('not yet')),
    undo: () => Promise.reject(new Error('not yet')),
    redo: () => Promise.reject(new Error('not yet')),
    reveal: async ({ index, target }) => {
      const place = await locate(await document.analysed(index), target, source());
      await showText(document.uri, place, true);
      return null;
    },
    copy: async ({ index, target, as }) => {
      await copyTarget(await document.analysed(index), target, as, source());
      return null;
    },
    exportTrace: async ({ index }) => {
      await actions.exportTrace(document, index);
      return null;
    },
    chooseOther: ({ index }) => actions.chooseOther(document, index),
    compare: (refs) => actions.compare(refs),
    openConcept: async ({ topic }) => {
      await actions.openConcept(topic);
      return null;
    },
    startEstimate: async ({ index }) => {
      await actions.startEstimate(document, index);
      return null;
    },
    openAsText: async ({ offset }) => {
      const at = offset === null ? null : await positionAtByte(source(), offset);
      await showText(document.uri, at && [at, at], false);
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
