// Bundles test/host into one module that both launchers take: `run()` runs mocha inside the extension host.
import { readdirSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { platformFiles } from '../lib/platformFiles.mjs';
import { root } from './provision.mjs';

/**
 * Writes dist-test/host/node.js or dist-test/host/web.js (in another mode below dist-test/host-MODE) and returns its path. `only` is a part of the
 * names of the test files to take, `except` parts of those to leave out, with commas between; `grep` chooses tests by their titles; the rest is told to the
 * tests, see test/host/host-tests.d.ts.
 * @param {'node' | 'web'} kind
 * @param {{only?: string, except?: string, grep?: string | null, restricted?: boolean, floor?: boolean, provider?: string | null}} options
 */
export async function bundleHostSuite(
  kind,
  { only = '', except = '', grep = null, restricted = false, floor = false, provider = null } = {},
) {
  const dir = join(root, 'test/host');
  const left = except.split(',').filter((part) => part !== '');
  const tests = readdirSync(dir)
    .filter(
      (f) => f.endsWith('.test.ts') && f.includes(only) && !left.some((part) => f.includes(part)),
    )
    .sort();
  // Suites that run side by side do not share it.
  const mode = restricted ? '-restricted' : floor ? '-floor' : '';
  const out = join(root, `dist-test/host${mode}`);
  mkdirSync(out, { recursive: true });
  // A generated list, so that a new test file is found without naming it anywhere.
  const list = join(out, `tests.${kind}.ts`);
  writeFileSync(
    list,
    [
      `export const restricted = ${restricted};`,
      `export const grep = ${JSON.stringify(grep)};`,
      `export const provider = ${JSON.stringify(provider)};`,
      'export function load(): void {',
      ...tests.map((t) => `  require('../../test/host/${t.replace(/\.ts$/, '')}');`),
      '}\n',
    ].join('\n'),
  );
  await esbuild.build({
    entryPoints: { [kind]: join(dir, `run.${kind}.ts`) },
    outdir: out,
    bundle: true,
    format: 'cjs',
    platform: kind === 'node' ? 'node' : 'browser',
    target: 'es2022',
    sourcemap: 'inline',
    external: kind === 'node' ? ['vscode', 'mocha'] : ['vscode'],
    alias:
      kind === 'node'
        ? { 'host-tests': list }
        : { 'host-tests': list, 'node:assert/strict': join(dir, 'assert.web.ts') },
    plugins: [platformFiles(kind)],
    // Pages that a test opens load their chunks as they come to them.
    define: { PAGE_CHUNKS: '{}' },
    // The web build of `assert` asks for a few parts of Node's process.
    banner: kind === 'web' ? { js: 'var process = { env: {}, nextTick: queueMicrotask };' } : {},
    // Mocha's browser build, bundled as a module, takes `module.exports` for itself: give it back. In the bundle `run` may
    // be anybody's.
    footer: kind === 'web' ? { js: 'module.exports = { run: globalThis.lrmLensHostTests };' } : {},
    logLevel: 'warning',
  });
  return join(out, `${kind}.js`);
}
