import * as vscode from 'vscode';
import type { Place } from '../../core/concepts/history';
import { conceptForKind, findClaim, findConcept, placeOf } from '../../core/concepts/library';
import type { SampleHint } from '../../core/concepts/model';
import { conceptForTopic } from '../../core/concepts/topics';
import { registerLazyTool } from '../shared/lazyTool';
import type { Services } from '../shared/services';
import { Library } from './library';
import { pathOfPlace, placeOfPath } from './links';
import { Memory } from './memory';
import type { Reader, ReaderHost } from './reader';
import { ReaderPanel } from './readerPanel';
import { ReaderView } from './readerView';
import { openSample, sampleUri } from './samples';
import { ConceptTree, type Row } from './tree';
import { matchingSteps } from './views';

/** Id of the tree of pages in the side bar. */
const TREE_VIEW = 'lrmLens.concepts';
const LEDGER: Place = { kind: 'ledger', claim: null };

/** Registers the concept tree, the reader in side bar and editor, search, links and the language model tool. */
export function conceptsFeature(services: Services): vscode.Disposable {
  const library = new Library(services.context.extensionUri);
  const memory = new Memory(services.context);
  const tree = new ConceptTree(library, memory);
  const view = vscode.window.createTreeView(TREE_VIEW, {
    treeDataProvider: tree,
    showCollapseAll: true,
  });

  const host: ReaderHost = {
    services,
    library,
    memory,
    seeInTrace,
    tryEstimate,
    openInEditor: (place) => panel.show(place),
    focusTree: async (place) => {
      await reveal(place, true);
    },
    shown: (reader) => {
      if (reader.surface !== 'side') return;
      const { place } = reader;
      if (place.kind === 'concept') void memory.keepLast(place.id);
      void reveal(place, false);
    },
  };
  const panel = new ReaderPanel(host);
  const side = new ReaderView(host);
  /** The reader that commands are for. */
  const active = (): Reader => (panel.active && panel.reader !== null ? panel.reader : side.reader);

  /** Shows a page's row in the tree; the tree takes the keyboard only when asked. */
  async function reveal(place: Place, focus: boolean): Promise<void> {
    const row = place.kind === 'concept' ? await tree.rowOf(place.id) : null;
    if (row !== null && (view.visible || focus)) {
      await view.reveal(row, { select: true, focus, expand: true });
    } else if (focus) {
      await vscode.commands.executeCommand(`${TREE_VIEW}.focus`);
    }
  }

  async function open(place: Place, focus = false): Promise<void> {
    if (panel.active) {
      panel.show(place);
      return;
    }
    // First the keyboard, then the page: a page that is opened takes it to its title.
    await side.show(focus);
    side.reader.open(place);
  }

  async function seeInTrace(id: string): Promise<void> {
    const concept = findConcept(await library.load(), id);
    const trace = services.activeTrace.current;
    if (concept === null) return;
    if (trace !== null && matchingSteps(concept, trace) > 0) {
      trace.showKinds(concept.kinds);
      await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    } else if (concept.sample !== null) {
      await openSample(services, concept.sample);
    }
  }

  async function tryEstimate(id: string): Promise<void> {
    const concept = findConcept(await library.load(), id);
    const prompt = concept?.estimate ?? null;
    if (prompt === null) return;
    const document = await vscode.workspace.openTextDocument(sampleUri(services, prompt.file));
    const offset = prompt.near === null ? 0 : Math.max(0, document.getText().indexOf(prompt.near));
    const at = document.positionAt(offset);
    // The estimate takes the prompt under the cursor.
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at) });
    await vscode.commands.executeCommand('lrmLens.estimateReasoningCost');
  }

  async function openTopic(topic?: unknown): Promise<void> {
    if (typeof topic !== 'string') return search();
    const pages = await library.load();
    const claim = findClaim(pages, topic);
    if (claim !== null) return open({ kind: 'ledger', claim: claim.id }, true);
    const concept = conceptForTopic(pages, topic);
    if (concept === null) {
      services.log.warn(`no concept page about '${topic}'`);
      return search();
    }
    await open({ kind: 'concept', id: concept.id }, true);
  }

  async function search(): Promise<void> {
    const { pickConcept } = await import('./searchPick');
    const id = await pickConcept(library);
    if (id !== undefined) await open(id === null ? LEDGER : { kind: 'concept', id }, true);
  }

  async function copyLink(row?: Row): Promise<void> {
    const place: Place =
      row?.kind === 'concept' ? { kind: 'concept', id: row.concept.id } : active().place;
    const link = `${vscode.env.uriScheme}://${services.context.extension.id}${pathOfPlace(place)}`;
    await vscode.env.clipboard.writeText(link);
  }

  async function step(by: 'previous' | 'next'): Promise<void> {
    const { place } = active();
    if (place.kind !== 'concept') return;
    const page = placeOf(await library.load(), place.id)?.[by];
    if (page) active().open({ kind: 'concept', id: page.id });
  }

  async function follow(): Promise<void> {
    const kind = services.activeTrace.current?.selected ?? null;
    if (memory.follows && kind !== null && side.visible) {
      const concept = conceptForKind(await library.load(), kind);
      if (concept !== null) side.reader.open({ kind: 'concept', id: concept.id });
    } else {
      await Promise.all([side.reader.refreshTraceButton(), panel.reader?.refreshTraceButton()]);
    }
  }

  const commands: Readonly<Record<string, (...args: never[]) => unknown>> = {
    'lrmLens.openConcept': openTopic,
    'lrmLens.searchConcepts': search,
    'lrmLens.openLedger': () => open(LEDGER, true),
    'lrmLens.concepts.next': () => step('next'),
    'lrmLens.concepts.previous': () => step('previous'),
    'lrmLens.concepts.back': () => active().move(-1),
    'lrmLens.concepts.forward': () => active().move(1),
    'lrmLens.concepts.openInEditor': (row?: Row) =>
      panel.show(
        row?.kind === 'concept' ? { kind: 'concept', id: row.concept.id } : active().place,
      ),
    'lrmLens.concepts.copyLink': (row?: Row) => copyLink(row),
    'lrmLens.concepts.markRead': (row: Row) => mark(row, true),
    'lrmLens.concepts.markUnread': (row: Row) => mark(row, false),
    'lrmLens.concepts.followTrace': () => setFollows(true),
    'lrmLens.concepts.stopFollowing': () => setFollows(false),
    'lrmLens.concepts.tryEstimate': (id?: string) => tryEstimate(id ?? 'builder-effort'),
    'lrmLens.openSample': async (hint?: SampleHint) => {
      const { pickSample } = await import('./samplePick');
      const chosen = hint ?? (await pickSample());
      if (chosen !== undefined) await openSample(services, chosen);
    },
  };
  const mark = async (row: Row, read: boolean): Promise<void> => {
    if (row.kind === 'concept') await memory.markRead(row.concept.id, read);
  };
  const setFollows = async (follows: boolean): Promise<void> => {
    await memory.setFollows(follows);
    await showFollows();
    await follow();
  };
  const showFollows = (): Thenable<unknown> =>
    vscode.commands.executeCommand('setContext', 'lrmLens.conceptsFollow', memory.follows);
  void showFollows();
  const showWasRead = (): Thenable<unknown> =>
    vscode.commands.executeCommand('setContext', 'lrmLens.conceptWasRead', memory.read.size > 0);
  void showWasRead();

  return vscode.Disposable.from(
    view,
    panel.register(),
    side.register(),
    memory.onDidChange(() => void showWasRead()),
    services.activeTrace.onDidChange(() => void follow()),
    ...Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run)),
    registerLazyTool('lrm-lens_explain_concept', async () => {
      const { ExplainConceptTool } = await import('./explainTool');
      return new ExplainConceptTool(library);
    }),
    vscode.window.registerUriHandler({
      handleUri: async (uri) => {
        const place = placeOfPath(uri.path);
        const pages = await library.load();
        const known =
          place?.kind === 'concept' ? findConcept(pages, place.id) !== null : place !== null;
        if (place !== null && known) await open(place, true);
        else void vscode.window.showWarningMessage(vscode.l10n.t('No page at {0}', uri.path));
      },
    }),
  );
}
