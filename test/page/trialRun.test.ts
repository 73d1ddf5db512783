import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JOURNAL_ENDING } from '../../src/core/trial/file';
import { startServer } from '../unit/host/shared/localServer';
import { axeInThemes, nothingInThemes } from './axe';
import { clipped } from './clipped';
import { expect, test } from './harness';
import { additionTrial, addingServer, otherTrial } from './trialFixture';
import { agree, atWidth, FILE, openWith, start, tabTo, written } from './trialSteps';

test.use({ files: { [FILE]: additionTrial() } });

test('a trial runs against a server, is judged, and shows its cases by keyboard', async ({
  lens,
}) => {
  const server = await addingServer();
  const page = await openWith(lens, server, 12);
  await start(lens, page, 24);
  await expect(page.locator('#verdict')).toContainText('is right on 6 more of 12');
  // One was turned away and sent again.
  expect(server.received.length).toBe(25);
  for (const fold of await page.locator('details > summary').all()) await fold.click();
  expect(await axeInThemes(page)).toEqual(nothingInThemes);
  for (const width of [900, 520, 320]) {
    await atWidth(page, width);
    expect(await clipped(page), `${width} px`).toEqual([]);
  }
  await page.locator('.link', { hasText: 'Copy as Markdown' }).click();
  await expect.poll(() => lens.desk.clipboard).toContain('is right on 6 more of 12');
  for (const [form, ending] of [
    ['csv', '.csv'],
    ['parquet', '.parquet'],
    ['promptfoo', '.promptfooconfig.yaml'],
    ['inspect', '_task.py'],
  ] as const) {
    const file = `sums${ending}`;
    lens.desk.answer(() => lens.desk.file(file));
    await page.locator('header select').selectOption(form);
    await expect.poll(() => lens.desk.written(file), { message: form }).not.toBe('');
  }
  await page.locator('[role=option][aria-selected=true]').focus();
  await page.keyboard.press('End');
  await expect(page.locator('[role=option]:focus')).toHaveAttribute('aria-label', /^Case 11: /);
  await page.keyboard.press('Enter');
  await expect.poll(() => lens.desk.active?.viewType).toBe('lrmLens.trace');
  await lens.page('.lanes');
  await server.stop();
});

test('what differs says where the two part, and is sent once more without a change of the result', async ({
  lens,
}) => {
  const server = await addingServer({ times: 4 });
  const page = await openWith(lens, server, 4);
  await start(lens, page, 8);
  await expect(page.locator('#verdict')).toContainText('is right on 2 more of 4');
  await expect(page.locator('.parting')).toContainText(
    /Where they part: plain-model answers without reasoning that could be seen\. thinking-model comes to its answer in step 1 of \d+: “.*So \d+\./,
  );
  const sent = server.received.length;
  agree(lens, 4);
  await page.locator('#flips .link', { hasText: 'Send those that differ again' }).press('Enter');
  await expect(page.locator('.again')).toContainText('2 of 2 differed the same way');
  await expect(page.locator('#verdict')).toContainText('is right on 2 more of 4');
  expect(server.received.length).toBe(sent + 4);
  await server.stop();
});

test('a call that failed leads to the page that explains it', async ({ lens }) => {
  const server = await startServer((_, response) => {
    response.writeHead(400, { 'content-type': 'application/json' });
    response.end('{"error":{"message":"No such parameter"}}');
  });
  const page = await openWith(lens, server, 2);
  await start(lens, page, 4);
  const failed = page.locator('.failures li').first();
  await expect(failed).toContainText('No such parameter');
  await failed.locator('.explain').press('Enter');
  const concept = await lens.page('h1#title');
  await expect(concept.locator('h1#title')).toHaveText('What changes for the builder');
  await server.stop();
});

test('what a trial has taught the estimate is listed, and forgotten when that is asked for', async ({
  lens,
}) => {
  const server = await addingServer({ times: 30 });
  const page = await openWith(lens, server, 3);
  await start(lens, page, 6);
  const kept = join(lens.desk.options.storage, 'global/trials.json');
  await expect
    .poll(() => (existsSync(kept) ? readFileSync(kept, 'utf8') : ''))
    .toContain('thinking-model');
  lens.desk.answer(({ title, detail, items }) => {
    expect(title).toBe('Forget what trials taught?');
    expect(detail).toMatch(/^Trial sums\.trial\.json, \d{4}-\d\d-\d\d: thinking-model ×3$/m);
    return items[0];
  });
  await lens.desk.run('lrmLens.resetCalibration');
  expect(existsSync(kept)).toBe(false);
  await lens.desk.run('lrmLens.resetCalibration');
  expect(lens.desk.done.at(-1)).toMatch(/Nothing was learnt/);
  await server.stop();
});

