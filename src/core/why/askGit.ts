import type { AskedFile, LineCommit, MovedLines } from './attribute';
import { DISTINCT, lineFacts, linesOf } from './lineFacts';
import { tidyPath } from '../text/paths';

/** Runs git in a folder and gives what it prints. Rejects when git is not there or says no. */
export type RunGit = (args: readonly string[], input?: string) => Promise<string>;

/** A file in a checkout, and what git tells of its lines. */
export interface TrackedFile extends AskedFile {
  readonly root: string;
  /** Under the root. */
  readonly path: string;
}

/**
 * Asks git about a file: the root, the worktrees, and for each line of `text` the commit it came in with, spaces apart
 * and renames followed. Lines of a file that git does not know are not committed. `null` where there is no
 * repository. `run` runs in the file's folder.
 */
export async function askGit(run: RunGit, name: string, text: string): Promise<TrackedFile | null> {
  const root = await line(run, ['rev-parse', '--show-toplevel']);
  if (root === null) return null;
  const prefix = (await line(run, ['rev-parse', '--show-prefix'])) ?? '';
  const path = tidyPath(`${prefix}${name}`);
  const worktrees = (await said(run, ['worktree', 'list', '--porcelain'])) ?? '';
  const blame = await said(run, [...BLAME, '--', name], text);
  const lines = linesOf(text);
  const commits = blame === null ? lines.map((_, i) => uncommitted(path, i)) : commitsOf(blame);
  const roots = [root, ...worktreesOf(worktrees)].map(tidyPath);
  return {
    root: tidyPath(root),
    path,
    lines,
    names: [...new Set([path, ...commits.map((c) => c.path)])],
    roots: [...new Set(roots)],
    commits,
  };
}

// Without -M: a copy would get the commit of what it was copied from.
const BLAME = ['blame', '-w', '--no-textconv', '--porcelain', '--contents', '-'] as const;

/**
 * The lines that came out of other files, among those asked for (from 0): git finds them in a file of the same commit
 * that has them no more from that commit on. What was copied, and stands there still, is none.
 */
export async function askMoved(
  run: RunGit,
  file: TrackedFile,
  asked: readonly number[],
): Promise<readonly MovedLines[]> {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const blame = await said(run, [...BLAME, '-M', '-C', '--', name], `${file.lines.join('\n')}\n`);
  if (blame === null) return [];
  const commits = commitsOf(blame);
  const moved = new Map<string, number[]>();
  const sources = new Map<string, ReadonlySet<string>>();
  let before: string | null = null;
  for (const i of asked) {
    const path = commits[i]?.path;
    if (path === undefined || file.names.includes(path)) continue;
    const commit = file.commits?.[i]?.commit ?? null;
    const key = `${commit ?? ''}:${path}`;
    const there = sources.get(key) ?? new Set(linesOf(await contentAt(run, commit, path)));
    sources.set(key, there);
    // A brace or the like stands in any file: it goes where the telling line before it goes.
    const tells = (lineFacts(file.lines[i]!, file.path)?.weight ?? 0) >= DISTINCT;
    const isMoved: boolean = tells ? !there.has(file.lines[i]!) : before === key;
    if (tells) before = isMoved ? key : null;
    if (isMoved) moved.set(path, [...(moved.get(path) ?? []), i]);
  }
  return [...moved].map(([path, lines]) => ({ path, lines }));
}

/** A file in a commit, or as it is on disk; '' when it is not there. */
async function contentAt(run: RunGit, commit: string | null, path: string): Promise<string> {
  const args =
    commit === null
      ? ['grep', '-h', '-I', '-e', '', '--', `:/${path}`]
      : ['show', '--no-textconv', `${commit}:${path}`];
  return (await said(run, args)) ?? '';
}

/** What a commit says of itself and what notes say of it. */
export interface CommitFacts {
  readonly id: string;
  readonly at: number;
  readonly subject: string;
  /** The whole message. */
  readonly message: string;
  /** Notes under all refs. */
  readonly notes: string;
}

/** A commit with its notes; `null` when it is not there. */
export async function askCommit(run: RunGit, id: string): Promise<CommitFacts | null> {
  if (!/^[0-9a-f]{7,64}$/.test(id)) return null;
  const format = '--format=%H%x00%ct%x00%s%x00%B%x00%N';
  const all = await said(run, ['log', '-1', '--notes=*', format, id]);
  const [hash, seconds, subject, message, notes] = (all ?? '').split('\0');
  if (hash === undefined || hash === '' || notes === undefined) return null;
  return {
    id: hash,
    at: Number(seconds) * 1000,
    subject: subject ?? '',
    message: message ?? '',
    notes,
  };
}

/** Of a commit's text so much is shown. */
const MAX_COMMIT = 4_000_000;

/** A commit with its message and changes, as git shows it. Rejects where git does not know it. */
export async function askCommitText(run: RunGit, id: string): Promise<string> {
  const shown = ['show', '--no-textconv', '--no-ext-diff', '--stat', '--patch', '-M'];
  return (await run([...shown, '--end-of-options', id])).slice(0, MAX_COMMIT);
}

async function said(run: RunGit, args: readonly string[], input?: string): Promise<string | null> {
  try {
    return await run(args, input);
  } catch {
    // No repository, a file git does not know, or an older git: what it would have told stays unknown.
    return null;
  }
}

async function line(run: RunGit, args: readonly string[]): Promise<string | null> {
  return (await said(run, args))?.replace(/\r?\n$/, '') ?? null;
}

function worktreesOf(list: string): readonly string[] {
  return list
    .split('\n')
    .flatMap((l) => (l.startsWith('worktree ') ? [l.slice('worktree '.length)] : []));
}

const uncommitted = (path: string, i: number): LineCommit => ({
  commit: null,
  at: null,
  path,
  line: i + 1,
});

/** Reads `git blame --porcelain`: a line each, in order. */
export function commitsOf(blame: string): readonly LineCommit[] {
  const known = new Map<string, { at: number | null; path: string }>();
  const commits: LineCommit[] = [];
  let current: { id: string; line: number } | null = null;
  for (const row of blame.split('\n')) {
    const head = /^([0-9a-f]{40,64}) (\d+) \d+/.exec(row);
    if (current === null && head) {
      current = { id: head[1]!, line: Number(head[2]) };
      if (!known.has(current.id)) known.set(current.id, { at: null, path: '' });
    } else if (current !== null) {
      const facts = known.get(current.id)!;
      if (row.startsWith('committer-time ')) facts.at = Number(row.slice(15)) * 1000;
      else if (row.startsWith('filename ')) facts.path = unquoted(row.slice(9));
      else if (row.startsWith('\t')) {
        const isCommitted = !/^0+$/.test(current.id);
        commits.push({
          commit: isCommitted ? current.id : null,
          at: isCommitted ? facts.at : null,
          path: facts.path,
          line: current.line,
        });
        current = null;
      }
    }
  }
  return commits;
}

/** Git quotes paths with characters beyond ASCII as a C string. */
function unquoted(path: string): string {
  if (!path.startsWith('"')) return path;
  const bytes: number[] = [];
  for (const [part] of path.slice(1, -1).matchAll(/\\[0-7]{3}|\\.|[^\\]+/gs)) {
    if (/^\\[0-7]{3}$/.test(part)) bytes.push(Number.parseInt(part.slice(1), 8));
    else bytes.push(...new TextEncoder().encode(part.startsWith('\\') ? part.slice(1) : part));
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
