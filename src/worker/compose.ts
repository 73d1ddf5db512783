/** A worker's bundle with the modules that it requires by name. */
export interface WorkerBundle {
  readonly main: Uint8Array;
  readonly modules: Readonly<Record<string, Uint8Array>>;
}

/**
 * Parts of one script that runs the bundle where there is no file system to require from. A module's code is run when it
 * is first required, as Node does it.
 */
export function composeWorker({ main, modules }: WorkerBundle): readonly (string | Uint8Array)[] {
  return [
    'const sources = {\n',
    ...Object.entries(modules).flatMap(([name, code]) => [
      `${JSON.stringify(name)}: (module, exports) => {\n`,
      code,
      '\n},\n',
    ]),
    `};
const loaded = {};
const require = (name) => {
  if (!Object.hasOwn(loaded, name)) {
    const module = { exports: {} };
    sources[name](module, module.exports);
    loaded[name] = module.exports;
  }
  return loaded[name];
};
{\nconst module = { exports: {} }, exports = module.exports;\n`,
    main,
    '\n}\n',
  ];
}
