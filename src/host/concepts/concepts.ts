import * as vscode from 'vscode';
import type { ReaderPlace } from '../../core/concepts/history';
import { conceptForKind, findClaim, findConcept, placeOf } from '../../core/concepts/library';
import type { Services } from '../shared/services';
import type { Library } from './library';
import { pathOfPlace, placeOfPath } from './links';
import type { ReadingMemory } from './memory';
import type { Reader, ReaderHost } from './reader';
import { ReaderPanel } from './readerPanel';
import { ReaderView } from './readerView';
import { openSample, sampleUri } from './samples';
import { ConceptTree, type ConceptRow } from './tree';
import { matchingSteps } from './views';

/** Id of the tree of pages in the side bar. */
const TREE_VIEW = 'lrmLens.concepts';
export const LEDGER: ReaderPlace = { kind: 'ledger', claim: null };

/** The pages as the user reads them: in the side bar and in the editor, with the tree that shows where they are. */
export class Concepts implements vscode.Disposable {
  readonly panel: ReaderPanel;
  readonly #side: ReaderView;
  readonly #tree: ConceptTree;
  readonly #view: vscode.TreeView<ConceptRow>;
  readonly #registered: vscode.Disposable;

  constructor(
    private readonly services: Services,
    private readonly library: Library,
    private readonly memory: ReadingMemory,
  ) {
    this.#tree = new ConceptTree(library, memory);
    this.#view = vscode.window.createTreeView(TREE_VIEW, {
      treeDataProvider: this.#tree,
      showCollapseAll: true,
    });
    const host: ReaderHost = {
      services,
      library,
      memory,
      seeInTrace: (id) => this.#seeInTrace(id),
      tryEstimate: (id) => this.tryEstimate(id),
      openInEditor: (place) => this.panel.show(place),
      focusTree: (place) => this.showTree(place),
      step: (by) => this.step(by),
      shown: (reader) => this.#shown(reader),
    };
    this.panel = new ReaderPanel(host);
    this.#side = new ReaderView(host);
    const welcome = (): void => {
      if (memory.read.size > 0) this.#view.message = '';
      else void this.#greet();
    };
    welcome();
    this.#registered = vscode.Disposable.from(
      this.#view,
      memory.onDidChange(welcome),
      this.#view.onDidChangeVisibility(({ visible }) => {
        if (visible && this.#view.selection.length === 0)
          void this.#reveal(this.#side.reader.place, false);
      }),
      this.panel.register(),
      this.#side.register(),
    );
  }

  dispose(): void {
    this.#registered.dispose();
  }

  /** The reader that commands are for. */
  get active(): Reader {
    const { active, reader } = this.panel;
    return active && reader !== null ? reader : this.#side.reader;
  }

  async open(place: ReaderPlace, focus = false): Promise<void> {
    if (this.panel.active) {
      this.panel.show(place);
      return;
    }
    // First the keyboard, then the page: a page that is opened takes it to its title.
    await this.#side.show(focus);
    this.#side.reader.open(place);
    await this.#describe(this.#side.reader.place);
  }

  /** Gives the place of the page back to the tree, on the row of the page. */
  async showTree(place: ReaderPlace = this.#side.reader.place): Promise<void> {
    await this.#side.hide();
    await this.#reveal(place, true);
  }

  /** Opens the page of a topic or claim; searches where there is none. */
  async openTopic(topic?: unknown): Promise<void> {
    if (typeof topic !== 'string') return this.search();
    const pages = await this.library.load();
    const claim = findClaim(pages, topic);
    if (claim !== null) return this.open({ kind: 'ledger', claim: claim.id }, true);
    const { conceptForTopic } = await import('../../core/concepts/topics');
    const concept = conceptForTopic(pages, topic);
    if (concept === null) {
      this.services.log.warn(`no concept page about '${topic}'`);
      return this.search();
    }
    await this.open({ kind: 'concept', id: concept.id }, true);
  }

  async search(): Promise<void> {
    const { pickConcept } = await import('./searchPick');
    const id = await pickConcept(this.library);
    if (id !== undefined) await this.open(id === null ? LEDGER : { kind: 'concept', id }, true);
  }

  /** Opens the page that a link from outside names. */
  async openLink(uri: vscode.Uri): Promise<void> {
    const place = placeOfPath(uri.path);
    const pages = await this.library.load();
    const known =
      place?.kind === 'concept' ? findConcept(pages, place.id) !== null : place !== null;
    if (place !== null && known) await this.open(place, true);
    else void vscode.window.showWarningMessage(vscode.l10n.t('No page at {0}', uri.path));
  }

  async copyLink(row?: ConceptRow): Promise<void> {
    const id = this.services.context.extension.id;
    const link = `${vscode.env.uriScheme}://${id}${pathOfPlace(this.placeOf(row))}`;
    await vscode.env.clipboard.writeText(link);
  }

  /** The page of a row of the tree, else the one that is read. */
  placeOf(row?: ConceptRow): ReaderPlace {
    return row?.kind === 'concept' ? { kind: 'concept', id: row.concept.id } : this.active.place;
  }

  async step(by: 'previous' | 'next'): Promise<void> {
    const { place } = this.active;
    if (place.kind !== 'concept') return;
    const page = placeOf(await this.library.load(), place.id)?.[by];
    if (page) this.active.open({ kind: 'concept', id: page.id });
  }

  /** Shows the page of the step that is selected in a trace, where the user wants that. */
  async follow(): Promise<void> {
    const kind = this.services.activeTrace.current?.selected ?? null;
    const side = this.#side;
    if (this.memory.follows && kind !== null && side.visible) {
      const concept = conceptForKind(await this.library.load(), kind);
      if (concept !== null) side.reader.open({ kind: 'concept', id: concept.id });
    } else {
      await Promise.all([
        side.reader.refreshTraceButton(),
        this.panel.reader?.refreshTraceButton(),
      ]);
    }
  }

  async tryEstimate(id: string): Promise<void> {
    const prompt = findConcept(await this.library.load(), id)?.estimate ?? null;
    if (prompt === null) return;
    const uri = sampleUri(this.services, prompt.file);
    const document = await vscode.workspace.openTextDocument(uri);
    const offset = prompt.near === null ? 0 : Math.max(0, document.getText().indexOf(prompt.near));
    const at = document.positionAt(offset);
    // The estimate takes the prompt under the cursor.
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at) });
    await vscode.commands.executeCommand('lrmLens.estimateReasoningCost');
  }

  async #seeInTrace(id: string): Promise<void> {
    const concept = findConcept(await this.library.load(), id);
    const trace = this.services.activeTrace.current;
    if (concept === null) return;
    if (trace !== null && matchingSteps(concept, trace) > 0) {
      trace.showKinds(concept.kinds);
      await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    } else if (concept.sample !== null) {
      await openSample(this.services, concept.sample);
    }
  }

  /** What the tree says above its rows as long as nothing was read. */
  async #greet(): Promise<void> {
    const { concepts } = await this.library.load();
    this.#view.message = vscode.l10n.t(
      '{0} pages, two minutes each. Start at the top or pick one.',
      concepts.length,
    );
  }

  #shown(reader: Reader): void {
    if (reader.surface !== 'side') return;
    const { place } = reader;
    if (place.kind === 'concept') void this.memory.keepLast(place.id);
    void this.#describe(place);
    void this.#reveal(place, false);
  }

  async #describe(place: ReaderPlace): Promise<void> {
    const where = place.kind === 'concept' ? placeOf(await this.library.load(), place.id) : null;
    this.#side.describe(
      where === null
        ? vscode.l10n.t('The claims, checked')
        : vscode.l10n.t('{0}, {1} / {2}', where.group.title, where.number, where.of),
    );
  }

  /** Shows a page's row in the tree; the tree takes the keyboard only when asked. */
  async #reveal(place: ReaderPlace, focus: boolean): Promise<void> {
    const row = place.kind === 'concept' ? await this.#tree.rowOf(place.id) : null;
    if (row !== null && (this.#view.visible || focus)) {
      await this.#view.reveal(row, { select: true, focus, expand: true });
    } else if (focus) {
      await vscode.commands.executeCommand(`${TREE_VIEW}.focus`);
    }
  }
}
