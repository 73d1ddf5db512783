import { axeInThemes, nothingInThemes } from './axe';
import { expect, resize, test } from './harness';

const TASK = 'Extract the name and the date from the letter as JSON.';

/** A log of Claude Code: so many calls, each of 100,000 tokens read and 1,000 written. */
function log(id: string, words: string, calls: number): string {
  const at = (n: number): string => new Date(Date.UTC(2026, 2, 1, 10, n)).toISOString();
  const line = (n: number, value: object): string =>
    `${JSON.stringify({ sessionId: id, cwd: '/w/shop', isSidechain: false, uuid: `${id}${n}`, timestamp: at(n), ...value })}\n`;
  const usage = { input_tokens: 100_000, output_tokens: 1_000 };
  const answers = Array.from({ length: calls }, (_, i) => {
    const content = [{ type: 'text', text: 'Done.' }];
    const message = { id: `${id}m${i}`, role: 'assistant', model: 'claude-sonnet-4-5', usage };
    return line(i + 1, { type: 'assistant', message: { ...message, content } });
  });
  return line(0, { type: 'user', message: { role: 'user', content: words } }) + answers.join('');
}

const like = [3, 4, 5, 6, 20].map((calls, i): readonly [string, string] => [
  `logs/like${i}.jsonl`,
  log(`like${i}`, `${TASK} Letter ${i}.`, calls),
]);

test.use({
  viewport: { width: 1000, height: 900 },
  files: {
    'letter.prompt.md': `${TASK}\n`,
    ...Object.fromEntries(like),
    'logs/other.jsonl': log('other', 'Round totals only once, please.', 50),
  },
});

test('an estimate tells what like runs of agents took, once asked: ranges, their number and a cap', async ({
  lens,
}) => {
  const page = await lens.estimate('letter.prompt.md');
  const block = page.locator('#like-runs');
  await expect(block.locator('table')).toHaveCount(0);
  await block.getByRole('button', { name: 'Look in My Sessions' }).click();
  await expect(block).toContainText('No folder with sessions was added to Saved Traces.');
  lens.desk.answer(() => [lens.desk.file('logs')]);
  await lens.desk.run('lrmLens.savedTraces.addFolder');
  await block.getByRole('button', { name: 'Look in My Sessions' }).click();
  await expect(block).toContainText('5 of your 6 runs are like this one.');
  const calls = block.locator('tbody tr').nth(1).locator('td');
  await expect(calls).toHaveText(['3', '5', '14', '5']);
  await expect(block).toContainText(/Cap to suggest: \$\d/);
  expect(await axeInThemes(page)).toEqual(nothingInThemes);
  await block.scrollIntoViewIfNeeded();
  for (const width of [320, 600, 1400]) {
    await resize(page, width);
    const over = await block.evaluate((b) => b.scrollWidth - b.clientWidth);
    expect(over, `${width}`).toBeLessThanOrEqual(0);
  }
});
