import * as vscode from 'vscode';
import type { RecentFiles } from '../../shared/recentFiles';
import type { Services } from '../../shared/services';
import { contexts, SAVED_TRACES } from '../commands';
import type { HostCommand } from '../contributions';
import type { TraceEditor } from '../editor/traceEditor';
import type { TraceReader } from '../reading/traceReader';
import { SavedStore, type AddedFolder } from '../../shared/savedStore';
import { SavedTraces } from './savedTraces';
import { SavedTree, type SavedNode } from './savedTree';

type SavedCommand = Extract<HostCommand, `lrmLens.savedTraces.${string}`>;

export interface SavedFeature extends vscode.Disposable {
  readonly commands: Readonly<Record<SavedCommand, (...args: never[]) => unknown>>;
  /** The two files of a selection, for a comparison. */
  filesOf(nodes: readonly SavedNode[]): readonly vscode.Uri[];
  /** The files that were found, newest first. */
  known(): readonly vscode.Uri[];
}

/** The Saved Traces view. Nothing is searched before the user asks. */
export function savedFeature(
  services: Services,
  editor: TraceEditor,
  reader: TraceReader,
  recent: RecentFiles,
): SavedFeature {
  const store = new SavedStore(services.context);
  const traces = new SavedTraces(services, reader, store);
  const tree = new SavedTree(traces, store, recent, 'lrmLens.openTrace');
  const view = vscode.window.createTreeView(SAVED_TRACES, {
    treeDataProvider: tree,
    showCollapseAll: true,
    canSelectMany: true,
  });
  const setState = (): void => {
    const state = traces.state === 'searched' ? 'nothing' : traces.state;
    void vscode.commands.executeCommand('setContext', contexts.savedTraces, state);
  };
  const listening = traces.onDidChange(setState);

  const commands = commandsOf({ services, editor, reader, store, traces, tree });
  setState();
  return Object.assign(vscode.Disposable.from(view, listening, tree, traces), {
    commands,
    known: () =>
      [...traces.files].sort((a, b) => b.mtime - a.mtime).map(({ uri }) => vscode.Uri.parse(uri)),
    filesOf: (nodes: readonly SavedNode[]) => nodes.flatMap((node) => uriOf(node) ?? []),
  });
}

/** What the commands of the view work on. */
interface SavedParts {
  readonly services: Services;
  readonly editor: TraceEditor;
  readonly reader: TraceReader;
  readonly store: SavedStore;
  readonly traces: SavedTraces;
  readonly tree: SavedTree;
}

function commandsOf(parts: SavedParts): SavedFeature['commands'] {
  const { services, editor, reader, store, traces, tree } = parts;
  const search = (): Thenable<void> =>
    vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Searching saved traces'),
        cancellable: true,
      },
      (progress, token) => traces.search(progress, token),
    );
  /** The view is closed until it is used. */
  const openAndSearch = async (): Promise<void> => {
    await vscode.commands.executeCommand(`${SAVED_TRACES}.focus`, { preserveFocus: true });
    await search();
  };
  const add = async (folder: AddedFolder): Promise<void> => {
    const others = store.folders.filter((f) => f.uri !== folder.uri);
    await store.setFolders([...others, folder]);
    await openAndSearch();
  };
  async function pin(node: SavedNode, pinned: boolean): Promise<void> {
    if (node.type !== 'file') return;
    await store.pin(node.file.uri, pinned);
    tree.refresh();
  }

  return {
    'lrmLens.savedTraces.search': openAndSearch,
    'lrmLens.savedTraces.addFolder': async () => {
      const { chooseFolder } = await import('./savedChoices');
      const folder = await chooseFolder(vscode.l10n.t('Add Folder to Saved Traces'));
      if (folder) await add(folder);
    },
    'lrmLens.savedTraces.addSessions': async () => {
      const { chooseSessions } = await import('./savedChoices');
      const title = vscode.l10n.t('Add Session Folder of a Coding Agent');
      const folder = await chooseSessions(services.context.globalStorageUri, title);
      if (folder) await add(folder);
    },
    'lrmLens.savedTraces.removeFolder': async (node: SavedNode) => {
      if (node.type !== 'folder') return;
      await store.setFolders(store.folders.filter((f) => f.uri !== node.folder.uri));
      await search();
    },
    'lrmLens.savedTraces.group': async () => {
      const { chooseGrouping } = await import('./savedChoices');
      const grouping = await chooseGrouping(store.grouping);
      if (grouping === null) return;
      await store.setGrouping(grouping);
      tree.refresh();
    },
    'lrmLens.savedTraces.pin': (node: SavedNode) => pin(node, true),
    'lrmLens.savedTraces.unpin': (node: SavedNode) => pin(node, false),
    'lrmLens.savedTraces.openToSide': (node: SavedNode) => {
      const uri = uriOf(node);
      const place = node.type === 'trace' ? { index: node.trace.index, step: null } : null;
      return uri && editor.openAt(uri, place, vscode.ViewColumn.Beside);
    },
    'lrmLens.savedTraces.openAsText': (node: SavedNode) => {
      const uri = uriOf(node);
      return uri && vscode.commands.executeCommand('vscode.openWith', uri, 'default');
    },
    'lrmLens.savedTraces.samePrompt': async () => {
      if (traces.state === 'unsearched') await search();
      const { chooseSamePrompt } = await import('./samePrompt');
      const pair = await chooseSamePrompt(traces.files);
      if (!pair) return;
      const [a, b] = pair;
      const uris = pair.map(({ file }) => vscode.Uri.parse(file.uri));
      await editor.compare(uris[0]!, a.trace.index, uris[1]!, b.trace.index);
    },
    'lrmLens.savedTraces.searchReasoning': async (folder?: unknown) => {
      const { searchReasoning } = await import('./reasoningSearch');
      await searchReasoning(reader, editor, folder, traces, search);
    },
  };
}

function uriOf(node: SavedNode): vscode.Uri | null {
  return node.type === 'file' || node.type === 'trace' ? vscode.Uri.parse(node.file.uri) : null;
}
