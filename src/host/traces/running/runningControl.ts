import * as vscode from 'vscode';
import type { Services } from '../../shared/services';
import type { TraceReader } from '../reading/traceReader';
import { LikeRuns } from '../../shared/likeRuns';
import { chooseSessions } from '../saved/savedChoices';
import type { NowRow } from './nowRows';
import { RunningItem } from './runningItem';
import { askAboutTask, tellRuns } from './taskQuestion';

/** Tells the palette whether there is something to stop. */
function setWatching(watching: boolean): void {
  void vscode.commands.executeCommand('setContext', 'lrmLens.watching', watching);
}

/** Keeps the one item of the folder that was named for this workspace. */
export class RunningControl implements vscode.Disposable {
  #item: RunningItem | null = null;
  readonly #runs: LikeRuns;

  constructor(
    private readonly services: Services,
    private readonly reader: TraceReader,
    /** Under which the folder is kept. */
    private readonly key: string,
    private readonly openAt: (uri: vscode.Uri, column?: vscode.ViewColumn) => unknown,
  ) {
    this.#runs = new LikeRuns(services);
    const named = services.context.workspaceState.get<string>(key);
    if (named !== undefined) this.#show(vscode.Uri.parse(named));
  }

  dispose(): void {
    this.#item?.dispose();
    this.#item = null;
    setWatching(false);
  }

  async choose(): Promise<void> {
    const { globalStorageUri, workspaceState } = this.services.context;
    const title = vscode.l10n.t('Watch the Newest Session in a Folder');
    const folder = await chooseSessions(globalStorageUri, title);
    if (folder === null) return;
    await workspaceState.update(this.key, folder.uri);
    this.#show(vscode.Uri.parse(folder.uri));
  }

  /** Asks for the words of a task, at first those of the session that goes on, and tells what runs like it took. */
  async taskAhead(): Promise<void> {
    const item = this.#item;
    const running = (await item?.watch.firstWords()) ?? null;
    const answer = await askAboutTask(this.#runs, running, item?.folder ?? null);
    if (answer === null) return;
    if (answer.isRunning) item?.compareWith(answer.runs.found);
    await tellRuns(answer.runs);
  }

  /** The session that goes on, beside what is open. */
  async openBeside(): Promise<void> {
    const shown = this.#item?.watch.shown ?? null;
    if (shown !== null) await this.openAt(shown.uri, vscode.ViewColumn.Beside);
  }

  /** The alarm of that line is wrong: its kind is not told again in this session. */
  sendAway({ alarm }: NowRow): void {
    if (alarm !== null) this.#item?.sendAway(alarm.id);
  }

  quiet(): void {
    this.#item?.quiet();
  }

  async stop(): Promise<void> {
    this.dispose();
    await this.services.context.workspaceState.update(this.key, undefined);
  }

  #show(folder: vscode.Uri): void {
    this.dispose();
    this.#item = new RunningItem(this.services, this.reader, folder, (uri) => this.openAt(uri));
    setWatching(true);
  }
}
