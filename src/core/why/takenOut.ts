import type { RunGit } from './askGit';
import { lineFacts } from './lineFacts';

/** Where lines of an edit went: how many of them commits took out or changed, and how many commits that were. */
export interface TakenOut {
  readonly lines: number;
  readonly commits: number;
}

/** Commits of the file since the edit that are looked through. */
const MAX_COMMITS = 500;

/**
 * The commits since `at` (epoch milliseconds) that took lines with these hashes out of a file, renames followed: each line
 * counts for the last commit that took it out. Lines that no commit took out are not counted: their change is not
 * committed, or older than the edit. `null` where git cannot tell. `run` runs in the file's folder.
 */
export async function takenOut(
  run: RunGit,
  name: string,
  gone: readonly number[],
  at: number,
): Promise<TakenOut | null> {
  const since = `--since=@${Math.floor(at / 1000)}`;
  const patches = ['--patch', '--unified=0', '--no-ext-diff', '--no-textconv', '--format=%x00'];
  let log: string;
  try {
    log = await run(['log', '--follow', `-${MAX_COMMITS}`, since, ...patches, '--', name]);
  } catch {
    // No repository, or no git: nothing is known of commits.
    return null;
  }
  const open = new Map<number, number>();
  for (const hash of gone) open.set(hash, (open.get(hash) ?? 0) + 1);
  let [lines, commits] = [0, 0];
  for (const patch of log.split('\0').slice(1)) {
    const before = lines;
    for (const hash of removedIn(patch, name)) {
      const left = open.get(hash) ?? 0;
      if (left === 0) continue;
      open.set(hash, left - 1);
      lines++;
    }
    if (lines > before) commits++;
  }
  return { lines, commits };
}

/** Hashes of the lines that a patch takes out of a file and does not put back elsewhere in it. */
function removedIn(patch: string, name: string): readonly number[] {
  const put = new Map<number, number>();
  const out: number[] = [];
  let inBody = false;
  for (const row of patch.split('\n')) {
    if (row.startsWith('diff ')) inBody = false;
    else if (row.startsWith('@@')) inBody = true;
    if (!inBody || !/^[-+]/.test(row)) continue;
    const hash = lineFacts(row.slice(1), name)?.hash;
    if (hash === undefined) continue;
    if (row.startsWith('-')) out.push(hash);
    else put.set(hash, (put.get(hash) ?? 0) + 1);
  }
  return out.filter((hash) => {
    const back = put.get(hash) ?? 0;
    if (back > 0) put.set(hash, back - 1);
    return back === 0;
  });
}
