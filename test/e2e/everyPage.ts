import type { Frame } from 'playwright-core';
import type { Workbench } from './workbench';

/** A page of ours in one of its states. Opened from wherever the state before it left the workbench. */
export interface PageState {
  readonly name: string;
  readonly open: (workbench: Workbench) => Promise<Frame>;
}

/** The visible page that matches a selector. */
export async function pageWith(
  workbench: Workbench,
  selector: string,
  timeout = 25_000,
): Promise<Frame> {
  const until = Date.now() + timeout;
  while (Date.now() < until) {
    for (const frame of workbench.page.frames()) {
      if (!frame.url().includes('fake.html')) continue;
      const found = await frame
        .evaluate((s) => innerWidth > 100 && document.querySelector(s) !== null, selector)
        .catch(() => false);
      if (found) return frame;
    }
    await workbench.page.waitForTimeout(50);
  }
  throw new Error(`no page with ${selector}`);
}

async function press(workbench: Workbench, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await workbench.page.keyboard.press(key);
    await workbench.page.waitForTimeout(150);
  }
}

/** Leaves nothing open, no dialog either, and the keyboard in the workbench. */
async function closeAll(workbench: Workbench): Promise<void> {
  await press(workbench, 'Escape');
  await workbench.closeEditors();
}

async function trace(workbench: Workbench, file: string, ready: string): Promise<Frame> {
  await closeAll(workbench);
  await workbench.openFile(file);
  const frame = await pageWith(workbench, ready);
  await closeSideBar(workbench);
  return frame;
}

const LONG = 'long-with-backtracks.deepseek.json';
const SESSION = 'checkout-discount.claude-code.jsonl';

/** A state of the trace page that keys lead to. */
const traceState = (
  name: string,
  keys: readonly string[],
  ready: string,
  file = LONG,
  first = '.row.step',
): PageState => ({
  name,
  async open(workbench) {
    const frame = await trace(workbench, file, first);
    await frame.locator('[data-place="steps"]').focus();
    await press(workbench, ...keys);
    await frame.locator(ready).first().waitFor();
    return frame;
  },
});

const concept = (name: string, title: string, ready: string): PageState => ({
  name,
  async open(workbench) {
    await closeAll(workbench);
    await workbench.command('LRM Lens: Search Concepts');
    await workbench.page.locator('input[placeholder="Words of the title or text"]').fill(title);
    await workbench.page
      .locator('.quick-input-list .monaco-list-row[data-index="0"]')
      .filter({ hasText: title })
      .waitFor();
    await press(workbench, 'Enter');
    const reader = await pageWith(workbench, 'h1');
    await reader.waitForFunction(
      (wanted) => document.querySelector('h1')?.textContent === wanted,
      title,
    );
    return inTab(workbench, ready);
  },
});

/** What the reader shows, in an editor tab and with the side bar closed. */
async function inTab(workbench: Workbench, ready: string): Promise<Frame> {
  await workbench.command('LRM Lens: Open Concept in an Editor Tab');
  await workbench.page.locator('.tab.active').waitFor();
  await closeSideBar(workbench);
  return pageWith(workbench, ready);
}

/** Gives its room to the editors. */
export async function closeSideBar(workbench: Workbench): Promise<void> {
  const bar = workbench.page.locator('.part.sidebar');
  if (await bar.isVisible()) {
    await workbench.command('View: Toggle Primary Side Bar Visibility');
    await bar.waitFor({ state: 'hidden' });
  }
}

