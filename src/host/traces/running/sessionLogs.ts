import * as vscode from 'vscode';
import { mayBeSessionLog, storeOfPath, worksIn } from '../../../core/session/running/workspace';
import { filesBelow, statFile } from '../../shared/traceFiles';
import { fileOf, sessionIdOf, sessionUri } from '../../shared/uris';
import type { TraceReader } from '../reading/traceReader';

/** So many of the newest logs are asked which folder they are about. */
const LOOKED_AT = 40;

/** The log of a session, and when it was written to last, epoch milliseconds. */
export interface SessionLog {
  readonly uri: vscode.Uri;
  readonly at: number;
}

/** The logs of a folder, and which of them are about this workspace. A log is asked once: its folder never changes. */
export class SessionLogs {
  readonly #isHere = new Map<string, boolean>();
  #hashes: Promise<readonly string[]> | null = null;

  constructor(
    readonly folder: vscode.Uri,
    private readonly roots: readonly string[],
    private readonly reader: TraceReader,
    private readonly onProblem: (message: string) => void,
  ) {}

  /** The log of this workspace that was written last; `null` without one. */
  async newest(stopped: () => boolean): Promise<SessionLog | null> {
    const found: SessionLog[] = [];
    let newest: SessionLog | null = null;
    for await (const { uri, mtime } of filesBelow([this.folder], stopped, this.onProblem)) {
      if (mayBeSessionLog(uri.path)) found.push({ uri, at: mtime });
      else if (isStore(uri)) newest = later(newest, await this.#newestIn(uri));
    }
    found.sort((a, b) => b.at - a.at);
    for (const log of found.slice(0, LOOKED_AT)) {
      if (stopped()) return null;
      if (newest !== null && newest.at >= log.at) break;
      if (await this.isHere(log.uri)) return log;
    }
    return newest;
  }

  /** The session of this workspace that a file which was written is of; `null` when it is of none. */
  async written(uri: vscode.Uri): Promise<SessionLog | null> {
    const store = storeOfPath(uri.path);
    if (store !== null) return this.#newestIn(uri.with({ path: store, query: '' }));
    return (await this.isHere(uri)) ? this.at(uri) : null;
  }

  /** A log with the time when it was written to last; `null` when it is gone. */
  async at(uri: vscode.Uri): Promise<SessionLog | null> {
    const id = sessionIdOf(uri);
    if (id === null) {
      const file = await statFile(uri);
      return file && { uri, at: file.mtime };
    }
    const own = (await this.#storedIn(fileOf(uri))).find((session) => session.id === id);
    return own === undefined ? null : { uri, at: own.at };
  }

  async #newestIn(database: vscode.Uri): Promise<SessionLog | null> {
    let newest: SessionLog | null = null;
    for (const { id, folder, at } of await this.#storedIn(database)) {
      if (worksIn(folder, this.roots))
        newest = later(newest, { uri: sessionUri(database, id), at });
    }
    return newest;
  }

  async #storedIn(database: vscode.Uri): ReturnType<TraceReader['storedSessions']> {
    try {
      return await this.reader.storedSessions(database);
    } catch (error) {
      this.onProblem(`${database.path}: ${String(error)}`);
      return [];
    }
  }

  /** Whether a file is the log of a session in this workspace. One that is not yet to be told is asked again later. */
  async isHere(uri: vscode.Uri): Promise<boolean> {
    const key = uri.toString();
    const known = this.#isHere.get(key);
    if (known !== undefined) return known;
    const here = await this.#ask(uri);
    if (here !== null) this.#isHere.set(key, here);
    return here === true;
  }

  async #ask(uri: vscode.Uri): Promise<boolean | null> {
    // Gemini CLI keeps the logs of a project in a folder named by the hash of its path.
    const parts = uri.path.split('/');
    if ((await this.#hashesOfRoots()).some((hash) => parts.includes(hash))) {
      return parts.includes('chats');
    }
    try {
      const folder = (await this.reader.peek(uri))?.folder ?? (await markedFolder(uri));
      return folder === null ? null : worksIn(folder, this.roots);
    } catch (error) {
      this.onProblem(`${uri.path}: ${String(error)}`);
      return null;
    }
  }

  #hashesOfRoots(): Promise<readonly string[]> {
    return (this.#hashes ??= Promise.all(this.roots.map(sha256)));
  }
}

/** A database itself: of the file beside it is told when it is written. */
const isStore = ({ path }: vscode.Uri): boolean => storeOfPath(path) === path;

function later(a: SessionLog | null, b: SessionLog | null): SessionLog | null {
  return a === null || (b !== null && b.at > a.at) ? b : a;
}

/** The folder that newer versions of Gemini CLI write beside the logs of a project. */
async function markedFolder(uri: vscode.Uri): Promise<string | null> {
  try {
    const mark = vscode.Uri.joinPath(uri, '..', '..', '.project_root');
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(mark)).trim() || null;
  } catch {
    // No other agent has such a file.
    return null;
  }
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, '0')).join('');
}
