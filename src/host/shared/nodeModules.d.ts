// The part of Node that `spawnWorker.node.ts` uses. Declared here rather than by @types/node, so that the rest of the
// host, which also runs in a browser, does not see Node's globals.

declare module 'node:worker_threads' {
  export class Worker {
    constructor(
      file: string,
      options: { readonly resourceLimits: { readonly maxOldGenerationSizeMb: number } },
    );
    postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
    on(event: 'message', listener: (message: unknown) => void): void;
    on(event: 'error', listener: (error: Error) => void): void;
    on(event: 'exit', listener: (code: number) => void): void;
    unref(): void;
    terminate(): Promise<number>;
  }
}
