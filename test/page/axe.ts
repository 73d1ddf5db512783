import { readFileSync } from 'node:fs';
import type axe from 'axe-core';
import type { Frame, Page } from '@playwright/test';
import { themes, useTheme, type ThemeName } from './themes';

/** The same code as the module's `source` in less than half of the text: each page that is looked at has to take it in. */
const SOURCE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** The rules of axe-core whose outcome a theme can change. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'];

/** What `axeInThemes` finds where nothing is wrong. */
export const nothingInThemes = { dark: [], light: [], hcDark: [], hcLight: [] };

/**
 * What axe-core finds in a page in each of the four themes, one line each: rule, impact, and the first places. `turnTo` switches the
 * theme.
 */
export async function axeInThemes(
  page: Page | Frame,
  turnTo: (theme: ThemeName) => Promise<void> = (theme) => useTheme(page, theme),
): Promise<Record<ThemeName, string[]>> {
  const found: Record<ThemeName, string[]> = { dark: [], light: [], hcDark: [], hcLight: [] };
  for (const theme of themes) {
    await turnTo(theme);
    found[theme] = await violations(page, theme === 'dark' ? null : RULES_OF_COLOUR);
  }
  return found;
}

async function violations(page: Page | Frame, rules: readonly string[] | null): Promise<string[]> {
  const loaded = await page.evaluate(() => 'axe' in window);
  if (!loaded) await page.evaluate(SOURCE);
  const found = await page.evaluate(async (only) => {
    const run = (window as unknown as { axe: { run(o: axe.RunOptions): Promise<axe.AxeResults> } })
      .axe;
    // What holds is not worded: nobody reads it.
    const what: axe.RunOptions = { resultTypes: ['violations'] };
    if (only !== null) what.runOnly = [...only];
    return (await run.run(what)).violations;
  }, rules);
  return found.map(
    (v) =>
      `${v.id} (${v.impact ?? 'unknown'}): ${v.nodes
        .slice(0, 3)
        .map((n) => `${n.target.join(' ')} ${n.failureSummary ?? ''}`)
        .join(' | ')}`,
  );
}
