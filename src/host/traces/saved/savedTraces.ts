import { hostVoice } from '../../shared/voice';
import * as vscode from 'vscode';
import type { Services } from '../../shared/services';
import type { TraceReader } from '../reading/traceReader';
import { TRACE_GLOB } from '../../../core/trace/files';
import {
  findBelow,
  findInWorkspace,
  isCandidate,
  statFile,
  type FoundFiles,
  type FoundFile,
} from '../../shared/traceFiles';
import { baseName } from '../../shared/uris';
import type { FileDigest } from '../../../core/session/digest';
import type { Origin, SavedFile } from './grouping';
import type { AddedFolder, SavedStore } from '../../shared/savedStore';
import { SentenceError } from '../../../core/text/sentenceError';

/** Why a place shows no traces, or not all of them. */
export interface PlaceProblem {
  readonly folder: string;
  readonly message: string;
}

export type SearchState = 'unsearched' | 'searching' | 'searched' | 'cancelled';

interface Place {
  readonly origin: Origin;
  readonly folder: AddedFolder | null;
}

/** Files up to this size are read as a whole right after the search, so that sums and models are known; larger ones when they are opened in the tree. */
const READ_AT_ONCE = 4 << 20;
const SETTLE_MS = 2_000;

/**
 * The traces found in the workspace and in added folders. Nothing is looked at before `search`; after it, watchers
 * keep the list current until it is disposed.
 */
