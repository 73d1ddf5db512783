import * as vscode from 'vscode';
import { baseName, fileOf } from '../../shared/uris';

export type WatchedChange = 'grew' | 'replaced' | 'gone';

/** How long the file must be left alone before it is looked at: writers append many small pieces. */
const SETTLE_MS = 250;

/** Events of a watcher can be lost or late (network and virtual file systems), so the file is looked at now and then. */
const LOOK_MS = 3_000;

interface Stamp {
  readonly size: number;
  readonly mtime: number;
}

/** Names of files that what is new may stand beside for a while, in a file of this ending. */
const DATABASE = /\.(?:db|sqlite|vscdb)$/i;
const AHEAD = '-wal';

/**
 * Watches one file, inside or outside the workspace: tells when it grew, was replaced (shorter, or changed at the same
 * size) or vanished. Changes in quick succession are told once.
 */
export class FileWatch implements vscode.Disposable {
  readonly #uri: vscode.Uri;
  /** What is to be written into a database. */
  readonly #ahead: vscode.Uri | null;
  readonly #tell: (change: WatchedChange) => void;
  readonly #disposables: vscode.Disposable[];
  #stamp: Stamp | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #looking: ReturnType<typeof setInterval>;
  #disposed = false;

  constructor(uri: vscode.Uri, tell: (change: WatchedChange) => void) {
    this.#uri = fileOf(uri);
    this.#tell = tell;
    const folder = vscode.Uri.joinPath(this.#uri, '..');
    const name = baseName(uri).replace(/[[\]{}*?]/g, '[$&]');
    this.#ahead = DATABASE.test(name) ? this.#uri.with({ path: this.#uri.path + AHEAD }) : null;
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(folder, this.#ahead === null ? name : `{${name},${name}${AHEAD}}`),
    );
    this.#looking = setInterval(() => void this.#check(), LOOK_MS);
    const soon = (): void => this.#schedule();
    this.#disposables = [
      watcher,
      watcher.onDidChange(soon),
      watcher.onDidCreate(soon),
      watcher.onDidDelete(soon),
    ];
  }

  /** Takes the file as it is now as known. */
  async reset(): Promise<void> {
    this.#stamp = await this.#look();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#looking);
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), SETTLE_MS);
  }

  async #check(): Promise<void> {
    const now = await this.#look();
    if (this.#disposed) return;
    const before = this.#stamp;
    this.#stamp = now;
    if (now === null) {
      if (before !== null) this.#tell('gone');
    } else if (before === null || now.size < before.size) {
      this.#tell('replaced');
    } else if (now.size > before.size) {
      this.#tell('grew');
    } else if (now.mtime !== before.mtime) {
      this.#tell('replaced');
    }
  }

  /** `null` when the file is not there. */
  async #look(): Promise<Stamp | null> {
    const own = await stampOf(this.#uri);
    const ahead = own && this.#ahead && (await stampOf(this.#ahead));
    return own && ahead
      ? { size: own.size + ahead.size, mtime: Math.max(own.mtime, ahead.mtime) }
      : own;
  }
}

async function stampOf(uri: vscode.Uri): Promise<Stamp | null> {
  try {
    const { size, mtime } = await vscode.workspace.fs.stat(uri);
    return { size, mtime };
  } catch {
    return null;
  }
}
