import * as vscode from 'vscode';
import { voice, type Voice } from '../../core/text/voice';

let made: Voice | null = null;

/** The voice of the extension host, in the display language, which holds for as long as VS Code runs. */
export function hostVoice(): Voice {
  made ??= voice(vscode.env.language, (message, ...args) => vscode.l10n.t(message, ...args));
  return made;
}
