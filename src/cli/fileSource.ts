import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { readRange, type ByteSource } from '../core/trace/source';

/** What stands under a path is no file that can be read in ranges; a pipe would be waited for without end. */
export class NotAFile extends Error {
  constructor(
    readonly path: string,
    isFolder: boolean,
  ) {
    super(isFolder ? 'Is a folder.' : 'Is a pipe or device: save what it holds as a file first.');
  }
}

/** A file on disk as a byte source, and how to close it. Rejects when it cannot be opened, and with `NotAFile`. */
export async function fileSource(
  path: string,
): Promise<{ readonly source: ByteSource; close(): Promise<void> }> {
  const facts = await stat(path);
  if (!facts.isFile()) throw new NotAFile(path, facts.isDirectory());
  const handle = await open(path, 'r');
  const { size } = await handle.stat();
  const besides: { close(): Promise<void> }[] = [];
  const source: ByteSource = {
    name: basename(path),
    size,
    read: async (start, end) => readRange(handle, start, end),
    beside: async (ending) => {
      const found = await fileSource(path + ending).catch(() => null);
      if (found !== null) besides.push(found);
      return found?.source ?? null;
    },
  };
  const close = async (): Promise<void> => {
    await handle.close();
    for (const file of besides) await file.close();
  };
  return { source, close };
}

/** Does something with a file, and closes it. Rejects as `fileSource` and `use` do. */
export async function withFile<T>(
  path: string,
  use: (source: ByteSource) => Promise<T>,
): Promise<T> {
  const opened = await fileSource(path);
  try {
    return await use(opened.source);
  } finally {
    await opened.close();
  }
}
