import { isUnread, type Failure } from '../core/corpus/fileIndex';
import { reasonOf } from '../core/text/errors';
import type { Problem } from '../core/model/problem';
import { SIDECAR_ENDING } from '../core/steps/corrections/sidecar';
import { inEnglish } from '../core/text/voice';
import { printable } from './output';
import { walkFiles, type WalkedFile } from './walkFiles';

/** What was looked for under the paths of a command and could not be read. */
export class NotRead {
  readonly #failures: string[] = [];
  readonly #broken: string[] = [];

  /** The files under the paths; what cannot be walked, and what `read` rejects with, is kept for `tell`. */
  async each(paths: readonly string[], read: (found: WalkedFile) => Promise<void>): Promise<void> {
    for await (const found of walkFiles(paths)) {
      if ('problem' in found) {
        this.#failures.push(found.problem);
        continue;
      }
      try {
        await read(found);
      } catch (error) {
        this.#failures.push(`${found.path}: ${reasonOf(error)}`);
      }
    }
  }

  /**
   * Takes a file that gave nothing. One that was named should have; a broken one in a folder is told, and no failure of the
   * command. Whether it is either: others in a folder are of another kind.
   */
  take({ path, named }: WalkedFile, failure: Failure): boolean {
    if (!named && !isUnread(failure)) return false;
    (named ? this.#failures : this.#broken).push(`${path}: ${inEnglish(failure.message)}`);
    return true;
  }

  /** Takes why the labels beside a file do not count; the command did its work without them. */
  takeLabels(path: string, problem: Problem): void {
    this.#broken.push(`${path}${SIDECAR_ENDING}: ${inEnglish(problem.message)}`);
  }

  /** Says on stderr what was not read, and gives the exit code: 2 where something failed. */
  tell(): number {
    for (const failure of this.#failures) process.stderr.write(`lrm-lens: ${printable(failure)}\n`);
    const [first] = this.#broken;
    if (first !== undefined) {
      const count = this.#broken.length;
      const told =
        count === 1
          ? `1 file was not read: ${first}`
          : `${count} files were not read, the first: ${first}`;
      process.stderr.write(`lrm-lens: ${printable(told)}\n`);
    }
    return this.#failures.length > 0 ? 2 : 0;
  }
}
