import type { OpenOptions } from '../core/trace/traceFile';
import type { ByteSource } from '../core/trace/source';
import type { FileToRead } from '../protocol/engine';

/** A source that the worker owns. */
export interface WorkerSource extends ByteSource {
  /** Takes new bytes for the whole file; only for files that the host reads. */
  replace(bytes: Uint8Array): void;
  close(): Promise<void>;
}

/** How a platform opens a file. Rejects when it cannot. */
export type OpenSource = (file: FileToRead) => Promise<WorkerSource>;

/** A source over bytes that the host read. */
export function bytesSource(name: string, bytes: Uint8Array): WorkerSource {
  let current = bytes;
  return {
    name,
    size: bytes.byteLength,
    // Waits for a turn of the event loop, so that a cancellation can come in between.
    read: (start, end) =>
      new Promise((resolve) => {
        setTimeout(() => resolve(current.subarray(start, end)), 0);
      }),
    currentSize: () => Promise.resolve(current.byteLength),
    replace: (next) => {
      current = next;
    },
    close: () => {
      current = new Uint8Array();
      return Promise.resolve();
    },
  };
}

/** Where the worker has no file system: only files whose bytes came with the call. */
export const openBytes: OpenSource = (file) =>
  file.kind === 'bytes'
    ? Promise.resolve(bytesSource(file.name, file.bytes))
    : Promise.reject(new Error('the host reads files here'));

/** Opens a file for one use, and closes it whatever comes of that. */
export async function withSource<T>(
  openSource: OpenSource,
  file: FileToRead,
  use: (source: WorkerSource) => Promise<T>,
): Promise<T> {
  const source = await openSource(file);
  try {
    return await use(source);
  } finally {
    await source.close();
  }
}

/** The columns chosen for a file, as an option of reading it. */
export function mappingOf({ mapping }: FileToRead): Pick<OpenOptions, 'mapping'> {
  return mapping === undefined ? {} : { mapping };
}
