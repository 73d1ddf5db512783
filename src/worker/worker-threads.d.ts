// The little of Node's worker threads that is used, so that the rest of the layer is typed without Node.
declare module 'node:worker_threads' {
  interface Port {
    postMessage(message: unknown): void;
    on(event: 'message', listener: (message: unknown) => void): void;
    off(event: 'message', listener: (message: unknown) => void): void;
  }
  export const parentPort: Port | null;
  export class Worker implements Port {
    constructor(
      file: string,
      options?: { readonly resourceLimits?: { readonly maxOldGenerationSizeMb?: number } },
    );
    postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
    on(event: 'message', listener: (message: unknown) => void): void;
    on(event: 'error', listener: (error: Error) => void): void;
    on(event: 'exit', listener: (code: number) => void): void;
    off(event: 'message', listener: (message: unknown) => void): void;
    unref(): void;
    terminate(): Promise<number>;
  }
}
