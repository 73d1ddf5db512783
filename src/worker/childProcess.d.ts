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
    readonly stderr: Output;
    on(event: 'error', listener: (error: Error) => void): void;
    on(event: 'close', listener: (code: number | null) => void): void;
    kill(): void;
  }
  interface Shell extends Child {
    readonly pid: number | undefined;
    readonly stderr: Output;
  }
  export function spawn(
    command: 'git',
    args: readonly string[],
    options: {
      readonly cwd: string;
      readonly stdio: readonly ['pipe', 'pipe', 'pipe'];
      readonly env: Readonly<Record<string, string | undefined>>;
    },
  ): Child;
  export function spawn(
    command: string,
    args: readonly [],
    options: {
      readonly cwd: string;
      readonly shell: true;
      readonly stdio: readonly ['pipe', 'pipe', 'pipe'];
      readonly env: Readonly<Record<string, string | undefined>>;
      readonly detached: boolean;
      readonly windowsHide: true;
    },
  ): Shell;
  export function spawn(
    command: 'taskkill',
    args: readonly string[],
    options: { readonly stdio: 'ignore' },
  ): Pick<Child, 'on'>;
}
