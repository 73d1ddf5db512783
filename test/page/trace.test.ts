import type { Page } from '@playwright/test';
import { axeInThemes, nothingInThemes } from './axe';
import { expect, resize, test, type Lens } from './harness';

const LONG = 'long-with-backtracks.deepseek.json';
const SIDECAR = `${LONG}.lens.json`;

/** The trace with the keyboard in its list. */
async function openTrace(lens: Lens): Promise<Page> {
  const page = await lens.trace(LONG);
  await page.locator('[data-place="steps"]').focus();
  return page;
}

const placeOfFocus = (page: Page) =>
  expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-place')));

const rowCount = async (page: Page): Promise<number> =>
  Number(await page.locator('.steps').getAttribute('aria-rowcount'));

const selected = (page: Page) => page.locator('.row[aria-selected="true"]').first();

test('opens at its steps, with the keyboard in the list', async ({ lens }) => {
  const page = await lens.trace(LONG);
  await placeOfFocus(page).toBe('steps');
  await expect(page.locator('h1')).toHaveText(/deepseek/);
  expect(await page.locator('.row.step').count()).toBeGreaterThan(10);
});

test('keeps what is typed while it is loading, and does it', async ({ lens }) => {
  const release = lens.holdBack();
  const page = await lens.open(LONG, 'html');
  // It has told that it listens, and waits for what it is to show.
  await expect.poll(() => lens.told).toContain('ready');
  for (const key of ['j', 'ArrowDown', 'j']) await page.keyboard.press(key);
  await expect(page.locator('.row')).toHaveCount(0);
  release();
  await expect(page.locator('.row.step[aria-selected="true"] .no')).toHaveText('4');
});

