import * as vscode from 'vscode';
import { ALARM_IDS, type Alarm, type AlarmId } from '../../../core/session/running/model';
import { shownUntil } from '../../../core/session/running/state';
import type { Services } from '../../shared/services';
import type { TraceReader } from '../reading/traceReader';
import { askedNotices, Notices } from './notices';
import type { TaskForecast } from '../../../core/corpus/likeRuns';
import { NowView } from './nowView';
import { runningHover, runningLine } from './runningWords';
import { SentAway } from './sentAway';
import { SessionLogs } from './sessionLogs';
import { SessionWatch, type AskedOfSession, type WatchedSession } from './sessionWatch';

/** The status bar item of the newest session below a folder, with its notices. */
export class RunningItem implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  readonly #now = new NowView();
  readonly watch: SessionWatch;
  /** What runs like the session that is shown took, once it was asked. */
  #compared: { readonly uri: string; readonly found: TaskForecast } | null = null;
  /** Alarms that hold since the log grew last. */
  #alarms: readonly Alarm[] = [];
  readonly #sentAway = new SentAway();
  /** Until the strip of a session that has ended goes away. */
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    { engine, log, context }: Services,
    reader: TraceReader,
    readonly folder: vscode.Uri,
    open: (uri: vscode.Uri) => unknown,
  ) {
    this.#item = vscode.window.createStatusBarItem(
      'lrmLens.runningSession',
      vscode.StatusBarAlignment.Right,
      91,
    );
    this.#item.name = vscode.l10n.t('Running agent session');
    const notices = new Notices(context.workspaceState, open);
    const tell = (message: string): void => log.warn(`running session: ${message}`);
    const roots = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
    const logs = new SessionLogs(folder, roots, reader, tell);
    const onReprice = (listener: () => void) => engine.onDidConfigure(listener);
    // The strip shows every alarm; what pops up is only what was asked for.
    const asked = (): AskedOfSession => ({ ...askedNotices(), alarms: ALARM_IDS });
    this.watch = new SessionWatch(logs, reader, asked, tell, onReprice);
    this.watch.onDidChange((alarms) => {
      this.#alarms = alarms;
      this.#draw(folder);
      const { shown } = this.watch;
      const wanted = askedNotices().alarms;
      const told = this.#heard().filter(({ id }) => wanted.includes(id));
      if (shown !== null && told.length > 0) void notices.show(shown.uri, told);
    });
    this.#draw(folder);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.watch.dispose();
    this.#now.dispose();
    this.#item.dispose();
  }

  /** Shows what runs like the session took, too. */
  compareWith(found: TaskForecast): void {
    const { shown } = this.watch;
    if (shown === null) return;
    this.#compared = { uri: shown.uri.toString(), found };
    this.#draw(this.folder);
  }

  /** That kind of alarm is not told of this session again. */
  sendAway(id: AlarmId): void {
    const { shown } = this.watch;
    if (shown === null) return;
    this.#sentAway.forGood(shown.uri.toString(), id);
    this.#draw(this.folder);
  }

  /** No alarm for ten minutes. */
  quiet(): void {
    this.#sentAway.quiet(Date.now());
    this.#draw(this.folder);
  }

  #heard(): readonly Alarm[] {
    const { shown } = this.watch;
    return shown === null
      ? []
      : this.#sentAway.heard(shown.uri.toString(), this.#alarms, Date.now());
  }

  #drawNow(shown: WatchedSession | null, like: TaskForecast | null, now: number): void {
    clearTimeout(this.#timer);
    const until = shown === null ? null : shownUntil(shown.session);
    if (until !== null && until <= now) {
      this.#now.show(null, [], null);
      return;
    }
    this.#now.show(shown, this.#heard(), like);
    // A log that another clock wrote may end in the future: no wait is longer than a minute.
    const wait = until === null ? null : Math.min(until - now, 60_000);
    if (wait !== null) this.#timer = setTimeout(() => this.#draw(this.folder), wait);
  }

  #draw(folder: vscode.Uri): void {
    const { shown } = this.watch;
    const compared = this.#compared;
    const like = compared?.uri === shown?.uri.toString() ? (compared?.found ?? null) : null;
    this.#drawNow(shown, like, Date.now());
    if (shown === null) {
      this.#item.text = `$(pulse) ${vscode.l10n.t('no session yet')}`;
      this.#item.tooltip = vscode.l10n.t(
        'No session of an agent in this workspace was found below {0}.',
        folder.fsPath,
      );
      this.#item.command = 'lrmLens.session.watch';
    } else {
      this.#item.text = `$(pulse) ${runningLine(shown.session, like)}`;
      this.#item.tooltip = runningHover(shown.session, like);
      this.#item.command = {
        command: 'lrmLens.openTrace',
        title: vscode.l10n.t('Open Session'),
        arguments: [shown.uri],
      };
    }
    this.#item.accessibilityInformation = {
      label: vscode.l10n.t('Running session: {0}', this.#item.text.replace('$(pulse) ', '')),
    };
    this.#item.show();
  }
}
