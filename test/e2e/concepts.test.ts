import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { nothingInThemes, Workbench } from './workbench';

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

describe('the concept side bar', () => {
  let workbench: Workbench;
  let frame: Frame;
  before(async () => {
    workbench = await Workbench.open({ height: 1000 });
    frame = await openReader(workbench);
  });
  after(() => workbench.close());

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

  it('asks for all the files it starts with in one round', async () => {
    const late = await frame.evaluate(() => {
      const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
      const script = files.find(({ name }) => name.endsWith('/concepts.js'))!;
      const preloaded = [...document.querySelectorAll<HTMLLinkElement>('link[rel=modulepreload]')];
      const hrefs = new Set(preloaded.map(({ href }) => href));
      const imported = files.filter(({ name }) => name.includes('/chunk-chunk-'));
      return imported
        .filter(({ name, startTime }) => !hrefs.has(name) || startTime > script.responseEnd)
        .map(({ name }) => name)
        .concat(hrefs.size === 0 ? ['no file is preloaded'] : []);
    });
    assert.deepEqual(late, []);
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

  it('follows the kind of the selected step when asked, and stops', async () => {
    await workbench.command('LRM Lens: Follow the Selected Step');
    await showsPage(frame, 'Self-verification');
    await workbench.command('LRM Lens: Stop Following the Selected Step');
    await openPage('critic', 'GRPO in one picture');
  });

  it('opens the estimate with a sample prompt', async () => {
    await openPage('empty paid reply', 'What changes for the builder');
    await frame.getByRole('button', { name: 'Try it in the estimate' }).click();
    await workbench.page.locator('input[placeholder*="Enter to estimate"]').waitFor();
    await workbench.page.keyboard.press('Enter');
    const estimate = await workbench.webview('estimate');
    await estimate.getByText('schedule_deliveries.py').first().waitFor();
    await estimate.getByText('call in line 16').waitFor();
  });

  it('filters the ledger by verdict and words, and leads to the page', async () => {
    await workbench.command('LRM Lens: Show What the Class Note Says, Checked');
    await showsPage(frame, 'What the note says, checked');
    await frame.getByRole('button', { name: /^wrong 7$/ }).click();
    await frame.getByText('7 of 62 claims').waitFor();
    await frame.getByRole('searchbox').fill('retrieval');
    await frame.getByText('1 of 62 claims').waitFor();
    await frame.locator('summary').click();
    await frame.locator('details a', { hasText: 'Hallucinations' }).click();
    await showsPage(frame, 'Hallucinations');
  });

  it('keeps the reading position of a page', async () => {
    await openPage('critic', 'GRPO in one picture');
    await frame.evaluate(() => document.documentElement.scrollTo(0, 400));
    await workbench.page.waitForTimeout(500);
    await openPage('what thinking costs', 'What thinking costs');
    await openPage('critic', 'GRPO in one picture');
    await frame.waitForFunction(() => document.documentElement.scrollTop === 400);
  });

  it('has no accessibility violation in any theme', async () => {
    assert.deepEqual(await workbench.axeInThemes(frame), nothingInThemes);
  });

  it('leaves nothing on the network and no error behind', () => workbench.assertQuiet());

  /** Opens the page that a search puts first. */
  async function openPage(query: string, title: string): Promise<void> {
    await workbench.answer('LRM Lens: Search Concepts', searchPlaceholder, query, title);
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
