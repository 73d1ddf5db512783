import { ClaudeLog, say, use } from '../unit/core/session/claudeLog';
import { axeInThemes, nothingInThemes } from './axe';
import { clipped } from './clipped';
import { expect, resize, test } from './harness';

const bash = (id: string, command: string) => use(id, 'Bash', { command });
const edit = (id: string, file: string) =>
  use(id, 'Edit', { file_path: file, old_string: 'a', new_string: 'b' });

/** One task; the commands, an edit, and the last words. */
function log(commands: readonly string[], file: string, words: string): ClaudeLog {
  const made = new ClaudeLog().user('Make the total of the invoice round down');
  for (const [i, command] of commands.entries()) {
    made.assistant(`c${i}`, [bash(`b${i}`, command)], { output_tokens: 400 });
    made.result(`b${i}`, command.includes('test') ? '1 failed' : 'fine');
  }
  made.assistant('e', [edit('e1', file)]).result('e1', 'fine');
  return made.assistant('end', [say(words)], { output_tokens: 90 });
}

const first = log(['git status', 'npm test'], '/home/dev/shop/a.ts', 'Done.\nIt rounds down.');
const second = log(
  ['git status', 'ls src', 'cat src/total.ts', 'grep -rn floor src', 'npm test'],
  '/home/dev/shop/b.ts',
  'Done.\nIt is floored now.',
);

