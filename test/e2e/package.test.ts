import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack, packagedFiles, Workbench } from './workbench';

/** How scripts/run-e2e.mjs starts a server. */
interface Machinery {
  startServer: (options: object) => Promise<unknown>;
}
const machinery = (globalThis as unknown as { lrmLensE2e: Machinery }).lrmLensE2e;

/** Opens a workbench in the oldest VS Code that the manifest allows. */
async function inOldest(open: () => Promise<Workbench>): Promise<Workbench> {
  const { startServer } = machinery;
  machinery.startServer = (options) => startServer({ ...options, which: 'floor' });
  try {
    return await open();
  } finally {
    machinery.startServer = startServer;
  }
}

const digest = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex');

describe('the package', () => {
  const dir = mkdtempSync(join(tmpdir(), 'lrm-lens-vsix-'));
  const vsix = join(dir, 'a.vsix');
  before(() => pack(vsix));
  after(() => rmSync(dir, { recursive: true, force: true }));

  it('holds the files of the checked-in list and no others', async () => {
    const listed = readFileSync('test/e2e/package-files.txt', 'utf8').trim().split('\n');
    const files = (await packagedFiles()).map((f) =>
      f.replace(/((?:chunk|host)-.*)-[A-Z0-9]{8}\./, '$1-HASH.'),
    );
    assert.deepEqual([...new Set(files)].sort(), listed.sort());
  });

  it('is at most 3.2 MB', () => {
    assert.ok(readFileSync(vsix).length <= 3_200_000);
  });

  it('is the same bytes when made twice', async () => {
    const again = join(dir, 'b.vsix');
    await pack(again);
    assert.equal(digest(again), digest(vsix));
  });

  const open = () => Workbench.open({ vsix, folder: 'Café 日本 1', width: 1500 });

  it('serves a new user in a VS Code of its own, in a folder of any name: read a page, step through a trace, estimate a prompt', async () => {
    await useAsNewUser(await open());
  });

  it('does the same in the oldest VS Code', async () => {
    await useAsNewUser(await inOldest(open));
  });
});

/** Reads a page, steps through a trace and estimates a prompt, without a word of complaint. Closes the workbench. */
async function useAsNewUser(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  try {
    await page.locator('.activitybar [aria-label^="LRM Lens"]').first().click();
    await page.locator('.monaco-list-row', { hasText: 'What a large reasoning model is' }).click();
    const reader = await workbench.webview('concepts');
    await reader.getByRole('heading', { level: 1 }).filter({ hasText: /\w/ }).waitFor();

    await workbench.openFile('long-with-backtracks.deepseek.json', 'Reasoning Trace');
    const trace = await workbench.webview('trace');
    const rows = trace.getByRole('row');
    await rows.nth(3).waitFor();
    await rows.nth(3).click();
    await page.keyboard.press('ArrowDown');
    await trace.locator('[role="row"][aria-selected="true"]').first().waitFor();

    await workbench.openFile('extract-invoice-fields.prompt.md');
    await workbench.command('LRM Lens: Estimate Reasoning Cost');
    // Not the rows of the palette, which closes at the same time.
    await page.locator('.quick-input-title').filter({ hasText: 'Compare' }).waitFor();
    await page.locator('.quick-input-list .monaco-list-row').nth(3).waitFor();
    await page.keyboard.press('Enter');
    const report = await workbench.webview('estimate');
    await report.locator('.compare tbody .interval').first().waitFor();
    workbench.assertQuiet();
  } finally {
    await workbench.close();
  }
}
