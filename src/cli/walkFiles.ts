import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';

export interface FoundFile {
  readonly path: string;
  /** Epoch milliseconds. */
  readonly mtime: number;
  /** Named on the command line rather than found in a folder: then it has to be readable. */
  readonly named: boolean;
}

/** Endings that saved traces have; files named directly may have any. */
const ENDINGS = new Set(
  '.json .jsonl .ndjson .txt .md .log .sse .eval .yaml .yml .lrmtrace'.split(' '),
);
const LEFT_OUT = new Set(['node_modules', '.git', '.hg', '.svn']);

/** Files under the paths, depth first in name order. Links are not followed; what cannot be read is told, not thrown. */
export async function* walkFiles(
  paths: readonly string[],
): AsyncGenerator<FoundFile | { readonly problem: string }> {
  for (const path of paths) yield* walk(path, true);
}

async function* walk(
  path: string,
  named: boolean,
): AsyncGenerator<FoundFile | { readonly problem: string }> {
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
        entry.isDirectory() ? !LEFT_OUT.has(entry.name) : isCandidate(entry.name, entry.isFile())
      ) {
        yield* walk(child, false);
      }
    }
  } catch (error) {
    yield { problem: `${path}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function isCandidate(name: string, isFile: boolean): boolean {
  return isFile && ENDINGS.has(extname(name).toLowerCase()) && !name.endsWith('.lens.json');
}
