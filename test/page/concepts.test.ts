import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { axeInThemes, nothingInThemes } from './axe';
import { clipped } from './clipped';
import { expect, root, test } from './harness';

const ids = readdirSync(join(root, 'media/concepts'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.slice(0, -3));

const title = (page: Page, text: string) =>
  expect(page.getByRole('heading', { level: 1 })).toHaveText(text);

test('reads, searches, steps and goes back by keyboard', async ({ lens }) => {
  const page = await lens.concept('grpo', 'side');
  await title(page, 'GRPO in one picture');
  await page.locator('h1').focus();
  await page.keyboard.press(']');
  await title(page, 'Distilled reasoning models');
  await page.keyboard.press('[');
  await title(page, 'GRPO in one picture');
  await page.keyboard.press('/');
  await page.getByRole('combobox').pressSequentially('why is o3 slow');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await title(page, 'What thinking does to latency');
  await page.keyboard.press('Alt+ArrowLeft');
  await title(page, 'GRPO in one picture');
});

test('opens in the editor with one key, and gives the side bar back with another', async ({
  lens,
}) => {
  const page = await lens.concept('grpo', 'side');
  expect(lens.desk.contexts.get('lrmLens.reading')).toBe(true);
  await page.locator('h1').focus();
  await page.keyboard.press('e');
  const editor = await lens.page('.bar');
  await title(editor, 'GRPO in one picture');
  await page.bringToFront();
  await page.locator('h1').focus();
  await page.keyboard.press('Escape');
  await expect.poll(() => lens.desk.contexts.get('lrmLens.reading')).toBe(false);
});

test('has no bar of its own in the side bar, where the header does its work', async ({ lens }) => {
  const page = await lens.concept('grpo', 'side');
  await expect(page.locator('.bar')).toHaveCount(0);
});

for (const width of [200, 320, 900]) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 900 } });
    test('fits every page, in the side bar', async ({ lens }) => {
      const page = await lens.concept(ids[0]!, 'side');
      const wrong: string[] = [];
      for (const id of ids) {
        await lens.desk.run('lrmLens.openConcept', id);
        await page.locator(`article[data-page="${id}"]`).waitFor();
        for (const line of await clipped(page)) wrong.push(`${id}: ${line}`);
      }
      expect(wrong).toEqual([]);
    });
    test('fits the ledger', async ({ lens }) => {
      const page = await lens.ledger();
      expect(await clipped(page)).toEqual([]);
    });
  });
}

test.describe('in a narrow side bar', () => {
  test.use({ viewport: { width: 200, height: 900 } });
  test('the advantages of a group of replies stand clear of each other', async ({ lens }) => {
    const page = await lens.concept('grpo', 'side');
    const labels = page.locator('figure', { hasText: 'Above the line' }).locator('svg text');
    await labels.first().waitFor();
    const boxes = await labels.evaluateAll((texts) =>
      texts.map((text) => {
        const { left, right, top, bottom } = text.getBoundingClientRect();
        return { left, right, top, bottom };
      }),
    );
    expect(boxes.length).toBeGreaterThan(2);
    const touching = boxes.filter((a, i) =>
      boxes.some(
        (b, k) =>
          k > i &&
          Math.max(a.left, b.left) < Math.min(a.right, b.right) + 3 &&
          Math.max(a.top, b.top) < Math.min(a.bottom, b.bottom),
      ),
    );
    expect(touching).toEqual([]);
  });
});

test('every page is accessible in the four themes', async ({ lens }) => {
  test.setTimeout(360_000);
  const page = await lens.concept(ids[0]!, 'side');
  const wrong: Record<string, unknown> = {};
  for (const id of ids) {
    await lens.desk.run('lrmLens.openConcept', id);
    await page.locator(`article[data-page="${id}"]`).waitFor();
    const found = await axeInThemes(page);
    if (JSON.stringify(found) !== JSON.stringify(nothingInThemes)) wrong[id] = found;
  }
  expect(wrong).toEqual({});
});

test.describe('in Chinese', () => {
  test.use({ language: 'zh-cn', viewport: { width: 320, height: 900 } });

  test('shows a translated page in Chinese', async ({ lens }) => {
    const page = await lens.concept('over-and-underthinking', 'side');
    await title(page, '过度思考与思考不足');
    await expect(page.locator('article')).toHaveAttribute('lang', 'zh-cn');
    await expect(page.getByText('此页为英文')).toHaveCount(0);
    expect(await clipped(page)).toEqual([]);
  });
});

