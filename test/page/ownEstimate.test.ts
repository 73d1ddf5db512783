import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { expect, test as base, type Lens } from './harness';
import { PROMPT, savedAnswer } from './savedAnswer';

/** A server on this machine; what it does with a request is the test's. */
interface Local {
  answer: RequestListener;
  readonly port: number;
}

const test = base.extend<{ local: Local }>({
  local: async ({ context: _context }, use) => {
    const local = {
      port: 0,
      answer: (_request: unknown, response: ServerResponse) => void response.end(),
    };
    const server = createServer((request, response) => {
      request.resume();
      request.on('end', () => local.answer(request, response));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    local.port = (server.address() as AddressInfo).port;
    await use(local);
    server.closeAllConnections();
    server.close();
  },
  settings: async ({ local: { port } }, use) => {
    await use({
      'lrmLens.estimate.candidates': ['o4-mini', 'nobodys-model'],
      'lrmLens.estimate.priceSource': `http://127.0.0.1:${port}/prices.json`,
      'lrmLens.capture.endpoints': [
        { name: 'Local', api: 'chat-completions', url: `http://127.0.0.1:${port}/v1` },
      ],
    });
  },
});
test.use({
  viewport: { width: 1000, height: 900 },
  files: {
    'letter.prompt.md': PROMPT,
    'mine/one.json': savedAnswer(4_000),
    'mine/two.json': savedAnswer(5_000),
    'mine/three.json': savedAnswer(6_000),
  },
});

const LETTER = 'letter.prompt.md';

/** What the figures rest on, in words. */
async function basis(page: Page): Promise<string> {
  await page.locator('details').first().waitFor();
  await page.evaluate(() => document.querySelector('details')?.setAttribute('open', ''));
  return page.locator('#why').innerText();
}

test('is learnt from a chosen folder after a look at what it holds, and forgotten again', async ({
  lens,
}) => {
  const { desk } = lens;
  let shown = '';
  desk.answer(() => [desk.file('mine')]);
  desk.answer(({ title, detail }) => {
    shown = `${title}\n${detail}`;
    return 'Use it';
  });
  await desk.run('lrmLens.calibrate');
  expect(shown).toMatch(/Learnt from 3 files/);
  expect(shown).toMatch(/o4-mini: 3 traces, your median 5,000, expected [\d,]+ reasoning tokens/);
  const page = await lens.estimate(LETTER);
  expect(await basis(page)).toMatch(/and 3 of your traces/);
  desk.answer(() => 'Forget');
  await desk.run('lrmLens.resetCalibration');
  await expect.poll(() => basis(page)).not.toMatch(/your traces;/);
  expect(await basis(page)).toMatch(/Log-scale model/);
});

test('has figures for an unknown model once its price is set', async ({ lens }) => {
  const page = await lens.estimate(LETTER);
  const row = page.locator('.compare tr').filter({ hasText: 'nobodys-model' });
  await expect(row.first()).toHaveText(/no price/);
  lens.desk.answer(() => '2, 8');
  await row.getByRole('button', { name: /Set a price/ }).click();
  await expect(row.first()).toHaveText(/\$0\.\d+/);
  await expect(row.first()).not.toHaveText(/no price/);
});

test('is saved as JSON', async ({ lens }) => {
  // With a price for all there is one to decide for.
  lens.desk.configure('lrmLens.estimate.models', [
    { id: 'nobodys-model', inputPrice: 2, outputPrice: 8 },
  ]);
  const page = await lens.estimate(LETTER);
  lens.desk.answer(() => lens.desk.file('saved.json'));
  await page.locator('header button', { hasText: 'Save' }).click();
  await expect.poll(() => lens.desk.written('saved.json')).toMatch(/\}\s*$/);
  const saved = JSON.parse(lens.desk.read('saved.json')) as {
    readonly candidates: readonly {
      readonly model: string;
      readonly basis: { readonly costUsd: { readonly text: unknown } };
    }[];
    readonly routed: { readonly share: number } | null;
  };
  expect(saved.candidates[0]?.model).toBe('o4-mini');
  expect(typeof saved.candidates[0]?.basis.costUsd.text).toBe('string');
  expect(saved.routed?.share).toBe(0.3);
});

test('is saved as CSV', async ({ lens }) => {
  const page = await lens.estimate(LETTER);
  lens.desk.answer(() => lens.desk.file('saved.csv'));
  await page.locator('header button', { hasText: 'Save' }).click();
  await expect
    .poll(() => lens.desk.written('saved.csv'))
    .toMatch(/^model,effort,provider.*\r\ngpt-6-luna,off,.*\r\no4-mini,/);
});

test.describe('measured', () => {
  /** Asks to measure o4-mini there, and agrees. */
  async function measure(lens: Lens): Promise<void> {
    const page = await lens.estimate(LETTER);
    const { desk } = lens;
    desk.answer(({ items }) => items.find(({ label }) => label.startsWith('o4-mini')));
    desk.answer(() => 'Local');
    desk.answer(() => 'Send');
    await page.locator('header button', { hasText: 'Measure' }).click();
  }

  test('says clearly that the server has enough', async ({ lens, local }) => {
    local.answer = (_request, response) => {
      response.writeHead(429, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: 'quota of today is used up' } }));
    };
    await measure(lens);
    await expect
      .poll(() => lens.desk.done.join('\n'))
      .toMatch(/Too many requests \(429\): quota of today is used up/);
    // Nothing came, so there is no trace to look at.
    expect(lens.desk.panels.map(({ viewType }) => viewType)).not.toContain('lrmLens.trace');
  });

  test('keeps what came before a connection dropped', async ({ lens, local }) => {
    let drop = (): void => undefined;
    local.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const chunk = { id: 'r', object: 'chat.completion.chunk', model: 'o4-mini' };
      const delta = { reasoning_content: 'First I look at the signature. ' };
      response.write(`data: ${JSON.stringify({ ...chunk, choices: [{ index: 0, delta }] })}\n\n`);
      drop = () => void response.destroy();
    };
    await measure(lens);
    await expect
      .poll(() => lens.desk.panels.map(({ viewType }) => viewType))
      .toContain('lrmLens.trace');
    drop();
    await expect
      .poll(() => lens.desk.done.join('\n'))
      .toMatch(/message .*(connection|ended|closed)/i);
    const viewer = await lens.page('#app');
    await expect(viewer.locator('body')).toHaveText(/look at the signature/);
  });
});

