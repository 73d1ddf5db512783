import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame } from 'playwright-core';
import { axeViolations, themes, Workbench, type ThemeName } from './workbench';

/** Runs the command with the choices as they stand and waits for the figures. */
async function estimate(workbench: Workbench): Promise<{ frame: Frame; ms: number }> {
  await workbench.command('LRM Lens: Estimate Reasoning Cost');
  const { page } = workbench;
  await page.locator('.quick-input-title').filter({ hasText: 'Compare' }).waitFor();
  await page.locator('.quick-input-list .monaco-list-row').nth(3).waitFor();
  const started = Date.now();
  await page.keyboard.press('Enter');
  const frame = await workbench.webview('estimate');
  await frame.locator('.compare tbody .interval').first().waitFor();
  return { frame, ms: Date.now() - started };
}

/** Closes all editors, so that the next report is a new one. */
async function closeAll(workbench: Workbench): Promise<void> {
  await workbench.command('View: Close All Editors');
  await workbench.page.waitForTimeout(200);
}

const texts = (frame: Frame, selector: string) => frame.locator(selector).allInnerTexts();

describe('estimate reasoning cost', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open({ width: 1500 });
  });
  after(() => workbench.close());
  afterEach(() => closeAll(workbench));

  it('goes from the palette to the report of a prompt file within a second', async function () {
    // A busy machine gets a second try, with a new extension host and so a cold tokenizer.
    this.retries(2);
    await workbench.page.reload();
    await workbench.page.locator('.explorer-viewlet .monaco-list-row').first().waitFor();
    await workbench.openFile('extract-invoice-fields.prompt.md');
    const { frame, ms } = await estimate(workbench);
    console.log(`      report after ${ms} ms`);
    assert.equal(await frame.locator('.bill tbody tr').count(), 4);
    assert.match((await texts(frame, 'header p'))[0]!, /whole file · 397 tokens/);
    assert.ok(ms <= 1_000, `${ms} ms`);
  });

  it('reads a Python call, says what must change, and makes the changes by a preview', async () => {
    await workbench.openFile('schedule_deliveries.py');
    const { frame } = await estimate(workbench);
    const [subject] = await texts(frame, 'header p');
    assert.match(subject!, /schedule_deliveries\.py, call in line 18/);
    assert.match((await texts(frame, 'header'))[0]!, /vans.*json\.dumps\(orders\)/s);
    assert.equal(await frame.locator('#cap').inputValue(), '600');
    assert.match((await texts(frame, '#warnings'))[0]!, /hit the output cap/);

    const fixes = frame.locator('#changes .btn:not(.all)');
    await fixes.filter({ hasText: 'max_completion_tokens' }).click();
    const preview = workbench.page.locator('.refactor-preview, .bulk-edit-panel');
    await preview.first().waitFor();
    await workbench.page.getByRole('button', { name: 'Apply' }).first().click();
    await frame.locator('.notice').waitFor();
    assert.match((await texts(frame, '.notice'))[0]!, /The file changed/);
    await frame.locator('.notice button').click();
    await frame.locator('.notice').waitFor({ state: 'detached' });
    await workbench.command('File: Save All Files');
    assert.match(workbench.read('schedule_deliveries.py'), /max_completion_tokens=600/);
  });

  it('reads a chat as JSON and takes today’s model from it', async () => {
    await workbench.openFile('debug-race-condition.messages.json');
    const { frame } = await estimate(workbench);
    assert.match((await texts(frame, 'header p'))[0]!, /request body, 4 messages/);
    assert.match((await texts(frame, '.bill tbody th'))[0]!, /gpt-4o-mini/);
  });

  it('changes its figures with every control as the core does', async () => {
    await workbench.openFile('debug-race-condition.messages.json');
    const { frame } = await estimate(workbench);
    const bill = async (row: number): Promise<number> =>
      Number((await texts(frame, '.bill tbody .n'))[row]!.replace(/[$,]/g, ''));
    const before = await bill(1);

    await frame.locator('#calls').fill('20k');
    assert.ok(Math.abs((await bill(1)) / before - 2) < 0.05, 'twice the calls, twice the bill');
    await frame.locator('#calls').fill('10000');

    await frame.locator('.check input').check();
    assert.ok((await bill(1)) < before * 0.6, 'batch halves the price');
    assert.match((await texts(frame, '.compare'))[0]!, /up to 24 h/);
    await frame.locator('.check input').uncheck();

    await frame.locator('#answer').fill('4000');
    assert.ok((await bill(0)) > 10, 'a longer answer costs more');
    await frame.locator('#answer').fill('');

    await frame.locator('#cap').fill('1000');
    assert.match((await texts(frame, '#warnings'))[0]!, /hit the output cap/);
    await frame.locator('#warnings button', { hasText: 'Raise the cap' }).click();
    assert.equal(await frame.evaluate(() => document.activeElement?.id), 'cap');
    await frame.locator('#cap').fill('');

    const effort = frame.locator('.segments label', { hasText: 'high' });
    await effort.click();
    assert.ok((await bill(1)) > before, 'more effort costs more');
    await frame.locator('.segments label', { hasText: 'all' }).click();
    assert.ok((await frame.locator('.bill tbody tr').count()) > 4);
    await frame.locator('.segments label', { hasText: 'medium' }).click();

    await frame.locator('#value').fill('5');
    const dear = (await texts(frame, '.decision h2'))[0]!;
    await frame.locator('#value').fill('0.0001');
    assert.notEqual((await texts(frame, '.decision h2'))[0], dear);
    await frame.locator('#value').press('Escape');

    await frame.locator('header select').selectOption('logic');
    assert.match((await texts(frame, '#why'))[0] ?? '', /Why these numbers/);
    await frame.locator('#cached').focus();
    await frame.locator('#cached').press('ArrowRight');
    assert.equal((await texts(frame, 'output'))[0], '10 %');
  });

  it('can be worked by keyboard alone', async () => {
    await workbench.openFile('extract-invoice-fields.prompt.md');
    const { frame } = await estimate(workbench);
    await frame.locator('header .link').first().focus();
    const seen: string[] = [];
    for (let i = 0; i < 40; i++) {
      await workbench.page.keyboard.press('Tab');
      seen.push(
        await frame.evaluate(() => {
          const e = document.activeElement;
          return e === null ? '' : `${e.tagName} ${e.id} ${(e as HTMLElement).innerText}`.trim();
        }),
      );
    }
    for (const stop of ['INPUT calls', 'INPUT cached', 'INPUT cap', 'INPUT value', 'SUMMARY'])
      assert.ok(
        seen.some((s) => s.startsWith(stop)),
        `${stop} in ${seen.join(' | ')}`,
      );
    const radio = frame.locator('.segments input:checked');
    await radio.focus();
    await workbench.page.keyboard.press('ArrowRight');
    assert.equal(
      await frame.evaluate(() => (document.activeElement as HTMLInputElement).value),
      '=high',
    );
    await frame.locator('#why summary').focus();
    await workbench.page.keyboard.press('Enter');
    await frame.locator('#why dl').waitFor();
  });

  it('copies the report as Markdown', async () => {
    await workbench.openFile('extract-invoice-fields.prompt.md');
    const { frame } = await estimate(workbench);
    await frame.locator('header button', { hasText: 'Copy as Markdown' }).click();
    await workbench.page.waitForTimeout(300);
    const copied = await workbench.page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /^# Reasoning cost estimate: extract-invoice-fields\.prompt\.md/);
    assert.match(copied, /\| gpt-4o \|/);
  });

  it('stands again after a reload with the controls as they were', async () => {
    await workbench.openFile('extract-invoice-fields.prompt.md');
    const { frame } = await estimate(workbench);
    await frame.locator('#value').fill('0.25');
    await workbench.page.waitForTimeout(800);
    await workbench.page.reload();
    const again = await workbench.webview('estimate', 30_000);
    await again.locator('.compare tbody .interval').first().waitFor();
    assert.equal(await again.locator('#value').inputValue(), '0.25');
  });

  it('has no axe violations in four themes', async () => {
    await workbench.openFile('schedule_deliveries.py');
    const { frame } = await estimate(workbench);
    await frame.evaluate(() => {
      for (const d of document.querySelectorAll('details')) d.open = true;
    });
    for (const theme of Object.keys(themes) as ThemeName[]) {
      await workbench.theme(theme, frame);
      assert.deepEqual(await axeViolations(frame), [], theme);
    }
    await workbench.theme('dark', frame);
  });

  it('asked nothing of the network in all this', () => workbench.assertQuiet());
});

