import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { Workbench } from './workbench';

const searchPlaceholder = 'Words of the title or text';

/** The reader in the side bar, in place of the tree, once it shows something. */
async function openReader(workbench: Workbench): Promise<Frame> {
  await workbench.page.locator('.activitybar a[aria-label*="LRM Lens"]').first().click();
  await row(workbench, 'What a large reasoning model is').click();
  return workbench.webview('concepts');
}

const row = (workbench: Workbench, title: string) =>
  workbench.page.locator('.pane .monaco-list-row', { hasText: title });

/** Title of the page shown, once it is this one. */
async function showsPage(frame: Frame, title: string): Promise<void> {
  await frame.waitForFunction(
    (wanted) => document.querySelector('h1')?.textContent === wanted,
    title,
  );
}

/** What a reader does without the workbench is in test/page/concepts.test.ts. */
describe('the concept side bar', () => {
  let workbench: Workbench;
  let frame: Frame;
  before(async () => {
    workbench = await Workbench.shared();
    frame = await openReader(workbench);
  });
  after(async () => {
    await workbench.page.locator('.activitybar .action-label[aria-label^="Explorer"]').click();
    await workbench.closeEditors();
  });

  it('gives the place of the tree to the page, and most of the side bar', async () => {
    await showsPage(frame, 'What a large reasoning model is');
    assert.equal(await row(workbench, 'Where LRMs came from').count(), 0);
    const { height } = await frame.evaluate(() => ({ height: window.innerHeight }));
    assert.ok(height >= 500, `${height} px of 1000`);
  });

  it('shows eight groups, open, with the row of the page, when Escape gives the place back', async () => {
    await frame.locator('h1').focus();
    await workbench.page.keyboard.press('Escape');
    const focused = workbench.page.locator('.monaco-list:focus .monaco-list-row.focused');
    await focused.filter({ hasText: 'What a large reasoning model is' }).waitFor();
    const rows = workbench.page.locator('.pane .monaco-list-row');
    assert.equal(await rows.filter({ hasText: /\d \/ \d/ }).count(), 8);
    await workbench.page.keyboard.press('Enter');
    frame = await workbench.webview('concepts');
    await showsPage(frame, 'What a large reasoning model is');
  });

  it('finds a page, reads, follows a link and goes back, by keyboard only', async () => {
    const { keyboard } = workbench.page;
    await openPage('critic', 'GRPO in one picture');
    await keyboard.press('/');
    await frame.locator('[role=combobox]').waitFor();
    await keyboard.type('faithful');
    await frame.locator('[role=option]').first().waitFor();
    await keyboard.press('Enter');
    await showsPage(frame, 'Can you trust the trace?');

    await keyboard.press('Alt+ArrowLeft');
    await showsPage(frame, 'GRPO in one picture');
    await keyboard.press('Alt+ArrowRight');
    await showsPage(frame, 'Can you trust the trace?');

    await frame.locator('.related a').first().focus();
    await keyboard.press('Enter');
    await showsPage(frame, 'Anatomy of a reasoning trace');

    await keyboard.press('Escape');
    const focused = workbench.page.locator('.monaco-list:focus .monaco-list-row.focused');
    await focused.filter({ hasText: 'Anatomy of a reasoning trace' }).waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    frame = await workbench.webview('concepts');
    await showsPage(frame, 'Hidden, summarised or full reasoning');
    await keyboard.press(']');
    await showsPage(frame, 'Can you trust the trace?');
    await keyboard.press('[');
    await showsPage(frame, 'Hidden, summarised or full reasoning');
  });

  it('opens the first hit for who types and presses Enter at once', async () => {
    await workbench.command('LRM Lens: Search Concepts');
    const input = workbench.page.locator(`input[placeholder="${searchPlaceholder}"]`);
    await input.pressSequentially('what thinking costs');
    await input.press('Enter');
    await showsPage(frame, 'What thinking costs');
  });

  it('jumps into a sample at a matching step, counts the steps, and comes back', async () => {
    await openPage('self verification', 'Self-verification');
    await frame.getByRole('button', { name: 'See it in a trace' }).focus();
    await workbench.page.keyboard.press('Enter');
    const trace = await workbench.webview('trace');
    // The step was chosen for the page: a check.
    await trace.locator('[aria-selected=true]', { hasText: 'check' }).first().waitFor();
    await trace.waitForFunction(() => document.hasFocus());
    await frame.getByRole('button', { name: /See it in your trace \(\d+ steps\)/ }).waitFor();
    await openPage('critic', 'GRPO in one picture');
  });

  it('leaves nothing on the network and no error behind', () => workbench.assertQuiet());

  /** Opens the page that a search puts first. */
  async function openPage(query: string, title: string): Promise<void> {
    await workbench.answer('LRM Lens: Search Concepts', searchPlaceholder, query, title);
    // The Escape of a second try, pressed in the page, gives its place to the tree: the page is another one then.
    frame = await workbench.webview('concepts');
    await showsPage(frame, title);
    await frame.waitForFunction(() => document.hasFocus());
  }
});

describe('the concepts in Restricted Mode', () => {
  it('read as elsewhere', async () => {
    const workbench = await Workbench.open({ restricted: true });
    try {
      await showsPage(await openReader(workbench), 'What a large reasoning model is');
    } finally {
      await workbench.close();
    }
  });
});
