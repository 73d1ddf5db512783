import { claudeLog, codexLog } from './agentLogs';
import { expect, test } from './harness';

for (const [name, log] of [
  ['claude.jsonl', claudeLog()],
  ['codex.jsonl', codexLog()],
] as const) {
  test.describe(name, () => {
    test.use({ files: { [name]: log } });
    test('leads in two keys to what the costliest call thought', async ({ lens }) => {
      const page = await lens.session(name);
      await page.locator('[data-place="steps"]').focus();
      await lens.press(page, 'c');
      await page.locator('.session-call[aria-selected="true"] .usd').waitFor();
      await lens.press(page, 'Enter');
      await expect(
        page.locator('.row.step').filter({ hasText: 'rounded twice' }).first(),
      ).toBeVisible();
      await lens.press(page, 'Escape');
      await page.locator('.session-call[aria-selected="true"]').waitFor();
    });
  });
}
