import type { Grouping } from '../../shared/savedStore';
import {
  addTotals,
  noTotals,
  type FileDigest,
  type SavedTrace,
  type Totals,
} from '../../../core/session/digest';

/** Where a file was found: in the workspace, in a folder the user added, or in an agent's session folder. */
export type Origin = 'workspace' | 'folder' | 'session';

/** A file that holds traces. `digest` is `null` until it was read as a whole. */
export interface SavedFile {
  readonly uri: string;
  readonly name: string;
  /** Its folder as shown: relative to the workspace where it is inside. */
  readonly folder: string;
  readonly origin: Origin;
  /** Title of the format, which names the tool that wrote it. */
  readonly tool: string;
  readonly size: number;
  /** Epoch milliseconds. */
  readonly mtime: number;
  readonly digest: FileDigest | null;
}

export interface FileGroup {
  /** What the files have in common; `null` for those of which it is not known. */
  readonly key: string | null;
  readonly files: readonly SavedFile[];
  readonly totals: Totals;
}

/** Groups in order of their newest file, files newest first; days by their date, newest first. Unknown comes last. */
export function groupFiles(
  files: readonly SavedFile[],
  by: Grouping,
  dayOf: (time: number) => string,
): readonly FileGroup[] {
  const groups = new Map<string | null, SavedFile[]>();
  for (const file of [...files].sort((a, b) => timeOf(b) - timeOf(a))) {
    const key = keyOf(file, by, dayOf);
    const group = groups.get(key);
    if (group) group.push(file);
    else groups.set(key, [file]);
  }
  return [...groups]
    .map(([key, list]) => ({ key, files: list, totals: totalsOf(list) }))
    .sort((a, b) => Number(a.key === null) - Number(b.key === null));
}

/** Sum over files that were read. */
export function totalsOf(files: readonly SavedFile[]): Totals {
  return files.reduce(
    (sum, { digest }) => (digest ? addTotals(sum, digest.totals) : sum),
    noTotals,
  );
}

/** When the first trace ran, else when the file was written. Epoch milliseconds. */
export function timeOf({ digest, mtime }: SavedFile): number {
  return digest?.startedAt ?? mtime;
}

function keyOf(file: SavedFile, by: Grouping, dayOf: (time: number) => string): string | null {
  switch (by) {
    case 'tool':
      return file.tool;
    case 'folder':
      return file.folder;
    case 'day':
      return dayOf(timeOf(file));
    case 'model': {
      const models = file.digest?.models ?? [];
      // A file of many models is in no model's sum.
      return models.length === 1 ? models[0]! : null;
    }
  }
}

/** Traces that answer one prompt, from at least two places. */
export interface PromptGroup {
  /** Of the prompt of the first. */
  readonly promptStart: string;
  readonly traces: readonly { readonly file: SavedFile; readonly trace: SavedTrace }[];
}

/** Groups of two and more traces of the same prompt, largest first. */
export function groupByPrompt(files: readonly SavedFile[]): readonly PromptGroup[] {
  const groups = new Map<
    string,
    { promptStart: string; traces: { file: SavedFile; trace: SavedTrace }[] }
  >();
  for (const file of files) {
    for (const trace of file.digest?.traces ?? []) {
      const { promptStart, promptKey } = trace;
      if (promptStart === null || promptKey === null) continue;
      const group = groups.get(promptKey);
      if (group) group.traces.push({ file, trace });
      else groups.set(promptKey, { promptStart, traces: [{ file, trace }] });
    }
  }
  return [...groups.values()]
    .filter(({ traces }) => traces.length > 1)
    .sort((a, b) => b.traces.length - a.traces.length);
}
