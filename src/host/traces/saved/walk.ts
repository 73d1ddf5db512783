import * as vscode from 'vscode';

/** File names that may hold traces. */
export const TRACE_GLOB = '**/*.{json,jsonl,ndjson,sse,eval,lrmtrace,txt,md,log}';
const TRACE_NAME = /\.(jsonl?|ndjson|sse|eval|lrmtrace|txt|md|log)$/i;
/** Files that never do, and folders not worth a look. */
const SKIPPED_NAME = /^(package(-lock)?|tsconfig.*|composer|angular|nx|turbo|.*\.lens)\.json$/i;
const SKIPPED_FOLDER = /^(node_modules|\.git|\.hg|\.svn|dist|out|target|__pycache__|\.venv)$/;
export const EXCLUDE_GLOB = '**/{node_modules,.git,dist,out,target,__pycache__,.venv}/**';

/** How many files one search looks at, and how deep. */
export const MAX_FILES = 2000;
const MAX_DEPTH = 8;

export interface FoundFile {
  readonly uri: vscode.Uri;
  readonly size: number;
  readonly mtime: number;
}

export interface Found {
  readonly files: readonly FoundFile[];
  /** There were more than the bound. */
  readonly bounded: boolean;
}

export function mayHoldTraces(uri: vscode.Uri): boolean {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return TRACE_NAME.test(name) && !SKIPPED_NAME.test(name);
}

/** Candidates of the open workspace folders, newest first; honours `files.exclude`. */
export async function findInWorkspace(token: vscode.CancellationToken): Promise<Found> {
  const limit = 4 * MAX_FILES;
  const uris = await vscode.workspace.findFiles(TRACE_GLOB, EXCLUDE_GLOB, limit, token);
  const candidates = uris.filter(mayHoldTraces);
  const files = await statAll(candidates.slice(0, MAX_FILES), token);
  return { files, bounded: uris.length >= limit || candidates.length > MAX_FILES };
}

/** Candidates below a folder of any file system, newest first. Rejects when the folder itself cannot be read. */
export async function findBelow(
  folder: vscode.Uri,
  token: vscode.CancellationToken,
): Promise<Found> {
  const uris: vscode.Uri[] = [];
  let folders: readonly vscode.Uri[] = [folder];
  for (let depth = 0; depth < MAX_DEPTH && folders.length > 0; depth++) {
    const below: vscode.Uri[] = [];
    for (const one of folders) {
      if (token.isCancellationRequested || uris.length > MAX_FILES) break;
      for (const [name, type] of await listFolder(one, depth === 0)) {
        const uri = vscode.Uri.joinPath(one, name);
        if (type === vscode.FileType.Directory && !SKIPPED_FOLDER.test(name)) below.push(uri);
        else if (type === vscode.FileType.File && mayHoldTraces(uri)) uris.push(uri);
      }
    }
    folders = below;
  }
  const files = await statAll(uris.slice(0, MAX_FILES), token);
  return { files, bounded: uris.length > MAX_FILES };
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

async function statAll(
  uris: readonly vscode.Uri[],
  token: vscode.CancellationToken,
): Promise<readonly FoundFile[]> {
  const files: FoundFile[] = [];
  for (const uri of uris) {
    if (token.isCancellationRequested) break;
    const file = await statFile(uri);
    if (file !== null && file.size > 0) files.push(file);
  }
  return files.sort((a, b) => b.mtime - a.mtime);
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