test.describe('two sessions of one task', () => {
  test.use({ files: { 'logs/first.jsonl': first.text(), 'logs/second.jsonl': second.text() } });

  test('are compared from the keyboard: the other one is offered without a search', async ({
    lens,
  }) => {
    const page = await lens.session('logs/first.jsonl');
    const offered: string[] = [];
    lens.desk.answer(({ items }) => {
      offered.push(...items.map((item) => item.label));
      return items.find((item) => item.description?.startsWith('Claude Code') === true);
    });
    await page.locator('[data-place="steps"]').focus();
    await page.keyboard.press('m');
    await expect(page.locator('.pairs .part')).toContainText('They part here.');
    expect(offered).toContain('In the same folder');
    await expect(page.locator('.compare-summary')).toContainText('Only A edits a.ts.');
    await expect(page.locator('.compare-summary')).toContainText('Only B edits b.ts.');
    await expect(page.locator('.compare-head')).toContainText('Same task');
    await page.keyboard.press('d');
    await expect(page.locator('.pairs [aria-selected=true]')).toHaveClass(/part/);
    expect(await axeInThemes(page)).toEqual(nothingInThemes);
    // What each said in the end, as text.
    await page.getByRole('button', { name: 'Last words' }).click();
    await expect(page.locator('.run-answers .out')).toContainText('It rounds down.');
    await expect(page.locator('.run-answers .put')).toContainText('It is floored now.');
    expect(await axeInThemes(page)).toEqual(nothingInThemes);
    await resize(page, 520);
    expect(await clipped(page)).toEqual([]);
    await page.getByRole('button', { name: 'Back' }).click();
    await expect(page.locator('.session-row').first()).toBeVisible();
  });

  test('are compared as sessions when both are chosen in the Explorer', async ({ lens }) => {
    const { desk } = lens;
    const [a, b] = [desk.file('logs/first.jsonl'), desk.file('logs/second.jsonl')];
    void desk.run('lrmLens.compareTraces', a, [a, b]);
    const page = await lens.page('.run-pair');
    await expect(page.locator('.compare-head h1')).toHaveText('Compare sessions');
  });

  test('is exported with what the user left ticked blacked out', async ({ lens }) => {
    const page = await lens.session('logs/first.jsonl');
    const { desk } = lens;
    desk.answer(() => 'Markdown');
    desk.answer(({ items }) => items);
    desk.answer(() => desk.file('out.md'));
    await page.locator('[data-place="steps"]').focus();
    await page.keyboard.press('e');
    await expect.poll(() => desk.done.join()).toContain('Exported to out.md');
    const text = desk.read('out.md');
    expect(text).toContain('# Make the total of the invoice round down');
    expect(text).toMatch(/^## Turn 1/m);
    expect(text).not.toContain('/home/dev/');
  });
});

test.describe('a session that goes on', () => {
  /** A log of thirty commands, and so many calls more. */
  const grown = (calls: number): string => {
    const commands = Array.from({ length: 30 }, (_, i) => `step ${i}`);
    const made = log(commands, '/home/dev/shop/a.ts', 'So far.');
    for (let i = 0; i < calls; i++) made.assistant(`n${i}`, [say(`More ${i}`)]);
    return made.text();
  };
  test.use({ files: { 'live.jsonl': grown(0) } });

  test('tells who is elsewhere how many calls are new, and stays with who is at its end', async ({
    lens,
  }) => {
    const page = await lens.session('live.jsonl');
    const list = page.locator('[data-place="steps"]');
    await list.focus();
    await page.keyboard.press('Home');
    lens.desk.write('live.jsonl', grown(12));
    await expect(page.locator('.session-below')).toHaveText(/12 new below/);
    await page.locator('.session-below').click();
    await expect(page.locator('.session-below')).toHaveCount(0);
    await expect(page.locator('[aria-selected=true]').first()).toContainText('More 11');
    lens.desk.write('live.jsonl', grown(15));
    await expect(page.locator('[aria-selected=true]').first()).toContainText('More 14');
    await expect(page.locator('.session-below')).toHaveCount(0);
  });
});

test.describe('a session with a sub-agent in a file of its own', () => {
  const main = new ClaudeLog()
    .user('Review it')
    .assistant('m1', [use('ta', 'Agent', { subagent_type: 'review', prompt: 'Review' })])
    .result('ta', 'Fine', { toolUseResult: { agentId: 'aaaa1111' } })
    .assistant('m2', [say('All fine')]);
  const side = { isSidechain: true, agentId: 'aaaa1111' };
  const THOUGHT = `Let me look at the total and compare it with the receipt.

Wait, the total is rounded twice, so a cent is lost on the way.`;
  const think = (thinking: string): object => ({ type: 'thinking', thinking });
  const agent = new ClaudeLog()
    .user('Review', side)
    .assistant('s1', [bash('sb', 'npm test')], {}, side)
    .result('sb', `fine${' and fine'.repeat(60)}, hidden far down`, side)
    .assistant('s2', [think(THOUGHT), say('Fine')], { output_tokens: 600 }, side);
  test.use({
    files: {
      's1.jsonl': main.text(),
      's1/subagents/agent-aaaa1111.jsonl': agent.text(),
    },
  });

  test('has its calls under the call that started it', async ({ lens }) => {
    const page = await lens.session('s1.jsonl');
    await expect(page.locator('.metrics')).toContainText('2 + 2');
    await expect(page.locator('.session-row', { hasText: '1.2' })).toContainText('Fine');
  });

  test('shows the kinds of its reasoning, its steps and texts, and opens it where it is', async ({
    lens,
  }) => {
    const page = await lens.session('s1.jsonl');
    const row = page.locator('.session-call').filter({ hasText: '1.2' });
    await expect(row.locator('.kinds-cell')).toContainText(/conclude \d+ %/);
    await expect(page.locator('.session-lanes .fill-conclude').first()).toBeAttached();
    await row.click();
    await expect(page.locator('.side .session-steps')).toContainText('rounded twice');
    await expect(page.locator('.side .money-bar .back-conclude')).toBeAttached();
    const first = page.locator('.session-call').filter({ hasText: '1.1' });
    await first.locator('.chevron').click();
    await page.locator('.session-tool').filter({ hasText: 'npm test' }).click();
    await expect(page.locator('.side')).toContainText('hidden far down');
    await row.click();
    await page.locator('.side .session-step').last().click();
    const other = await lens.page('.row.step');
    await expect(other.locator('[aria-selected=true]')).toContainText('rounded twice');
  });

  test('is found by words far down in its texts', async ({ lens }) => {
    const page = await lens.session('s1.jsonl');
    await expect(page.locator('.metrics')).toContainText('2 + 2');
    await page.locator('[data-place="find"]').fill('hidden far down');
    await expect(page.locator('.session-call')).toHaveCount(1);
    await expect(page.locator('.session-call')).toContainText('1.1');
  });

  test('is exported with its phases', async ({ lens }) => {
    const page = await lens.session('s1.jsonl');
    await expect(page.locator('.metrics')).toContainText('2 + 2');
    const { desk } = lens;
    desk.answer(() => 'JSON');
    desk.answer(() => desk.file('out.json'));
    await page.locator('[data-place="steps"]').focus();
    await page.keyboard.press('e');
    await expect.poll(() => desk.done.join()).toContain('Exported to out.json');
    const { turns } = JSON.parse(desk.read('out.json')) as {
      turns: { items: { label: string; kinds: { kind: string }[]; phases: object[] }[] }[];
    };
    const call = turns.flatMap(({ items }) => items).find(({ label }) => label === '1.2');
    expect(call?.kinds.map(({ kind }) => kind)).toContain('conclude');
    expect(call?.phases.length).toBeGreaterThan(0);
  });

  test('grows with it', async ({ lens }) => {
    const page = await lens.session('s1.jsonl');
    await expect(page.locator('.metrics')).toContainText('2 + 2');
    agent.assistant('s3', [say('Once more')], {}, side);
    lens.desk.write('s1/subagents/agent-aaaa1111.jsonl', agent.text());
    lens.desk.write('s1.jsonl', main.assistant('m3', [say('Bye')]).text());
    await expect(page.locator('.metrics')).toContainText('3 + 3');
  });
});