test.describe('beside another window', () => {
  const other = 'other.trial.json';
  test.use({ files: { [FILE]: additionTrial(), [other]: additionTrial() } });

  test('a trial runs in one at a time, and what was paid for there is not sent again', async ({
    lens,
  }) => {
    const server = await addingServer();
    const page = await openWith(lens, server, 2);
    const text = lens.desk.text(lens.desk.file(FILE)).getText();
    lens.desk.answer(({ items }) => {
      expect(lens.desk.read('sums.trial.lock')).toBe(String(process.pid));
      return items[0];
    });
    await page.locator('.button.primary').click();
    await page.locator('#verdict').waitFor();
    await expect.poll(() => existsSync(lens.desk.file('sums.trial.lock').fsPath)).toBe(false);
    const sent = server.received.length;

    lens.desk.write(other, text);
    const beside = await lens.trial(other);
    await expect(beside.locator('.button.primary.big')).toHaveText('Start 4 calls…');
    lens.desk.write('other.trial.lock', String(process.ppid));
    await beside.locator('.button.primary').click();
    await expect(beside.locator('main')).toContainText(
      `runs in another window or in a terminal (process ${process.ppid})`,
    );
    // The other one has done it all, and is gone.
    lens.desk.write(`other${JOURNAL_ENDING}`, lens.desk.read(`sums${JOURNAL_ENDING}`));
    lens.desk.write('other.trial.lock', String(spawnSync(process.execPath, ['--version']).pid));
    await beside.locator('.button.primary').click();
    await beside.locator('#verdict').waitFor();
    await expect.poll(() => existsSync(lens.desk.file('other.trial.lock').fsPath)).toBe(false);
    expect(server.received.length).toBe(sent);
    await server.stop();
  });
});

test('what is stopped goes on where it stood, and nothing that was answered is sent twice', async ({
  lens,
}) => {
  const server = await addingServer({ hold: 6 });
  const page = await openWith(lens, server, 8);
  await start(lens, page, 16);
  await expect.poll(() => server.received.length).toBeGreaterThan(6);
  await page.locator('.button', { hasText: 'Stop and keep' }).click();
  await expect(page.locator('#progress')).toContainText('Stopped after');
  const asked = new Set(server.received.slice(0, 6).map(({ body }) => body));
  server.release();
  const before = server.received.length;
  await page
    .locator('.button', { hasText: 'See what' })
    .or(page.locator('.button.primary'))
    .first()
    .waitFor();
  const button = await page.locator('.button.primary').innerText();
  const left = Number(/(\d+) calls/.exec(button)?.[1]);
  await start(lens, page, left);
  await expect.poll(() => server.received.length).toBe(before + left);
  const again = server.received.slice(before).filter(({ body }) => asked.has(body));
  expect(again).toEqual([]);
  await server.stop();
});

