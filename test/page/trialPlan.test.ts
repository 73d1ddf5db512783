import { axeInThemes, nothingInThemes } from './axe';
import { clipped } from './clipped';
import { expect, test } from './harness';
import { additionTrial, addingServer, sumRows } from './trialFixture';
import { atWidth, FILE, openWith, paste, written } from './trialSteps';

test.use({ files: { [FILE]: additionTrial() } });

test('cases are typed, pasted and removed by keyboard, each a change of the file', async ({
  lens,
}) => {
  const page = await lens.trial(FILE);
  await page.locator('[role=gridcell]').first().focus();
  await page.keyboard.type('1');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await expect.poll(() => written(lens).cases.map((c) => c.values)).toEqual([{ a: '1', b: '2' }]);
  await expect(page.locator('[role=gridcell]:focus')).toHaveAttribute('aria-colindex', '3');
  await page.keyboard.press('Home');
  await paste(page, '3\t4\t7\n5\t6\t11');
  await expect.poll(() => written(lens).cases.length).toBe(3);
  expect(written(lens).cases[2]).toMatchObject({ values: { a: '5', b: '6' }, expected: '11' });
  await page.keyboard.press('Control+Delete');
  await expect.poll(() => written(lens).cases.map((c) => c.expected)).toEqual([null, '11']);
  await expect(page.locator('[role=gridcell][aria-invalid=true]')).toHaveCount(1);
});

test('a click elsewhere takes what was typed into a case, and the keyboard', async ({ lens }) => {
  const page = await lens.trial(FILE);
  await page.locator('[role=gridcell]').first().focus();
  await page.keyboard.type('1');
  await page.getByLabel('At most').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('5');
  await expect.poll(() => written(lens).budgetUsd).toBe(5);
  expect(written(lens).cases.map((c) => c.values)).toEqual([{ a: '1', b: '' }]);
});

test('a plan says what goes where, and reads well in four themes and at three widths', async ({
  lens,
}) => {
  const server = await addingServer();
  const page = await openWith(lens, server, 12);
  await expect(page.locator('#start-note')).toContainText(`go to 127.0.0.1`);
  for (const fold of await page.locator('details > summary').all()) await fold.click();
  expect(await axeInThemes(page)).toEqual(nothingInThemes);
  for (const width of [900, 520, 320]) {
    await atWidth(page, width);
    expect(await clipped(page), `${width} px`).toEqual([]);
  }
  expect(server.received).toEqual([]);
  await server.stop();
});

test.describe('from a prompt of the user', () => {
  const prompt = '---\nmodel: gpt-4o\n---\nHow much is {{amount}} in words?\n';
  const rows = 'sum,answer,kind\n1,one,small\n2,two,small\n1,one,small\n';
  test.use({ files: { 'words.prompt.md': prompt, 'words.csv': rows } });

  test('an estimate becomes a trial, and a file its cases', async ({ lens }) => {
    const report = await lens.estimate('words.prompt.md');
    await report.locator('.link', { hasText: 'Try on my examples…' }).click();
    await expect.poll(() => lens.desk.active?.viewType).toBe('lrmLens.trial');
    const page = await lens.page('.models tbody tr');
    const models = await page.locator('.models tbody tr').count();
    expect(models).toBeGreaterThan(1);
    await expect(page.locator('.models .name').first()).toHaveText('gpt-4o');
    await expect(page.locator('.hole code')).toHaveText('{amount}');
    lens.desk.answer(({ items }) => items[0]);
    lens.desk.answer(() => [lens.desk.file('words.csv')]);
    lens.desk.answer(({ title }) => {
      expect(title).toBe('Which column fills “amount”?');
      return 'sum';
    });
    await page.locator('.link', { hasText: 'Import…' }).click();
    await expect(page.locator('#row-cases')).toContainText('3 cases');
    await expect(page.locator('#row-cases .problems')).toContainText('Row 3 repeats row 1');
    // Without a budget nothing starts.
    await expect(page.locator('.button.primary.big')).toBeDisabled();
    await expect(page.locator('.models tbody tr').first()).toContainText('api.openai.com');
    lens.desk.answer(() => 'gpt-4o');
    lens.desk.answer(() => 'OpenRouter');
    await page.locator('.models .link.name').first().click();
    await expect(page.locator('.models tbody tr').first()).toContainText('openrouter.ai');
  });
});

test.describe('from saved traces', () => {
  const saved = [1, 2, 2].map((a) => ({
    id: `chat-${a}`,
    object: 'chat.completion',
    model: 'deepseek-reasoner',
    messages: [
      { role: 'user', content: `Add ${a} and 4. Answer with the number only.` },
      { role: 'assistant', reasoning_content: 'Add them.', content: String(a + 4) },
    ],
  }));
  const lines = saved.map((one) => JSON.stringify(one)).join('\n');
  test.use({ files: { [FILE]: additionTrial(), 'mine.jsonl': `${lines}\n` } });

  test('what filled the blanks of the prompt then becomes its cases, each once', async ({
    lens,
  }) => {
    await lens.list('mine.jsonl');
    const page = await lens.trial(FILE);
    lens.desk.answer(({ items }) =>
      items.find(({ label }) => label === 'Saved Traces of This Prompt'),
    );
    await page.locator('.link', { hasText: 'Import…' }).click();
    await expect
      .poll(() => written(lens).cases.map((c) => c.values))
      .toEqual([
        { a: '1', b: '4' },
        { a: '2', b: '4' },
      ]);
  });
});

test.describe('in longer words', () => {
  test.use({ language: 'longer' });

  test('nothing of plan and result is cut', async ({ lens }) => {
    const server = await addingServer();
    const endpoint = { name: 'Replay', api: 'chat-completions', url: `${server.url}/v1` };
    lens.desk.configure('lrmLens.capture.endpoints', [endpoint]);
    const page = await lens.trial(FILE);
    await page.locator('[role=gridcell]').first().focus();
    await paste(page, sumRows(12));
    await expect(page.locator('.button.primary.big')).toBeEnabled();
    for (const width of [900, 320]) {
      await atWidth(page, width);
      expect(await clipped(page), `plan, ${width} px`).toEqual([]);
    }
    lens.desk.answer(({ items }) => items[0]);
    await page.locator('.button.primary.big').click();
    await page.locator('#verdict').waitFor();
    for (const width of [900, 320]) {
      await atWidth(page, width);
      expect(await clipped(page), `result, ${width} px`).toEqual([]);
    }
    await server.stop();
  });
});
