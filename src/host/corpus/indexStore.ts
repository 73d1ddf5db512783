import * as vscode from 'vscode';
import { indexHeader } from '../../core/corpus/fileIndex';

/** Lines are written to a part of their own at least this often while reading goes on. */
const LINES = 200;
const WAIT_MS = 5000;

/**
 * The index of a corpus in the extension's storage, as parts that are only ever added: a crash loses the part that was
 * being written and nothing else, and two windows do not write over each other. `compact` joins what was read into one.
 */
export class IndexStore {
  #lines: string[] = [];
  #lastWrite = Date.now();
  #part = 0;
  #loaded: vscode.Uri[] = [];
  /** Time in the name of the newest part known, epoch milliseconds. */
  #newest = 0;
  #told = false;
  readonly #window = Array.from(crypto.getRandomValues(new Uint8Array(4)), (b) =>
    b.toString(16).padStart(2, '0'),
  ).join('');

  constructor(
    private readonly folder: vscode.Uri,
    private readonly onProblem: (message: string) => void,
  ) {}

  /**
   * Every stored part as text, oldest first. What cannot be read is told and left out: its files are read again. A part
   * that went away meanwhile was joined into another one by another window.
   */
  async *load(): AsyncGenerator<string> {
    let entries: [string, vscode.FileType][];
    this.#loaded = [];
    try {
      entries = await vscode.workspace.fs.readDirectory(this.folder);
    } catch (error) {
      // Not found: nothing was stored yet.
      if (!isNotFound(error)) this.#tell(error);
      return;
    }
    const parts = entries.map(([name]) => name).filter((name) => name.endsWith('.ndjson'));
    for (const name of parts.sort()) {
      const uri = vscode.Uri.joinPath(this.folder, name);
      try {
        const bytes = await vscode.workspace.fs.readFile(uri);
        this.#loaded.push(uri);
        this.#newest = Math.max(this.#newest, Number.parseInt(name, 10) || 0);
        yield new TextDecoder().decode(bytes);
      } catch (error) {
        if (!isNotFound(error)) this.#tell(error);
      }
    }
  }

  /** Keeps a line; writes a part when enough have come together. */
  async add(line: string): Promise<void> {
    this.#lines.push(line);
    if (this.#lines.length >= LINES || Date.now() - this.#lastWrite > WAIT_MS) await this.flush();
  }

  /** Writes what is kept. A full disk is told; the report itself goes on without the index. */
  async flush(): Promise<void> {
    const lines = this.#lines;
    this.#lines = [];
    this.#lastWrite = Date.now();
    if (lines.length > 0) await this.#write(indexHeader() + lines.join(''));
  }

  /** Replaces the parts that were loaded or written here by one. Parts of other windows stay. */
  async compact(index: string): Promise<void> {
    const old = this.#loaded;
    this.#loaded = [];
    if (old.length < 2 && this.#lines.length === 0) {
      this.#loaded = old;
      return;
    }
    this.#lines = [];
    // The new part is whole on disk before an old one goes.
    if (!(await this.#write(index))) {
      this.#loaded = old;
      return;
    }
    for (const uri of old) {
      try {
        await vscode.workspace.fs.delete(uri);
      } catch (error) {
        // Not found: another window joined it too.
        if (!isNotFound(error)) this.#tell(error);
      }
    }
  }

  async #write(text: string): Promise<boolean> {
    // Names sort by time, so that newer parts are loaded over older ones; a clock may have gone back since the last.
    this.#newest = Math.max(Date.now(), this.#newest + 1);
    const time = this.#newest.toString().padStart(15, '0');
    const name = `${time}-${this.#window}-${this.#part++}.ndjson`;
    const uri = vscode.Uri.joinPath(this.folder, name);
    try {
      await vscode.workspace.fs.createDirectory(this.folder);
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
      this.#loaded.push(uri);
      return true;
    } catch (error) {
      this.#tell(error);
      return false;
    }
  }

  /** Once: a full disk stays full. */
  #tell(error: unknown): void {
    if (this.#told) return;
    this.#told = true;
    const reason = error instanceof Error ? error.message : String(error);
    this.onProblem(
      vscode.l10n.t(
        'What was read cannot be kept for the next time ({0}). The report is complete; the next one reads these files again.',
        reason,
      ),
    );
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
}
