import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame } from 'playwright-core';
import { until, Workbench } from './workbench';

/** Runs the command with the choices as they stand and waits for the figures. */
async function estimate(workbench: Workbench, line = ''): Promise<{ frame: Frame; ms: number }> {
  // Puts the cursor there, and the keyboard's focus into the editor.
  await workbench.page.locator('.view-line').filter({ hasText: line }).first().click();
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

const texts = (frame: Frame, selector: string) => frame.locator(selector).allInnerTexts();

/** A server that answers as a reasoning model does, in a stream; the bodies it was sent. */
async function startReplay(): Promise<{
  server: Server;
  port: number;
  bodies: Record<string, unknown>[];
}> {
  const bodies: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
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
  return { server, port, bodies };
}

describe('estimate reasoning cost', () => {
  let workbench: Workbench;
  let replay: Awaited<ReturnType<typeof startReplay>>;
  before(async () => {
    replay = await startReplay();
    workbench = await Workbench.open({
      width: 1500,
      settings: {
        'window.dialogStyle': 'custom',
        'lrmLens.capture.endpoints': [
          { name: 'Replay', api: 'chat-completions', url: `http://127.0.0.1:${replay.port}/v1` },
        ],
      },
    });
  });
  after(async () => {
    await workbench.close();
    await new Promise((resolve) => replay.server.close(resolve));
  });
  // So that the next report is a new one.
  beforeEach(() => workbench.closeEditors());
  let tries = 0;

  it('goes from the palette to the report of a prompt file in a moment', async function () {
    // A busy machine gets a second try, with a new extension host and so a cold tokenizer.
    this.retries(2);
    if (tries++ > 0) {
      await workbench.page.reload();
      await workbench.page.locator('.explorer-viewlet .monaco-list-row').first().waitFor();
    }
    await workbench.openFile('extract-invoice-fields.prompt.md');
    const { frame, ms } = await estimate(workbench);
    console.log(`      report after ${ms} ms`);
    assert.equal(await frame.locator('.bill tbody tr').count(), 4);
    assert.match((await texts(frame, 'header p'))[0]!, /whole file · 397 tokens/);
    // The goal of a second is measured by the bench, beside other work of the editor: this machine may be a slow one.
    assert.ok(ms <= 3_000, `${ms} ms`);
  });

  it('reads a Python call, says what must change, and makes the changes by a preview', async () => {
    await workbench.openFile('schedule_deliveries.py');
    const { frame } = await estimate(workbench, 'We have');
    const [subject] = await texts(frame, 'header p');
    assert.match(subject!, /schedule_deliveries\.py, call in line 16/);
    assert.match((await texts(frame, 'header'))[0]!, /vans.*json\.dumps\(orders\)/s);
    assert.equal(await frame.locator('#cap').inputValue(), '600');
    assert.match((await texts(frame, '#warnings'))[0]!, /hit the output cap/);

    const fixes = frame.locator('#changes .btn:not(.all)');
    await fixes.filter({ hasText: 'Change the call for gpt-6.1-sol' }).first().click();
    const preview = workbench.page.locator('.refactor-preview, .bulk-edit-panel');
    await preview.first().waitFor();
    // VS Code leaves it to the reader to tick what a preview asks about.
    await workbench.page.locator('.edit-checkbox').first().check();
    await workbench.page.getByRole('button', { name: 'Apply' }).first().click();
    await frame.locator('.notice').waitFor();
    assert.match((await texts(frame, '.notice'))[0]!, /The file changed/);
    await frame.locator('.notice button').click();
    await frame.locator('.notice').waitFor({ state: 'detached' });
    await until('the change is in the file', () =>
      Promise.resolve(
        /model="gpt-6.1-sol"[^]*max_completion_tokens=\d+/.test(
          workbench.read('schedule_deliveries.py'),
        ),
      ),
    );
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
    const shows = async (selector: string, text: RegExp): Promise<boolean> =>
      text.test((await texts(frame, selector)).join('\n'));
    await frame.locator('#cap').fill('');
    await until('without the call’s cap', async () => (await bill(1)) > 20);
    const before = await bill(1);
    const today = await bill(0);

    await frame.locator('#calls').fill('20k');
    await until(
      'twice the calls, twice the bill',
      async () => Math.abs((await bill(1)) / before - 2) < 0.15,
    );
    await frame.locator('#calls').press('Escape');
    await until('Escape restores', async () => (await bill(1)) === before);

    await frame.locator('.check input').check();
    await until('batch halves the price', async () => (await bill(1)) < before * 0.6);
    assert.ok(await shows('.compare', /up to 24 h/));
    await frame.locator('.check input').uncheck();

    await frame.locator('#answer').fill('4000');
    await until('a longer answer costs more', async () => (await bill(0)) > today * 2);
    await frame.locator('#answer').fill('');

    await frame.locator('#cap').fill('900');
    await until('a low cap is warned of', () => shows('#warnings', /hit the output cap/));
    await frame.locator('#warnings button', { hasText: 'Raise the cap' }).click();
    assert.equal(await frame.evaluate(() => document.activeElement?.id), 'cap');
    await until('and can be raised', async () => !(await shows('#warnings', /output cap/)));
    await frame.locator('#cap').fill('');

    await frame.locator('.segments label', { hasText: /^high$/ }).click();
    await until('more effort costs more', async () => (await bill(1)) > before);
    await frame.locator('.segments label', { hasText: 'all' }).click();
    await until(
      'all levels side by side',
      async () => (await frame.locator('.bill tbody tr').count()) > 4,
    );
    await frame.locator('.segments label', { hasText: 'medium' }).click();

    await frame.locator('#value').fill('5');
    await until('a value is in the decision', () => shows('.decision', /\$5\.00 a right answer/));
    await frame.locator('#value').fill('');
    await frame.locator('header select').selectOption('extract');
    await until('no public runs of extracting', () => shows('.compare', /unknown/));
    await frame.locator('header select').selectOption('');
    await frame.locator('#cached').press('ArrowRight');
    await until('the slider moves', () => shows('output', /10 %/));
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
    let copied = '';
    await until('the report is on the clipboard', async () => {
      copied = await workbench.page.evaluate(() => navigator.clipboard.readText());
      return copied.startsWith('# Reasoning cost');
    });
    assert.match(copied, /^# Reasoning cost estimate: extract-invoice-fields\.prompt\.md/);
    assert.match(copied, /\| gpt-6\.1-sol medium \|/);
  });

  it('stands again after a reload with the controls as they were', async () => {
    await workbench.openFile('extract-invoice-fields.prompt.md');
    const { frame } = await estimate(workbench);
    await frame.locator('#value').fill('0.25');
    await workbench.reload();
    const again = await workbench.webview('estimate');
    await again.locator('.compare tbody .interval').first().waitFor();
    assert.equal(await again.locator('#value').inputValue(), '0.25');
  });

  it('measures: asks, streams into a trace, and narrows the estimate', async () => {
    const { page } = workbench;
    await workbench.openFile('extract-invoice-fields.prompt.md');
    const { frame } = await estimate(workbench);
    const before = (await texts(frame, '.compare'))[0]!;
    const rows = page.locator('.quick-input-list .monaco-list-row');
    const title = page.locator('.quick-input-title').filter({ hasText: 'Measure which one' });
    // The click's own focus may come late, which closes the list: then it is asked for again.
    for (let tries = 1; ; tries++) {
      try {
        await frame.locator('header button', { hasText: 'Measure' }).click();
        await title.waitFor({ timeout: 5_000 });
        await rows.nth(1).waitFor({ timeout: 5_000 });
        await page.keyboard.press('ArrowDown');
        await rows.nth(1).and(page.locator('.focused')).waitFor({ timeout: 5_000 });
        break;
      } catch (error) {
        if (tries === 3) throw error;
        await page.keyboard.press('Escape');
      }
    }
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-title').filter({ hasText: 'Where does' }).waitFor();
    await page.locator('.quick-input-widget input.input').fill('Replay');
    // Enter takes what is first then: only once the list has been filtered.
    await page
      .locator('.quick-input-list .monaco-list-row[data-index="0"]')
      .filter({ hasText: 'Replay' })
      .waitFor();
    await page.keyboard.press('Enter');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /127\.0\.0\.1/);
    assert.match(await dialog.innerText(), /Estimated cost \$/);
    assert.equal(replay.bodies.length, 0, 'nothing is sent before the answer');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await page.locator('.tab').filter({ hasText: '.capture.jsonl' }).waitFor();
    await page.locator('.tab').filter({ hasText: 'Estimate:' }).click();
    const again = await workbench.webview('estimate');
    await again.locator('#measured-title').waitFor();
    assert.match((await texts(again, 'main'))[0]!, /800 reasoning tokens/);
    assert.notEqual((await texts(again, '.compare'))[0], before, 'the ranges have moved');
    assert.equal(replay.bodies.length, 1);
    assert.equal(replay.bodies[0]!['stream'], true);
  });

  it('asked nothing of the network in all this', () => workbench.assertQuiet());
});