test.describe('the figures on the reader’s own traces', () => {
  const answer = (text: string, tokens: number, effort: string) =>
    JSON.stringify({
      request: {
        model: 'deepseek-reasoner',
        reasoning_effort: effort,
        messages: [{ role: 'user', content: 'How many primes are below 30?' }],
      },
      response: {
        id: effort,
        object: 'chat.completion',
        model: 'deepseek-reasoner',
        choices: [
          {
            index: 0,
            message: {
              role: 'assistant',
              reasoning_content: `Let me count them one by one. 2, 3, 5, 7, 11, 13, 17, 19, 23, 29. So the answer is ${text}. Wait, let me check 27 again. It is 3 times 9. So it is ${text}.`,
              content: `The answer is ${text}.`,
            },
            finish_reason: 'stop',
          },
        ],
        usage: {
          prompt_tokens: 12,
          completion_tokens: tokens + 6,
          completion_tokens_details: { reasoning_tokens: tokens },
        },
      },
    });

  test('start with a sample, and the slider tells what a budget would have lost', async ({
    lens,
  }) => {
    const page = await lens.concept('over-and-underthinking', 'side');
    const figure = page.locator('figure', { hasText: 'Thinking budget' });
    await expect(figure).toContainText('Shown on a sample');
    const slider = figure.getByRole('slider');
    await slider.focus();
    await page.keyboard.press('End');
    await expect(figure).toContainText('The answer stood.');
    await page.keyboard.press('Home');
    await expect(figure).toContainText('No answer yet.');
    await expect(figure).toContainText(/0 of \d+ steps/);
    expect(await axeInThemes(page)).toEqual(nothingInThemes);
  });

  test('show an example of three efforts where no prompt was run twice', async ({ lens }) => {
    const page = await lens.concept('effort-controls', 'side');
    const figure = page.locator('figure', { hasText: 'An invented example' });
    await figure.locator('summary').click();
    await expect(figure.locator('tbody tr')).toHaveCount(3);
    await expect(figure.locator('tbody tr').nth(2)).toContainText(/max.*2,180.*\$/);
    expect(await axeInThemes(page)).toEqual(nothingInThemes);
  });

  test.describe('with own traces that have no text', () => {
    test('each figure that they say nothing for stays on a sample', async ({ lens }) => {
      await lens.open('hidden-reasoning.openai-responses.json', '.no-steps');
      const page = await lens.concept('over-and-underthinking', 'side');
      await expect(page.locator('figure', { hasText: 'Thinking budget' })).toContainText(
        'Shown on a sample',
      );
      await lens.desk.run('lrmLens.openConcept', 'hidden-reasoning');
      await expect(
        page.locator('figure', { hasText: 'Reasoning tokens that were billed' }),
      ).toContainText('Your own traces');
    });
  });

  test('add up by vendor what was billed, and what of it can be read', async ({ lens }) => {
    const page = await lens.concept('hidden-reasoning', 'side');
    const figure = page.locator('figure', { hasText: 'Reasoning tokens that were billed' });
    await figure.locator('summary').click();
    await expect(figure.getByRole('row', { name: /openai/ })).toBeVisible();
    await expect(figure.getByRole('row', { name: /deepseek/ })).toBeVisible();
  });

  test.describe('with three answers to one prompt', () => {
    test.use({
      files: {
        'a.json': answer('10', 300, 'low'),
        'b.json': answer('10', 900, 'medium'),
        'c.json': answer('11', 2700, 'high'),
      },
    });
    test('show them side by side and as a group with rewards', async ({ lens }) => {
      for (const file of ['a.json', 'b.json', 'c.json']) await lens.trace(file);
      const page = await lens.concept('effort-controls', 'side');
      const figure = page.locator('figure', { hasText: 'How many primes' });
      await figure.locator('summary').click();
      const rows = figure.locator('tbody tr');
      await expect(rows).toHaveCount(3);
      await expect(rows.nth(0)).toContainText('300');
      await expect(rows.nth(2)).toContainText('2,700');
      await lens.desk.run('lrmLens.openConcept', 'grpo');
      const group = page.locator('figure', { hasText: 'Nobody has graded them' });
      await expect(group.getByRole('button', { name: /right|wrong/ })).toHaveText([
        '1 right',
        '2 right',
        '3 wrong',
      ]);
      await group.getByRole('button', { name: '3 wrong' }).click();
      await expect(group).toContainText('All alike');
    });
  });
});
