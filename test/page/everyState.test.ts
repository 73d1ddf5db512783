import { axeInThemes, nothingInThemes } from './axe';
import { clipped } from './clipped';
import { expect, resize, test } from './harness';
import { stateFiles, states } from './states';

/** Widths of an editor in CSS pixels: alone on a small screen, beside another one, and as narrow as it gets. */
const widths = [900, 520, 320];

test.describe('every page in every state, in a language 40 % longer', () => {
  test.use({ language: 'longer', files: stateFiles, viewport: { width: 900, height: 900 } });

  for (const { name, open } of states) {
    test(`cuts no text and is accessible in four themes: ${name}`, async ({ lens }) => {
      const page = await open(lens);
      expect(await page.locator('body').innerText(), 'it speaks that language').toContain('«');
      for (const width of widths) {
        await resize(page, width);
        expect.soft(await clipped(page), `${width} px`).toEqual([]);
      }
      await resize(page, widths[0]!);
      expect(await axeInThemes(page)).toEqual(nothingInThemes);
    });
  }
});
