import { readdir, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { mayHoldTraces, SKIPPED_FOLDERS } from '../core/trace/files';
import { reasonOf } from '../core/text/errors';

export interface WalkedFile {
  readonly path: string;
  /** Epoch milliseconds. */
  readonly mtime: number;
  /** Named on the command line rather than found in a folder: then it has to be readable. */
  readonly named: boolean;
}

/** What one walk has in common: paths are real ones, by which a file is known under every name. */
interface Walk {
  readonly named: ReadonlySet<string>;
  readonly seen: Set<string>;
}

/** Files under the paths that may hold traces, depth first in name order, each once however the paths overlap; a file named directly may have any ending. Links are not followed; what cannot be read is told, not thrown. */
export async function* walkFiles(
  paths: readonly string[],
): AsyncGenerator<WalkedFile | { readonly problem: string }> {
  const roots = await Promise.all(paths.map(realPath));
  const walked: Walk = { named: new Set(roots), seen: new Set() };
  for (const [i, path] of paths.entries()) yield* walk(path, roots[i]!, walked);
}

/** A pipe has no path of its own. */
const realPath = (path: string): Promise<string> => realpath(path).catch(() => resolve(path));

async function* walk(
  path: string,
  real: string,
  walked: Walk,
): AsyncGenerator<WalkedFile | { readonly problem: string }> {
  if (walked.seen.has(real)) return;
  walked.seen.add(real);
  try {
    const info = await stat(path);
    if (!info.isDirectory()) {
      yield { path, mtime: info.mtimeMs, named: walked.named.has(real) };
      return;
    }
    const entries = await readdir(path, { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (
        entry.isDirectory()
          ? !SKIPPED_FOLDERS.includes(entry.name)
          : entry.isFile() && mayHoldTraces(entry.name)
      ) {
        yield* walk(join(path, entry.name), join(real, entry.name), walked);
      }
    }
  } catch (error) {
    yield { problem: `${path}: ${reasonOf(error)}` };
  }
}
