// The parts of Node that the Node worker uses. Declared here rather than by @types/node, so that the rest of the worker,
// which also runs in a browser, does not see Node's globals.

declare module 'node:worker_threads' {
  export const parentPort: {
    postMessage(message: unknown): void;
    on(event: 'message', listener: (message: unknown) => void): void;
  } | null;
}

declare module 'node:fs/promises' {
  export interface FileHandle {
    read(
      buffer: Uint8Array,
      offset: number,
      length: number,
      position: number,
    ): Promise<{ readonly bytesRead: number }>;
    stat(): Promise<{ readonly size: number }>;
    close(): Promise<void>;
  }
  export function open(path: string, flags: 'r'): Promise<FileHandle>;
  export function stat(path: string): Promise<{ readonly size: number; readonly ino: number }>;
}
