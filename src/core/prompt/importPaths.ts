/** Endings that an import leaves out. */
const ENDINGS = [
  '',
  '.ts',
  '.tsx',
  '.js',
  '.mjs',
  '.py',
  '.json',
  '/index.ts',
  '/index.js',
  '/__init__.py',
];
/** Folders above a file that are tried for an alias or a package of the project. */
const MAX_ABOVE = 8;

function above(path: string): readonly string[] {
  const up = Array.from({ length: MAX_ABOVE }, (_, i) => '../'.repeat(i));
  return up.flatMap((root) => [`${root}${path}`, `${root}src/${path}`]);
}

/**
 * The files that an import may stand for, nearest first, as paths with `/` from the folder of the file that imports: a relative
 * path, a Python module beside or above the file, `@/lib/prompts` from the root of the project, which is some folder above.
 */
export function importPaths(module: string): readonly string[] {
  const dots = /^\.+(?![/\\])/.exec(module)?.[0].length ?? 0;
  const python = module.slice(dots).replaceAll('.', '/');
  const up = '../'.repeat(Math.max(0, dots - 1));
  const alias = /^[@~]\/(.+)$/.exec(module)?.[1];
  const script = /^\.{1,2}\//.test(module) ? [module.replace(/\.[cm]?js$/, ''), module] : [];
  // A module of the own package counts from the folder above the package.
  const modules = dots > 0 ? [`${up}${python}`] : above(python);
  const bases = alias !== undefined ? above(alias) : module.includes('/') ? script : modules;
  return bases.flatMap((base) => ENDINGS.map((ending) => `${base}${ending}`));
}
