import type { Frame } from '@playwright/test';
import type { Workbench } from './workbench';

/**
 * Presses *Measure…* on a report, takes the second model (the first candidate) and, of the places to send to, the one named; what leaves the machine
 * is asked in a dialog then.
 */
export async function askToMeasure(
  { page }: Workbench,
  report: Frame,
  place: string,
): Promise<void> {
  const rows = page.locator('.quick-input-list .monaco-list-row');
  const title = (text: string) => page.locator('.quick-input-title').filter({ hasText: text });
  // The click's own focus may come late, which closes the list: then it is asked for again.
  for (let tries = 1; ; tries++) {
    try {
      await report.locator('header button', { hasText: 'Measure' }).click();
      await title('Measure which one').waitFor({ timeout: 5_000 });
      await rows.nth(1).waitFor({ timeout: 5_000 });
      await page.keyboard.press('ArrowDown');
      await rows.nth(1).and(page.locator('.focused')).waitFor({ timeout: 5_000 });
      break;
    } catch (error) {
      if (tries === 6) throw error;
      await page.keyboard.press('Escape');
    }
  }
  await page.keyboard.press('Enter');
  await title('Where does').waitFor();
  await page.locator('.quick-input-widget input.input').fill(place);
  // Enter takes what is first then: only once the list has been filtered.
  await page
    .locator('.quick-input-list .monaco-list-row[data-index="0"]')
    .filter({ hasText: place })
    .waitFor();
  await page.keyboard.press('Enter');
}
