// `npm run screenshots`: the README's pictures, taken in a real VS Code on the samples, into media/readme/.
// `--only NAME` takes one. Uses the system's fonts beside the packaged browser's where there are any.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildProject } from './lib/builtTests.mjs';
import { ensureDependencies, root } from './vscode/provision.mjs';

ensureDependencies();
const { launchBrowser } = await import('./vscode/browser.mjs');
const { startServer } = await import('./vscode/server.mjs');
const { addRepository, addTrial } = await import('./lib/pictureFolders.mjs');

const args = process.argv.slice(2);
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : '';
const out = join(root, 'media/readme');
mkdirSync(out, { recursive: true });

buildProject();
const browser = await launchBrowser(
  existsSync('/etc/fonts/fonts.conf') ? { FONTCONFIG_PATH: '/etc/fonts' } : {},
);

/** Runs a command; one that comes with the extension is asked for until the extension is there. */
const palette = async (page, title) => {
  const row = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first();
  // Not the list that opened a file, which may be about to close.
  const input = page.locator('input.input[placeholder^="Type the name of a command"]');
  for (let tries = 1; ; tries++) {
    await page.keyboard.press('ControlOrMeta+Shift+P');
    try {
      await input.waitFor({ timeout: 5000 });
      await input.fill(`>${title}`);
      await row.waitFor({ timeout: 5000 });
      break;
    } catch (error) {
      if (tries === 6) throw error;
      await page.keyboard.press('Escape');
    }
  }
  await page.keyboard.press('Enter');
};
const open = async (page, name, editor) => {
  await page.keyboard.press('ControlOrMeta+P');
  const input = page.locator('.quick-input-widget input.input');
  await input.waitFor();
  await input.fill(name);
  await page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ hasText: name.split(':')[0] })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  const [file] = name.split(':');
  await page.locator('.tab.active').filter({ hasText: file }).waitFor();
  if (editor === undefined) return;
  await palette(page, 'View: Reopen Editor With...');
  await page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ hasText: editor })
    .first()
    .click();
};
/** A row of a tree in the side bar. */
const treeRow = (page, text) =>
  page.locator('.part.sidebar .monaco-list-row').filter({ hasText: text }).first();
/** The document of one of the pages, when `ready` is in it. */
const frameOf = async (page, ready) => {
  for (let i = 0; i < 600; i++) {
    for (const frame of page.frames()) {
      if (frame.url().includes('fake.html') && (await frame.locator(ready).count()) > 0)
        return frame;
    }
    await page.waitForTimeout(100);
  }
  throw new Error(`nothing like ${ready} came up`);
};

