import type * as FileSystem from 'node:fs/promises';
import { readRange } from '../core/trace/source';
import { bytesSource, type OpenSource, type WorkerSource } from './source';
import { SentenceError } from '../core/text/sentenceError';
import { say } from '../core/model/sentence';
import { storedSession } from '../core/trace/reader/sqlite/sessions';

type Files = Pick<typeof FileSystem, 'open' | 'stat'>;

/** Opens a file by its path, or the bytes that the host sent. */
export function openFrom(files: Files): OpenSource {
  return async (file) => {
    if (file.kind === 'bytes') return bytesSource(file.name, file.bytes);
    const source = await pathSource(files, file.name, file.path);
    return file.session === undefined ? source : sessionSource(source, file.session);
  };
}

/** Kept open; opened again when another file stands under the path, as tools that save by renaming leave it. */
async function pathSource(files: Files, name: string, path: string): Promise<WorkerSource> {
  let opening: Promise<FileSystem.FileHandle> | null = null;
  let closed = false;
  let inode = -1;
  /** One for all that read at once; opened anew after it could not be. */
  const current = (): Promise<FileSystem.FileHandle> => {
    if (closed) return Promise.reject(new Error(`${name} was closed`));
    if (opening !== null) return opening;
    const now = files.open(path, 'r');
    opening = now;
    now.catch(() => {
      if (opening === now) opening = null;
    });
    return now;
  };
  const drop = async (): Promise<void> => {
    const old = opening;
    opening = null;
    await (await old?.catch(() => null))?.close();
  };
  const currentSize = async (): Promise<number> => {
    const now = await files.stat(path);
    // A pipe would be waited for without end.
    if (!now.isFile()) throw new SentenceError(say('It is no file that can be read in parts.'));
    if (now.ino !== inode) {
      inode = now.ino;
      await drop();
    }
    return now.size;
  };
  const size = await currentSize();
  const besides = new Map<string, WorkerSource>();
  return {
    name,
    size,
    currentSize,
    read: async (start, end) => readRange(await current(), start, end),
    replace: () => {
      throw new Error('the engine reads a file with a path');
    },
    beside: async (ending) => {
      const source =
        besides.get(ending) ??
        (await pathSource(files, name + ending, path + ending).catch(() => null));
      if (source === null) return null;
      besides.set(ending, source);
      const sizeNow = await source.currentSize!().catch(() => null);
      return sizeNow === null ? null : { ...source, size: sizeNow };
    },
    close: async () => {
      closed = true;
      await drop();
      for (const source of besides.values()) await source.close();
    },
  };
}

/** One session of an agent's database as a file of its own, put together again each time its size is asked for. */
async function sessionSource(database: WorkerSource, id: string): Promise<WorkerSource> {
  const read = async (): Promise<Uint8Array> => {
    const size = (await database.currentSize?.()) ?? database.size;
    const bytes = await storedSession({ ...database, size }, id);
    if (bytes === null) throw new SentenceError(say('The session is not in the database.'));
    return bytes;
  };
  const whole = await read().catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const source = bytesSource(`${id}.json`, whole);
  return {
    ...source,
    currentSize: async () => {
      const now = await read();
      source.replace(now);
      return now.byteLength;
    },
    close: async () => {
      await source.close();
      await database.close();
    },
  };
}
