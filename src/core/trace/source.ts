/** A file as bytes, read in ranges, so that a large file is never held whole. */
export interface ByteSource {
  /** File name with extension, for detection hints and messages. */
  readonly name: string;
  /** Size in bytes when the source was opened. */
  readonly size: number;
  /** Bytes [start, end), shorter at the end of the file. Rejects when the file is gone or the signal aborts. */
  read(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array>;
  /** Size in bytes now, where the file may change; rejects when it is gone. */
  currentSize?(): Promise<number>;
  /**
   * A file of the same name with this ending beside it (the log of a database), `null` when there is none. Where it is
   * missing, files beside this one cannot be looked for.
   */
  beside?(ending: string): Promise<ByteSource | null>;
}

/** A source over bytes already in memory. */
export function memorySource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.byteLength,
    read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
  };
}

/** A file that is open for reading, as far as ranges need it: Node's file handle is one. */
interface OpenFile {
  read(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }>;
}

/** Bytes [start, end) of an open file, fewer when it ends before. */
export async function readRange(file: OpenFile, start: number, end: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(Math.max(0, end - start));
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