export class SavedTraces implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #files = new Map<string, SavedFile>();
  /** Changed files that are looked at when they rest, by URI. */
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  #watchers: vscode.Disposable[] = [];
  #problems: PlaceProblem[] = [];
  /** Files of the place that is searched now that could not be read. */
  #notRead: { readonly name: string; readonly why: string }[] = [];
  #state: SearchState = 'unsearched';

  constructor(
    private readonly services: Services,
    private readonly reader: TraceReader,
    private readonly store: SavedStore,
  ) {}

  get files(): readonly SavedFile[] {
    return [...this.#files.values()];
  }

  get problems(): readonly PlaceProblem[] {
    return this.#problems;
  }

  get state(): SearchState {
    return this.#state;
  }

  dispose(): void {
    this.#unwatch();
    this.#changed.dispose();
  }

  /** Looks through the workspace and the added folders, reading only heads of files that are new or have changed. */
  async search(
    progress: vscode.Progress<{ message?: string }>,
    token: vscode.CancellationToken,
  ): Promise<void> {
    this.#unwatch();
    this.#files.clear();
    this.#problems = [];
    this.#setState('searching');
    await this.#searchPlace({ origin: 'workspace', folder: null }, progress, token);
    for (const folder of this.store.folders) {
      const origin = folder.agent === null ? 'folder' : 'session';
      await this.#searchPlace({ origin, folder }, progress, token);
    }
    if (!token.isCancellationRequested) await this.#readSmall(progress, token);
    await this.store.save();
    this.#watch();
    this.#setState(token.isCancellationRequested ? 'cancelled' : 'searched');
  }

  /** Reads a file as a whole for its traces and sums. Rejects when it cannot be read. */
  async digest(file: SavedFile): Promise<FileDigest> {
    if (file.digest) return file.digest;
    const uri = vscode.Uri.parse(file.uri);
    const opened = await this.reader.open(uri, {});
    if ('error' in opened) throw new SentenceError(opened.error.message);
    const digest = await opened.ask('digest', {}).finally(() => opened.dispose());
    const { size, mtime, tool } = file;
    this.store.remember(uri, { size, mtime, tool, digest });
    if (this.#files.has(file.uri)) this.#files.set(file.uri, { ...file, digest });
    return digest;
  }

  async #searchPlace(
    place: Place,
    progress: vscode.Progress<{ message?: string }>,
    token: vscode.CancellationToken,
  ): Promise<void> {
    if (token.isCancellationRequested) return;
    const { folder } = place;
    const name = folder?.agent ?? (folder ? folder.uri : vscode.l10n.t('workspace'));
    progress.report({ message: name });
    let found: FoundFiles;
    try {
      found =
        folder === null
          ? await findInWorkspace(token)
          : await findBelow(vscode.Uri.parse(folder.uri), token);
    } catch (error) {
      this.#problems.push({ folder: name, message: reason(error) });
      return;
    }
    if (found.bounded) {
      const message = vscode.l10n.t(
        'Only the newest {0} files were looked at.',
        found.files.length,
      );
      this.#problems.push({ folder: name, message });
    }
    this.#notRead = [];
    for (const [i, file] of found.files.entries()) {
      if (isCancelled(token)) break;
      await this.#look(file, place);
      if (i % 50 === 49) {
        progress.report({ message: `${name} ${i + 1}/${found.files.length}` });
        this.#changed.fire();
      }
    }
    const [first, ...others] = this.#notRead;
    if (first !== undefined) {
      const message =
        others.length === 0
          ? vscode.l10n.t('1 file was not read: {0}: {1}', first.name, first.why)
          : vscode.l10n.t(
              '{0} files were not read, the first: {1}: {2}',
              this.#notRead.length,
              first.name,
              first.why,
            );
      this.#problems.push({ folder: name, message });
    }
  }

  /** Takes a file in when its head looks like traces. */
  async #look(file: FoundFile, place: Place): Promise<void> {
    const { uri, size, mtime } = file;
    const stored = this.store.known(uri, size, mtime);
    // Columns may have been chosen since for what was no trace.
    const isStale = stored?.tool === null && this.services.columns.of(uri) !== null;
    const known = isStale ? null : stored;
    let tool = known?.tool ?? null;
    if (known === null) {
      try {
        tool = await this.reader.sniff(uri);
      } catch (error) {
        this.services.log.debug(`${uri.toString()}: ${reason(error)}`);
        this.#notRead.push({ name: baseName(uri), why: reason(error) });
        return;
      }
      this.store.remember(uri, { size, mtime, tool, digest: null });
    }
    if (tool === null) {
      this.#files.delete(uri.toString());
      return;
    }
    this.#files.set(uri.toString(), {
      uri: uri.toString(),
      name: baseName(uri),
      folder: folderName(uri, place),
      origin: place.origin,
      tool,
      size,
      mtime,
      digest: known?.digest ?? null,
    });
  }

  async #readSmall(
    progress: vscode.Progress<{ message?: string }>,
    token: vscode.CancellationToken,
  ): Promise<void> {
    const small = this.files.filter((f) => f.digest === null && f.size <= READ_AT_ONCE);
    for (const [i, file] of small.entries()) {
      if (token.isCancellationRequested) return;
      await this.#tryDigest(file);
      if (i % 20 !== 19) continue;
      progress.report({ message: vscode.l10n.t('reading {0} of {1}', i + 1, small.length) });
      this.#changed.fire();
    }
  }

  /** A file that cannot be read stays listed without sums. */
  async #tryDigest(file: SavedFile): Promise<void> {
    try {
      await this.digest(file);
    } catch (error) {
      this.services.log.debug(`${file.uri}: ${reason(error)}`);
    }
  }

  #watch(): void {
    const places: { pattern: vscode.GlobPattern; place: Place }[] = [
      { pattern: TRACE_GLOB, place: { origin: 'workspace', folder: null } },
      ...this.store.folders.map((folder) => ({
        pattern: new vscode.RelativePattern(vscode.Uri.parse(folder.uri), TRACE_GLOB),
        place: {
          origin: folder.agent === null ? ('folder' as const) : ('session' as const),
          folder,
        },
      })),
    ];
    for (const { pattern, place } of places) {
      const watcher = vscode.workspace.createFileSystemWatcher(pattern);
      const look = (uri: vscode.Uri): void => this.#schedule(uri, place);
      watcher.onDidCreate(look);
      watcher.onDidChange(look);
      watcher.onDidDelete((uri) => {
        if (this.#files.delete(uri.toString())) this.#changed.fire();
      });
      this.#watchers.push(watcher);
    }
  }

  /** A session that is being written changes many times a second: it is looked at when it rests. */
  #schedule(uri: vscode.Uri, place: Place): void {
    if (!isCandidate(uri)) return;
    const key = uri.toString();
    clearTimeout(this.#waiting.get(key));
    this.#waiting.set(
      key,
      setTimeout(() => {
        this.#waiting.delete(key);
        void this.#onChange(uri, place);
      }, SETTLE_MS),
    );
  }

  async #onChange(uri: vscode.Uri, place: Place): Promise<void> {
    const found = await statFile(uri);
    if (found === null) return;
    await this.#look(found, place);
    const file = this.#files.get(uri.toString());
    if (file?.digest === null && file.size <= READ_AT_ONCE) await this.#tryDigest(file);
    this.#changed.fire();
  }

  #unwatch(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    for (const watcher of this.#watchers) watcher.dispose();
    this.#watchers = [];
  }

  #setState(state: SearchState): void {
    this.#state = state;
    this.#changed.fire();
  }
}

/** A function, so that the compiler does not take an earlier look at the token for the present. */
function isCancelled(token: vscode.CancellationToken): boolean {
  return token.isCancellationRequested;
}

function folderName(uri: vscode.Uri, { folder }: Place): string {
  const parent = vscode.Uri.joinPath(uri, '..');
  if (folder === null) return vscode.workspace.asRelativePath(parent) || '.';
  const root = vscode.Uri.parse(folder.uri).path;
  const below = parent.path.startsWith(root) ? parent.path.slice(root.length + 1) : parent.path;
  return [folder.agent ?? root.slice(root.lastIndexOf('/') + 1), below].filter(Boolean).join('/');
}

function reason(error: unknown): string {
  if (error instanceof vscode.FileSystemError) {
    if (error.code === 'FileNotFound') return vscode.l10n.t('The folder does not exist.');
    if (error.code === 'NoPermissions') return vscode.l10n.t('Reading it is not allowed.');
  }
  return hostVoice().reason(error);
}
