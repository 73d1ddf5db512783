import type { EditRef, LogEdits } from './model';

/** The edits of all logs that were read, by the names of the files that they changed. */
export class EditIndex {
  readonly #logs = new Map<string, LogEdits>();
  /** By the name of the file, and by that with its folder: some projects have a thousand files of one name. */
  readonly #byName = new Map<string, EditRef[]>();

  get logs(): readonly LogEdits[] {
    return [...this.#logs.values()];
  }

  get size(): number {
    return this.logs.reduce((sum, log) => sum + log.edits.length, 0);
  }

  /** Takes a log; what was known of the same file is forgotten. */
  put(log: LogEdits): void {
    this.remove(log.file);
    this.#logs.set(log.file, log);
    for (const edit of log.edits) {
      const ref = { log, edit };
      for (const name of namesOf(edit.path)) {
        const known = this.#byName.get(name);
        if (known === undefined) this.#byName.set(name, [ref]);
        else known.push(ref);
      }
    }
  }

  remove(file: string): void {
    const log = this.#logs.get(file);
    if (log === undefined) return;
    this.#logs.delete(file);
    for (const name of new Set(log.edits.flatMap(({ path }) => namesOf(path)))) {
      const rest = (this.#byName.get(name) ?? []).filter((ref) => ref.log !== log);
      if (rest.length === 0) this.#byName.delete(name);
      else this.#byName.set(name, rest);
    }
  }

  /** Edits that may be of this file, whatever folder it lies in: their paths have to be compared. */
  named(path: string): readonly EditRef[] {
    return this.#byName.get(namesOf(path).at(-1)!) ?? [];
  }
}

/** The last part of a path, and the last two. */
function namesOf(path: string): readonly string[] {
  const last = path.lastIndexOf('/');
  if (last < 0) return [path];
  const name = path.slice(last + 1);
  // Directly under the root there is no folder before it.
  return last === 0 ? [name] : [name, path.slice(path.lastIndexOf('/', last - 1) + 1)];
}

/** Edits in the order in which they were made; without times, in the order of their log. */
export function inOrder(refs: readonly EditRef[]): readonly EditRef[] {
  return [...refs].sort((x, y) => {
    const inLog =
      x.edit.trace - y.edit.trace || x.edit.segment - y.edit.segment || x.edit.nth - y.edit.nth;
    return x.log === y.log ? inLog : timeOf(x) - timeOf(y) || inLog;
  });
}

function timeOf({ log, edit }: EditRef): number {
  return edit.at ?? log.startedAt ?? 0;
}
