import type { Page } from '@playwright/test';
import { clipped } from './clipped';
import { expect, resize, test } from './harness';

const LETTER = 'extract-invoice-fields.prompt.md';
const CALL = 'schedule_deliveries.py';
const CHAT = 'debug-race-condition.messages.json';

test.use({ viewport: { width: 1000, height: 900 } });

/** A figure of the bill, in dollars, by row. */
const bill = async (page: Page, row: number): Promise<number> => {
  const texts = await page.locator('.bill tbody .n').allInnerTexts();
  return Number(texts[row]!.replace(/[$,]/g, ''));
};

test('shows a prompt file with today’s model and the candidates', async ({ lens }) => {
  const page = await lens.estimate(LETTER);
  await expect(page.locator('header p').first()).toHaveText(/whole file · 397 tokens/);
  await expect(page.locator('.bill tbody tr')).toHaveCount(4);
});

test('lets no range run into the next column where the table just fits', async ({ lens }) => {
  const page = await lens.estimate(LETTER);
  // As in a font that runs wide.
  await page.evaluate(() => {
    document.body.style.letterSpacing = '1px';
  });
  for (const width of [900, 820]) {
    await resize(page, width);
    expect(await clipped(page), `${width} px`).toEqual([]);
  }
});

test('reads a Python call and says what must change', async ({ lens }) => {
  const page = await lens.estimate(CALL, 'We have');
  await expect(page.locator('header p').first()).toHaveText(
    /schedule_deliveries\.py, call in line 16/,
  );
  await expect(page.locator('header').first()).toHaveText(/vans.*json\.dumps\(orders\)/s);
  await expect(page.locator('#cap')).toHaveValue('600');
  await expect(page.locator('#warnings')).toHaveText(/hit the output cap/);
});

test('makes a change in the file, says that it changed, and estimates again', async ({ lens }) => {
  const page = await lens.estimate(CALL, 'We have');
  const fixes = page.locator('#changes li .button');
  await fixes.filter({ hasText: 'Change the call for gpt-6.1-sol' }).first().click();
  await expect(page.locator('.notice')).toHaveText(/The file changed/);
  const document = await lens.desk.document(lens.desk.file(CALL));
  expect(document.getText()).toMatch(/model="gpt-6.1-sol"[^]*max_completion_tokens=\d+/);
  await page.locator('.notice button').click();
  await page.locator('.notice').waitFor({ state: 'detached' });
});

test('reads a chat as JSON and takes today’s model from it', async ({ lens }) => {
  const page = await lens.estimate(CHAT);
  await expect(page.locator('header p').first()).toHaveText(/request body, 4 messages/);
  await expect(page.locator('.bill tbody th').first()).toHaveText(/gpt-4o-mini/);
});

test('changes its figures with every control as the core does', async ({ lens }) => {
  const page = await lens.estimate(CHAT);
  await page.locator('#cap').fill('');
  await expect.poll(() => bill(page, 1), { message: 'without the call’s cap' }).toBeGreaterThan(20);
  const before = await bill(page, 1);
  const today = await bill(page, 0);

  await page.locator('#calls').fill('20k');
  await expect
    .poll(async () => Math.abs((await bill(page, 1)) / before - 2), {
      message: 'twice the calls, twice the bill',
    })
    .toBeLessThan(0.15);
  await page.locator('#calls').press('Escape');
  await expect.poll(() => bill(page, 1), { message: 'Escape restores' }).toBe(before);

  await page.getByRole('checkbox', { name: /^Batch/ }).check();
  await expect
    .poll(() => bill(page, 1), { message: 'batch halves the price' })
    .toBeLessThan(before * 0.6);
  await expect(page.locator('.compare').first()).toHaveText(/up to 24 h/);
  await page.getByRole('checkbox', { name: /^Batch/ }).uncheck();

  await page.locator('#answer').fill('4000');
  await expect
    .poll(() => bill(page, 0), { message: 'a longer answer costs more' })
    .toBeGreaterThan(today * 2);
  await page.locator('#answer').fill('');

  await page.locator('#cap').fill('900');
  await expect(page.locator('#warnings')).toHaveText(/hit the output cap/);
  await page.locator('#warnings button', { hasText: 'Raise the cap' }).click();
  await expect(page.locator('#cap')).toBeFocused();
  await expect(page.locator('#warnings').getByText(/output cap/)).toHaveCount(0);
  await page.locator('#cap').fill('900');
  await page.locator('#answer').fill('4000');
  // A model that does not think has begun its answer by then.
  await expect(page.locator('#warnings')).toHaveText(/return an answer that is cut short/);
  await page.locator('#answer').fill('');
  await page.locator('#cap').fill('');

  await page.locator('.segments label', { hasText: /^high$/ }).click();
  await expect
    .poll(() => bill(page, 1), { message: 'more effort costs more' })
    .toBeGreaterThan(before);
  await page.locator('.segments label', { hasText: 'all' }).click();
  await expect
    .poll(() => page.locator('.bill tbody tr').count(), { message: 'all levels side by side' })
    .toBeGreaterThan(4);
  await page.locator('.segments label', { hasText: 'medium' }).click();

  await page.locator('#value').fill('5');
  await expect(page.locator('.decision').first()).toHaveText(/\$5\.00 a right answer/);
  await page.locator('#value').fill('');
  await page.locator('header select').selectOption('extract');
  await expect(page.locator('.compare').first()).toHaveText(/unknown/);
  await page.locator('header select').selectOption('');
  await page.locator('#cached').press('ArrowRight');
  await expect(page.locator('output').first()).toHaveText(/10 %/);
});

