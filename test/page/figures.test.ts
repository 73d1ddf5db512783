import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clipped } from './clipped';
import { expect, resize, root, test } from './harness';

const FOLDER = join(root, 'media', 'concepts');
/** Every page that shows a figure. */
const withFigures = readdirSync(FOLDER)
  .filter(
    (name) => name.endsWith('.md') && readFileSync(join(FOLDER, name), 'utf8').includes('(figure:'),
  )
  .map((name) => name.slice(0, -'.md'.length));

/** What is the same in every language: models, benchmarks, and the levels of effort as an API takes them. */
const NAME =
  /^(?:gpt|o1|claude|deepseek|qwen|llama|gemini|openai|aime|if-eval|alpacaeval|v3-base|dev\d|sft|rl|llm|lrm|low|medium|high)\b/i;

test.describe('figures in a language of one’s own', () => {
  test.use({ language: 'longer', viewport: { width: 900, height: 900 } });

  test('say nothing in English', async ({ lens }) => {
    const english: string[] = [];
    for (const id of withFigures) {
      const page = await lens.concept(id);
      await page.locator('figure.fig').first().waitFor();
      const texts = await page.evaluate(() => {
        for (const fold of document.querySelectorAll<HTMLDetailsElement>('figure details'))
          fold.open = true;
        const figures = [...document.querySelectorAll('figure.fig, .order')];
        return figures.flatMap((figure) => {
          const walker = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT);
          const found: string[] = [];
          for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
            // The title is the alternative text of the page, which is translated with it.
            if (node.parentElement?.tagName !== 'title') found.push(node.nodeValue!.trim());
          return found;
        });
      });
      english.push(
        ...texts
          .filter((text) => /\p{L}{3}/u.test(text) && !/[«áéíóúý]/i.test(text) && !NAME.test(text))
          .map((text) => `${id}: ${text}`),
      );
    }
    expect(english).toEqual([]);
  });
});

test.describe('figures in Chinese', () => {
  test.use({ language: 'zh-cn' });

  test('fit at every width of a side bar and an editor', async ({ lens }) => {
    const cut: string[] = [];
    for (const id of withFigures) {
      const page = await lens.concept(id);
      await page.locator('figure.fig').first().waitFor();
      for (const width of [900, 320, 200]) {
        await resize(page, width);
        cut.push(...(await clipped(page)).map((what) => `${id} at ${width} px: ${what}`));
      }
    }
    expect(cut).toEqual([]);
  });
});
