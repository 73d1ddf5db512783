import * as vscode from 'vscode';
import {
  canMove,
  currentPlace,
  move,
  placeKey,
  startHistory,
  visit,
  type ReadingHistory,
  type ReaderPlace,
} from '../../core/concepts/history';
import { findConcept } from '../../core/concepts/library';
import { conceptsProtocol, type ShownConcepts } from '../../protocol/concepts';
import type { Peer } from '../../protocol/rpc';
import type { Services } from '../shared/services';
import { attachPage } from '../shared/webviewPage';
import type { Library } from './library';
import type { ReadingMemory } from './memory';
import { conceptView, ledgerView, matchingSteps, mayOpen } from './views';

/** What a reader asks of the rest of the feature. */
export interface ReaderHost {
  readonly services: Services;
  readonly library: Library;
  readonly memory: ReadingMemory;
  readonly seeInTrace: (id: string) => Promise<void>;
  readonly tryEstimate: (id: string) => Promise<void>;
  readonly openInEditor: (place: ReaderPlace) => void;
  /** Shows the tree in place of the page, on the row of the place. */
  readonly focusTree: (place: ReaderPlace) => Promise<void>;
  readonly step: (by: 'previous' | 'next') => Promise<void>;
  /** A reader shows another place. */
  readonly shown: (reader: Reader) => void;
}

type PagePeer = Peer<typeof conceptsProtocol.page> & vscode.Disposable;

/** One surface that shows pages, the side bar or an editor tab, with a history of its own. */
export class Reader {
  #history: ReadingHistory;
  #page: PagePeer | null = null;
  /** Matching steps of the open trace, as last sent. */
  #steps: number | null = null;

  constructor(
    readonly surface: 'side' | 'editor',
    private readonly host: ReaderHost,
    place: ReaderPlace,
  ) {
    this.#history = startHistory(place);
  }

  get place(): ReaderPlace {
    return currentPlace(this.#history);
  }

  canMove(by: -1 | 1): boolean {
    return canMove(this.#history, by);
  }

  /** Goes to a place; shown now, or as soon as the page is there. */
  open(place: ReaderPlace): void {
    this.#go(visit(this.#history, place));
  }

  move(by: -1 | 1): void {
    this.#go(move(this.#history, by));
  }

  focusSearch(): void {
    this.#page?.emit('focusSearch', null);
  }

  /** Fills a webview; call again when the view was closed and opened. */
  attach(webview: vscode.Webview, onDispose: vscode.Event<void>): void {
    const page = attachPage(webview, this.host.services, {
      page: 'concepts',
      title: vscode.l10n.t('LRM Lens Concepts'),
      protocol: conceptsProtocol,
      onReady: () => void this.refresh(),
      handlers: {
        requests: {
          open: ({ id }) => this.#done(() => this.open({ kind: 'concept', id })),
          openLedger: ({ claim }) => this.#done(() => this.open({ kind: 'ledger', claim })),
          back: () => this.#done(() => this.move(-1)),
          forward: () => this.#done(() => this.move(1)),
          own: async () => {
            const { ownFigures } = await import('./ownFigures');
            return ownFigures(this.host.services);
          },
          step: async ({ by }) => (await this.host.step(by), null),
          openInEditor: () => this.#done(() => this.host.openInEditor(this.place)),
          search: ({ query }) => this.#search(query),
          openSource: ({ url }) => this.#openSource(url),
          seeInTrace: async ({ id }) => (await this.host.seeInTrace(id), null),
          tryEstimate: async ({ id }) => (await this.host.tryEstimate(id), null),
          focusTree: async () => (await this.#focusTree(), null),
        },
        events: {
          scrolled: ({ id, scroll }) => void this.host.memory.keepScroll(id, scroll),
          wasRead: ({ id }) => void this.host.memory.markRead(id),
        },
      },
    });
    this.#page = page;
    onDispose(() => {
      page.dispose();
      if (this.#page === page) this.#page = null;
    });
  }

  /** Sends what is shown again, because the page is new or what it shows has changed. */
  async refresh(): Promise<void> {
    const library = await this.host.library.load();
    const { memory, services } = this.host;
    const { place } = this;
    const concept = place.kind === 'concept' ? findConcept(library, place.id) : null;
    this.#steps = concept && matchingSteps(concept, services.activeTrace.current);
    const shown: ShownConcepts = {
      view:
        concept === null
          ? ledgerView(library, place.kind === 'ledger' ? place.claim : null)
          : conceptView(library, concept, services.activeTrace.current),
      canGoBack: this.canMove(-1),
      canGoForward: this.canMove(1),
      scroll: memory.scroll(placeKey(place)),
      surface: this.surface,
      first: memory.read.size === 0,
      totals: { pages: library.concepts.length, claims: library.claims.length },
    };
    this.#page?.emit('show', shown);
  }

  /** Sends the page again when its button would read otherwise, because another trace is in front. */
  async refreshTraceButton(): Promise<void> {
    const { place } = this;
    if (this.#page === null || place.kind !== 'concept') return;
    const concept = findConcept(await this.host.library.load(), place.id);
    const steps = concept && matchingSteps(concept, this.host.services.activeTrace.current);
    if (steps !== this.#steps) await this.refresh();
  }

  #go(next: ReadingHistory): void {
    const changed = next !== this.#history;
    this.#history = next;
    if (changed) this.host.shown(this);
    void this.refresh();
  }

  #done(action: () => void): null {
    action();
    return null;
  }

  async #search(query: string) {
    const { library } = this.host;
    const { searchConcepts } = await import('../../core/concepts/search');
    const { groups } = await library.load();
    return searchConcepts(await library.index(), query).map(({ concept, snippet }) => ({
      id: concept.id,
      title: concept.title,
      group: groups.find((group) => group.id === concept.group)?.title ?? '',
      snippet,
    }));
  }

  async #openSource(url: string): Promise<null> {
    if (!mayOpen(await this.host.library.load(), url)) {
      throw new Error(`not an address of a page: ${url}`);
    }
    await vscode.env.openExternal(vscode.Uri.parse(url, true));
    return null;
  }

  async #focusTree(): Promise<void> {
    if (this.surface === 'side') await this.host.focusTree(this.place);
  }
}