test('is inspected by keyboard alone', async ({ lens }) => {
  const page = await openTrace(lens);
  const first = await selected(page).getAttribute('aria-rowindex');
  await lens.press(page, 'ArrowDown', 'ArrowDown');
  await expect(selected(page)).not.toHaveAttribute('aria-rowindex', first!);
  await lens.press(page, 'Enter');
  await page.locator('.opened .prose').waitFor();
  await lens.press(page, 'a');
  await page.locator('.row.answer-step[aria-selected="true"]').waitFor();
  await lens.press(page, 'b', 't');
  await page.locator('.twin table tbody tr').first().waitFor();
  await lens.press(page, 't');
  await page.locator('.twin table').waitFor({ state: 'detached' });
  await lens.press(page, 's');
  await page.locator('.structure').waitFor();
  await lens.press(page, 's');
  await page.locator('.structure').waitFor({ state: 'detached' });
  await lens.press(page, 'Home', 'ArrowLeft');
  await page.locator('.row.phase[aria-selected="true"]').waitFor();
  await lens.press(page, 'Shift+Slash');
  await page.locator('dialog').waitFor();
  await lens.press(page, 'Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
  await placeOfFocus(page).toBe('steps');
});

test('keeps letters typed in the find box to the box', async ({ lens }) => {
  const page = await openTrace(lens);
  await lens.press(page, '/');
  await placeOfFocus(page).toBe('find');
  await page.keyboard.type('be 26');
  await expect(page.locator('input[data-place="find"]')).toHaveValue('be 26');
});

test('takes what is typed right after the slash into the find box', async ({ lens }) => {
  const page = await openTrace(lens);
  await page.keyboard.press('/');
  await page.keyboard.type('re 4');
  const find = page.locator('input[data-place="find"]');
  await expect(find).toHaveValue('re 4');
  await lens.press(page, 'Escape');
  await expect(find).toHaveValue('');
});

test('switches the regular expression by Alt+R in the box', async ({ lens }) => {
  const page = await openTrace(lens);
  await lens.press(page, '/');
  await placeOfFocus(page).toBe('find');
  const regex = page.locator('.find .option[aria-label="Regular expression"]');
  await lens.press(page, 'Alt+r');
  await expect(regex).toHaveAttribute('aria-pressed', 'true');
  await lens.press(page, 'Alt+r');
  await expect(regex).toHaveAttribute('aria-pressed', 'false');
  await placeOfFocus(page).toBe('find');
});

test('finds text, marks the hits and dims the rest of the strip', async ({ lens }) => {
  const page = await openTrace(lens);
  const all = await rowCount(page);
  await lens.press(page, '/');
  await placeOfFocus(page).toBe('find');
  await page.keyboard.type('runner');
  await page.locator('.row mark').first().waitFor();
  expect(await rowCount(page)).toBeLessThan(all);
  expect(await page.locator('.segment.dim').count()).toBeGreaterThan(0);
  await lens.press(page, 'Escape');
  await page.locator('.row mark').first().waitFor({ state: 'detached' });
});

test('keeps what is looked for, and its hits, when the page is loaded again', async ({ lens }) => {
  const page = await openTrace(lens);
  await lens.press(page, '/');
  await page.keyboard.type('runner');
  await page.locator('.row mark').first().waitFor();
  const hits = await rowCount(page);
  await expect
    .poll(() => page.evaluate(() => Object.values(sessionStorage).join(' ')))
    .toContain('"query":"runner"');
  await page.reload();
  await expect(page.locator('input[data-place="find"]')).toHaveValue('runner');
  await page.locator('.row mark').first().waitFor();
  expect(await rowCount(page)).toBe(hits);
});

test('filters by kind', async ({ lens }) => {
  const page = await openTrace(lens);
  const work = page.locator('.kind-filter').filter({ hasText: 'work' });
  await work.focus();
  await lens.press(page, 'Space');
  await page.locator('.row.step .ink-work').first().waitFor({ state: 'detached' });
  await lens.press(page, 'Space');
  await page.locator('.row.step .ink-work').first().waitFor();
});

test('relabels a step, keeps it beside the file, and takes it back', async ({ lens }) => {
  const page = await openTrace(lens);
  await lens.press(page, 'Home');
  await page.locator('.row[aria-selected="true"][aria-rowindex="2"]').waitFor();
  await lens.press(page, 'j', 'j');
  const label = page.locator('.row.step[aria-selected="true"] .kind .label');
  const before = await label.innerText();
  await lens.press(page, '4');
  await expect(label).toHaveText(/check/);
  await expect.poll(() => lens.desk.written(SIDECAR)).toMatch(/check/);
  await lens.press(page, 'Control+z');
  await expect(label).toHaveText(before);
  await expect.poll(() => lens.desk.written(SIDECAR)).toBe('');
});

test('keeps a note that is being written when the trace is read again, and throws it away by Escape', async ({
  lens,
}) => {
  const page = await openTrace(lens);
  const note = page.locator('#note');
  await page.locator('#note:enabled').waitFor();
  await lens.press(page, 'n');
  await placeOfFocus(page).toBe('note');
  await page.keyboard.type('one ');
  const read = lens.told.filter((name) => name === 'getBodies').length;
  await lens.desk.run('lrmLens.trace.labelCheck');
  await expect
    .poll(() => lens.told.filter((name) => name === 'getBodies').length)
    .toBeGreaterThan(read);
  await page.keyboard.type('two');
  await expect(note).toHaveValue('one two');
  await page.keyboard.press('Escape');
  await placeOfFocus(page).toBe('steps');
  await expect(note).toHaveValue('');
  await lens.press(page, 'n');
  await placeOfFocus(page).toBe('note');
  await page.keyboard.type('kept');
  await page.keyboard.press('Control+Enter');
  await placeOfFocus(page).toBe('steps');
  await expect.poll(() => lens.desk.written(SIDECAR)).toContain('kept');
  expect(lens.desk.written(SIDECAR)).not.toContain('one two');
  await expect(note).toHaveValue('kept');
});

test('lists the traces of a file, marks two and compares them', async ({ lens }) => {
  const page = await lens.session('tool-use.claude-code.jsonl');
  await page.locator('[data-place="steps"]').focus();
  await lens.press(page, 'l');
  await page.locator('.traces').focus();
  await page.locator('.trace-line').nth(1).waitFor();
  await lens.press(page, 'Home', 'Space', 'ArrowDown', 'Space', 'c');
  await page.locator('.pairs .pair').nth(1).waitFor();
  await lens.press(page, 'e');
  await expect(page.locator('.failure')).toContainText('Go back to one of the traces');
  expect(lens.told).not.toContain('exportTrace');
  await lens.press(page, 'd', 'Escape');
  await page.locator('.traces').waitFor();
  await lens.press(page, 'Enter');
  await page.locator('.row.step').first().waitFor();
});

test('shows what a key has not found until the user goes on', async ({ lens }) => {
  const page = await openTrace(lens);
  const told = page.locator('.told');
  await lens.press(page, 'Home', 'b');
  await expect(told).toHaveText('No link leads back from this step.');
  expect(await axeInThemes(page)).toEqual(nothingInThemes);
  await lens.press(page, 'j');
  await expect(told).toBeHidden();
  await lens.press(page, 'b');
  await expect(told).toBeVisible();
  await page.locator('.row.step').first().click();
  await expect(told).toBeHidden();
});

test('has no accessibility violation at the answer in any theme', async ({ lens }) => {
  const page = await openTrace(lens);
  await lens.press(page, 'a');
  await page.locator('.row.answer-step[aria-selected="true"]').waitFor();
  expect(await axeInThemes(page)).toEqual(nothingInThemes);
});

/** How many characters of a step are in sight, in the rows whose text is longer than their cell. */
const inSight = (page: Page): Promise<number[]> =>
  page.locator('.row.step .text').evaluateAll((cells) =>
    cells
      .filter((cell) => cell.scrollWidth > cell.clientWidth)
      .map((cell) => {
        const shown = cell.clientWidth / cell.scrollWidth;
        return Math.floor(shown * cell.textContent.length);
      }),
  );

test('shows enough of a step to read it without opening it, also beside an open side bar', async ({
  lens,
}) => {
  const page = await openTrace(lens);
  for (const [width, least] of [
    [1000, 45],
    // A window of 1,000 px with its side bar open leaves so much to the page.
    [650, 50],
  ] as const) {
    await resize(page, width);
    const counts = await inSight(page);
    expect(counts.length, `${width} px`).toBeGreaterThan(3);
    expect(Math.min(...counts), `${width} px: ${counts.join()}`).toBeGreaterThanOrEqual(least);
  }
});

test('names phases in at most 60 characters, none like its neighbour', async ({ lens }) => {
  const page = await openTrace(lens);
  const titles = await page.locator('.row.phase .phase-name b').allTextContents();
  expect(titles.length).toBeGreaterThan(2);
  for (const [i, title] of titles.entries()) {
    expect(title.length).toBeLessThanOrEqual(60);
    expect(title).not.toBe(titles[i - 1]);
    expect(title).not.toMatch(/^(?:okay|so|let me|[:.,])/i);
  }
});
