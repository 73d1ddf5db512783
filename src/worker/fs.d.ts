// The little of Node's file system that locks use, so that the rest of the layer is typed without Node.
declare module 'node:fs' {
  export function readFileSync(path: string, encoding: 'utf8'): string;
  export function rmSync(path: string, options: { readonly force: boolean }): void;
  export function writeFileSync(
    path: string,
    text: string,
    options?: { readonly flag: 'wx' },
  ): void;
}
