import * as vscode from 'vscode';

type Operation = 'stat' | 'list' | 'read' | 'write' | 'rename' | 'delete' | 'createDirectory';

interface Entry {
  readonly bytes: Uint8Array;
  readonly mtime: number;
}

/** A file system of a virtual workspace, in memory. `fault` is asked before each operation and throws to play a fault. */
export class MemoryFileSystem implements vscode.FileSystemProvider {
  readonly #files = new Map<string, Entry>();
  readonly #folders = new Set<string>(['/']);
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #registration: vscode.Disposable;
  #now = 1_790_000_000_000;
  fault: (operation: Operation, path: string) => void = () => undefined;

  constructor(
    readonly scheme: string,
    options: { readonly isReadonly?: boolean } = {},
  ) {
    this.#registration = vscode.workspace.registerFileSystemProvider(scheme, this, {
      isCaseSensitive: true,
      ...options,
    });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }

  uri(path: string): vscode.Uri {
    return vscode.Uri.from({ scheme: this.scheme, path });
  }

  /** From now on these operations find the disk full. */
  fill(...operations: readonly Operation[]): void {
    this.fault = (operation) => {
      if (operations.includes(operation))
        throw vscode.FileSystemError.Unavailable('no space left on device');
    };
  }

  /** From now on nothing fails. */
  heal(): void {
    this.fault = () => undefined;
  }

  /** Puts a file there whatever `fault` says; the clock ticks, or is set. */
  put(path: string, content: string | Uint8Array, mtime = (this.#now += 1000)): vscode.Uri {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    this.#addFolders(path);
    this.#files.set(path, { bytes, mtime });
    return this.uri(path);
  }

  /** The text of a file, `null` when there is none. */
  text(path: string): string | null {
    const entry = this.#files.get(path);
    return entry === undefined ? null : new TextDecoder().decode(entry.bytes);
  }

  /** Paths of all files. */
  get paths(): readonly string[] {
    return [...this.#files.keys()].sort();
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    this.fault('stat', path);
    if (this.#folders.has(path))
      return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const { bytes, mtime } = this.#entry(path);
    return { type: vscode.FileType.File, ctime: 0, mtime, size: bytes.length };
  }

  readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
    this.fault('list', path);
    if (!this.#folders.has(path)) throw vscode.FileSystemError.FileNotFound(path);
    const start = path === '/' ? '/' : `${path}/`;
    const names = (paths: Iterable<string>, type: vscode.FileType): [string, vscode.FileType][] =>
      [...paths]
        .filter((p) => p.startsWith(start) && p !== start)
        .map((p) => p.slice(start.length))
        .filter((name) => !name.includes('/'))
        .map((name) => [name, type]);
    return [
      ...names(this.#folders, vscode.FileType.Directory),
      ...names(this.#files.keys(), vscode.FileType.File),
    ];
  }

  createDirectory({ path }: vscode.Uri): void {
    this.fault('createDirectory', path);
    this.#addFolders(`${path}/x`);
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    this.fault('read', path);
    return this.#entry(path).bytes;
  }

  /** Rejects rather than throws: VS Code writes to a file no more after a provider has thrown. */
  writeFile({ path }: vscode.Uri, content: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      this.fault('write', path);
      this.put(path, content.slice());
      this.#tell(vscode.FileChangeType.Changed, path);
      resolve();
    });
  }

  delete({ path }: vscode.Uri): void {
    this.fault('delete', path);
    this.#entry(path);
    this.#files.delete(path);
    this.#tell(vscode.FileChangeType.Deleted, path);
  }

  rename({ path: from }: vscode.Uri, { path: to }: vscode.Uri): void {
    this.fault('rename', to);
    const entry = this.#entry(from);
    this.#files.delete(from);
    this.#files.set(to, entry);
    this.#tell(vscode.FileChangeType.Changed, to);
  }

  #entry(path: string): Entry {
    const entry = this.#files.get(path);
    if (entry === undefined) throw vscode.FileSystemError.FileNotFound(path);
    return entry;
  }

  #addFolders(path: string): void {
    const parts = path.split('/').slice(1, -1);
    for (let n = 1; n <= parts.length; n++) this.#folders.add(`/${parts.slice(0, n).join('/')}`);
  }

  #tell(type: vscode.FileChangeType, path: string): void {
    this.#changed.fire([{ type, uri: this.uri(path) }]);
  }
}