/** Each picture: theme, size, and what to do before it is taken. */
const pictures = {
  concepts: {
    theme: 'Default Dark Modern',
    size: [1280, 900],
    async take(page) {
      // The side bar has the tree until a page is opened.
      await page.locator('.activitybar [aria-label^="LRM Lens"]').first().click();
      await treeRow(page, 'What a large reasoning model is').waitFor();
      await palette(page, 'LRM Lens: Explain a Concept');
      const rows = page.locator('.quick-input-list .monaco-list-row');
      await rows.filter({ hasText: 'What a large reasoning model is' }).first().waitFor();
      await page.locator('.quick-input-widget input.input').fill('training pipeline');
      await rows.filter({ hasText: 'training pipeline' }).first().click();
      await frameOf(page, 'figure.fig');
      await palette(page, 'LRM Lens: Open Concept in an Editor Tab');
      await frameOf(page, 'figure.fig svg');
    },
  },
  session: {
    theme: 'Default Dark Modern',
    size: [1400, 950],
    async take(page) {
      await open(page, 'checkout-discount.claude-code.jsonl', 'Reasoning Trace');
      await palette(page, 'View: Close Primary Side Bar');
      await frameOf(page, '[role="row"]');
    },
  },
  trace: {
    theme: 'Default Dark Modern',
    size: [1400, 950],
    async take(page) {
      await open(page, 'long-with-backtracks.deepseek.json', 'Reasoning Trace');
      await palette(page, 'View: Close Primary Side Bar');
      const frame = await frameOf(page, '[role="row"]');
      await frame.locator('[role="row"]').nth(8).click();
      await page.keyboard.press('Enter');
    },
  },
  'trace-light': {
    theme: 'Default Light Modern',
    size: [900, 900],
    async take(page) {
      await open(page, 'overthinking-after-the-answer.qwen.sse', 'Reasoning Trace');
      await palette(page, 'View: Close Primary Side Bar');
      await frameOf(page, '[role="row"]');
    },
  },
  estimate: {
    theme: 'Default Light Modern',
    size: [1500, 1000],
    async take(page) {
      await open(page, 'extract-invoice-fields.prompt.md');
      await palette(page, 'View: Close Primary Side Bar');
      await palette(page, 'LRM Lens: Estimate Reasoning Cost');
      await page.locator('.quick-input-list .monaco-list-row').nth(3).waitFor();
      await page.keyboard.press('Enter');
      await frameOf(page, '.compare tbody .interval');
    },
  },
  trial: {
    theme: 'Default Dark Modern',
    size: [1100, 1000],
    prepare: (workspace) => addTrial(workspace, root),
    async take(page) {
      await open(page, 'late-fees.trial.json');
      await palette(page, 'View: Close Primary Side Bar');
      await frameOf(page, 'main .decision');
    },
  },
  why: {
    theme: 'Default Light Modern',
    size: [1400, 900],
    prepare: addRepository,
    async take(page) {
      await page.locator('.activitybar [aria-label^="LRM Lens"]').first().click();
      await palette(page, 'LRM Lens: Add Session Folder of a Coding Agent');
      await page
        .locator('.quick-input-list .monaco-list-row')
        .filter({ hasText: 'Claude Code' })
        .first()
        .click();
      await treeRow(page, 'Add discount codes').waitFor();
      await open(page, 'coupon.ts:10');
      await palette(page, 'View: Close Primary Side Bar');
      await palette(page, 'LRM Lens: Why Is This Line Here?');
      await frameOf(page, '.diff');
    },
  },
  'saved-traces': {
    theme: 'Default Dark Modern',
    size: [1280, 800],
    async take(page) {
      await page.locator('.activitybar [aria-label^="LRM Lens"]').first().click();
      await palette(page, 'LRM Lens: Search Workspace for Saved Traces');
      await treeRow(page, 'Add discount codes').waitFor();
      await palette(page, 'LRM Lens: Report over Many Traces');
      await page
        .locator('.quick-input-list .monaco-list-row')
        .filter({ hasText: 'This workspace' })
        .first()
        .waitFor();
      await page.keyboard.press('Enter');
      await frameOf(page, '.groups tbody tr');
    },
  },
};

for (const [name, { theme, size, prepare, take }] of Object.entries(pictures)) {
  if (!name.includes(only)) continue;
  const workspace = join(mkdtempSync(join(tmpdir(), 'lrm-lens-pictures-')), 'samples');
  cpSync(join(root, 'media/samples'), workspace, { recursive: true });
  const { HOME } = process.env;
  // What is prepared for an agent stands in a home folder of its own.
  if (prepare) process.env.HOME = (await prepare(workspace)) ?? HOME;
  const server = await startServer({
    settings: { 'workbench.colorTheme': theme, 'window.title': 'LRM Lens' },
  });
  process.env.HOME = HOME;
  const context = await browser.newContext({
    locale: 'en-US',
    viewport: { width: size[0], height: size[1] },
  });
  const page = await context.newPage();
  try {
    await page.goto(server.url({ folder: workspace, extensions: [root] }));
    await page.waitForSelector('.explorer-viewlet .monaco-list-row');
    await take(page);
    // Fonts, lazy chunks and progress bars settle.
    await page.waitForTimeout(2500);
    await page.mouse.move(0, 0);
    await page.screenshot({ path: join(out, `${name}.png`) });
    process.stdout.write(`media/readme/${name}.png\n`);
  } finally {
    await context.close();
    await server.stop();
    rmSync(join(workspace, '..'), { recursive: true, force: true });
  }
}
await browser.close();
