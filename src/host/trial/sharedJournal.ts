import * as vscode from 'vscode';
import { JOURNAL_ENDING, TRIAL_ENDING } from '../../core/trial/file';
import type { JournalLine } from '../../core/trial/journalModel';
import type { Journal } from '../../core/trial/run/journal';
import { baseName, sibling } from '../shared/uris';
import { JournalFile } from './journalFile';
import { freeLock, takeLock } from '../../worker/lock.platform';

/** The file that says who works on a trial, the same as in the terminal: another window or program does not meanwhile. */
class TrialLock {
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

/** The journal of a trial with its lock: who writes has it alone, of all windows and terminals, and has read it before. */
export class SharedJournal {
  readonly #file: JournalFile;
  readonly #lock: TrialLock;
  #turns: Promise<unknown> = Promise.resolve();

  constructor(trial: vscode.Uri) {
    const name = baseName(trial).slice(0, -TRIAL_ENDING.length);
    this.#file = new JournalFile(sibling(trial, `${name}${JOURNAL_ENDING}`));
    this.#lock = new TrialLock(sibling(trial, `${name}.trial.lock`));
  }

  /** What it says by now. */
  get journal(): Journal {
    return this.#file.journal;
  }

  /** Reads it anew: another window or a terminal may have gone on since. */
  load(): Promise<Journal> {
    return this.#inTurn(() => this.#file.load());
  }

  /** Takes it for a run. False when a run of this window has it already; rejects while another one has it. */
  take(): Promise<boolean> {
    return this.#inTurn(() => {
      if (this.#lock.isOurs) return false;
      this.#lock.take();
      return true;
    });
  }

  free(): void {
    this.#lock.free();
  }

  /** Appends a line of a run that has taken it; resolves when it is on the disk. */
  append(line: JournalLine): Promise<void> {
    return this.#file.append(line);
  }

  /** Appends a line outside of a run: takes the journal for as long as that needs. */
  write(line: JournalLine): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#lock.isOurs) return this.#file.append(line);
      this.#lock.take();
      try {
        await this.#file.load();
        await this.#file.append(line);
      } finally {
        this.#lock.free();
      }
    });
  }

  /** What reads and writes it, one after the other. */
  #inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const next = this.#turns.then(work);
    // The next one is done whatever became of this; who asked for it is told.
    this.#turns = next.catch(() => undefined);
    return next;
  }
}
