// Runs test/page with Playwright's runner: the built pages in a plain Chromium, answered by the real extension host's code
// over a stand-in for VS Code (test/page/desk). Options: those of scripts/lib/playwright.mjs, --no-build (dist/ is current), --coverage
// (holds the floors of test/coverage.json; --write sets them; a dist/ that is current was built with --maps). What is left of failures
// is in dist-test/page-results.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildProject } from './lib/builtTests.mjs';
import { ensureDependencies, root } from './vscode/provision.mjs';

ensureDependencies();
const esbuild = await import('esbuild');
const { pageChunks } = await import('./lib/pageChunks.mjs');
const { platformFiles } = await import('./lib/platformFiles.mjs');
const { runPlaywright } = await import('./lib/playwright.mjs');

const args = process.argv.slice(2);

if (!args.includes('--no-build')) buildProject('--maps');

const { webview } = JSON.parse(readFileSync(join(root, 'dist/meta.json'), 'utf8'));
await esbuild.build({
  entryPoints: [join(root, 'test/page/desk/main.ts')],
  outfile: join(root, 'dist-test/page/desk.js'),
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: 'inline',
  alias: { vscode: join(root, 'test/page/desk/vscode.ts') },
  define: { PAGE_CHUNKS: JSON.stringify(pageChunks(webview)) },
  plugins: [platformFiles('node')],
  // What pages never come to, like hovers and lenses, the stand-in has not.
  logOverride: { 'import-is-undefined': 'silent' },
  logLevel: 'warning',
});

/** Where V8 writes which code was run: the host's by Node, the pages' by test/page/harness.ts. */
const COVERAGE = join(root, 'dist-test/page-coverage');
const coverage = args.includes('--coverage');
rmSync(COVERAGE, { recursive: true, force: true });
if (coverage) mkdirSync(COVERAGE, { recursive: true });

let good = await runPlaywright('page', args, {
  env: coverage ? { NODE_V8_COVERAGE: COVERAGE, LRM_LENS_COVERAGE: COVERAGE } : {},
  // The pages of all tests in one process, which starts once.
  flags: ['--renderer-process-limit=1'],
});
if (coverage) {
  const { holdFloors } = await import('./lib/coverage.mjs');
  // What pages and their hosts are made of; the rest has tests of its own.
  const what = { bundles: /dist-test\/page\/desk\.js|dist\/webview\//, of: /^(?:host|webview)\// };
  good = (await holdFloors('page', COVERAGE, what, args.includes('--write'))) && good;
}
process.exit(good ? 0 : 1);
