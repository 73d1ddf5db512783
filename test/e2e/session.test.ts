import { CLAUDE_LOG, CODEX_LOG, expect, test } from './harness';

test.describe('the session of an agent', () => {
  const logs = [
    ['Claude Code', CLAUDE_LOG],
    ['Codex', CODEX_LOG],
  ] as const;
  for (const [agent, name] of logs)
    test(`of ${agent} leads from the Explorer to what the costliest call thought, in less than ten keys`, async ({
      workbench,
    }) => {
      const { page } = workbench;
      let keys = 0;
      const press = async (key: string): Promise<void> => {
        keys++;
        await page.keyboard.press(key);
      };
      const row = page.locator('.explorer-viewlet .monaco-list-row').filter({ hasText: name });
      await row.waitFor();
      await page.locator('.explorer-viewlet .monaco-list').first().focus();
      await press('Home');
      if (name !== CLAUDE_LOG) await press('ArrowDown');
      await row.and(page.locator('.focused')).waitFor();
      await press('Enter');
      const frame = await workbench.webview('trace', { title: name });
      await frame.locator('.session-row').first().waitFor();
      await frame.locator('[data-place="steps"]').focus();
      await press('c');
      await frame.locator('.session-call[aria-selected="true"] .usd').waitFor();
      await press('Enter');
      await frame.locator('.row.step').filter({ hasText: 'rounded twice' }).first().waitFor();
      expect(keys).toBeLessThan(10);
      await press('Escape');
      await frame.locator('.session-call[aria-selected="true"]').waitFor();
    });
});
