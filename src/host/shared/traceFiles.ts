import * as vscode from 'vscode';
import {
  BUILT_FOLDERS,
  EXCLUDE_GLOB,
  mayHoldTraces,
  newestOf,
  SKIPPED_FOLDERS,
  TRACE_GLOB,
} from '../../core/trace/files';
import { reasonOf } from '../../core/text/errors';

const skipped = new Set([...SKIPPED_FOLDERS, ...BUILT_FOLDERS]);

/** How many files one search looks at, how many it chooses the newest from, and how deep it goes. */
const MAX_FILES = 2000;
const MAX_FOUND = 10 * MAX_FILES;
const MAX_DEPTH = 8;
/** Files whose times are asked for at once. */
const AT_ONCE = 32;

export interface FoundFile {
  readonly uri: vscode.Uri;
  readonly size: number;
  readonly mtime: number;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  /** There were more than the bound. */
  readonly bounded: boolean;
}

/** Whether a file may hold traces, as far as its name says. */
export function isCandidate(uri: vscode.Uri): boolean {
  return mayHoldTraces(uri.path.slice(uri.path.lastIndexOf('/') + 1));
}

/** Candidates of the open workspace folders, newest first; honours `files.exclude`. */
export async function findInWorkspace(token: vscode.CancellationToken): Promise<FoundFiles> {
  const uris = await vscode.workspace.findFiles(TRACE_GLOB, EXCLUDE_GLOB, MAX_FOUND, token);
  return newestFiles(uris.filter(isCandidate), uris.length >= MAX_FOUND, token);
}

/** Candidates below a folder of any file system, newest first. Rejects when the folder itself cannot be read. */
export async function findBelow(
  folder: vscode.Uri,
  token: vscode.CancellationToken,
): Promise<FoundFiles> {
  const uris: vscode.Uri[] = [];
  let folders: readonly vscode.Uri[] = [folder];
  for (let depth = 0; depth < MAX_DEPTH && folders.length > 0; depth++) {
    const below: vscode.Uri[] = [];
    for (const one of folders) {
      if (token.isCancellationRequested || uris.length >= MAX_FOUND) break;
      for (const [name, type] of await listFolder(one, depth === 0)) {
        const uri = vscode.Uri.joinPath(one, name);
        if (type === vscode.FileType.Directory && !skipped.has(name)) below.push(uri);
        else if (type === vscode.FileType.File && isCandidate(uri)) uris.push(uri);
      }
    }
    folders = below;
  }
  return newestFiles(uris, uris.length >= MAX_FOUND, token);
}

/** A folder inside that cannot be read is passed over; the one asked for is not. */
async function listFolder(
  uri: vscode.Uri,
  mustBeReadable: boolean,
): Promise<[string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(uri);
  } catch (error) {
    if (mustBeReadable) throw error;
    return [];
  }
}

/** The newest of the files that were found; `brokenOff` where there may be more. */
async function newestFiles(
  uris: readonly vscode.Uri[],
  brokenOff: boolean,
  token: vscode.CancellationToken,
): Promise<FoundFiles> {
  const files: FoundFile[] = [];
  for (let i = 0; i < uris.length && !token.isCancellationRequested; i += AT_ONCE) {
    const some = await Promise.all(uris.slice(i, i + AT_ONCE).map(statFile));
    files.push(...some.flatMap((file) => (file !== null && file.size > 0 ? [file] : [])));
  }
  return { files: newestOf(files, MAX_FILES), bounded: brokenOff || files.length > MAX_FILES };
}

/** `null` for a file that is gone meanwhile. */
export async function statFile(uri: vscode.Uri): Promise<FoundFile | null> {
  try {
    const { size, mtime } = await vscode.workspace.fs.stat(uri);
    return { uri, size, mtime };
  } catch {
    return null;
  }
}

/**
 * Files below the given places that may hold traces, in name order. What cannot be read is told and passed over; a file
 * that was named itself is taken whatever its name.
 */
export async function* filesBelow(
  roots: readonly vscode.Uri[],
  stopped: () => boolean,
  onProblem: (message: string) => void,
): AsyncGenerator<FoundFile> {
  for (const root of roots) yield* below(root, true, stopped, onProblem);
}

async function* below(
  uri: vscode.Uri,
  named: boolean,
  stopped: () => boolean,
  onProblem: (message: string) => void,
): AsyncGenerator<FoundFile> {
  if (stopped()) return;
  let entries: [string, vscode.FileType][];
  try {
    if (named && (await vscode.workspace.fs.stat(uri)).type !== vscode.FileType.Directory) {
      const file = await statFile(uri);
      if (file !== null) yield file;
      return;
    }
    entries = await vscode.workspace.fs.readDirectory(uri);
  } catch (error) {
    onProblem(`${uri.path}: ${reasonOf(error)}`);
    return;
  }
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, type] of entries) {
    if (stopped()) return;
    const child = vscode.Uri.joinPath(uri, name);
    if (type === vscode.FileType.Directory && !SKIPPED_FOLDERS.includes(name)) {
      yield* below(child, false, stopped, onProblem);
    } else if (type === vscode.FileType.File && isCandidate(child)) {
      const file = await statFile(child);
      if (file !== null && file.size > 0) yield file;
    }
  }
}
