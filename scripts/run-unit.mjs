// Bundles test/unit and test/property with esbuild and runs them with mocha in plain Node.
// `--coverage` holds the floors of test/coverage.json (`--write` sets them). Other arguments are passed on to mocha, e.g. `npm run test:unit -- --grep "token"`; `--only PATH` bundles only matching files.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';

const args = process.argv.slice(2);
/** Takes an option without a value out of those for mocha. */
const taken = (name) => {
  const at = args.indexOf(name);
  if (at >= 0) args.splice(at, 1);
  return at >= 0;
};
const coverage = taken('--coverage');
const write = taken('--write');
const onlyAt = args.indexOf('--only');
const only = onlyAt >= 0 ? args.splice(onlyAt, 2)[1] : '';

const files = (dir) =>
  readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((e) => e.isFile() && /\.test\.tsx?$/.test(e.name))
    .map((e) => join(e.parentPath, e.name));
const entryPoints = ['test/unit', 'test/property']
  .filter((dir) => existsSync(dir))
  .flatMap(files)
  .filter((file) => file.includes(only));
if (entryPoints.length === 0) {
  console.error(`no test file matches '${only}'`);
  process.exit(1);
}
// A look at one part does not pull the bundles from under a whole run.
const out = only === '' ? 'dist-test/unit' : 'dist-test/unit-part';
/** Where V8 writes which code was run. */
const COVERAGE = `${out}-coverage`;
rmSync(COVERAGE, { recursive: true, force: true });
rmSync(out, { recursive: true, force: true });
await esbuild.build({
  entryPoints,
  outdir: out,
  outbase: 'test',
  bundle: true,
  platform: 'node',
  target: 'node20',
  // What tests share is one file, loaded once.
  format: 'esm',
  splitting: true,
  outExtension: { '.js': '.mjs' },
  banner: {
    js: `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);`,
  },
  packages: 'external',
  sourcemap: 'inline',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
});
const run = spawnSync(
  process.execPath,
  [
    '--enable-source-maps',
    // This process has begun to write what it runs; the programs that tests start would for nothing: their bundles do not count.
    '--import=data:text/javascript,delete process.env.NODE_V8_COVERAGE',
    'node_modules/mocha/bin/mocha.js',
    '--forbid-only',
    '--timeout',
    // A test that hangs ends here; on a loaded machine a slow one does not.
    '120000',
    `${out}/**/*.test.mjs`,
    ...args,
  ],
  {
    stdio: 'inherit',
    env: { ...process.env, ...(coverage ? { NODE_V8_COVERAGE: COVERAGE } : {}) },
  },
);
let good = run.status === 0;
if (coverage) {
  const { holdFloors } = await import('./lib/coverage.mjs');
  good = (await holdFloors('unit', COVERAGE, { bundles: new RegExp(`${out}/`) }, write)) && good;
}
process.exit(good ? 0 : 1);
