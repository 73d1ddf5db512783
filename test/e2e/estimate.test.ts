import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { Workbench } from './workbench';

/** Runs the command with the choices as they stand and waits for the figures. */
async function estimate(workbench: Workbench): Promise<{ frame: Frame; ms: number }> {
  await workbench.command('LRM Lens: Estimate Reasoning Cost');
  const { page } = workbench;
  await page.locator('.quick-input-title').filter({ hasText: 'Compare' }).waitFor();
  await page.locator('.quick-input-list .monaco-list-row').nth(3).waitFor();
  const started = Date.now();
  await page.keyboard.press('Enter');
  const frame = await workbench.webview('estimate');
  await frame.locator('.compare tbody .interval').first().waitFor();
  return { frame, ms: Date.now() - started };
}

describe('estimate reasoning cost', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open({ width: 1500 });
  });
  after(() => workbench.close());

  it('goes from the palette to the report of a prompt file within a second', async function () {
    // A busy machine gets a second try, with a new extension host and so a cold tokenizer.
    this.retries(2);
    await workbench.page.reload();
    await workbench.page.locator('.explorer-viewlet .monaco-list-row').first().waitFor();
    await workbench.openFile('extract-invoice-fields.prompt.md');
    const { frame, ms } = await estimate(workbench);
    await workbench.page.screenshot({ path: 'dist-test/estimate.png' });
    console.log(`      report after ${ms} ms`);
    assert.equal(await frame.locator('.bill tbody tr').count(), 4);
    assert.ok(ms <= 1_000, `${ms} ms`);
    workbench.assertQuiet();
  });
});
