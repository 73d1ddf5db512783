import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { reasonOf } from '../core/text/errors';
import type { RunGit } from '../core/why/askGit';
import { gitIn } from '../worker/git.platform';

/** Git cannot answer; the message says why. */
export class GitError extends Error {}

/** A file in two states; a path is `null` where the file is not there. Paths count from the top of the repository. */
export interface FileStates {
  readonly before: string | null;
  readonly after: string | null;
}

/** A state without files, which git knows by itself. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
/** Longest file that is read, in characters. */
const MAX_CHARS = 4_000_000;
/** Most unchanged files that are read because they name a changed one. */
const MAX_RELATED = 500;

/** What git prints; `null` where it says no. */
const said = (run: RunGit, args: readonly string[]): Promise<string | null> =>
  run(args).catch(() => null);

const list = (text: string): readonly string[] => text.split('\0').filter((path) => path !== '');

/** A repository and two states of it: a commit, and another or the working tree. Only reads. */
export class GitStates {
  private constructor(
    readonly top: string,
    private readonly run: RunGit,
    private readonly base: string,
    private readonly head: string | null,
  ) {}

  /** Rejects with `GitError` where `cwd` is in no repository or a name is of no commit. `head` null: the working tree. */
  static async open(cwd: string, base: string, head: string | null): Promise<GitStates> {
    const top = await askerIn(cwd)(['rev-parse', '--show-toplevel']).then(
      (text) => text.replace(/\r?\n$/, ''),
      (error: unknown) => {
        throw new GitError(`${cwd} is in no git repository, or git is missing: ${reasonOf(error)}`);
      },
    );
    const run = askerIn(top);
    const commit = async (name: string): Promise<string> => {
      const named = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
      const hash = await said(run, named);
      // Before the first commit: everything is new.
      if (hash === null && name === 'HEAD') return EMPTY_TREE;
      if (hash === null) throw new GitError(`'${name}' names no commit of ${top}`);
      return hash.trim();
    };
    return new GitStates(top, run, await commit(base), head === null ? null : await commit(head));
  }

  /** The files that may differ between the two states, renames followed, and new ones that are not ignored. */
  async changed(paths: readonly string[]): Promise<readonly FileStates[]> {
    const at = this.head === null ? [this.base] : [this.base, this.head];
    const where = ['--', ...paths];
    const how = ['--no-ext-diff', '--no-textconv', '--ignore-submodules=all', '--name-status'];
    const files = statesIn(
      (await this.ask(['diff', ...how, '-z', '-M', ...at, ...where])).split('\0'),
    );
    if (this.head !== null) return files;
    const added = await this.ask(['ls-files', '--others', '--exclude-standard', '-z', ...where]);
    return [...files, ...list(added).map((after) => ({ before: null, after }))];
  }

  /**
   * Files that hold one of these words: what they import of a file of that name may have changed. `more` is how many there
   * are besides, of which none is given.
   */
  async naming(
    words: readonly string[],
    endings: readonly string[],
  ): Promise<{ readonly paths: readonly string[]; readonly more: number }> {
    if (words.length === 0) return { paths: [], more: 0 };
    const named = words.flatMap((word) => ['-e', word]);
    const only = endings.map((ending) => `:(top)*${ending}`);
    const state = this.head === null ? [] : [this.head];
    // It says no where nothing is found.
    const found = (await said(this.run, ['grep', '-lzF', ...named, ...state, '--', ...only])) ?? '';
    const prefix = this.head === null ? '' : `${this.head}:`;
    const paths = list(found).map((path) => path.slice(prefix.length));
    return { paths: paths.slice(0, MAX_RELATED), more: Math.max(0, paths.length - MAX_RELATED) };
  }

  /** Text of a file before; `null` where it is not there, binary or too long. */
  before(path: string): Promise<string | null> {
    return this.show(this.base, path);
  }

  /** Text of a file now; `null` where it is not there, binary, too long, or what a link leads to. */
  async after(path: string): Promise<string | null> {
    if (this.head !== null) return this.show(this.head, path);
    const whole = join(this.top, path);
    const facts = lstatSync(whole, { throwIfNoEntry: false });
    if (facts?.isFile() !== true || facts.size > MAX_CHARS) return null;
    // A link on the way leads to what is no part of this state, or of the repository.
    if (realpathSync(whole) !== join(realpathSync(this.top), path)) return null;
    return readable(new TextDecoder().decode(readFileSync(whole)));
  }

  /** A path of the file system as git names it; `null` for one outside. */
  inside(path: string): string | null {
    const name = relative(this.top, path).split(sep).join('/');
    return name.startsWith('../') ? null : name;
  }

  private async show(commit: string, path: string): Promise<string | null> {
    try {
      return readable(await this.run(['show', `${commit}:${path}`]));
    } catch (error) {
      const why = reasonOf(error);
      if (NOT_READ.test(why)) return null;
      throw new GitError(why);
    }
  }

  /** What git prints. Rejects with `GitError` where it says no. */
  private async ask(args: readonly string[]): Promise<string> {
    try {
      return await this.run(args);
    } catch (error) {
      throw new GitError(reasonOf(error));
    }
  }
}

/** Why a file of a commit is none to read. An object that is not here is another matter: its call would count as new. */
const NOT_READ = /does not exist in|exists on disk, but not in|the answer is too large/;

const readable = (text: string): string | null =>
  text.length > MAX_CHARS || text.slice(0, 8192).includes('\0') ? null : text;

function askerIn(folder: string): RunGit {
  const run = gitIn(folder);
  if (run === null) throw new GitError('git cannot be run here');
  return run;
}

/** The fields of `git diff --name-status -z`: a status, then a path, or two where a file was renamed or copied. */
function statesIn(fields: readonly string[]): readonly FileStates[] {
  const files: FileStates[] = [];
  for (let i = 0; i + 1 < fields.length;) {
    const status = fields[i++]!;
    const path = fields[i++]!;
    if (status.startsWith('R')) files.push({ before: path, after: fields[i++]! });
    else if (status.startsWith('C')) files.push({ before: null, after: fields[i++]! });
    else {
      files.push({
        before: status === 'A' ? null : path,
        after: status === 'D' ? null : path,
      });
    }
  }
  return files;
}