test.describe('by keyboard alone', () => {
  const prompt = '---\nmodel: gpt-4o\n---\nAdd {{a}} and {{b}}. Answer with the number only.\n';
  test.use({
    files: { 'sums.prompt.md': prompt },
    settings: { 'lrmLens.estimate.candidates': ['o4-mini:low'] },
  });

  test('a prompt becomes a trial with a column for each hole, is measured, looked at, and corrected', async ({
    lens,
  }) => {
    const server = await addingServer();
    const endpoint = { name: 'Replay', api: 'chat-completions', url: `${server.url}/v1` };
    lens.desk.configure('lrmLens.capture.endpoints', [endpoint]);
    await lens.desk.run('lrmLens.tryOnExamples', lens.desk.file('sums.prompt.md'));
    const page = await lens.page('.models tbody tr');
    expect(written(lens).prompt).toEqual({
      file: 'sums.prompt.md',
      holes: ['a', 'b'],
      messages: [{ role: 'user', text: 'Add {{a}} and {{b}}. Answer with the number only.' }],
    });
    await expect(page.locator('[role=columnheader][title]')).toHaveText(['a', 'b', /expected/i]);
    await tabTo(page, '[role=gridcell]');
    for (const row of [
      [1, 2, 3],
      [2, 2, 4],
      [3, 4, 7],
    ]) {
      for (const [i, number] of row.entries()) {
        await lens.press(page, 'Enter');
        await page.keyboard.type(String(number));
        await lens.press(page, i === 2 ? 'Enter' : 'Tab');
      }
      await lens.press(page, 'Home');
    }
    await expect.poll(() => written(lens).cases.map((c) => c.expected)).toEqual(['3', '4', '7']);
    for (const [row, model] of ['gpt-4o', 'o4-mini'].entries()) {
      lens.desk.answer(({ items }) => items.find(({ label }) => label.startsWith(model)));
      lens.desk.answer(() => 'Replay');
      await tabTo(page, `.models tbody tr:nth-child(${row + 1}) .link.name`);
      await lens.press(page, 'Enter');
      await expect.poll(() => written(lens).models[row]?.endpoint).toBe('Replay');
    }
    await tabTo(page, '#budget');
    await page.keyboard.type('2');
    await expect.poll(() => written(lens).budgetUsd).toBe(2);
    await tabTo(page, '.button.primary.big', 'Start 6 calls');
    agree(lens, 6);
    await lens.press(page, 'Enter');
    await expect(page.locator('#verdict')).toContainText('is right on 2 more of 3');
    await tabTo(page, '[role=option]');
    await lens.press(page, 'Home');
    await expect(page.locator('[role=option]:focus')).toHaveAttribute('aria-label', /^Case 1: /);
    await lens.press(page, 'ArrowRight', 'ArrowRight');
    await expect(page.locator('.pick h3')).toContainText('Case 2');
    await tabTo(page, '.pick .link', 'The expected answer is wrong');
    await lens.press(page, 'Enter', 'Control+a');
    await page.keyboard.type('5');
    await lens.press(page, 'Enter');
    await expect(page.locator('.pick')).toContainText('expected 5');
    await tabTo(page, 'header .link', 'Copy as Markdown');
    await lens.press(page, 'Enter');
    await expect.poll(() => lens.desk.clipboard).toContain('is right on 2 more of 3');
    await tabTo(page, '[role=option]');
    await lens.press(page, 'Home', 'Enter');
    await expect.poll(() => lens.desk.active?.viewType).toBe('lrmLens.trace');
    await lens.page('.lanes');
    await server.stop();
  });
});

test.describe('beside another trial and saved traces of the prompt', () => {
  const other = otherTrial(6);
  const saved = [0, 1].map((i) => ({
    id: `chat-${i}`,
    object: 'chat.completion',
    model: 'deepseek-reasoner',
    messages: [
      { role: 'user', content: `Add ${i} and ${2 * i}. Answer with the number only.` },
      { role: 'assistant', reasoning_content: 'Add them.', content: String(3 * i) },
    ],
  }));
  test.use({
    files: {
      [FILE]: additionTrial(),
      'more.trial.json': other.trial,
      [`more${JOURNAL_ENDING}`]: other.journal,
      'mine.jsonl': saved.map((one) => `${JSON.stringify(one)}\n`).join(''),
    },
  });

  test('the advice on effort counts their runs when that is asked for', async ({ lens }) => {
    const server = await addingServer();
    await lens.list('mine.jsonl');
    const page = await openWith(lens, server, 6);
    await start(lens, page, 12);
    await page.locator('#verdict').waitFor();
    const effort = page.locator('#effort');
    await expect(effort).toContainText('from these calls');
    await expect(effort).not.toContainText('would have been enough');
    await effort.locator('.link', { hasText: 'Count my other trials' }).press('Enter');
    await expect(effort).toContainText('from these calls and 8 runs in 2 other files');
    await expect(effort).toContainText(/would have been enough in 6 of the 6 cases/);
    await expect(page.locator('#verdict')).toContainText('is right on 3 more of 6');
    await server.stop();
  });
});

const checker =
  'let s="";process.stdin.on("data",d=>s+=d).on("end",()=>{const{answer,expected}=JSON.parse(s);' +
  'console.log(`\\u001b[31m${answer}\\u001b[0m <b>against</b> ${expected}`);process.exit(answer===expected?0:1)})';

