import type { Edit } from '../model/session';
import { alignRuns, commonItems } from './align';
import { DISTINCT, lineFacts, linesOf, type LineFacts } from './lineFacts';

/** How much of an edit is still in its file. Blank lines, braces and the like do not count. */
export interface Standing {
  /** Telling lines that the edit put in, and how many of them stand in the file. */
  readonly added: number;
  readonly standing: number;
  /** Number of the first of them in the file, from 1; `null` when none is there. */
  readonly line: number | null;
  /** Hashes of those that stand there no more, each as often as it was put in. */
  readonly gone: readonly number[];
}

/** Looks for the lines that an edit put in, wherever they stand in the file today. */
export function standingOf(edit: Edit, fileText: string): Standing {
  const factsOf = (text: string): readonly LineFacts[] =>
    linesOf(text).flatMap((l) => lineFacts(l, edit.file) ?? []);
  const next = factsOf(edit.new);
  const kept = commonItems(
    factsOf(edit.old ?? '').map(({ hash }) => hash),
    next.map(({ hash }) => hash),
  );
  const tells = (i: number): boolean => kept[i] === -1 && next[i]!.weight >= DISTINCT;
  const numbered = linesOf(fileText).flatMap((line, i) => {
    const facts = lineFacts(line, edit.file);
    return facts === null ? [] : [{ ...facts, number: i + 1 }];
  });
  const partner = alignRuns(next, numbered);
  const standing = [...partner].flatMap((i, j) =>
    i >= 0 && tells(i) ? [numbered[j]!.number] : [],
  );
  const found = new Set(partner);
  const added = next.flatMap(({ hash }, i) => (tells(i) ? [{ hash, i }] : []));
  return {
    added: added.length,
    standing: standing.length,
    line: standing[0] ?? null,
    gone: added.flatMap(({ hash, i }) => (found.has(i) ? [] : [hash])),
  };
}