test('can be worked by keyboard alone', async ({ lens }) => {
  const page = await lens.estimate(LETTER);
  await page.locator('header .link').first().focus();
  const seen: string[] = [];
  for (let i = 0; i < 40; i++) {
    await lens.press(page, 'Tab');
    seen.push(
      await page.evaluate(() => {
        const e = document.activeElement;
        return e === null ? '' : `${e.tagName} ${e.id} ${(e as HTMLElement).innerText}`.trim();
      }),
    );
  }
  for (const stop of ['INPUT calls', 'INPUT cached', 'INPUT cap', 'INPUT value', 'SUMMARY'])
    expect(
      seen.some((s) => s.startsWith(stop)),
      `${stop} in ${seen.join(' | ')}`,
    ).toBe(true);
  await page.locator('.segments input:checked').focus();
  await lens.press(page, 'ArrowRight');
  await expect(page.locator('.segments input:focus')).toHaveValue('=high');
  await page.locator('#why summary').focus();
  await lens.press(page, 'Enter');
  await page.locator('#why dl').waitFor();
});

test('copies the report as Markdown', async ({ lens }) => {
  const page = await lens.estimate(LETTER);
  await page.locator('header button', { hasText: 'Copy as Markdown' }).click();
  await expect
    .poll(() => lens.desk.clipboard)
    .toMatch(/^# Reasoning cost estimate: extract-invoice-fields\.prompt\.md/);
  expect(lens.desk.clipboard).toMatch(/\| gpt-6\.1-sol medium \|/);
});

test.describe('a file with several prompts', () => {
  const call = (name: string, text: string): string =>
    `${name} = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "${text}"}], tools=TOOLS)\n`;
  test.use({
    files: {
      'two.py': `import os\nTOOLS = []\n${call('a', 'Plan the tours.')}${call('b', 'Sort the orders.')}`,
      'none.rb': 'puts "hi"\n',
    },
  });

  test('asks which one is meant where the cursor is in none of them', async ({ lens }) => {
    const labels: string[] = [];
    lens.desk.answer(({ items }) => {
      labels.push(...items.map(({ label }) => label));
      return items[1];
    });
    const page = await lens.estimate('two.py', 'import');
    expect(labels).toEqual([
      'line 3: client.chat.completions.create',
      'line 4: client.chat.completions.create',
    ]);
    await expect(page.locator('header p').first()).toHaveText(/two\.py, call in line 4/);
    await expect(page.locator('header').first()).toHaveText(/Tool schemas are not counted/);
  });

  test('takes the one at the cursor unasked', async ({ lens }) => {
    const page = await lens.estimate('two.py', 'Plan');
    await expect(page.locator('header p').first()).toHaveText(/two\.py, call in line 3/);
  });

  test('says why there is none', async ({ lens }) => {
    const { desk } = lens;
    const document = await desk.document(desk.file('none.rb'));
    const end = document.positionAt(document.getText().length);
    await desk.showText(document, { start: end, end, isEmpty: true });
    const told: string[] = [];
    desk.answer(({ title }) => void told.push(title));
    await desk.run('lrmLens.estimateReasoningCost');
    await expect
      .poll(() => told)
      .toEqual([
        'none.rb: No call of a known library in this Ruby file; select the text to use it',
      ]);
    expect(desk.panels).toHaveLength(0);
  });
});