test.describe('by the user’s own command', () => {
  const command = `"${process.execPath}" check.js`;
  test.use({ files: { [FILE]: additionTrial({ kind: 'code', command }), 'check.js': checker } });

  test('nothing runs or is sent before the user has seen the command, and its words are data', async ({
    lens,
  }) => {
    const server = await addingServer();
    const page = await openWith(lens, server, 4);
    await expect(page.locator('#row-check')).toContainText('It runs on this machine');
    let isAsked = false;
    lens.desk.answer(({ title, detail }) => {
      isAsked = true;
      expect(title).toBe('Run this command on your machine?');
      expect(detail.split('\n')[0]).toBe(command);
      expect(detail).toContain(`It runs in ${lens.desk.workspace.fsPath}, once for each of 8`);
      return undefined;
    });
    await page.locator('.button.primary').press('Enter');
    await expect.poll(() => isAsked).toBe(true);
    await expect(page.locator('.button.primary.big')).toBeEnabled();
    expect(server.received).toEqual([]);
    lens.desk.answer(({ items }) => items[0]);
    await start(lens, page, 8);
    await expect(page.locator('#verdict')).toContainText('is right on 2 more of 4');
    await expect(page.locator('.pick')).toContainText(
      /Your command calls it wrong\. Its last words: “\d+ <b>against<\/b> \d+”/,
    );
    // Another command: the answers that are there are checked by it, and nothing is sent.
    const sent = server.received.length;
    lens.desk.write('never.js', 'process.exit(1)');
    await page.locator('header .link', { hasText: 'Plan' }).click();
    await page.locator('#command').fill(`"${process.execPath}" never.js`);
    await page.locator('header .link', { hasText: 'Result' }).click();
    lens.desk.answer(({ detail, items }) => {
      expect(detail).toContain('never.js');
      return items[0];
    });
    await page.locator('.button', { hasText: 'Check 8 answers with your command' }).press('Enter');
    await expect(page.locator('.pick')).toContainText('Your command calls it wrong.');
    await expect(page.locator('.button', { hasText: 'answers with your command' })).toHaveCount(0);
    expect(server.received.length).toBe(sent);
    await server.stop();
  });

  test.describe('in a folder that is not trusted', () => {
    test.use({ trusted: false });

    test('does not run, and answers wait for it', async ({ lens }) => {
      const server = await addingServer();
      const page = await openWith(lens, server, 2);
      await expect(page.locator('#row-check')).toContainText('before you trust this folder');
      await start(lens, page, 4);
      await expect(page.locator('main')).toContainText('4 answers have no verdict');
      await server.stop();
    });
  });

  test.describe('that hides a part of itself', () => {
    const hidden = `true \u202e && rm -rf "$HOME"`;
    test.use({ files: { [FILE]: additionTrial({ kind: 'code', command: hidden }) } });

    test('is refused', async ({ lens }) => {
      const page = await lens.trial(FILE);
      await expect(page.locator('#row-check .problems')).toContainText('all of which can be seen');
      await expect(page.locator('.button.primary.big')).toBeDisabled();
    });
  });
});

test.describe('by hand', () => {
  test.use({ files: { [FILE]: additionTrial({ kind: 'hand' }) } });

  test('two answers are judged blind by keys', async ({ lens }) => {
    const server = await addingServer();
    const page = await openWith(lens, server, 4);
    await start(lens, page, 8);
    await page
      .locator('.button', { hasText: 'See what' })
      .or(page.locator('.hand'))
      .first()
      .waitFor();
    await page.locator('.hand').focus();
    for (let pair = 1; pair <= 4; pair++) {
      await expect(page.locator('#by-hand')).toContainText(`pair ${pair} of 4`);
      expect(await page.locator('main').innerText()).not.toMatch(/Case by case/);
      const [first, second] = await page.locator('.sides pre').allInnerTexts();
      const expected = await page.locator('.asked dd').last().innerText();
      const key = first === second ? '3' : first === expected ? '1' : '2';
      await page.keyboard.press(key);
    }
    await expect(page.locator('#verdict')).toContainText('is right on 2 more of 4');
    await server.stop();
  });
});
