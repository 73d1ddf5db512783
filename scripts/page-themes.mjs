// `node scripts/page-themes.mjs`: takes what VS Code gives every page, its CSS variables, default styles and body
// attributes in the four themes, from a real workbench into test/page/themes.data.json. Run it when the tested VS Code changes.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from './vscode/browser.mjs';
import { root } from './vscode/provision.mjs';
import { startServer } from './vscode/server.mjs';

const themes = {
  dark: ['Default Dark Modern', 'vscode-dark'],
  light: ['Default Light Modern', 'vscode-light'],
  hcDark: ['Default High Contrast', 'vscode-high-contrast'],
  hcLight: ['Default High Contrast Light', 'vscode-high-contrast-light'],
};

const workspace = join(mkdtempSync(join(tmpdir(), 'lrm-lens-themes-')), 'samples');
cpSync(join(root, 'media/samples'), workspace, { recursive: true });
const associations = { '*.json': 'lrmLens.trace' };
const server = await startServer({
  settings: {
    'workbench.colorTheme': themes.dark[0],
    'workbench.editorAssociations': associations,
  },
});
const browser = await launchBrowser();
const page = await (await browser.newContext({ locale: 'en-US' })).newPage();
await page.goto(server.url({ folder: workspace, extensions: [root] }));
await page.waitForSelector('.explorer-viewlet .monaco-list-row');
await page.keyboard.press('ControlOrMeta+P');
await page.locator('.quick-input-widget input.input').fill('long-with-backtracks.deepseek.json');
await page
  .locator('.quick-input-list .monaco-list-row[data-index="0"]')
  .filter({ hasText: 'long-with-backtracks' })
  .waitFor();
await page.keyboard.press('Enter');

/** The document of the trace page. */
async function framed() {
  for (;;) {
    for (const frame of page.frames()) {
      if (!frame.url().includes('fake.html')) continue;
      if ((await frame.locator('.row.step').count()) > 0) return frame;
    }
    await page.waitForTimeout(100);
  }
}
const frame = await framed();
const taken = {};
for (const [name, [id, kind]] of Object.entries(themes)) {
  const file = join(server.dataDir, 'data/Machine/settings.json');
  const all = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...all, 'workbench.colorTheme': id }));
  await frame.waitForFunction((k) => document.body.dataset.vscodeThemeKind === k, kind);
  taken[name] = await frame.evaluate(() => ({
    attributes: Object.fromEntries(
      [...document.body.attributes]
        .filter(({ name }) => name === 'class' || name.startsWith('data-vscode'))
        .map(({ name, value }) => [name, value]),
    ),
    variables: Object.fromEntries(
      [...document.documentElement.style]
        .filter((name) => name.startsWith('--'))
        .map((name) => [name, document.documentElement.style.getPropertyValue(name)]),
    ),
    styles: document.getElementById('_defaultStyles').textContent,
  }));
}
const { styles } = taken.dark;
const order = Object.keys(themes);
const variables = [...new Set(order.flatMap((name) => Object.keys(taken[name].variables)))].sort();
const out = {
  vscode: server.version,
  styles,
  bodies: Object.fromEntries(order.map((name) => [name, taken[name].attributes])),
  order,
  // By variable: its value in each theme of that order, or null where a theme leaves it out.
  variables: Object.fromEntries(
    variables.map((v) => [v, order.map((name) => taken[name].variables[v] ?? null)]),
  ),
};
const lines = JSON.stringify(out, null, 1).replace(
  /\[\s+((?:"(?:[^"\\]|\\.)*"|null)(?:,\s+(?:"(?:[^"\\]|\\.)*"|null))*)\s+\]/g,
  (_, list) => `[${list.replace(/\s*\n\s*/g, ' ')}]`,
);
writeFileSync(join(root, 'test/page/themes.data.json'), `${lines}\n`);
await browser.close();
await server.stop();
rmSync(join(workspace, '..'), { recursive: true, force: true });
