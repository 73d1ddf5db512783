import * as z from 'zod';
import { isUnread } from '../core/corpus/fileIndex';
import { reasonOf } from '../core/text/errors';
import { counted } from '../core/text/voice';
import type { OpenedFile } from '../protocol/engine';
import type { Quoting } from '../tools/quoting';
import { NoTraces } from './engine';
import type { ToolContext } from './tool';

/** So many files are read, and so long at most; what is left out is told. */
const MOST_FILES = 500;
const MAX_MS = 60_000;

/** How far the files below the folders were read. */
export interface ReadFiles {
  readonly files: number;
  /** Why not all of them were; `null` where they were. */
  readonly stopped: 'many' | 'time' | null;
  /** Files that should have given something, each with why it did not. */
  readonly unread: readonly string[];
}

/** Opens each file below a path of the folders that is wanted. Files that hold no traces have nothing to say and are passed over. */
export async function readFiles(
  path: string | undefined,
  { folders, engine, signal }: ToolContext,
  use: (file: OpenedFile & { readonly path: string }, stop: AbortSignal) => Promise<void>,
  wanted: (path: string) => boolean = () => true,
): Promise<ReadFiles> {
  const unread: string[] = [];
  const stop = AbortSignal.any([signal, AbortSignal.timeout(MAX_MS)]);
  const timeIsUp = (): boolean => stop.aborted;
  let files = 0;
  for await (const { path: file } of folders.files(path, (problem) => unread.push(problem))) {
    if (!wanted(file)) continue;
    if (timeIsUp()) return { files, stopped: 'time', unread };
    if (files >= MOST_FILES) return { files, stopped: 'many', unread };
    files += 1;
    try {
      await engine.withFile(file, stop, (opened) => use({ ...opened, path: file }, stop));
    } catch (error) {
      signal.throwIfAborted();
      if (timeIsUp()) return { files, stopped: 'time', unread };
      if (shouldHaveTold(error)) unread.push(`${folders.shown(file)}: ${reasonOf(error)}`);
    }
  }
  return { files, stopped: null, unread };
}

/** Most files below a folder hold no traces. */
const shouldHaveTold = (error: unknown): boolean =>
  !(error instanceof NoTraces) || isUnread(error.failure);

/** How far it was, in words. */
export function readWords({ files, stopped, unread }: ReadFiles): string {
  return [
    `${counted(files, 'file')} read${stopped === null ? '' : stopped === 'many' ? '; not all, because there are too many: name a path' : '; not all, because the time was up: name a path'}.`,
    ...(unread.length > 0 ? [`${counted(unread.length, 'file')} could not be read.`] : []),
  ].join(' ');
}

/** How far it was, as a tool hands it on. */
export const readOutput = {
  files: z.int(),
  complete: z.boolean().describe('False where there were too many files, or the time was up.'),
  unread: z.array(z.string()),
};

export const readData = ({ files, stopped, unread }: ReadFiles, quoting: Quoting) => ({
  files,
  complete: stopped === null,
  unread: unread.slice(0, 10).map((line) => quoting.value(line, 400)),
});