/** Every page in every state that looks different. */
export const everyPage: readonly PageState[] = [
  traceState('a trace', [], '.row.step'),
  traceState('an opened step', ['Home', 'j', 'j', 'Enter'], '.opened .prose'),
  traceState('the timeline as a table', ['t'], '.twin tbody tr'),
  traceState('the structure', ['s'], '.structure'),
  traceState('all keys', ['Shift+Slash'], 'dialog[open]'),
  traceState('the raw record', ['Shift+R'], 'dialog[open] pre'),
  {
    name: 'a search with hits',
    async open(workbench) {
      const frame = await trace(workbench, LONG, '.row.step');
      await frame.locator('[data-place="find"]').fill('runner');
      await frame.locator('.row mark').first().waitFor();
      return frame;
    },
  },
  traceState('a loop that was cut off', [], '.flag.warn', 'looping-and-truncated.ollama.json'),
  traceState(
    'hidden reasoning',
    [],
    '.no-steps',
    'hidden-reasoning.openai-responses.json',
    '.no-steps',
  ),
  traceState('a session', [], '.session-row', SESSION, '.session-row'),
  traceState(
    'the costliest call of a session',
    ['c', 'Space'],
    '.session-steps li',
    SESSION,
    '.session-row',
  ),
  traceState(
    'an edit of a session',
    [
      'Home',
      'ArrowDown',
      'ArrowDown',
      'ArrowDown',
      'ArrowDown',
      'ArrowRight',
      'ArrowDown',
      'Space',
    ],
    '.diff',
    SESSION,
    '.session-row',
  ),
  traceState('a session as a table', ['t'], '.twin tbody tr', SESSION, '.session-row'),
  traceState('the keys of a session', ['Shift+Slash'], 'dialog[open]', SESSION, '.session-row'),
  traceState(
    'the list of traces',
    ['l'],
    '.trace-line',
    'tool-use.claude-code.jsonl',
    '.session-row',
  ),
  traceState(
    'a comparison',
    ['l', 'Home', 'Space', 'ArrowDown', 'Space', 'c'],
    '.pairs .pair',
    'tool-use.claude-code.jsonl',
    '.session-row',
  ),
  {
    name: 'a file that is no trace',
    open: (workbench) => trace(workbench, 'broken.json', '.state h1'),
  },
  {
    name: 'a table whose columns are to be chosen',
    async open(workbench) {
      const frame = await trace(workbench, 'home-made.csv', '.columns-form');
      await frame.locator('.tried > summary').click();
      return frame;
    },
  },
  {
    name: 'traces by chosen columns',
    async open(workbench) {
      const frame = await trace(workbench, 'home-made.tsv', '.columns-form, .chosen-columns');
      const choose = frame.locator('.columns-form button[type=submit]');
      if (await choose.isVisible()) await choose.click();
      await frame.locator('.chosen-columns').waitFor();
      await frame.locator('.trace-line').nth(1).waitFor();
      return frame;
    },
  },
  traceState('a list with outcomes', [], '.trace-line .outcome', 'graded.jsonl', '.trace-line'),
  {
    name: 'the estimate',
    async open(workbench) {
      await closeAll(workbench);
      await workbench.openFile('schedule_deliveries.py');
      await workbench.page.locator('.view-line').filter({ hasText: 'We have' }).first().click();
      await workbench.command('LRM Lens: Estimate Reasoning Cost');
      await workbench.page.locator('.quick-input-list .monaco-list-row').nth(3).waitFor();
      await press(workbench, 'Enter');
      const frame = await pageWith(workbench, '.compare tbody .interval');
      await workbench.command('View: Close Editors in Other Groups');
      await frame.evaluate(() => {
        for (const fold of document.querySelectorAll('details')) fold.open = true;
      });
      return frame;
    },
  },
  {
    name: 'the corpus report',
    async open(workbench) {
      await closeAll(workbench);
      await workbench.command('LRM Lens: Report over Many Traces');
      await workbench.page
        .locator('.quick-input-list .monaco-list-row')
        .filter({ hasText: 'This workspace' })
        .first()
        .waitFor();
      await press(workbench, 'Enter');
      const frame = await pageWith(workbench, '.groups tbody tr');
      await frame.locator('.twin > summary').click();
      return frame;
    },
  },
  concept('a concept with a pipeline', 'DeepSeek-R1: the training pipeline', 'figure.fig'),
  concept('a concept with a slider', 'What thinking costs', 'figure.fig'),
  {
    name: 'the ledger',
    async open(workbench) {
      await closeAll(workbench);
      await workbench.command('LRM Lens: Show What the Class Note Says, Checked');
      await pageWith(workbench, 'details summary');
      const frame = await inTab(workbench, 'details summary');
      await frame.locator('details > summary').first().click();
      return frame;
    },
  },
];

/** Files beside the samples that some states need. */
export const extraFiles = {
  'broken.json': '{"theme": dark}',
  'home-made.csv': homeMade(','),
  'home-made.tsv': homeMade('\t'),
  'graded.jsonl': [true, false, true]
    .map((correct, i) => JSON.stringify(gradedRow(correct, i)))
    .join('\n'),
};

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

/** Settings that give the whole width to the page, and open a trace as one. */
export const wideSettings = {
  'workbench.activityBar.location': 'top',
  'workbench.editorAssociations': { '*.{json,jsonl,csv,tsv}': 'lrmLens.trace' },
};

/** Sets the size so that an editor is that wide. */
export async function editorWidth(workbench: Workbench, width: number): Promise<void> {
  // The workbench's own margins.
  await workbench.page.setViewportSize({ width: width + 10, height: 900 });
  await workbench.page.waitForTimeout(200);
}
