import * as vscode from 'vscode';
import type { TaskForecast } from '../../../core/corpus/likeRuns';
import type { Alarm } from '../../../core/session/running/model';
import { evidenceOf, nowRows, type NowRow } from './nowRows';
import { howFar, runningHover } from './runningWords';
import type { WatchedSession } from './sessionWatch';

const VIEW = 'lrmLens.now';
/** While it holds, the side bar has the view. */
const CONTEXT = 'lrmLens.session';

/** The strip above the concepts: what the running session asked, cost and thought so far, or what may be wrong with it. */
export class NowView implements vscode.TreeDataProvider<NowRow>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<NowRow>;
  #shown: WatchedSession | null = null;
  #like: TaskForecast | null = null;
  #rows: readonly NowRow[] = [];

  constructor() {
    this.#view = vscode.window.createTreeView(VIEW, { treeDataProvider: this });
  }

  /** An alarm stands as long as the log that grows on raises it. */
  show(shown: WatchedSession | null, alarms: readonly Alarm[], like: TaskForecast | null): void {
    this.#shown = shown;
    this.#like = like;
    this.#rows = shown === null ? [] : nowRows(shown.session, alarms, like);
    this.#view.description = shown === null ? '' : howFar(shown.session);
    this.#view.message = shown === null ? '' : evidenceOf(alarms);
    this.#view.badge =
      alarms.length === 0
        ? undefined
        : { value: alarms.length, tooltip: vscode.l10n.t('The running session may need you') };
    void vscode.commands.executeCommand('setContext', CONTEXT, shown !== null);
    this.#changed.fire();
  }

  getChildren(row?: NowRow): NowRow[] {
    return row === undefined ? [...this.#rows] : [];
  }

  getTreeItem({ label, detail, icon, spoken, alarm }: NowRow): vscode.TreeItem {
    const item = new vscode.TreeItem(label);
    item.description = detail;
    item.iconPath =
      alarm !== null
        ? new vscode.ThemeIcon(icon, new vscode.ThemeColor('list.warningForeground'))
        : new vscode.ThemeIcon(icon);
    item.accessibilityInformation = { label: spoken };
    if (this.#shown === null) return item;
    item.contextValue = alarm === null ? 'now' : 'alarm';
    item.tooltip = alarm !== null ? spoken : runningHover(this.#shown.session, this.#like);
    const trace = alarm?.trace ?? null;
    item.command = {
      command: 'lrmLens.openTrace',
      title: vscode.l10n.t('Open Session'),
      arguments: trace === null ? [this.#shown.uri] : [this.#shown.uri, { index: trace }],
    };
    return item;
  }

  dispose(): void {
    void vscode.commands.executeCommand('setContext', CONTEXT, false);
    this.#view.dispose();
    this.#changed.dispose();
  }
}
