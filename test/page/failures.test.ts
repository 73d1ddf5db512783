import { axeInThemes, nothingInThemes } from './axe';
import { expect, test } from './harness';

/** Makes the stand-in for VS Code fail where it takes what is copied. */
function breakClipboard(desk: object): void {
  Object.defineProperty(desk, 'clipboard', {
    set() {
      throw new Error('The clipboard is taken.');
    },
  });
}

test('an estimate says why it could not be copied, until something is done that can be', async ({
  lens,
}) => {
  const page = await lens.estimate('schedule_deliveries.py', 'We have');
  breakClipboard(lens.desk);
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('The clipboard is taken.');
  expect(await axeInThemes(page)).toEqual(nothingInThemes);
  await page.getByRole('button', { name: 'schedule_deliveries.py' }).click();
  await expect(alert).toBeHidden();
});

test('a concept says why its trace did not open', async ({ lens }) => {
  const page = await lens.concept('r1-pipeline');
  lens.desk.run = () => Promise.reject(new Error('The viewer is gone.'));
  await page
    .getByRole('button', { name: /^(?:See it|Try it)/ })
    .first()
    .click();
  await expect(page.getByRole('alert')).toContainText('The viewer is gone.');
  expect(await axeInThemes(page)).toEqual(nothingInThemes);
});
