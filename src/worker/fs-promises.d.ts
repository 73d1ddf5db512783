// The little of Node's file system that is used, so that the rest of the layer is typed without Node.
declare module 'node:fs/promises' {
  export interface FileHandle {
    read(
      buffer: Uint8Array,
      offset: number,
      length: number,
      position: number,
    ): Promise<{ readonly bytesRead: number }>;
    close(): Promise<void>;
  }
  export function open(path: string, flags: 'r'): Promise<FileHandle>;
  export function stat(path: string): Promise<{
    readonly size: number;
    readonly ino: number;
    isFile(): boolean;
  }>;
}
