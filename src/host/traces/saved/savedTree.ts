import * as vscode from 'vscode';
import type { RecentFiles } from '../../shared/recentFiles';
import { noTotals, type SavedTrace } from '../../../core/session/digest';
import { groupFiles, type FileGroup, type SavedFile } from './grouping';
import type { PlaceProblem, SavedTraces } from './savedTraces';
import type { AddedFolder, SavedStore } from '../../shared/savedStore';
import { dayKey, sessionLine, sizeLine, totalsHover, totalsLine } from './treeWords';
import { hostVoice } from '../../shared/voice';

export type SavedNode =
  | { readonly type: 'group'; readonly group: FileGroup; readonly label: string }
  | { readonly type: 'file'; readonly file: SavedFile; readonly pinned: boolean }
  | { readonly type: 'trace'; readonly file: SavedFile; readonly trace: SavedTrace }
  | { readonly type: 'folder'; readonly folder: AddedFolder; readonly problem: PlaceProblem | null }
  | { readonly type: 'problem'; readonly problem: PlaceProblem }
  | { readonly type: 'more'; readonly file: SavedFile; readonly count: number };

/** Files shown first under "Recent". */
const RECENT = 5;

/** The Saved Traces tree: pinned and recent files, then groups, then the added folders. */
export class SavedTree implements vscode.TreeDataProvider<SavedNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #subscription: vscode.Disposable;

  constructor(
    private readonly traces: SavedTraces,
    private readonly store: SavedStore,
    private readonly opened: RecentFiles,
    private readonly openCommand: string,
  ) {
    this.#subscription = traces.onDidChange(() => this.refresh());
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  async getChildren(node?: SavedNode): Promise<SavedNode[]> {
    if (node === undefined) return this.#roots();
    if (node.type === 'group') return node.group.files.map((file) => this.#file(file));
    return node.type === 'file' ? this.#tracesOf(node.file) : [];
  }

  getTreeItem(node: SavedNode): vscode.TreeItem {
    switch (node.type) {
      case 'group':
        return groupItem(node);
      case 'file':
        return this.#fileItem(node.file, node.pinned);
      case 'trace':
        return this.#traceItem(node.file, node.trace);
      case 'folder':
        return folderItem(node.folder, node.problem);
      case 'problem':
        return messageItem(node.problem.folder, node.problem.message, 'warning');
      case 'more':
        return this.#moreItem(node.file, node.count);
    }
  }

  #roots(): SavedNode[] {
    const { files, problems } = this.traces;
    if (files.length === 0 && problems.length === 0 && this.store.folders.length === 0) return [];
    const { pins, grouping, folders } = this.store;
    const { t } = vscode.l10n;
    const pinned = files.filter((f) => pins.has(f.uri));
    const known = new Map(files.map((file) => [file.uri, file]));
    const recent = this.opened.uris.flatMap((uri) => known.get(uri) ?? []).slice(0, RECENT);
    const named = (label: string, list: readonly SavedFile[]): SavedNode[] => {
      const group = { key: label, files: list, totals: noTotals };
      return list.length > 0 ? [{ type: 'group', label, group }] : [];
    };
    const added = folders.map((folder): SavedNode => {
      const name = folder.agent ?? folder.uri;
      return { type: 'folder', folder, problem: problems.find((p) => p.folder === name) ?? null };
    });
    const shown = new Set(folders.map((f) => f.agent ?? f.uri));
    return [
      ...named(t('Pinned'), pinned),
      ...(files.length > 2 * RECENT ? named(t('Recent'), recent) : []),
      ...groupFiles(files, grouping, dayKey).map((group): SavedNode => ({
        type: 'group',
        group,
        label: group.key ?? t('Several or unknown models'),
      })),
      ...problems
        .filter((p) => !shown.has(p.folder))
        .map((problem): SavedNode => ({ type: 'problem', problem })),
      ...added,
    ];
  }

  #file(file: SavedFile): SavedNode {
    return { type: 'file', file, pinned: this.store.pins.has(file.uri) };
  }

  async #tracesOf(file: SavedFile): Promise<SavedNode[]> {
    try {
      const digest = await this.traces.digest(file);
      const nodes = digest.traces.map((trace): SavedNode => ({ type: 'trace', file, trace }));
      const more = digest.count - digest.traces.length;
      return more > 0 ? [...nodes, { type: 'more', file, count: more }] : nodes;
    } catch (error) {
      const message = hostVoice().reason(error);
      return [{ type: 'problem', problem: { folder: vscode.l10n.t('Cannot be read'), message } }];
    }
  }

  #fileItem(file: SavedFile, pinned: boolean): vscode.TreeItem {
    const { digest } = file;
    const several = digest === null || digest.count > 1;
    const item = new vscode.TreeItem(
      digest?.session?.title ?? file.name,
      several ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
    );
    item.resourceUri = vscode.Uri.parse(file.uri);
    item.iconPath = new vscode.ThemeIcon('list-tree');
    item.description =
      digest === null
        ? sizeLine(file.size)
        : digest.session === null
          ? totalsLine(digest.totals)
          : sessionLine(digest.session, digest.totals);
    item.tooltip = [
      `${file.folder}/${file.name}`,
      file.tool,
      ...(digest ? [digest.models.join(', '), totalsHover(digest.totals)] : [sizeLine(file.size)]),
    ].join('\n');
    item.contextValue = pinned ? 'pinnedTrace' : 'trace';
    item.command = this.#open(file, null);
    return item;
  }

  #traceItem(file: SavedFile, trace: SavedTrace): vscode.TreeItem {
    const { t } = vscode.l10n;
    const item = new vscode.TreeItem(trace.promptStart ?? t('Trace {0}', trace.index + 1));
    item.description = [trace.model, totalsLine(trace.totals)]
      .filter((part) => part !== null && part !== '')
      .join(' · ');
    item.tooltip = [trace.promptStart, trace.model, trace.effort, totalsHover(trace.totals)]
      .filter((part) => part !== null && part !== '')
      .join('\n');
    item.contextValue = 'oneTrace';
    item.command = this.#open(file, trace.index);
    return item;
  }

  #moreItem(file: SavedFile, count: number): vscode.TreeItem {
    const item = new vscode.TreeItem(vscode.l10n.t('{0} more in the viewer', count));
    item.command = this.#open(file, null);
    return item;
  }

  #open(file: SavedFile, index: number | null): vscode.Command {
    const place = index === null ? null : { index, step: null };
    return {
      command: this.openCommand,
      title: vscode.l10n.t('Open'),
      arguments: [vscode.Uri.parse(file.uri), place],
    };
  }
}

function groupItem({ group, label }: Extract<SavedNode, { type: 'group' }>): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  const sums = totalsLine(group.totals);
  item.description = sums === '' ? String(group.files.length) : `${group.files.length} · ${sums}`;
  item.tooltip = totalsHover(group.totals);
  item.contextValue = 'group';
  return item;
}

function folderItem(folder: AddedFolder, problem: PlaceProblem | null): vscode.TreeItem {
  const uri = vscode.Uri.parse(folder.uri);
  const item = messageItem(
    folder.agent ?? uri.path.slice(uri.path.lastIndexOf('/') + 1),
    problem?.message ?? '',
    problem ? 'warning' : 'folder',
  );
  item.tooltip = [uri.scheme === 'file' ? uri.fsPath : folder.uri, problem?.message ?? '']
    .filter((part) => part !== '')
    .join('\n');
  item.contextValue = 'addedFolder';
  return item;
}

function messageItem(label: string, message: string, icon: string): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.description = message;
  item.tooltip = message;
  item.iconPath = new vscode.ThemeIcon(icon);
  return item;
}