test('takes newer prices from where the setting says, and keeps those of before when they are none', async ({
  lens,
  local,
}) => {
  const prices = [
    {
      id: 'openai',
      name: 'OpenAI',
      api_pattern: 'https://api\\.openai\\.com',
      model_match: { starts_with: 'gpt-' },
      models: [
        {
          id: 'gpt-6-luna',
          match: { equals: 'gpt-6-luna' },
          prices: { input_mtok: 7, output_mtok: 77 },
        },
      ],
    },
  ];
  const update = async (body: string): Promise<void> => {
    local.answer = (_request, response) =>
      void response.writeHead(200, { 'content-type': 'text/json' }).end(body);
    lens.desk.answer(({ title }) => {
      expect(title).toContain('127.0.0.1');
      return 'Download';
    });
    await lens.desk.run('lrmLens.updatePrices');
  };

  await update('{"not": "prices"}');
  expect(lens.desk.done.join('\n')).toMatch(/Prices were not updated/);
  const page = await lens.estimate(LETTER);
  expect(await basis(page)).not.toMatch(/\$77 out/);
  await update(JSON.stringify(prices));
  expect(lens.desk.done.join('\n')).toMatch(/Prices are of today now/);
  await expect.poll(() => basis(page)).toContain('$7 in, $77 out');
  expect(await basis(page)).toContain(new Date().toISOString().slice(0, 10));
});
