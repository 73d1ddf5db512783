// Runs test/page with Playwright's runner: the built pages in a plain Chromium, answered by the real extension host's code
// over a stand-in for VS Code (test/page/desk). Options: --only TEXT (test files whose path contains it), --grep TEXT (tests),
// --no-build (dist/ is current), --workers N, --trace (keeps a Playwright trace of what fails), --coverage (holds the floors of
// test/coverage.json; --write sets them; a dist/ that is current was built with --maps). What is left of failures is in dist-test/page-results.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildProject } from './lib/builtTests.mjs';
import { ensureDependencies, root } from './vscode/provision.mjs';

ensureDependencies();
const esbuild = await import('esbuild');
const { chromium } = await import('playwright-core');
const { pageChunks } = await import('./lib/pageChunks.mjs');
const { platformFiles } = await import('./lib/platformFiles.mjs');
const { browserChoices, quiet } = await import('./vscode/browser.mjs');

const args = process.argv.slice(2);
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);

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

/** The first browser that can be started. */
async function chosenBrowser() {
  const choices = await browserChoices();
  if (choices.length === 1) return choices[0];
  for (const choice of choices) {
    try {
      await (await chromium.launch({ ...choice, args: quiet })).close();
      return choice;
    } catch {
      // The next one may be there.
    }
  }
  throw new Error('install Chrome, Edge or Chromium to run the page tests');
}

/** Where V8 writes which code was run: the host's by Node, the pages' by test/page/harness.ts. */
const COVERAGE = join(root, 'dist-test/page-coverage');
const coverage = args.includes('--coverage');
rmSync(COVERAGE, { recursive: true, force: true });
if (coverage) mkdirSync(COVERAGE, { recursive: true });

const browser = { ...(await chosenBrowser()), args: quiet };
const run = spawnSync(
  process.execPath,
  [
    'node_modules/@playwright/test/cli.js',
    'test',
    ...['--config', 'test/page/playwright.config.ts'],
    ...(option('--only') === undefined ? [] : [option('--only')]),
    ...(option('--grep') === undefined ? [] : ['--grep', option('--grep')]),
    ...(option('--workers') === undefined ? [] : ['--workers', option('--workers')]),
    ...(args.includes('--trace') ? ['--trace', 'retain-on-failure'] : []),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      LRM_LENS_BROWSER: JSON.stringify(browser),
      ...(coverage ? { NODE_V8_COVERAGE: COVERAGE, LRM_LENS_COVERAGE: COVERAGE } : {}),
    },
  },
);
let good = run.status === 0;
if (coverage) {
  const { holdFloors } = await import('./lib/coverage.mjs');
  // What pages and their hosts are made of; the rest has tests of its own.
  const what = { bundles: /dist-test\/page\/desk\.js|dist\/webview\//, of: /^(?:host|webview)\// };
  good = (await holdFloors('page', COVERAGE, what, args.includes('--write'))) && good;
}
process.exit(good ? 0 : 1);
