import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { until, Workbench } from './workbench';

const SAMPLE = 'long-with-backtracks.deepseek.json';

/** Opens a file as text: what was a trace before is one again from the list of files. */
async function openFile({ page }: Workbench, name: string): Promise<void> {
  await page
    .locator('.explorer-viewlet .monaco-list-row')
    .filter({ hasText: name })
    .first()
    .click();
  await page.locator('.tab.active').filter({ hasText: name }).waitFor();
  await page.locator('.monaco-editor .view-line').first().waitFor();
}

async function openTrace(workbench: Workbench, name: string): Promise<Frame> {
  await openFile(workbench, name);
  await workbench.command('LRM Lens: Open as Reasoning Trace');
  const frame = await workbench.webview('trace', { title: name });
  await frame.locator('[role="row"][data-vscode-context*="lrmStep"]').first().waitFor();
  return frame;
}

/** A row of the list that is a step. */
const STEP = '[role="row"][data-vscode-context*="lrmStep"]';

describe('the trace editor in the workbench', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.shared();
  });
  afterEach(() => workbench.closeEditors());

  it('offers its title action only on files that hold a trace', async () => {
    // Any use activates the extension.
    await openTrace(workbench, SAMPLE);
    const action = workbench.page.locator(
      '.editor-actions [aria-label^="Open as Reasoning Trace"]',
    );
    await workbench.closeEditors();
    await openFile(workbench, 'underthinking.openrouter.json');
    await action.waitFor();
    await openFile(workbench, 'schedule_deliveries.py');
    await action.waitFor({ state: 'detached' });
  });

  it('labels a step by key, keeps it beside the file, and takes it back', async () => {
    const frame = await openTrace(workbench, 'short-success.anthropic.json');
    const sidecar = join(workbench.workspace, 'short-success.anthropic.json.lens.json');
    await frame.locator('[role="row"][data-vscode-context*="lrmStep"]').first().click();
    await workbench.page.keyboard.press('5');
    await until('the sidecar', () => existsSync(sidecar));
    assert.match(workbench.read('short-success.anthropic.json.lens.json'), /"rethink"/);
    await workbench.page.keyboard.press('ControlOrMeta+Z');
    await until('the sidecar gone', () => !existsSync(sidecar));
  });

  it('reveals a step in the text editor', async () => {
    const frame = await openTrace(workbench, SAMPLE);
    await frame.locator('[role="row"][data-vscode-context*="lrmStep"]').nth(2).click();
    await workbench.page.keyboard.press('o');
    await workbench.page.locator('.editor-group-container.active .monaco-editor').waitFor();
    await workbench.page.locator('.monaco-editor .selected-text').first().waitFor();
  });

  it('opens again as a trace after the window was loaded anew', async () => {
    await openTrace(workbench, SAMPLE);
    await workbench.reload('lrmLens.trace', SAMPLE);
    const again = await workbench.webview('trace', { title: SAMPLE });
    await again.locator(STEP).first().waitFor();
  });

  it('colours reasoning between tags in Markdown', async () => {
    const { page } = workbench;
    workbench.write('coloured.md', 'Plain.\n\n<think>\nWait, that is 42.\n</think>\n');
    await openFile(workbench, 'coloured.md');
    const classOf = (text: string): Promise<string | null> =>
      page
        .locator('.monaco-editor .view-line span span')
        .filter({ hasText: new RegExp(`^${text}$`) })
        .first()
        .getAttribute('class');
    const plain = await classOf('Plain\\.');
    assert.notEqual(await classOf('42'), plain);
    assert.notEqual(await classOf('Wait'), plain);
  });

  it('finds saved traces when asked, not before', async () => {
    const { page } = workbench;
    await page.locator('.activitybar .action-label[aria-label^="LRM Lens"]').click();
    const view = page.locator('.pane').filter({ hasText: 'Saved Traces' });
    // Closed until it is used.
    await view.locator('.pane-header[aria-expanded="false"]').click();
    await view.getByText('Nothing is searched before you ask').waitFor();
    await workbench.command('LRM Lens: Search Workspace for Saved Traces');
    const row = view.locator('.monaco-list-row').filter({ hasText: 'short-success' });
    await row.click();
    await page.locator('.tab.active').filter({ hasText: 'short-success' }).waitFor();
    await workbench.webview('trace');
    await page.locator('.activitybar .action-label[aria-label^="Explorer"]').click();
  });

  it('stands at the same step after its tab was moved to another group', async () => {
    await workbench.openFile(SAMPLE, 'Reasoning Trace');
    const frame = await workbench.webview('trace');
    await frame.locator(STEP).first().waitFor();
    await frame.locator(STEP).nth(4).click();
    const selected = await frame.locator(`${STEP}[aria-selected="true"]`).textContent();
    await workbench.command('View: Move Editor into Right Group');
    await until('the page of the old group is gone', () => frame.isDetached());
    const moved = await workbench.webview('trace');
    await moved.locator(`${STEP}[aria-selected="true"]`).waitFor();
    assert.equal(await moved.locator(`${STEP}[aria-selected="true"]`).textContent(), selected);
  });
});
