import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { projectRoot, Workbench } from './workbench';

const PROMPT =
  'Extract the name and the date from the letter as JSON.\n\nLetter: Yours, Ada. 3 May.\n';

/** One saved answer of o4-mini with so many reasoning tokens. */
const trace = (reasoning: number): string =>
  JSON.stringify({
    id: `chatcmpl-${reasoning}`,
    object: 'chat.completion',
    created: 1_760_000_000 + reasoning,
    model: 'o4-mini',
    choices: [{ index: 0, message: { role: 'assistant', content: '{}' }, finish_reason: 'stop' }],
    usage: {
      prompt_tokens: 20,
      completion_tokens: reasoning + 10,
      completion_tokens_details: { reasoning_tokens: reasoning },
    },
  });

const FILES = {
  'letter.prompt.md': PROMPT,
  'mine/one.json': trace(4_000),
  'mine/two.json': trace(5_000),
  'mine/three.json': trace(6_000),
  'book.ipynb': JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { language_info: { name: 'python' } },
    cells: [
      {
        cell_type: 'code',
        id: 'a',
        metadata: {},
        outputs: [],
        execution_count: null,
        source: [
          'client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "Which river flows through Vienna?"}])',
        ],
      },
    ],
  }),
};

async function eventually(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  const until = Date.now() + 15_000;
  while (!(await holds())) {
    if (Date.now() > until) assert.fail(what);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('an estimate of one’s own', () => {
  let workbench: Workbench;
  /** What the server of the measured run does with the next request. */
  let answer: (response: ServerResponse) => void = (response) => response.end();
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => answer(response));
  });
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    workbench = await Workbench.open({
      width: 1500,
      files: FILES,
      installed: [join(projectRoot, 'test/fixtures/chat-models')],
      settings: {
        'window.dialogStyle': 'custom',
        'files.simpleDialog.enable': true,
        'lrmLens.estimate.candidates': ['o4-mini', 'nobodys-model'],
        'lrmLens.estimate.priceSource': `http://127.0.0.1:${port}/prices.json`,
        'lrmLens.capture.endpoints': [
          { name: 'Local', api: 'chat-completions', url: `http://127.0.0.1:${port}/v1` },
        ],
      },
    });
  });
  after(async () => {
    await workbench.close();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(async () => {
    await workbench.command('View: Close All Editors');
    await workbench.page.locator('.tab').first().waitFor({ state: 'detached' });
    await workbench.command('File: Focus on Files Explorer');
  });

  const dialog = () => workbench.page.locator('.monaco-dialog-box');

  /** Runs the command and takes the candidates as they stand. */
  async function report(): Promise<Frame> {
    const { page } = workbench;
    await workbench.command('LRM Lens: Estimate Reasoning Cost');
    await page.locator('.quick-input-title').filter({ hasText: 'Compare' }).waitFor();
    await page.locator('.quick-input-list .monaco-list-row').nth(3).waitFor();
    await page.keyboard.press('Enter');
    const frame = await workbench.webview('estimate');
    await frame.locator('.compare tbody .interval').first().waitFor();
    return frame;
  }

  async function reportOf(file: string): Promise<Frame> {
    await workbench.openFile(file);
    await workbench.page.locator('.view-line').first().click();
    return report();
  }

  const basis = async (frame: Frame): Promise<string> => {
    // Not there while the report is being made anew.
    await frame.locator('details').first().waitFor();
    await frame.evaluate(() => document.querySelector('details')?.setAttribute('open', ''));
    return frame.locator('#why').innerText();
  };

  /** Answers the editor's simple file dialog, which writes a path of its own when it has looked at the folder. */
  async function path(text: string, button?: string): Promise<void> {
    const { page } = workbench;
    const input = page.locator('.quick-input-widget input.input');
    await eventually('the dialog has a path', async () =>
      (await input.inputValue()).startsWith('/'),
    );
    await eventually('the path stays as it was typed', async () => {
      await input.fill(text);
      await page.waitForTimeout(300);
      return (await input.inputValue()) === text;
    });
    // Enter on a folder may go into it instead of taking it.
    if (button === undefined) await page.keyboard.press('Enter');
    else await page.locator('.quick-input-widget').getByRole('button', { name: button }).click();
  }

  it('is learnt from a chosen folder after a look at what it holds, and forgotten again', async () => {
    await workbench.command('LRM Lens: Calibrate Estimates from My Traces');
    await path(join(workbench.workspace, 'mine/'), 'Calibrate');
    await dialog().waitFor();
    const shown = await dialog().innerText();
    assert.match(shown, /Learnt from 3 files/);
    assert.match(shown, /o4-mini: 3 traces, your median 5,000, expected [\d,]+ reasoning tokens/);
    await dialog().getByRole('button', { name: 'Use it' }).click();
    const frame = await reportOf('letter.prompt.md');
    assert.match(await basis(frame), /and 3 of your traces/);
    await workbench.command('LRM Lens: Forget Calibration');
    await dialog().getByRole('button', { name: 'Forget' }).click();
    await eventually('the traces are forgotten', async () => {
      const why = await basis(await workbench.webview('estimate'));
      return why.includes('Log-scale model') && !why.includes('your traces;');
    });
  });

  it('has figures for an unknown model once its price is set', async () => {
    const frame = await reportOf('letter.prompt.md');
    const row = frame.locator('.compare tr').filter({ hasText: 'nobodys-model' });
    assert.match(await row.first().innerText(), /no price/);
    await row.getByRole('button', { name: /Set a price/ }).click();
    const input = workbench.page.locator('.quick-input-widget input.input');
    await input.fill('2, 8');
    await workbench.page.keyboard.press('Enter');
    await eventually('the row has a cost', async () => {
      const again = await workbench.webview('estimate');
      const text = await again
        .locator('.compare tr')
        .filter({ hasText: 'nobodys-model' })
        .first()
        .innerText();
      return /\$0\.\d+/.test(text) && !text.includes('no price');
    });
  });

  for (const [form, check] of [
    [
      'json',
      (text: string) => {
        const saved = JSON.parse(text) as {
          candidates: { model: string; basis: { costUsd: { text: unknown } } }[];
          routed: { share: number } | null;
        };
        assert.equal(saved.candidates[0]!.model, 'o4-mini');
        assert.equal(typeof saved.candidates[0]!.basis.costUsd.text, 'string');
        assert.equal(saved.routed?.share, 0.3);
      },
    ],
    [
      'csv',
      (text: string) =>
        assert.match(text, /^model,effort,provider.*\r\ngpt-6-luna,off,.*\r\no4-mini,/),
    ],
  ] as const) {
    it(`is saved as ${form.toUpperCase()} by the save dialog`, async () => {
      const frame = await reportOf('letter.prompt.md');
      await frame.locator('header button', { hasText: 'Save' }).click();
      const name = `saved.${form}`;
      await path(join(workbench.workspace, name));
      await eventually('the file is there', () => {
        try {
          return workbench.read(name).length > 0;
        } catch {
          // Not yet.
          return false;
        }
      });
      check(workbench.read(name));
    });
  }

  it('takes a notebook’s cell for the prompt', async () => {
    await workbench.openFile('book.ipynb');
    await workbench.page.locator('.notebookOverlay .cell .view-line').first().click();
    const frame = await report();
    const subject = await frame.locator('header').innerText();
    assert.match(subject, /book\.ipynb, cell/);
    assert.match(subject, /Which river|gpt-4o|call in line 1/);
  });

  it('counts the prompt as the editor does for a model that it provides', async () => {
    const frame = await reportOf('letter.prompt.md');
    await eventually('the editor’s count is in the basis', async () =>
      (await basis(frame)).includes(
        `Prompt: ${PROMPT.trimEnd().length} tokens, as the editor counts them`,
      ),
    );
  });

  /** Asks to measure o4-mini there, and agrees. */
  async function measure(frame: Frame, target: string): Promise<void> {
    const { page } = workbench;
    await frame.locator('header button', { hasText: 'Measure' }).click();
    await page.locator('.quick-input-title').filter({ hasText: 'Measure which one' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-title').filter({ hasText: 'Where does' }).waitFor();
    await page.locator('.quick-input-widget input.input').fill(target);
    await page.keyboard.press('Enter');
    await dialog().getByRole('button', { name: 'Send' }).click();
  }

  /** Waits for a message of the extension, also one whose toast has gone already, and puts all away. */
  async function said(text: RegExp): Promise<void> {
    const { page } = workbench;
    const shown = page.locator('.notification-list-item').filter({ hasText: text });
    await eventually(`told: ${String(text)}`, async () => {
      if ((await shown.count()) > 0) return true;
      if (!(await page.locator('.notifications-center').isVisible()))
        await workbench.command('Notifications: Show Notifications');
      return false;
    });
    await workbench.command('Notifications: Clear All Notifications');
    await shown.first().waitFor({ state: 'detached' });
  }

  it('says clearly that the server has enough', async () => {
    answer = (response) => {
      response.writeHead(429, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: 'quota of today is used up' } }));
    };
    await measure(await reportOf('letter.prompt.md'), 'Local');
    await said(/Too many requests \(429\): quota of today is used up/);
    // Nothing came, so there is no trace to look at.
    assert.equal(await workbench.page.locator('.tab', { hasText: '.capture.jsonl' }).count(), 0);
  });

  it('keeps what came before a connection dropped', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const chunk = { id: 'r', object: 'chat.completion.chunk', model: 'o4-mini' };
      const delta = { reasoning_content: 'First I look at the signature. ' };
      response.write(`data: ${JSON.stringify({ ...chunk, choices: [{ index: 0, delta }] })}\n\n`);
      setTimeout(() => response.destroy(), 700);
    };
    await measure(await reportOf('letter.prompt.md'), 'Local');
    await said(/connection|ended|closed/i);
    await workbench.page.locator('.tab').filter({ hasText: '.capture.jsonl' }).first().waitFor();
    const viewer = await workbench.webview('trace');
    await eventually('the first thought is shown', async () =>
      (await viewer.locator('body').innerText()).includes('look at the signature'),
    );
  });

  it('is measured on a model of the editor', async () => {
    await measure(await reportOf('letter.prompt.md'), 'Replay o4-mini');
    const allow = workbench.page.getByRole('button', { name: 'Allow' });
    await Promise.race([
      allow.waitFor().then(() => allow.click()),
      workbench.page.locator('.tab').filter({ hasText: '.capture.jsonl' }).nth(0).waitFor(),
    ]);
    const viewer = await workbench.webview('trace');
    await eventually('the answer is shown', async () =>
      (await viewer.locator('body').innerText()).includes('Forty-two.'),
    );
  });

  it('takes newer prices from where the setting says, and keeps those of before when they are none', async () => {
    const prices = [
      {
        id: 'openai',
        name: 'OpenAI',
        api_pattern: 'https://api\\.openai\\.com',
        model_match: { starts_with: 'gpt-' },
        // Today's model is that of the last call that was estimated, else the default.
        models: ['gpt-4o', 'gpt-6-luna'].map((id) => ({
          id,
          match: { equals: id },
          prices: { input_mtok: 7, output_mtok: 77 },
        })),
      },
    ];
    const update = async (body: string): Promise<void> => {
      answer = (response) => response.writeHead(200, { 'content-type': 'text/json' }).end(body);
      await workbench.command('LRM Lens: Update Model Prices');
      await dialog().filter({ hasText: '127.0.0.1' }).waitFor();
      await dialog().getByRole('button', { name: 'Download' }).click();
    };

    await update('{"not": "prices"}');
    await said(/Prices were not updated/);
    assert.doesNotMatch(await basis(await reportOf('letter.prompt.md')), /\$77 out/);
    await update(JSON.stringify(prices));
    await said(/Prices are of today now/);
    const frame = await workbench.webview('estimate');
    await eventually('the open report has the new prices', async () =>
      (await basis(frame)).includes('$7 in, $77 out'),
    );
    assert.ok((await basis(frame)).includes(new Date().toISOString().slice(0, 10)));
  });
});
