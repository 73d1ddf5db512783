import * as vscode from 'vscode';
import {
  currentPlace,
  placeKey,
  startHistory,
  type ReaderPlace,
} from '../../core/concepts/history';
import { findConcept } from '../../core/concepts/library';
import { restorePlace } from './links';
import { Reader, type ReaderHost } from './reader';

/** Type of the editor tab that shows concept pages. */
export const READER_PANEL = 'lrmLens.conceptReader';
const PANEL_PLACE = 'lrmLens.concepts.panel';

/** The reader in an editor tab: one tab, kept across restarts. */
export class ReaderPanel implements vscode.WebviewPanelSerializer {
  #open: { readonly panel: vscode.WebviewPanel; readonly reader: Reader } | null = null;

  constructor(private readonly host: ReaderHost) {}

  register(): vscode.Disposable {
    return vscode.window.registerWebviewPanelSerializer(READER_PANEL, this);
  }

  get reader(): Reader | null {
    return this.#open?.reader ?? null;
  }

  get active(): boolean {
    return this.#open?.panel.active ?? false;
  }

  /** Shows a place in the tab, opening it when needed. */
  show(place: ReaderPlace): void {
    if (this.#open !== null) {
      this.#open.panel.reveal();
      this.#open.reader.open(place);
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      READER_PANEL,
      vscode.l10n.t('LRM Concepts'),
      vscode.ViewColumn.Active,
      {},
    );
    this.#fill(panel, place);
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    const start: ReaderPlace = { kind: 'concept', id: 'what-is-an-lrm' };
    const kept = this.host.services.context.workspaceState.get<unknown>(PANEL_PLACE);
    this.#fill(panel, restorePlace(kept, start));
    return Promise.resolve();
  }

  #fill(panel: vscode.WebviewPanel, place: ReaderPlace): void {
    const reader = new Reader(
      'editor',
      {
        ...this.host,
        shown: (shown) => {
          void this.#entitle(panel, shown.place);
          this.host.shown(shown);
        },
      },
      place,
    );
    this.#open = { panel, reader };
    const { extensionUri } = this.host.services.context;
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icons', 'icon.png');
    panel.onDidDispose(() => {
      if (this.#open?.panel === panel) this.#open = null;
    });
    reader.attach(panel.webview, panel.onDidDispose);
    void this.#entitle(panel, currentPlace(startHistory(place)));
  }

  /** Names the tab after its page, and remembers the page for the next start. */
  async #entitle(panel: vscode.WebviewPanel, place: ReaderPlace): Promise<void> {
    await this.host.services.context.workspaceState.update(PANEL_PLACE, place);
    const library = await this.host.library.load();
    // Closed meanwhile: a panel that is gone takes no title.
    if (this.#open?.panel !== panel) return;
    const page = findConcept(library, placeKey(place));
    panel.title = page?.title ?? vscode.l10n.t('The claims, checked');
  }
}
