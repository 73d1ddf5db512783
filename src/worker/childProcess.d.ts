// The little of Node's child processes that is used, so that the rest of the layer is typed without Node.
declare module 'node:child_process' {
  interface Output {
    on(event: 'data', listener: (chunk: Uint8Array) => void): void;
  }
  interface Input {
    on(event: 'error', listener: () => void): void;
    end(text: string): void;
  }
  interface Child {
    readonly stdin: Input;
    readonly stdout: Output;
    on(event: 'error', listener: (error: Error) => void): void;
    on(event: 'close', listener: (code: number | null) => void): void;
    kill(): void;
  }
  export function spawn(
    command: 'git',
    args: readonly string[],
    options: {
      readonly cwd: string;
      readonly stdio: readonly ['pipe', 'pipe', 'ignore'];
      readonly env: Readonly<Record<string, string | undefined>>;
    },
  ): Child;
}
