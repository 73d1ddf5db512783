import { lstat, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { SIDECAR_ENDING } from '../core/steps/corrections/sidecar';
import { walkFiles } from '../cli/walkFiles';

/** Why a file is not given; told to the client. */
export class NotGiven extends Error {}

/** What is read with a file: the log of a database, and the labels of its traces. */
const READ_BESIDE: readonly string[] = ['-wal', SIDECAR_ENDING];

/** The folders that the server was started with: nothing else is read, whatever a link says. */
export class Folders {
  private constructor(readonly roots: readonly string[]) {}

  /** Rejects with the reason when one of them is no folder. */
  static async open(paths: readonly string[]): Promise<Folders> {
    const roots: string[] = [];
    for (const path of paths) {
      const real = await realpath(path);
      if (!(await stat(real)).isDirectory()) throw new Error(`${path} is no folder.`);
      roots.push(real);
    }
    return new Folders([...new Set(roots)]);
  }

  /** The real path of a file in one of the folders, given as a whole path or as one below a folder. Rejects with `NotGiven`. */
  async file(path: string): Promise<string> {
    const candidates = isAbsolute(path) ? [path] : this.roots.map((root) => join(root, path));
    for (const candidate of candidates) {
      const real = await realpath(candidate).catch(() => null);
      if (real === null || !this.holds(real) || !(await stat(real)).isFile()) continue;
      await this.#refuseLinkBeside(real);
      return real;
    }
    throw new NotGiven(`There is no file '${path}' in the folders given at start.`);
  }

  /** Files below the folders, or below one path in them, that may hold traces; what cannot be read is told. */
  async *files(
    path: string | undefined,
    onProblem: (message: string) => void,
  ): AsyncGenerator<{ readonly path: string; readonly mtime: number }> {
    const roots = path === undefined ? this.roots : [await this.#below(path)];
    for await (const found of walkFiles(roots)) {
      if ('problem' in found) {
        onProblem(found.problem);
        continue;
      }
      try {
        yield { path: await this.file(found.path), mtime: found.mtime };
      } catch (error) {
        if (!(error instanceof NotGiven)) throw error;
        onProblem(error.message);
      }
    }
  }

  /** A path as it is told: below its folder, as `file` takes it again; whole where there are several folders. */
  shown(path: string): string {
    const [root] = this.roots;
    return this.roots.length === 1 && root !== undefined ? relative(root, path) : path;
  }

  /** The folder in which a real path is. */
  rootOf(real: string): string {
    const root = this.roots.find((r) => holds(r, real));
    if (root === undefined) throw new NotGiven(`'${real}' is in none of the folders.`);
    return root;
  }

  async #below(path: string): Promise<string> {
    const candidates = isAbsolute(path) ? [path] : this.roots.map((root) => join(root, path));
    for (const candidate of candidates) {
      const real = await realpath(candidate).catch(() => null);
      if (real !== null && this.holds(real)) return real;
    }
    throw new NotGiven(`There is no '${path}' in the folders given at start.`);
  }

  /** Whether a real path is one of the folders or in one. */
  holds(real: string): boolean {
    return this.roots.some((root) => holds(root, real));
  }

  async #refuseLinkBeside(real: string): Promise<void> {
    for (const ending of READ_BESIDE) {
      const found = await lstat(real + ending).catch(() => null);
      if (found?.isSymbolicLink() === true) throw new NotGiven(`${real}${ending} is a link.`);
    }
  }
}

const holds = (root: string, real: string): boolean =>
  real === root || real.startsWith(root.endsWith(sep) ? root : root + sep);
