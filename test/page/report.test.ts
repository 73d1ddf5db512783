import { axeInThemes, nothingInThemes } from './axe';
import { clipped } from './clipped';
import { expect, resize, test } from './harness';
test('groups the report by session, clear to all and without a cut word', async ({ lens }) => {
  const page = await lens.corpus();
  await page.getByRole('radio', { name: 'Session' }).check();
  await expect(page.locator('.groups thead th').first()).toHaveText('Session');
  expect(await axeInThemes(page)).toEqual(nothingInThemes);
  await resize(page, 520);
  expect(await clipped(page)).toEqual([]);
});

test('counts a call once that a resumed session copied, and says so', async ({ lens }) => {
  const page = await lens.corpus();
  await expect(page.locator('body')).not.toContainText('left out');
  const log = lens.desk.written('checkout-discount.claude-code.jsonl');
  lens.desk.write(
    'resumed.claude-code.jsonl',
    log.replaceAll(/"sessionId":"[^"]+"/g, '"sessionId":"r"'),
  );
  const again = await lens.corpus();
  await expect(again.locator('body')).toContainText(/count once: \d+ left out\./);
});
