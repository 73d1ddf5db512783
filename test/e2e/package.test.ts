import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, script, test as base } from './harness';
import type { Workbench } from './workbench';

const digest = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex');

const test = base.extend<object, { readonly vsix: string }>({
  vsix: [
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'lrm-lens-vsix-'));
      const vsix = join(folder, 'a.vsix');
      await (await script('pack')).pack(vsix);
      await use(vsix);
      rmSync(folder, { recursive: true, force: true });
    },
    // The packager writes what the list of files holds, too.
    { scope: 'worker', auto: true },
  ],
});

test.describe('the package', () => {
  test('holds the files of the checked-in list and no others', async () => {
    const listed = readFileSync('test/e2e/package-files.txt', 'utf8').trim().split('\n');
    const files = (await (await script('pack')).packagedFiles()).map((f) =>
      f.replace(/((?:chunk|host)-.*)-[A-Z0-9]{8}\./, '$1-HASH.'),
    );
    expect([...new Set(files)].sort()).toEqual(listed.sort());
  });

  test('has a page that leads to nothing it does not hold', ({ vsix }) => {
    const files = unzipSync(readFileSync(vsix));
    const page = files['extension/readme.md'] ?? files['extension/README.md'];
    const text = new TextDecoder().decode(page);
    expect(text).toMatch(/^# LRM Lens/);
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
    const inside = links.filter((link) => !/^(?:https?:|#)/.test(link));
    expect(inside.filter((link) => !(`extension/${link}` in files))).toEqual([]);
  });

  test('is at most 3.1 MB', ({ vsix }) => {
    expect(readFileSync(vsix).length).toBeLessThanOrEqual(3_100_000);
  });

  test('is the same bytes when made twice', async ({ vsix }) => {
    const again = join(dirname(vsix), 'b.vsix');
    await (await script('pack')).pack(again);
    expect(digest(again)).toBe(digest(vsix));
  });

  for (const [name, setup] of [
    // A folder is not trusted before its user says so.
    ['in a VS Code of its own and Restricted Mode', { which: 'current', restricted: true }],
    ['in the oldest VS Code', { which: 'floor' }],
  ] as const)
    test(`serves a new user ${name}, offline, in a folder of any name`, async ({ open, vsix }) => {
      await useAsNewUser(await open({ ...setup, vsix, folder: 'Café 日本 1', width: 1500 }));
    });
});

/** Reads a page, steps through a trace and estimates a prompt. */
async function useAsNewUser(workbench: Workbench): Promise<void> {
  const { page } = workbench;
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
  await workbench.estimate();
}
