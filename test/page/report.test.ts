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
