import type { Frame } from '@playwright/test';
import type { Workbench } from './workbench';

/**
 * Presses *Measure…* on a report, takes the second model (the first candidate) and, of the places to send to, the one named; what leaves the machine
 * is asked in a dialog then.
 */
export async function askToMeasure(
  workbench: Workbench,
  report: Frame,
  place: string,
): Promise<void> {
  const { page } = workbench;
  const rows = page.locator('.quick-input-list .monaco-list-row');
  const title = (text: string) => page.locator('.quick-input-title').filter({ hasText: text });
  await workbench.inQuickInput(
    () => report.locator('header button', { hasText: 'Measure' }).click(),
    async (soon) => {
      await title('Measure which one').waitFor(soon);
      await rows.nth(1).waitFor(soon);
      await page.keyboard.press('ArrowDown');
      await rows.nth(1).and(page.locator('.focused')).waitFor(soon);
    },
  );
  await page.keyboard.press('Enter');
  await title('Where does').waitFor();
  await page.locator('.quick-input-widget input.input').fill(place);
  // Enter takes what is first then: only once the list has been filtered.
  await workbench.firstRow(place).waitFor();
  await page.keyboard.press('Enter');
}
