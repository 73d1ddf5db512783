import type { Page } from '@playwright/test';
import { expect, test, type Lens } from './harness';

const title = (page: Page) => expect(page.locator('h1'));

/** Goes to another page of the same reader. */
async function go(lens: Lens, page: Page, id: string, name: string): Promise<void> {
  await lens.desk.run('lrmLens.openConcept', id);
  await title(page).toHaveText(name);
}

test('asks for all the files it starts with in one round', async ({ lens }) => {
  const page = await lens.concept('what-is-an-lrm', 'side');
  const late = await page.evaluate(() => {
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
  expect(late).toEqual([]);
});

test('jumps into a sample at a matching step, and counts the steps', async ({ lens }) => {
  const reader = await lens.concept('self-verification', 'side');
  await reader.getByRole('button', { name: 'See it in a trace' }).focus();
  await lens.press(reader, 'Enter');
  const trace = await lens.page('.row.step');
  // The step was chosen for the page: a check.
  await trace.locator('[aria-selected=true]', { hasText: 'check' }).first().waitFor();
  await reader.getByRole('button', { name: /See it in your trace \(\d+ steps\)/ }).waitFor();
});

test('follows the kind of the selected step when asked, and stops', async ({ lens }) => {
  const reader = await lens.concept('grpo', 'side');
  const trace = await lens.trace('long-with-backtracks.deepseek.json');
  await trace.locator('[data-place="steps"]').focus();
  await trace.locator('.row.step').filter({ hasText: 'check' }).first().click();
  await lens.desk.run('lrmLens.concepts.followTrace');
  await title(reader).toHaveText('Self-verification');
  await lens.desk.run('lrmLens.concepts.stopFollowing');
  await go(lens, reader, 'grpo', 'GRPO in one picture');
});

test('opens the estimate with a sample prompt', async ({ lens }) => {
  const reader = await lens.concept('builder-effort', 'side');
  await reader.getByRole('button', { name: 'Try it in the estimate' }).click();
  await expect.poll(() => lens.told).toContain('getReport');
  const estimate = await lens.page('.compare tbody .interval');
  await expect(estimate.locator('header').first()).toHaveText(/schedule_deliveries\.py/);
  await expect(estimate.locator('header').first()).toHaveText(/call in line 16/);
});

test('filters the ledger by verdict and words, and leads to the page', async ({ lens }) => {
  const page = await lens.ledger();
  await title(page).toHaveText('What the note says, checked');
  const [, wrong] = (await page.getByRole('button', { name: /^wrong \d+$/ }).innerText()).split(
    ' ',
  );
  await page.getByRole('button', { name: /^wrong \d+$/ }).click();
  await page.getByText(new RegExp(`^${wrong!.trim()} of \\d+ claims`)).waitFor();
  await page.getByRole('searchbox').fill('retrieval');
  await page.getByText(/^1 of \d+ claims/).waitFor();
  await page.locator('summary').click();
  await page.locator('details a', { hasText: 'Hallucinations' }).click();
  await title(page).toHaveText('Hallucinations');
});

test('keeps the reading position of a page', async ({ lens }) => {
  const page = await lens.concept('grpo', 'side');
  await page.evaluate(() => document.documentElement.scrollTo(0, 400));
  await expect.poll(() => lens.told).toContain('scrolled');
  await go(lens, page, 'cost-of-thinking', 'What thinking costs');
  await go(lens, page, 'grpo', 'GRPO in one picture');
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollTop)).toBe(400);
});

test('gives the keyboard to the search box as it appears: who types on at once types into it', async ({
  lens,
}) => {
  const page = await lens.concept('r1-pipeline');
  const hasKeyboard = await page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        new MutationObserver(() => {
          const box = document.querySelector('[role=combobox]');
          if (box !== null) resolve(document.activeElement === box);
        }).observe(document.body, { childList: true, subtree: true });
        document.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }));
      }),
  );
  expect(hasKeyboard).toBe(true);
});
