// Runs test/e2e with mocha: Playwright drives a real workbench with the extension loaded. Options: --only TEXT (test
// files whose name contains it), --grep TEXT (tests), --no-build (dist/ is current). Pictures of failures
// are kept in dist-test/e2e-failures.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildProject, bundleTests } from './lib/builtTests.mjs';
import { ensureDependencies, root } from './vscode/provision.mjs';

ensureDependencies();
const { default: Mocha } = await import('mocha');
const { launchBrowser } = await import('./vscode/browser.mjs');
const { leavesMachine } = await import('./vscode/outside.mjs');
const { pack, packagedFiles } = await import('./vscode/pack.mjs');
const { startServer } = await import('./vscode/server.mjs');

const args = process.argv.slice(2);
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const only = option('--only') ?? '';

if (!args.includes('--no-build')) buildProject();
const { out, files } = await bundleTests('e2e', '.test.ts', only);

const browser = await launchBrowser();
/** Packages without the packager's own report. */
const packQuietly = async (file) => {
  const { log } = console;
  console.log = () => undefined;
  try {
    await pack(file);
  } finally {
    console.log = log;
  }
};

// What the tests need of the machinery, see test/e2e/workbench.ts.
const pages = new Set();
globalThis.lrmLensE2e = {
  root,
  browser,
  pages,
  startServer,
  pack: packQuietly,
  packagedFiles,
  leavesMachine,
};
/** What the workbench asks or tells, and what has the keyboard in it and in its pages: for where no picture is kept. */
const onScreen = async (page) => {
  const shown = await page.evaluate(() =>
    ['.tab.active', '.quick-input-widget', '.monaco-dialog-box', '.notifications-toasts']
      .flatMap((place) => [...document.querySelectorAll(place)])
      .filter((part) => part.checkVisibility())
      .map((part) => part.innerText.slice(0, 300)),
  );
  const focusOf = () => {
    const at = document.activeElement;
    if (!document.hasFocus() || at === null) return null;
    return `${at.tagName} ${at.className} ${at.dataset?.place ?? ''}`.slice(0, 120);
  };
  const frames = page.frames().map((frame) => frame.evaluate(focusOf).catch(() => null));
  return { shown, keyboard: await Promise.all(frames) };
};
const failures = join(root, 'dist-test/e2e-failures');
const mocha = new Mocha({
  rootHooks: {
    async afterAll() {
      await (await globalThis.lrmLensE2e.shared)?.close();
    },
    async afterEach() {
      if (this.currentTest?.state !== 'failed') return;
      mkdirSync(failures, { recursive: true });
      const name = this.currentTest.fullTitle().replace(/\W+/g, '-').slice(0, 100);
      for (const page of pages) {
        await page.screenshot({ path: join(failures, `${name}.png`) });
        console.log(`  then on the screen: ${JSON.stringify(await onScreen(page))}`);
      }
    },
  },
  ui: 'bdd',
  // Above the patience of what is waited for in a test, which says more of what hangs.
  timeout: 240_000,
  forbidOnly: true,
  ...(option('--grep') ? { grep: option('--grep') } : {}),
});
for (const file of files) mocha.addFile(join(out, file));
process.setSourceMapsEnabled(true);
const failed = await new Promise((resolve) => mocha.run(resolve));
await browser.close();
process.exit(failed === 0 ? 0 : 1);
