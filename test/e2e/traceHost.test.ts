import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, TAGGED, test } from './harness';

const SAMPLE = 'long-with-backtracks.deepseek.json';

/** A row of the list that is a step. */
const STEP = '.row.step';

test.describe('the trace editor in the workbench', () => {
  test('offers its title action only on files that hold a trace', async ({ workbench }) => {
    // Any use activates the extension.
    await workbench.openTrace(SAMPLE);
    const action = workbench.page.locator(
      '.editor-actions [aria-label^="Open as Reasoning Trace"]',
    );
    await workbench.clear();
    await workbench.preview('underthinking.openrouter.json');
    await action.waitFor();
    await workbench.preview('schedule_deliveries.py');
    await action.waitFor({ state: 'detached' });
  });

  test('labels a step by key, keeps it beside the file, and takes it back', async ({
    workbench,
  }) => {
    const frame = await workbench.openTrace('short-success.anthropic.json');
    const sidecar = join(workbench.workspace, 'short-success.anthropic.json.lens.json');
    await frame.locator(STEP).first().click();
    await workbench.page.keyboard.press('5');
    await expect.poll(() => existsSync(sidecar)).toBe(true);
    expect(workbench.read('short-success.anthropic.json.lens.json')).toContain('"rethink"');
    await workbench.page.keyboard.press('ControlOrMeta+Z');
    await expect.poll(() => existsSync(sidecar)).toBe(false);
  });

  test('reveals a step in the text editor', async ({ workbench }) => {
    const frame = await workbench.openTrace(SAMPLE);
    await frame.locator(STEP).nth(2).click();
    await workbench.page.keyboard.press('o');
    await workbench.page.locator('.editor-group-container.active .monaco-editor').waitFor();
    await workbench.page.locator('.monaco-editor .selected-text').first().waitFor();
  });

  test('opens again as a trace after the window was loaded anew', async ({ workbench }) => {
    await workbench.openTrace(SAMPLE);
    await workbench.reload('lrmLens.trace', SAMPLE);
    const again = await workbench.webview('trace', { title: SAMPLE });
    await again.locator(STEP).first().waitFor();
  });

  test('colours reasoning between tags in Markdown', async ({ workbench }) => {
    const { page } = workbench;
    await workbench.preview(TAGGED);
    const classOf = (text: string): Promise<string | null> =>
      page
        .locator('.monaco-editor .view-line span span')
        .filter({ hasText: new RegExp(`^${text}$`) })
        .first()
        .getAttribute('class');
    const plain = await classOf('Plain\\.');
    expect(await classOf('42')).not.toBe(plain);
    expect(await classOf('Wait')).not.toBe(plain);
  });

  test('finds saved traces when asked, not before', async ({ workbench }) => {
    const { page } = workbench;
    await page.locator('.activitybar .action-label[aria-label^="LRM Lens"]').click();
    const view = page.locator('.pane').filter({ hasText: 'Saved Traces' });
    // Closed until it is used.
    await view.locator('.pane-header[aria-expanded="false"]').click();
    await view.getByText('Nothing is searched before you ask').waitFor();
    await workbench.command('LRM Lens: Search Workspace for Saved Traces');
    // A file that an earlier test has opened stands among the recent ones too.
    const row = view.locator('.monaco-list-row').filter({ hasText: 'short-success' }).first();
    await row.click();
    await page.locator('.tab.active').filter({ hasText: 'short-success' }).waitFor();
    await workbench.webview('trace');
  });

  test('stands at the same step after its tab was moved to another group', async ({
    workbench,
  }) => {
    await workbench.openFile(SAMPLE, 'Reasoning Trace');
    const frame = await workbench.webview('trace');
    await frame.locator(STEP).first().waitFor();
    await frame.locator(STEP).nth(4).click();
    const selected = await frame.locator(`${STEP}[aria-selected="true"]`).textContent();
    await workbench.command('View: Move Editor into Right Group');
    await expect.poll(() => frame.isDetached(), 'the page of the old group is gone').toBe(true);
    const moved = await workbench.webview('trace');
    await expect(moved.locator(`${STEP}[aria-selected="true"]`)).toHaveText(selected!);
  });
});