describe('measure it', () => {
  let server: Server;
  let workbench: Workbench;
  const bodies: Record<string, unknown>[] = [];
  before(async () => {
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        bodies.push(JSON.parse(text) as Record<string, unknown>);
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        const send = (data: object): boolean =>
          response.write(
            `data: ${JSON.stringify({ id: 'r', object: 'chat.completion.chunk', model: 'm', ...data })}\n\n`,
          );
        send({ choices: [{ index: 0, delta: { reasoning_content: 'First I plan. ' } }] });
        setTimeout(() => {
          send({ choices: [{ index: 0, delta: { content: 'Done.' }, finish_reason: 'stop' }] });
          send({
            choices: [],
            usage: {
              prompt_tokens: 400,
              completion_tokens: 900,
              completion_tokens_details: { reasoning_tokens: 800 },
            },
          });
          response.end('data: [DONE]\n\n');
        }, 600);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    workbench = await Workbench.open({
      width: 1500,
      settings: {
        'window.dialogStyle': 'custom',
        'lrmLens.capture.endpoints': [
          { name: 'Replay', api: 'chat-completions', url: `http://127.0.0.1:${port}/v1` },
        ],
      },
    });
  });
  after(async () => {
    await workbench.close();
    await new Promise((resolve) => server.close(resolve));
  });

  it('asks, streams into a trace, and narrows the estimate', async () => {
    const { page } = workbench;
    await workbench.openFile('extract-invoice-fields.prompt.md');
    const { frame } = await estimate(workbench);
    const before = (await texts(frame, '.compare'))[0]!;
    await frame.locator('header button', { hasText: 'Measure' }).click();
    await page.locator('.quick-input-title').filter({ hasText: 'Measure which one' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-title').filter({ hasText: 'Where does' }).waitFor();
    await page.locator('.quick-input-widget input.input').fill('Replay');
    await page.keyboard.press('Enter');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /127\.0\.0\.1/);
    assert.match(await dialog.innerText(), /Estimated cost \$/);
    assert.equal(bodies.length, 0, 'nothing is sent before the answer');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await page.locator('.tab').filter({ hasText: '.capture.jsonl' }).waitFor();
    await page.locator('.tab').filter({ hasText: 'Estimate:' }).click();
    const again = await workbench.webview('estimate');
    await again.locator('#measured-title').waitFor({ timeout: 20_000 });
    assert.match((await texts(again, 'main'))[0]!, /800 reasoning tokens/);
    assert.notEqual((await texts(again, '.compare'))[0], before, 'the ranges have moved');
    assert.equal(bodies.length, 1);
    assert.equal(bodies[0]!['stream'], true);
    workbench.assertQuiet();
  });
});
