// What the runners of tests and benches share: the project's build, and the files of a folder of tests as Node runs them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../vscode/provision.mjs';

/** Builds the project as it ships, with further options of esbuild.mjs; ends the run where it cannot be built. */
export function buildProject(...options) {
  const built = spawnSync(process.execPath, ['esbuild.mjs', '--production', ...options], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (built.status !== 0) process.exit(1);
}

/** Bundles the files of `test/FOLDER` whose names end in `ending` and hold `only`; gives back where, and their names there. */
export async function bundleTests(folder, ending, only) {
  const { build } = await import('esbuild');
  const out = join(root, 'dist-test', folder);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const names = readdirSync(join(root, 'test', folder)).filter(
    (file) => file.endsWith(ending) && file.includes(only),
  );
  await build({
    entryPoints: names.map((file) => join(root, 'test', folder, file)),
    outdir: out,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return { out, files: names.map((file) => file.replace(/\.ts$/, '.js')).sort() };
}
