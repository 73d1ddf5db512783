import { claudeLog, codexLog } from './agentLogs';
import { axeInThemes, nothingInThemes } from './axe';
import { clipped } from './clipped';
import { expect, resize, test } from './harness';

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

test.describe('a log of a format that cannot tell everything', () => {
  test.use({ files: { 'codex.jsonl': codexLog() } });
  test('says what, for whoever sees an unknown', async ({ lens }) => {
    const page = await lens.session('codex.jsonl');
    const format = page.locator('.session-head .badge button');
    await expect(format).toHaveText('Codex CLI session');
    await format.focus();
    await lens.press(page, 'Shift+Tab', 'Tab');
    const hint = page.locator('.session-head .badge [role="tooltip"]');
    await expect(hint).toBeVisible();
    await expect(hint).toHaveText(/^About such logs .*what a compaction cost is not in the log/);
    expect(await axeInThemes(page)).toEqual(nothingInThemes);
    for (const pixels of [320, 520, 1400]) {
      await resize(page, pixels);
      expect(await clipped(page)).toEqual([]);
    }
  });
});

test('tells of a call that said nothing what it thought', async ({ lens }) => {
  const page = await lens.session('checkout-discount.claude-code.jsonl');
  const row = page.locator('.session-call').filter({ hasText: 'cut at the output limit' });
  await expect(row.locator('.thought')).toContainText('conclude');
  await expect(row.locator('.thought')).toContainText('“The same question again');
  await expect(page.locator('.session-call .said:not(.thought)').first()).toContainText('look at');
});

test.describe('the timeline of a session', () => {
  test('has the kinds of the reasoning, a glyph a family of tools, and a zoom from the keyboard', async ({
    lens,
  }) => {
    const page = await lens.session('checkout-discount.claude-code.jsonl');
    await expect(page.locator('.session-lanes .fill-rethink').first()).toBeAttached();
    await expect(page.locator('.session-glyph.bad').first()).toBeAttached();
    await page.locator('[data-place="steps"]').focus();
    await lens.press(page, 'c');
    await expect(page.locator('.money-bar .back-rethink')).toBeAttached();
    const chosen = page.locator('.session-chosen');
    const width = async (): Promise<number> => Number(await chosen.getAttribute('width'));
    const before = await width();
    await lens.press(page, '=');
    await expect.poll(width).toBeGreaterThan(before * 1.3);
    await expect(page.getByRole('slider', { name: 'Zoom start' })).not.toHaveAttribute(
      'aria-valuenow',
      '0',
    );
    // What is chosen outside of the visible part moves it there.
    await lens.press(page, '=', '=', 'End');
    const left = Number(await chosen.getAttribute('x'));
    expect(left).toBeGreaterThanOrEqual(0);
    expect(await axeInThemes(page)).toEqual(nothingInThemes);
    await lens.press(page, '-', '-', '-');
    await expect.poll(width).toBeLessThan(before);
    for (const pixels of [320, 520, 1400]) {
      await resize(page, pixels);
      expect(await clipped(page)).toEqual([]);
    }
  });

  test('has a lane for what the widths do not show, brackets, and names where there is room', async ({
    lens,
  }) => {
    const page = await lens.session('checkout-discount.claude-code.jsonl');
    const names = page.locator('.session-lane-names');
    await expect(names).toHaveText(/^cost\s*time\s*tools\s*context$/);
    await expect(page.locator('.session-other').first()).toBeAttached();
    await expect(page.locator('.session-bracket.warn')).toHaveCount(1);
    await expect(page.locator('.session-mark.warn').last()).toHaveText('same failure × 4');
    await expect(page.locator('.session-sum').first()).toHaveText('$0.49');
    await page.getByRole('button', { name: 'Time', exact: true }).click();
    await expect(names).toHaveText(/^output\s*cost\s*tools\s*context$/);
    await resize(page, 520);
    await expect(names).toBeHidden();
    // What explains a finding stands behind it, not under it.
    const sentence = page.locator('.insights .lead').first();
    const explained = await sentence.locator('button').nth(1).boundingBox();
    const box = await sentence.locator('.insight').boundingBox();
    expect(explained!.y).toBeLessThan(box!.y + box!.height - 8);
  });
});

test.describe('a run that its log counts only as a whole', () => {
  const said = { role: 'assistant', content: 'I look.', thought: 'I look.', agent: 'primary' };
  const run = {
    trajectory: [{ action: 'ls', observation: 'a.py', response: 'x', thought: 'x' }],
    history: [
      { role: 'user', content: 'Fix the total.', agent: 'primary' },
      { ...said, action: 'ls' },
      { role: 'user', content: 'a.py', agent: 'primary' },
    ],
    info: { model_stats: { instance_cost: 1.25, tokens_sent: 90_000, tokens_received: 1_200 } },
  };
  test.use({ files: { 'one.traj': JSON.stringify(run) } });
  test('says that its cost is the log’s own', async ({ lens }) => {
    const page = await lens.session('one.traj');
    const cost = page.locator('.metric').filter({ hasText: 'Cost' });
    await expect(cost).toContainText('$1.25');
    await cost.locator('dd > *').first().hover();
    await expect(page.locator('body')).toContainText('As the log says of the whole run');
  });
});
