import * as vscode from 'vscode';
import type { RunCode } from '../../core/trial/run/judging';
import type { TrialState } from '../../protocol/trial';
import { commandsIn } from '../../worker/command.platform';
import { hostVoice } from '../shared/voice';
import { sibling } from '../shared/uris';

/** Whether the command by which a trial checks answers can run here. */
export function commandPlace(trial: vscode.Uri): TrialState['commands'] {
  if (trial.scheme !== 'file' || commandsIn('') === null) return 'none';
  return vscode.workspace.isTrusted ? 'asks' : 'untrusted';
}

/** The folder that a terminal of the editor would open in. */
const folderOf = (trial: vscode.Uri): string =>
  (vscode.workspace.getWorkspaceFolder(trial)?.uri ?? sibling(trial, '')).fsPath;

/**
 * Shows the command as it is written and asks whether it may run; what was agreed to is the command of this very text, for as
 * long as the trial is open. Whoever wrote the file chose it, so nothing is remembered longer.
 */
export class CommandConsent {
  #agreed: string | null = null;

  constructor(private readonly trial: vscode.Uri) {}

  /** What runs it; `'refused'` when the user does not want it to; `null` where no command runs at all. */
  async ask(command: string, answers: number): Promise<RunCode | 'refused' | null> {
    if (commandPlace(this.trial) !== 'asks') return null;
    const folder = folderOf(this.trial);
    if (this.#agreed !== command) {
      const { t } = vscode.l10n;
      const yes = t('Run');
      const answer = await vscode.window.showWarningMessage(
        t('Run this command on your machine?'),
        {
          modal: true,
          detail: [
            command,
            t('Whoever wrote the trial’s file chose it. It can do all that you can do.'),
            t(
              'It runs in {0}, once for each of {1} answers, 30 seconds at most. It gets the answer as JSON on its input: exit code 0 is right, 1 is wrong.',
              folder,
              hostVoice().count(answers),
            ),
          ].join('\n\n'),
        },
        yes,
      );
      if (answer !== yes) return 'refused';
      this.#agreed = command;
    }
    return commandsIn(folder);
  }
}
