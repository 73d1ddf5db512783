import { open, stat, type FileHandle } from 'node:fs/promises';
import { bytesSource, type OpenSource, type WorkerSource } from './source';

/** Opens a file by its path, or the bytes that the host sent. */
export const openSource: OpenSource = (file) =>
  file.kind === 'path'
    ? pathSource(file.name, file.path)
    : Promise.resolve(bytesSource(file.name, file.bytes));

/** Kept open; opened again when another file stands under the path, as tools that save by renaming leave it. */
async function pathSource(name: string, path: string): Promise<WorkerSource> {
  let handle: FileHandle | null = null;
  let inode = -1;
  const current = async (): Promise<FileHandle> => {
    handle ??= await open(path, 'r');
    return handle;
  };
  const drop = async (): Promise<void> => {
    const old = handle;
    handle = null;
    await old?.close();
  };
  const currentSize = async (): Promise<number> => {
    const now = await stat(path);
    if (now.ino !== inode) {
      inode = now.ino;
      await drop();
    }
    return now.size;
  };
  const size = await currentSize();
  const besides: WorkerSource[] = [];
  return {
    name,
    size,
    currentSize,
    read: async (start, end) => readRange(await current(), start, end),
    replace: () => {
      throw new Error('A file with a path is read by the worker.');
    },
    beside: async (ending) => {
      const source = await pathSource(name + ending, path + ending).catch(() => null);
      if (source !== null) besides.push(source);
      return source;
    },
    close: async () => {
      await drop();
      for (const source of besides) await source.close();
    },
  };
}

/** Bytes [start, end), fewer when the file ends before. */
async function readRange(handle: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(Math.max(0, end - start));
  let filled = 0;
  while (filled < buffer.length) {
    const rest = buffer.length - filled;
    const { bytesRead } = await handle.read(buffer, filled, rest, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
