import { realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gitAccess } from '../cli/gitAccess';
import type { GitAccess } from '../core/why/explain';
import { NotGiven, type Folders } from './folders';

/** Git about a file, or why it is not asked. */
export type AskedGit = { readonly git: GitAccess } | { readonly refused: string };

/**
 * Git for a file of the folders given at start, as the terminal asks it; only where the whole repository is in them.
 */
export async function gitFor(folders: Folders, path: string): Promise<AskedGit> {
  const git = gitAccess(path);
  if (git === null) return { refused: 'git cannot be started here' };
  const told = await git
    .run(['rev-parse', '--show-toplevel', '--absolute-git-dir', '--git-common-dir'])
    .catch(() => null);
  const [root, own, common] = told?.split(/\r?\n/) ?? [];
  if (root === undefined || own === undefined || common === undefined)
    return { refused: 'the file is in no repository, or git is missing' };
  const shared = resolve(path, '..', common);
  for (const folder of [root, own, shared, join(shared, 'objects')]) {
    if (!folders.holds(await realpath(folder).catch(() => folder)))
      return { refused: 'its repository is not within the folders given at start' };
  }
  if (await isThere(join(shared, 'objects', 'info', 'alternates')))
    return { refused: 'its repository has objects in other folders' };
  return { git: { run: git.run, records: (top) => recordsIn(folders, git, top) } };
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

async function recordsIn(folders: Folders, git: GitAccess, root: string): Promise<string> {
  try {
    // A link may lead out of the folders.
    await folders.file(join(root, '.agent-trace', 'traces.jsonl'));
  } catch (error) {
    if (error instanceof NotGiven) return '';
    throw error;
  }
  return git.records(root);
}
