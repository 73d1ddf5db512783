import * as vscode from 'vscode';
import { PART_CHARS } from '../../core/corpus/fileIndex';
import { reasonOf } from '../../core/text/errors';

/** Lines are written to a part of their own at least this often while reading goes on. */
const LINES = 200;
const WAIT_MS = 5000;

interface Part {
  readonly uri: vscode.Uri;
  readonly bytes: number;
}

/** Gives a part of the whole index, and where the next one begins. */
type GetPart = (
  from: number,
) => Promise<{ readonly part: Uint8Array<ArrayBuffer>; readonly next: number | null }>;

/**
 * The index of files that were read in the extension's storage, as parts that are only ever added: a crash loses the part that was
 * being written and nothing else, and two windows do not write over each other. `compact` joins small parts into large
 * ones. The bytes are only passed on here, a part at a time.
 */
export class IndexStore {
  #lines: string[] = [];
  #chars = 0;
  #lastWrite = Date.now();
  #part = 0;
  #loaded: Part[] = [];
  /** Time in the name of the newest part known, epoch milliseconds. */
  #newest = 0;
  #told = false;
  readonly #window = Array.from(crypto.getRandomValues(new Uint8Array(4)), (b) =>
    b.toString(16).padStart(2, '0'),
  ).join('');

  constructor(
    private readonly folder: vscode.Uri,
    /** First line of every part. */
    private readonly header: string,
    /** Told the reason, once, when nothing can be kept. */
    private readonly onProblem: (reason: string) => void,
  ) {}

  /**
   * Every stored part, oldest first. What cannot be read is told and left out: its files are read again. A part
   * that went away meanwhile was joined into another one by another window.
   */
  async *load(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
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
        this.#loaded.push({ uri, bytes: bytes.length });
        this.#newest = Math.max(this.#newest, Number.parseInt(name, 10) || 0);
        // A copy of its own, because the buffer is moved to the worker.
        yield bytes.slice();
      } catch (error) {
        if (!isNotFound(error)) this.#tell(error);
      }
    }
  }

  /** Keeps a line; writes a part when enough have come together. */
  async add(line: string): Promise<void> {
    this.#lines.push(line);
    this.#chars += line.length;
    const many = this.#lines.length >= LINES || this.#chars >= PART_CHARS;
    if (many || Date.now() - this.#lastWrite > WAIT_MS) await this.flush();
  }

  /** Writes what is kept. A full disk is told; reading goes on without the index. */
  async flush(): Promise<void> {
    const lines = this.#lines;
    this.#lines = [];
    this.#chars = 0;
    this.#lastWrite = Date.now();
    if (lines.length > 0) await this.#write(new TextEncoder().encode(this.header + lines.join('')));
  }

  /** Replaces the parts that were loaded or written here, where they are more than they need be. Others' parts stay. */
  async compact(getPart: GetPart): Promise<void> {
    await this.flush();
    const old = [...this.#loaded];
    const bytes = old.reduce((sum, part) => sum + part.bytes, 0);
    if (old.length <= 1 + Math.floor(bytes / PART_CHARS)) return;
    // The new parts are whole on disk before an old one goes.
    for (let from: number | null = 0; from !== null;) {
      const { part, next }: Awaited<ReturnType<GetPart>> = await getPart(from);
      if (!(await this.#write(part))) return;
      from = next;
    }
    this.#loaded = this.#loaded.slice(old.length);
    for (const { uri } of old) {
      try {
        await vscode.workspace.fs.delete(uri);
      } catch (error) {
        // Not found: another window joined it too.
        if (!isNotFound(error)) this.#tell(error);
      }
    }
  }

  async #write(bytes: Uint8Array): Promise<boolean> {
    // Names sort by time, so that newer parts are loaded over older ones; a clock may have gone back since the last.
    this.#newest = Math.max(Date.now(), this.#newest + 1);
    const time = this.#newest.toString().padStart(15, '0');
    const name = `${time}-${this.#window}-${this.#part++}.ndjson`;
    const uri = vscode.Uri.joinPath(this.folder, name);
    try {
      await vscode.workspace.fs.createDirectory(this.folder);
      await vscode.workspace.fs.writeFile(uri, bytes);
      this.#loaded.push({ uri, bytes: bytes.length });
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
    this.onProblem(reasonOf(error));
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
}
