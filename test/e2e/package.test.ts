import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack, packagedFiles, Workbench } from './workbench';

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
      f.replace(/(chunk-.*)-[A-Z0-9]{8}\./, '$1-HASH.'),
    );
    assert.deepEqual([...new Set(files)].sort(), listed.sort());
  });

  it('is at most 3 MB', () => {
    assert.ok(readFileSync(vsix).length <= 3_000_000);
  });

  it('is the same bytes when made twice', async () => {
    const again = join(dir, 'b.vsix');
    await pack(again);
    assert.equal(digest(again), digest(vsix));
  });

  it('installs and activates in a VS Code of its own', async () => {
    const workbench = await Workbench.open({ vsix });
    try {
      await workbench.page.locator('.activitybar [aria-label^="LRM Lens"]').first().click();
      await workbench.page
        .locator('.pane-header')
        .filter({ hasText: /concepts/i })
        .waitFor();
      await workbench.page
        .locator('.composite.viewlet .monaco-list-row')
        .first()
        .waitFor({ timeout: 15_000 });
      workbench.assertQuiet();
    } finally {
      await workbench.close();
    }
  });
});
