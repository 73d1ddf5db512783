import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame } from 'playwright-core';
import { askToMeasure } from './measure';
import { until, Workbench } from './workbench';

/** Runs the command with the choices as they stand and waits for the figures. */
async function estimate(workbench: Workbench, line = ''): Promise<Frame> {
  // Puts the cursor there, and the keyboard's focus into the editor.
  await workbench.page.locator('.view-line').filter({ hasText: line }).first().click();
  await workbench.command('LRM Lens: Estimate Reasoning Cost');
  const { page } = workbench;
  await page.locator('.quick-input-title').filter({ hasText: 'Compare' }).waitFor();
  await page.locator('.quick-input-list .monaco-list-row').nth(3).waitFor();
  await page.keyboard.press('Enter');
  const frame = await workbench.webview('estimate');
  await frame.locator('.compare tbody .interval').first().waitFor();
  return frame;
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

/** What the page does without the workbench is in test/page/estimate.test.ts. */
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

  it('goes from the palette to the report of a prompt file', async () => {
    await workbench.openFile('extract-invoice-fields.prompt.md');
    const frame = await estimate(workbench);
    assert.match((await texts(frame, 'header p'))[0]!, /whole file · 397 tokens/);
  });

  it('reads a Python call, says what must change, and makes the changes by a preview', async () => {
    await workbench.openFile('schedule_deliveries.py');
    const frame = await estimate(workbench, 'We have');
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

  it('stands again after a reload with the controls as they were', async () => {
    await workbench.openFile('extract-invoice-fields.prompt.md');
    const frame = await estimate(workbench);
    await frame.locator('#value').fill('0.25');
    await workbench.reload('lrmLens.estimateReport', '0.25');
    const again = await workbench.webview('estimate');
    await again.locator('.compare tbody .interval').first().waitFor();
    assert.equal(await again.locator('#value').inputValue(), '0.25');
  });

  it('measures: asks, streams into a trace, and narrows the estimate', async () => {
    const { page } = workbench;
    await workbench.openFile('extract-invoice-fields.prompt.md');
    const frame = await estimate(workbench);
    const before = (await texts(frame, '.compare'))[0]!;
    await askToMeasure(workbench, frame, 'Replay');
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
