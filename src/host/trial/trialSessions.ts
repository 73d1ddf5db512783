import * as vscode from 'vscode';
import type { Services } from '../shared/services';
import { hostVoice } from '../shared/voice';
import { TrialSession } from './trialSession';

/** The trials that are open or running, one a file. A running one stays when its last editor is closed. */
export class TrialSessions implements vscode.Disposable {
  private readonly open = new Map<string, TrialSession>();
  private readonly views = new Map<TrialSession, number>();
  private readonly status: vscode.StatusBarItem;
  private latest: TrialSession | null = null;

  constructor(private readonly services: Services) {
    this.status = vscode.window.createStatusBarItem(
      'lrmLens.trial',
      vscode.StatusBarAlignment.Left,
    );
    this.status.name = vscode.l10n.t('Trial');
  }

  /** The trial that is in front of the user, or was last. */
  get active(): TrialSession | null {
    return this.latest;
  }

  of(uri: vscode.Uri, text: string): TrialSession {
    const key = uri.toString();
    const known = this.open.get(key);
    if (known !== undefined) {
      known.setText(text);
      return known;
    }
    const session = new TrialSession(this.services, uri, text);
    this.open.set(key, session);
    session.onDidChange(() => {
      this.show();
      if (!session.isRunning && !this.views.has(session)) this.forget(session);
    });
    return session;
  }

  /** A view of a trial is open until this is disposed. */
  shown(session: TrialSession): vscode.Disposable {
    this.views.set(session, (this.views.get(session) ?? 0) + 1);
    return new vscode.Disposable(() => {
      const left = (this.views.get(session) ?? 1) - 1;
      if (left > 0) this.views.set(session, left);
      else {
        this.views.delete(session);
        if (!session.isRunning) this.forget(session);
      }
    });
  }

  activate(session: TrialSession): void {
    this.latest = session;
  }

  /** New prices, keys or endpoints: all plans are made again. */
  refreshAll(): void {
    for (const session of this.open.values()) void session.refresh();
  }

  dispose(): void {
    for (const session of this.open.values()) session.dispose();
    this.status.dispose();
  }

  private forget(session: TrialSession): void {
    this.open.delete(session.uri.toString());
    if (this.latest === session) this.latest = null;
    session.dispose();
    this.show();
  }

  /** Calls under way, in the status bar; a click shows the trial. */
  private show(): void {
    const running = [...this.open.values()].filter((s) => s.isRunning);
    const [first] = running;
    if (first === undefined) {
      this.status.hide();
      return;
    }
    const state = first.state();
    const plan = state.trial === null ? null : state.plan;
    const { count } = hostVoice();
    this.status.text = `$(beaker) ${vscode.l10n.t(
      '{0} of {1} calls',
      count(plan?.done ?? 0),
      count((plan?.done ?? 0) + (plan?.calls ?? 0)),
    )}`;
    this.status.tooltip = vscode.l10n.t('Trial {0} is running', first.name);
    this.status.command = {
      command: 'vscode.open',
      title: first.name,
      arguments: [first.uri],
    };
    this.status.show();
  }
}
