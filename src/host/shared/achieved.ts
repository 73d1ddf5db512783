import * as vscode from 'vscode';

/** What a step of the walkthrough waits for; each is told where it really happens, not where a button is pressed. */
export type Achievement = 'traceSeen' | 'answerFound' | 'estimated' | 'kept';

/** Ticks the step of the walkthrough that waits for this. */
export function achieved(what: Achievement): void {
  void vscode.commands.executeCommand('setContext', `lrmLens.did.${what}`, true);
}
