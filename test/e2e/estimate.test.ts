import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame } from '@playwright/test';
import { expect, test as base } from './harness';
import { askToMeasure } from './measure';
import type { Setup, Workbench } from './workbench';

/** The estimate of a file, of the prompt in the line that holds this text. */
async function estimate(workbench: Workbench, file: string, line = ''): Promise<Frame> {
  await workbench.openFile(file);
  // Puts the cursor there, and the keyboard's focus into the editor.
  await workbench.page.locator('.view-line').filter({ hasText: line }).first().click();
  return workbench.estimate();
}

/** A server that answers as a reasoning model does, in a stream, and the bodies it was sent. */
interface Replay {
  readonly server: Server;
  readonly port: number;
  readonly bodies: Record<string, unknown>[];
}

async function startReplay(): Promise<Replay> {
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
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { server, port, bodies };
}

const test = base.extend<object, { readonly replay: Replay; readonly setup: Setup }>({
  replay: [
    async ({}, use) => {
      const replay = await startReplay();
      await use(replay);
      await new Promise((resolve) => replay.server.close(resolve));
    },
    { scope: 'worker' },
  ],
  setup: [
    async ({ replay }, use) => {
      const url = `http://127.0.0.1:${replay.port}/v1`;
      await use({
        width: 1500,
        settings: {
          'window.dialogStyle': 'custom',
          'lrmLens.capture.endpoints': [{ name: 'Replay', api: 'chat-completions', url }],
        },
      });
    },
    { scope: 'worker' },
  ],
});

/** What the page does without the workbench is in test/page/estimate.test.ts. */
test.describe('estimate reasoning cost', () => {
  test('goes from the palette to the report of a prompt file', async ({ workbench }) => {
    const frame = await estimate(workbench, 'extract-invoice-fields.prompt.md');
    await expect(frame.locator('header p').first()).toHaveText(/whole file · 397 tokens/);
  });

  test('reads a Python call, says what must change, and makes the changes by a preview', async ({
    workbench,
  }) => {
    const frame = await estimate(workbench, 'schedule_deliveries.py', 'We have');
    const header = frame.locator('header').first();
    await expect(header).toContainText('schedule_deliveries.py, call in line 16');
    await expect(header).toHaveText(/vans.*json\.dumps\(orders\)/s);
    await expect(frame.locator('#cap')).toHaveValue('600');
    await expect(frame.locator('#warnings')).toContainText('hit the output cap');

    const fixes = frame.locator('#changes li .button');
    await fixes.filter({ hasText: 'Change the call for gpt-6.1-sol' }).first().click();
    const preview = workbench.page.locator('.refactor-preview, .bulk-edit-panel');
    await preview.first().waitFor();
    // VS Code leaves it to the reader to tick what a preview asks about.
    await workbench.page.locator('.edit-checkbox').first().check();
    await workbench.page.getByRole('button', { name: 'Apply' }).first().click();
    await expect(frame.locator('.notice')).toContainText('The file changed');
    await frame.locator('.notice button').click();
    await frame.locator('.notice').waitFor({ state: 'detached' });
    await expect
      .poll(() => workbench.read('schedule_deliveries.py'))
      .toMatch(/model="gpt-6.1-sol"[^]*max_completion_tokens=\d+/);
  });

  test('stands again after a reload with the controls as they were', async ({ workbench }) => {
    const frame = await estimate(workbench, 'extract-invoice-fields.prompt.md');
    await frame.locator('#value').fill('0.25');
    await workbench.reload('lrmLens.estimateReport', '0.25');
    const again = await workbench.webview('estimate');
    await again.locator('.compare tbody .interval').first().waitFor();
    await expect(again.locator('#value')).toHaveValue('0.25');
  });

  test('measures: asks, streams into a trace, and narrows the estimate', async ({
    workbench,
    replay,
  }) => {
    const { page } = workbench;
    const frame = await estimate(workbench, 'extract-invoice-fields.prompt.md');
    const before = await frame.locator('.compare').innerText();
    await askToMeasure(workbench, frame, 'Replay');
    const dialog = page.locator('.monaco-dialog-box');
    await expect(dialog).toContainText('127.0.0.1');
    await expect(dialog).toContainText('Estimated cost $');
    expect(replay.bodies, 'nothing is sent before the answer').toEqual([]);
    await dialog.getByRole('button', { name: 'Send' }).click();
    await page.locator('.tab').filter({ hasText: '.capture.jsonl' }).waitFor();
    await page.locator('.tab').filter({ hasText: 'Estimate:' }).click();
    const again = await workbench.webview('estimate');
    await again.locator('#measured-title').waitFor();
    await expect(again.locator('main')).toContainText('800 reasoning tokens');
    expect(await again.locator('.compare').innerText(), 'the ranges have moved').not.toBe(before);
    expect(replay.bodies).toEqual([expect.objectContaining({ stream: true })]);
  });
});
