import type { Page } from '@playwright/test';
import { JOURNAL_ENDING } from '../../src/core/trial/file';
import type { Lens } from './harness';
import { additionTrial, doneTrial } from './trialFixture';
import { FILE as TRIAL } from './trialSteps';
import { prepareWhy } from './whyFixture';

/** A page in one of its states. */
interface PageState {
  readonly name: string;
  readonly open: (lens: Lens) => Promise<Page>;
}

const LONG = 'long-with-backtracks.deepseek.json';
const SESSION = 'checkout-discount.claude-code.jsonl';
const TOOLS = 'tool-use.claude-code.jsonl';

/** A state of the trace page that keys lead to from what a file shows at first. */
const keyed = (
  name: string,
  keys: readonly string[],
  ready: string,
  file = LONG,
  first = '.row.step',
): PageState => ({
  name,
  async open(lens) {
    const page = await lens.open(file, first);
    await page.locator('[data-place="steps"]').focus();
    await lens.press(page, ...keys);
    await page.locator(ready).first().waitFor();
    return page;
  },
});

const ofSession = (name: string, keys: readonly string[], ready: string): PageState =>
  keyed(name, keys, ready, SESSION, '.session-row');

const concept = (name: string, id: string): PageState => ({
  name,
  async open(lens) {
    const page = await lens.concept(id);
    await page.locator('figure.fig').first().waitFor();
    return page;
  },
});

const why = (name: string, line: number, ready: string): PageState => ({
  name,
  async open(lens) {
    await prepareWhy(lens);
    const page = await lens.why('shop/src/pay.ts', line);
    await page.locator(ready).first().waitFor();
    return page;
  },
});

async function listOf(lens: Lens): Promise<Page> {
  const page = await lens.session(TOOLS);
  await page.locator('[data-place="steps"]').focus();
  await lens.press(page, 'l');
  await page.locator('.trace-line').nth(1).waitFor();
  return page;
}

const DOWN = 'ArrowDown';

const tracePages: readonly PageState[] = [
  keyed('a trace', [], '.row.step'),
  keyed('an opened step', ['Home', 'j', 'j', 'Enter'], '.opened .prose'),
  keyed('the timeline as a table', ['t'], '.twin tbody tr'),
  keyed('the structure', ['s'], '.structure'),
  keyed('all keys', ['Shift+Slash'], 'dialog[open]'),
  keyed('the raw record', ['Shift+R'], 'dialog[open] pre'),
  {
    name: 'a search with hits',
    async open(lens) {
      const page = await lens.trace(LONG);
      await page.locator('[data-place="find"]').fill('runner');
      await page.locator('.row mark').first().waitFor();
      return page;
    },
  },
  {
    name: 'a loop that was cut off',
    open: (lens) => lens.open('looping-and-truncated.ollama.json', '.flag.warn'),
  },
  {
    name: 'hidden reasoning',
    open: (lens) => lens.open('hidden-reasoning.openai-responses.json', '.no-steps'),
  },
];

const sessionPages: readonly PageState[] = [
  ofSession('a session', [], '.session-row'),
  ofSession('the costliest call of a session', ['c', 'Space'], '.session-steps li'),
  ofSession(
    'an edit of a session',
    ['Home', DOWN, DOWN, DOWN, DOWN, 'ArrowRight', DOWN, 'Space'],
    '.diff',
  ),
  ofSession('a session as a table', ['t'], '.twin tbody tr'),
  ofSession('the keys of a session', ['Shift+Slash'], 'dialog[open]'),
];

const listPages: readonly PageState[] = [
  { name: 'the list of traces', open: listOf },
  {
    name: 'a comparison',
    async open(lens) {
      const page = await listOf(lens);
      await page.locator('.traces').focus();
      await lens.press(page, 'Home', 'Space', DOWN, 'Space', 'c');
      await page.locator('.pairs .pair').first().waitFor();
      return page;
    },
  },
  {
    name: 'a list with outcomes',
    open: (lens) => lens.open('graded.jsonl', '.trace-line .outcome'),
  },
];

const problemPages: readonly PageState[] = [
  { name: 'a file that is no trace', open: (lens) => lens.open('broken.json', '.state h1') },
  {
    name: 'a table whose columns are to be chosen',
    async open(lens) {
      const page = await lens.open('home-made.csv', '.columns-form');
      await page.locator('.tried > summary').click();
      return page;
    },
  },
  {
    name: 'traces by chosen columns',
    async open(lens) {
      const page = await lens.open('home-made.tsv', '.columns-form');
      await page.locator('.columns-form button[type=submit]').click();
      await page.locator('.chosen-columns').waitFor();
      await page.locator('.trace-line').nth(1).waitFor();
      return page;
    },
  },
];

const otherPages: readonly PageState[] = [
  {
    name: 'the estimate',
    async open(lens) {
      const page = await lens.estimate('schedule_deliveries.py', 'We have');
      await page.evaluate(() => {
        for (const fold of document.querySelectorAll('details')) fold.open = true;
      });
      return page;
    },
  },
  { name: 'the plan of a trial', open: (lens) => lens.trial(TRIAL) },
  {
    name: 'the result of a trial',
    async open(lens) {
      const page = await lens.trial('done.trial.json');
      await page.locator('#verdict').waitFor();
      for (const fold of await page.locator('details > summary').all()) await fold.click();
      return page;
    },
  },
  why('why an agent wrote a line', 2, '.diff'),
  why('a line of no known edit', 1, '.quiet'),
  {
    name: 'the corpus report',
    async open(lens) {
      const page = await lens.corpus();
      await page.locator('.twin > summary').click();
      return page;
    },
  },
  concept('a concept with a pipeline', 'r1-pipeline'),
  concept('a concept with a slider', 'cost-of-thinking'),
  {
    name: 'the ledger',
    async open(lens) {
      const page = await lens.ledger();
      await page.locator('details > summary').first().click();
      return page;
    },
  },
];

/** Every page in every state that looks different. */
export const states: readonly PageState[] = [
  ...tracePages,
  ...sessionPages,
  ...listPages,
  ...problemPages,
  ...otherPages,
];

/** A log of someone's own, in columns that no format knows. */
function homeMade(separator: string): string {
  const rows = [
    ['asked', 'mused', 'replied', 'llm'],
    ['How many tiles?', 'Six by seven. I check: that is 42.', '42', 'qwen3-8b'],
    ['Which way?', 'Left is shorter. But wait: it is closed. So right.', 'Right', 'qwen3-8b'],
  ];
  return rows.map((row) => row.join(separator)).join('\n');
}

function gradedRow(correct: boolean, i: number): object {
  const sum = 40 + i;
  return {
    problem: `What is 40 + ${i}?`,
    generated_solution: `<think>I add ${i} to 40. That is ${sum}.</think>The sum is ${sum}.`,
    expected_answer: correct ? String(sum) : '7',
    is_correct: correct,
  };
}

const done = doneTrial(12);

/** Files beside the samples that some states need. */
export const stateFiles = {
  [TRIAL]: additionTrial(),
  'done.trial.json': done.trial,
  [`done${JOURNAL_ENDING}`]: done.journal,
  'broken.json': '{"theme": dark}',
  'home-made.csv': homeMade(','),
  'home-made.tsv': homeMade('\t'),
  'graded.jsonl': [true, false, true]
    .map((correct, i) => JSON.stringify(gradedRow(correct, i)))
    .join('\n'),
};
