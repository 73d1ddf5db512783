import * as vscode from 'vscode';
import { mayBeSessionLog, worksIn } from '../../../core/session/running/workspace';
import { filesBelow, type FoundFile } from '../../shared/traceFiles';
import type { TraceReader } from '../reading/traceReader';

/** So many of the newest logs are asked which folder they are about. */
const LOOKED_AT = 40;

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
  async newest(stopped: () => boolean): Promise<FoundFile | null> {
    const found: FoundFile[] = [];
    for await (const file of filesBelow([this.folder], stopped, this.onProblem)) {
      if (mayBeSessionLog(file.uri.path)) found.push(file);
    }
    found.sort((a, b) => b.mtime - a.mtime);
    for (const file of found.slice(0, LOOKED_AT)) {
      if (stopped()) return null;
      if (await this.isHere(file.uri)) return file;
    }
    return null;
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
