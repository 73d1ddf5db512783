import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { claudeCode } from '../unit/core/why/agentLogs';
import { axeInThemes, nothingInThemes } from './axe';
import { expect, resize, test } from './harness';
import { AGENT, AT, OWN, prepareWhy } from './whyFixture';

test('goes from the line to the edit, the step, the request, what failed and the tests', async ({
  lens,
}) => {
  await prepareWhy(lens);
  const page = await lens.why('shop/src/pay.ts', 2);
  await expect(page.locator('.diff')).toBeVisible();
  await expect(page.locator('h1')).toBeFocused();
  const said = await page.locator('body').innerText();
  for (const words of [
    'the same text, spaces and quotes aside',
    'claude-sonnet-4-5',
    'Some orders show the payment twice',
    'failed',
    'npm test passed',
    'likely, not recorded',
  ]) {
    expect(said.replace(/\s+/g, ' ')).toContain(words);
  }
  await expect(page.locator('.diff .asked')).toHaveText(new RegExp('hours: 72'));
  await expect(page.locator('mark').first()).toHaveText('hours');
  expect(await axeInThemes(page)).toEqual(nothingInThemes);
  for (const width of [320, 460, 1400]) {
    await resize(page, width);
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(over, `${width}`).toBeLessThanOrEqual(0);
  }
});

test('opens the trace at the step before the edit, and the edit as a diff', async ({ lens }) => {
  await prepareWhy(lens);
  const page = await lens.why('shop/src/pay.ts', 2);
  await page.getByRole('button', { name: 'Open the edit as a diff' }).click();
  await expect.poll(() => lens.desk.done.join('\n')).toContain('vscode.diff');
  await page
    .getByRole('button', { name: /^Open the trace at step/ })
    .first()
    .click();
  const trace = await lens.page('.row.step');
  await expect(trace.locator('[aria-selected=true]').first()).toContainText('limit has to be 72');
});

test('guesses nothing for a line of a person, and shows its commit', async ({ lens }) => {
  await prepareWhy(lens);
  const page = await lens.why('shop/src/pay.ts', 1);
  await expect(page.locator('h1')).toHaveText('No recorded edit wrote line 1. Nothing is guessed.');
  await expect(page.locator('.commit')).toContainText('Refuse bad signatures');
  expect(await axeInThemes(page)).toEqual(nothingInThemes);
  await page.getByRole('button', { name: 'Show commit' }).click();
  await expect.poll(() => lens.desk.activeEditor?.document.getText() ?? '').toContain(`+${OWN}`);
  expect(lens.desk.activeEditor?.document.uri.path).toMatch(/[0-9a-f]{10}\.diff$/);
  await page.getByRole('button', { name: 'line 2' }).click();
  await expect(page.locator('h1')).toContainText('An agent wrote this line');
});

test('tells all edits that fit alike, with keys to go from one to the next', async ({ lens }) => {
  await prepareWhy(lens);
  const page = await lens.why('shop/src/pay.ts', 3);
  await expect(page.locator('h1')).toHaveText('An agent wrote this line, but 2 edits fit.');
  await expect(page.locator('.choice')).toContainText('1 of 2');
  await page.locator('h1').focus();
  await lens.press(page, 'Alt+ArrowRight');
  await expect(page.locator('.choice')).toContainText('2 of 2');
  expect(await axeInThemes(page)).toEqual(nothingInThemes);
});

test('copies the answer as Markdown, shows the commit, and follows the cursor when asked to', async ({
  lens,
}) => {
  await prepareWhy(lens);
  const page = await lens.why('shop/src/pay.ts', 2);
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await expect.poll(() => lens.desk.clipboard).toContain('## Why is line 2 here?');
  const copied = lens.desk.clipboard;
  for (const words of [`+ ${AGENT}`, 'limit has to be 72 hours', 'Some orders show the payment'])
    expect(copied).toContain(words);
  const follow = page.getByRole('button', { name: 'Follow the cursor' });
  await expect(follow).toHaveAttribute('aria-pressed', 'false');
  await follow.focus();
  await lens.press(page, 'Enter');
  await expect(follow).toHaveAttribute('aria-pressed', 'true');
  await expect(follow).toBeFocused();
  expect(await axeInThemes(page)).toEqual(nothingInThemes);
});

