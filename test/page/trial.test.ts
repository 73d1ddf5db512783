import type { Page } from '@playwright/test';
import { axeInThemes, nothingInThemes } from './axe';
import { clipped } from './clipped';
import { expect, test, type Lens } from './harness';
import { additionTrial, addingServer, sumRows } from './trialFixture';
import type { LocalServer } from '../unit/host/shared/localServer';

test.use({ files: { 'sums.trial.json': additionTrial(0) } });

/** Pastes a text where the keyboard is. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true });
    document.activeElement?.dispatchEvent(event);
  }, text);
}

const fileOf = (lens: Lens): { cases: { values: object; expected: string | null }[] } =>
  JSON.parse(lens.desk.text(lens.desk.file('sums.trial.json')).getText()) as never;

/** Opens the trial on a server, with so many sums pasted by keyboard. */
async function openWith(lens: Lens, server: LocalServer, count: number): Promise<Page> {
  const endpoint = { name: 'Replay', api: 'chat-completions', url: `${server.url}/v1` };
  lens.desk.configure('lrmLens.capture.endpoints', [endpoint]);
  const page = await lens.trial('sums.trial.json');
  await page.locator('[role=gridcell]').first().focus();
  await paste(
    page,
    sumRows(count)
      .split('\n')
      .slice(1)
      .map((row) => row.split('\t').slice(0, 3).join('\t'))
      .join('\n'),
  );
  await expect(page.locator('.decision h2')).toContainText(String(count));
  return page;
}

test('cases are typed, pasted and removed by keyboard, each a change of the file', async ({
  lens,
}) => {
  const page = await lens.trial('sums.trial.json');
  await page.locator('[role=gridcell]').first().focus();
  await page.keyboard.type('1');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await expect.poll(() => fileOf(lens).cases.map((c) => c.values)).toEqual([{ a: '1', b: '2' }]);
  await expect(page.locator('[role=gridcell]:focus')).toHaveAttribute('aria-colindex', '3');
  await page.keyboard.press('Home');
  await paste(page, '3\t4\t7\n5\t6\t11');
  await expect.poll(() => fileOf(lens).cases.length).toBe(3);
  expect(fileOf(lens).cases[2]).toMatchObject({ values: { a: '5', b: '6' }, expected: '11' });
  await page.keyboard.press('Control+Delete');
  await expect.poll(() => fileOf(lens).cases.map((c) => c.expected)).toEqual([null, '11']);
  await expect(page.locator('[role=gridcell][aria-invalid=true]')).toHaveCount(1);
});

test('a trial runs against a server, is judged, and its traces open', async ({ lens }) => {
  const server = await addingServer();
  const page = await openWith(lens, server, 12);
  await expect(page.locator('.btn.primary.big')).toHaveText(/Start 24 calls/);
  lens.desk.answer(({ title, items }) => {
    expect(title).toBe('Send 24 calls?');
    return items[0];
  });
  await page.locator('.btn.primary.big').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#verdict')).toContainText(
    'thinking-model @ Replay is right on 6 more of 12',
  );
  // One was turned away and sent again, none was sent twice else.
  expect(server.received.length).toBe(25);
  await expect(page.locator('.strip [role=option]')).toHaveCount(12);
  expect(await clipped(page)).toEqual([]);
  expect(await axeInThemes(page)).toEqual(nothingInThemes);
  await page.locator('[role=option][aria-selected=true]').focus();
  await page.keyboard.press('Enter');
  await server.stop();
});
