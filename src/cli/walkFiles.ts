import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { mayHoldTraces, SKIPPED_FOLDERS } from '../core/trace/files';
import { reasonOf } from '../core/text/errors';

export interface WalkedFile {
  readonly path: string;
  /** Epoch milliseconds. */
  readonly mtime: number;
  /** Named on the command line rather than found in a folder: then it has to be readable. */
  readonly named: boolean;
}

/** Files under the paths that may hold traces, depth first in name order; a file named directly may have any ending. Links are not followed; what cannot be read is told, not thrown. */
export async function* walkFiles(
  paths: readonly string[],
): AsyncGenerator<WalkedFile | { readonly problem: string }> {
  for (const path of paths) yield* walk(path, true);
}

async function* walk(
  path: string,
  named: boolean,
): AsyncGenerator<WalkedFile | { readonly problem: string }> {
  try {
    const info = await stat(path);
    if (!info.isDirectory()) {
      yield { path, mtime: info.mtimeMs, named };
      return;
    }
    const entries = await readdir(path, { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const child = join(path, entry.name);
      if (
        entry.isDirectory()
          ? !SKIPPED_FOLDERS.includes(entry.name)
          : entry.isFile() && mayHoldTraces(entry.name)
      ) {
        yield* walk(child, false);
      }
    }
  } catch (error) {
    yield { problem: `${path}: ${reasonOf(error)}` };
  }
}
