import * as vscode from 'vscode';
import { freeLock, takeLock } from '../../worker/lock.platform';
import { baseName } from '../shared/uris';

/** The file that says who works on a trial, the same as in the terminal: another window or program does not meanwhile. */
export class TrialLock {
  #isOurs = false;

  constructor(private readonly uri: vscode.Uri) {}

  get isOurs(): boolean {
    return this.#isOurs;
  }

  /** Throws while another one has it. On virtual file systems nobody else is known of. */
  take(): void {
    const owner = this.uri.scheme === 'file' ? takeLock(this.uri.fsPath) : null;
    if (owner !== null)
      throw new Error(
        vscode.l10n.t(
          'This trial runs in another window or in a terminal (process {0}). If it does not, delete {1}.',
          owner,
          baseName(this.uri),
        ),
      );
    this.#isOurs = true;
  }

  free(): void {
    if (!this.#isOurs) return;
    this.#isOurs = false;
    if (this.uri.scheme === 'file') freeLock(this.uri.fsPath);
  }
}