test('shows what was said and called where the reasoning is hidden', async ({ lens }) => {
  await prepareWhy(lens);
  const page = await lens.why('shop/src/pay.ts', 4);
  await expect(page.locator('h1')).toContainText('Its reasoning is hidden.');
  const said = (await page.locator('body').innerText()).replace(/\s+/g, ' ');
  for (const words of ['I will send the mail after the booking.', 'Read', 'Tell the customer.'])
    expect(said).toContain(words);
  expect(await axeInThemes(page)).toEqual(nothingInThemes);
});

test.describe('in Restricted Mode', () => {
  test.use({ trusted: false });
  test('git is not asked, and the page says so', async ({ lens }) => {
    await prepareWhy(lens);
    const page = await lens.why('shop/src/pay.ts', 1);
    await expect(page.locator('body')).toContainText('Restricted Mode: git was not asked.');
    await expect(page.locator('.commit')).toHaveCount(0);
  });
});

test('leads from an edit of a session to its lines in the file of today', async ({ lens }) => {
  await prepareWhy(lens);
  const page = await lens.session('logs/s1.jsonl');
  // The first edit failed: what stands there another one wrote.
  await lens.press(page, 'Home', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'Space');
  const details = page.locator('.details');
  await expect(details).toContainText('Thought before');
  await expect(details).toContainText('String to replace not found');
  await expect(details).not.toContainText('still there');
  await lens.press(page, 'ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowDown');
  await expect(details).toContainText('1 of 1 lines of this edit are still there');
  expect(await axeInThemes(page)).toEqual(nothingInThemes);
  await page.getByRole('button', { name: 'Open in file' }).click();
  await expect.poll(() => lens.desk.done.join('\n')).toContain('1 of 1 lines of this edit');
  // The step of reasoning just before leads to itself.
  await details.locator('.session-step').filter({ hasText: 'limit has to be 72' }).click();
  await expect(page.locator('.row.step[aria-selected=true]')).toContainText('limit has to be 72');
});

test('shows what an edit took out above what it put in', async ({ lens }) => {
  const { workspace } = lens.desk.options;
  const file = join(workspace, 'shop/src/fee.ts');
  const [old, now] = [
    'return Math.ceil(sum * share) / 100;',
    'return Math.round(sum * share) / 100;',
  ];
  mkdirSync(join(workspace, 'shop/src'), { recursive: true });
  mkdirSync(join(workspace, 'logs'));
  writeFileSync(file, `${now}\n`);
  const log = claudeCode('s1', join(workspace, 'shop'));
  log.prompt(AT, 'The fee is a cent too high.');
  const thought = 'The ceiling is wrong, so round it.';
  log.call({ at: AT + 60_000, thought, file, old: `${old}\n`, new: `${now}\n` });
  writeFileSync(join(workspace, 'logs/s1.jsonl'), log.text());
  lens.desk.answer(() => [lens.desk.file('logs')]);
  await lens.desk.run('lrmLens.savedTraces.addFolder');
  const page = await lens.why('shop/src/fee.ts', 1);
  await expect(page.locator('.diff > div')).toHaveText([`−${old}`, `+${now}`]);
});

test('shows in a trace what a call changed and what of it still stands', async ({ lens }) => {
  await prepareWhy(lens);
  const page = await lens.session('logs/s1.jsonl');
  // The fourth call edits, and is answered.
  await page.locator('.session-call').nth(3).dblclick();
  await page.locator('.row.item-toolCall').dblclick();
  const opened = page.locator('.opened');
  await expect(opened).toContainText('lines of this edit are still there');
  await expect(opened.locator('.diff .put')).toHaveCount(1);
  await expect(opened.getByRole('button', { name: 'Open in file' })).toBeVisible();
  expect(await axeInThemes(page)).toEqual(nothingInThemes);
});
