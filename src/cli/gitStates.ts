import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { GIT_ENVIRONMENT, GIT_OPTIONS } from '../core/why/askGit';

/** Git cannot answer; the message says why, in git's words where it has some. */
export class GitError extends Error {}

/** A file in two states; a path is `null` where the file is not there. Paths count from the top of the repository. */
export interface FileStates {
  readonly before: string | null;
  readonly after: string | null;
}

/** Longest file that is read, and what git may print at most. */
const MAX_BYTES = 4_000_000;
const MAX_OUTPUT = 256_000_000;
/** Most unchanged files that are read because they name a changed one. */
const MAX_RELATED = 500;

/**
 * A repository and two states of it: a commit, and another or the working tree. Only reads; at once, since the finder of
 * prompts asks for imported files in the middle of its work.
 */
export class GitStates {
  private constructor(
    readonly top: string,
    private readonly base: string,
    private readonly head: string | null,
  ) {}

  /** Throws `GitError` where `cwd` is in no repository or a name is of no commit. `head` null: the working tree. */
  static open(cwd: string, base: string, head: string | null): GitStates {
    const top = git(cwd, ['rev-parse', '--show-toplevel']).trimEnd();
    const commit = (name: string): string => {
      const named = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
      const { status, stdout } = run(top, named);
      if (status !== 0) throw new GitError(`'${name}' names no commit of ${top}`);
      return stdout.trim();
    };
    return new GitStates(top, commit(base), head === null ? null : commit(head));
  }

  /** The files that differ between the two states, renames followed, and new ones that are not ignored. */
  changed(paths: readonly string[]): readonly FileStates[] {
    const at = this.head === null ? [this.base] : [this.base, this.head];
    const where = ['--', ...paths];
    const fields = git(this.top, [
      'diff',
      '--no-ext-diff',
      '--name-status',
      '-z',
      '-M',
      ...at,
      ...where,
    ]).split('\0');
    const files: FileStates[] = [];
    for (let i = 0; i + 1 < fields.length;) {
      const status = fields[i++]!;
      const path = fields[i++]!;
      if (status.startsWith('R')) files.push({ before: path, after: fields[i++]! });
      else if (status.startsWith('C')) files.push({ before: null, after: fields[i++]! });
      else
        files.push({
          before: status === 'A' ? null : path,
          after: status === 'D' ? null : path,
        });
    }
    if (this.head !== null) return files;
    const untracked = git(this.top, ['ls-files', '--others', '--exclude-standard', '-z', ...where]);
    return [...files, ...list(untracked).map((after) => ({ before: null, after }))];
  }

  /** Files that name one of these without being one: what they import of them may have changed. */
  naming(stems: readonly string[], endings: readonly string[]): readonly string[] {
    if (stems.length === 0) return [];
    const named = stems.flatMap((stem) => ['-e', stem]);
    const only = endings.map((ending) => `*${ending}`);
    const state = this.head === null ? [] : [this.head];
    const found = run(this.top, ['grep', '-lzF', ...named, ...state, '--', ...only]);
    // It ends with 1 where nothing is found.
    if (found.status !== 0) return [];
    const prefix = this.head === null ? '' : `${this.head}:`;
    return list(found.stdout)
      .map((path) => path.slice(prefix.length))
      .slice(0, MAX_RELATED);
  }

  /** Text of a file before; `null` where it is not there, binary or too long. */
  before(path: string): string | null {
    return this.show(this.base, path);
  }

  /** Text of a file now; `null` where it is not there, binary or too long. */
  after(path: string): string | null {
    if (this.head !== null) return this.show(this.head, path);
    try {
      const whole = join(this.top, path);
      return statSync(whole).size > MAX_BYTES ? null : textOf(readFileSync(whole));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** A path of the file system as git names it; `null` for one outside. */
  inside(path: string): string | null {
    const name = relative(this.top, path).split(sep).join('/');
    return name.startsWith('../') ? null : name;
  }

  private show(commit: string, path: string): string | null {
    const { status, stdout } = run(this.top, ['show', `${commit}:${path}`]);
    return status !== 0 || stdout.length > MAX_BYTES ? null : textOf(Buffer.from(stdout));
  }
}

const list = (text: string): readonly string[] => text.split('\0').filter((path) => path !== '');

function textOf(bytes: Uint8Array): string | null {
  return bytes.subarray(0, 8192).includes(0) ? null : new TextDecoder().decode(bytes);
}

function run(cwd: string, args: readonly string[]) {
  const done = spawnSync('git', [...GIT_OPTIONS, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT,
    env: { ...process.env, ...GIT_ENVIRONMENT },
  });
  if (done.error !== undefined) throw new GitError(`git cannot be run: ${done.error.message}`);
  return done;
}

function git(cwd: string, args: readonly string[]): string {
  const { status, stdout, stderr } = run(cwd, args);
  if (status !== 0) throw new GitError(stderr.trim() || `git ${args[0]} ended with ${status}`);
  return stdout;
}
