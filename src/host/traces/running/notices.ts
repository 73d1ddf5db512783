import * as vscode from 'vscode';
import type { Alarm, AlarmId } from '../../../core/session/running/model';
import { hostVoice } from '../../shared/voice';
import type { AskedOfSession } from './sessionWatch';

/** Notices that were shown, of the last sessions. */
const KEPT = 200;
const KEY = 'running.told';

/** The setting of each notice; a budget of 0 is none. */
const SETTINGS: Readonly<Record<AlarmId, string>> = {
  loop: 'notifyLoop',
  budget: 'budget',
  answer: 'notifyAnswer',
  outputLimit: 'notifyOutputLimit',
};

const configuration = (): vscode.WorkspaceConfiguration =>
  vscode.workspace.getConfiguration('lrmLens.session');

/** The notices that the user switched on. */
export function askedNotices(): AskedOfSession {
  const set = configuration();
  const budget = set.get<number>(SETTINGS.budget, 0);
  const budgetUsd = typeof budget === 'number' && budget > 0 ? budget : null;
  const on = (['loop', 'answer', 'outputLimit'] as const).filter((id) =>
    set.get<boolean>(SETTINGS[id], false),
  );
  return { alarms: budgetUsd === null ? on : [...on, 'budget'], budgetUsd };
}

/** Shows each kind of alarm at most once a session, also over restarts of the window. */
export class Notices {
  constructor(
    private readonly state: vscode.Memento,
    private readonly open: (uri: vscode.Uri, call: number) => unknown,
  ) {}

  async show(uri: vscode.Uri, alarms: readonly Alarm[]): Promise<void> {
    for (const alarm of alarms) {
      const told = this.state.get<readonly string[]>(KEY, []);
      const key = `${alarm.id} ${uri.toString()}`;
      if (told.includes(key)) continue;
      await this.state.update(KEY, [...told, key].slice(-KEPT));
      void this.#ask(uri, alarm);
    }
  }

  async #ask(uri: vscode.Uri, { id, sentence, call }: Alarm): Promise<void> {
    const open = vscode.l10n.t('Open Session');
    const off = vscode.l10n.t('Turn Off');
    const words = `LRM Lens: ${hostVoice().words(sentence)}.`;
    const answer = await vscode.window.showWarningMessage(words, open, off);
    if (answer === open) await this.open(uri, call);
    if (answer === off) {
      const none = id === 'budget' ? 0 : false;
      await configuration().update(SETTINGS[id], none, vscode.ConfigurationTarget.Global);
    }
  }
}
