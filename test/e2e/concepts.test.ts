import type { Frame } from '@playwright/test';
import { expect, test } from './harness';
import type { Workbench } from './workbench';

const FIRST = 'What a large reasoning model is';
const searchPlaceholder = 'Words of the title or text';

/** The reader in the side bar, in place of the tree, once it shows its first page. */
async function openReader(workbench: Workbench): Promise<Frame> {
  await workbench.page.locator('.activitybar a[aria-label*="LRM Lens"]').first().click();
  await row(workbench, FIRST).click();
  const frame = await workbench.webview('concepts');
  await showsPage(frame, FIRST);
  return frame;
}

const row = (workbench: Workbench, title: string) =>
  workbench.page.locator('.pane .monaco-list-row', { hasText: title });

/** Waits until the reader shows this page. */
const showsPage = (frame: Frame, title: string) => expect(frame.locator('h1')).toHaveText(title);

/** Opens the page that a search puts first, with the keyboard in it. */
async function openPage(workbench: Workbench, query: string, title: string): Promise<Frame> {
  await workbench.answer('LRM Lens: Search Concepts', searchPlaceholder, query, title);
  // The Escape of a second try, pressed in the page, gives its place to the tree: the page is another one then.
  const frame = await workbench.webview('concepts');
  await showsPage(frame, title);
  await frame.waitForFunction(() => document.hasFocus());
  return frame;
}

/** What a reader does without the workbench is in test/page/concepts.test.ts. */
test.describe('the concept side bar', () => {
  test('gives the place of the tree to the page, which gives it back by Escape', async ({
    workbench,
  }) => {
    const frame = await openReader(workbench);
    await expect(row(workbench, 'Where LRMs came from')).toHaveCount(0);
    const { height } = await frame.evaluate(() => ({ height: window.innerHeight }));
    expect(height, 'most of the side bar').toBeGreaterThanOrEqual(500);

    await frame.locator('h1').focus();
    await workbench.page.keyboard.press('Escape');
    const focused = workbench.page.locator('.monaco-list:focus .monaco-list-row.focused');
    await focused.filter({ hasText: FIRST }).waitFor();
    const rows = workbench.page.locator('.pane .monaco-list-row');
    await expect(rows.filter({ hasText: /\d \/ \d/ }), 'open groups').toHaveCount(8);
    await workbench.page.keyboard.press('Enter');
    await showsPage(await workbench.webview('concepts'), FIRST);
  });

  test('finds a page, reads, follows a link and goes back, by keyboard only', async ({
    workbench,
  }) => {
    const { keyboard } = workbench.page;
    let frame = await openPage(workbench, 'critic', 'GRPO in one picture');
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

  test('opens the first hit for who types and presses Enter at once', async ({ workbench }) => {
    const frame = await openPage(workbench, 'critic', 'GRPO in one picture');
    await workbench.command('LRM Lens: Search Concepts');
    const input = workbench.page.locator(`input[placeholder="${searchPlaceholder}"]`);
    await input.pressSequentially('what thinking costs');
    await input.press('Enter');
    await showsPage(frame, 'What thinking costs');
  });

  test('jumps into a sample at a matching step, counts the steps, and comes back', async ({
    workbench,
  }) => {
    const frame = await openPage(workbench, 'self verification', 'Self-verification');
    await frame.getByRole('button', { name: 'See it in a trace' }).focus();
    await workbench.page.keyboard.press('Enter');
    const trace = await workbench.webview('trace');
    // The step was chosen for the page: a check.
    await trace.locator('[aria-selected=true]', { hasText: 'check' }).first().waitFor();
    await trace.waitForFunction(() => document.hasFocus());
    await frame.getByRole('button', { name: /See it in your trace \(\d+ steps\)/ }).waitFor();
    await openPage(workbench, 'critic', 'GRPO in one picture');
  });
});
