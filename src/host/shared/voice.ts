import * as vscode from 'vscode';
import type { Message } from '../../core/model/message';
import { voice, type Voice } from '../../core/text/voice';

let made: Voice | null = null;

/** The voice of the extension host, in the display language, which holds for as long as VS Code runs. */
export function hostVoice(): Voice {
  made ??= voice(vscode.env.language, translated);
  return made;
}

/** A message of a table or of the core, in the display language. All others stand as literals in `vscode.l10n.t`. */
export function translated(message: Message, ...args: readonly string[]): string {
  return vscode.l10n.t(message, ...args);
}
