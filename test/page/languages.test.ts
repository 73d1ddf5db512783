import { expect, test, type Lens } from './harness';
import { longer } from './languages';
import type { Page } from '@playwright/test';

/** Each page with something of its own words on it. */
const pages: Readonly<Record<string, (lens: Lens) => Promise<Page>>> = {
  'a trace': (lens) => lens.trace('long-with-backtracks.deepseek.json'),
  'a session': (lens) => lens.session('checkout-discount.claude-code.jsonl'),
  'an estimate': (lens) => lens.estimate('schedule_deliveries.py', 'We have'),
  'the corpus report': (lens) => lens.corpus(),
  'a concept in the side bar': (lens) => lens.concept('grpo', 'side'),
  'the ledger': (lens) => lens.ledger(),
};

const words = { en: /./, longer: /«/, 'zh-cn': /\p{Script=Han}/u } as const;

for (const language of ['en', 'longer', 'zh-cn'] as const) {
  test.describe(`in ${language}`, () => {
    test.use({ language });
    for (const [name, open] of Object.entries(pages)) {
      test(`speaks it: ${name}`, async ({ lens }) => {
        const page = await open(lens);
        expect(await page.locator('body').innerText()).toMatch(words[language]);
      });
    }
  });
}

test.describe('the estimate in zh-cn', () => {
  test.use({ language: 'zh-cn' });

  test('names no source in English, titles of documents aside', async ({ lens }) => {
    const page = await lens.estimate('schedule_deliveries.py', 'We have');
    await page.locator('#why > summary').click();
    const lines = await page.locator('#changes .quiet, #why p').allInnerTexts();
    expect(lines.length).toBeGreaterThan(10);
    const said = lines.map((line) => line.replace(/《[^》]*》/g, ''));
    // Three small words in a row are a sentence, what is fewer may be names.
    expect(said.filter((line) => /[a-z]+(?: [a-z]+){2}/i.test(line))).toEqual([]);
    expect(said.filter((line) => !words['zh-cn'].test(line))).toEqual([]);
  });
});

test('the longer language is about 40 % longer and keeps the holes', () => {
  expect(longer('{0} of {1}')).toBe('«{0} óöf {1}»');
  const text = 'The file was read to its end and holds no model generation.';
  const ratio = longer(text).length / text.length;
  expect(ratio).toBeGreaterThan(1.3);
  expect(ratio).toBeLessThan(1.5);
});
