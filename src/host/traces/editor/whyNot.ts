import * as vscode from 'vscode';
import type { Problem } from '../../../core/model/problem';

/** Why a file could not be opened, for the problem page. */
export async function whyNot(
  error: unknown,
  uri: vscode.Uri,
  cancelled: boolean,
  log: vscode.LogOutputChannel,
): Promise<Problem> {
  if (cancelled) return { code: 'truncated', message: vscode.l10n.t('Opening was cancelled.') };
  const message = error instanceof Error ? error.message : String(error);
  log.warn(`${uri.toString()}: ${message}`);
  try {
    await vscode.workspace.fs.stat(uri);
  } catch {
    return { code: 'empty', message: vscode.l10n.t('The file was deleted or moved.') };
  }
  return { code: 'malformed', message: vscode.l10n.t('The file cannot be read: {0}', message) };
}
