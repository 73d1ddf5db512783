import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { readRange, type ByteSource } from '../core/trace/source';

/** A file on disk as a byte source, and how to close it. Rejects when it cannot be opened or is a folder. */
export async function fileSource(
  path: string,
): Promise<{ readonly source: ByteSource; close(): Promise<void> }> {
  if ((await stat(path)).isDirectory()) throw new Error('Is a folder.');
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
