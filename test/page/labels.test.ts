import { existsSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { startServer, type LocalServer } from '../unit/host/shared/localServer';
import { axeInThemes, nothingInThemes } from './axe';
import { clipped } from './clipped';
import { expect, resize, test, type Lens } from './harness';

const LONG = 'long-with-backtracks.deepseek.json';
const MODEL = 'gpt-4o-mini';

const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;

/**
 * A server that makes one step of two sentences after the other, all of one phase that goes on from question to question;
 * `before` may hold an answer back or change it.
 */
async function labelServer(
  before: (count: number, answer: string) => string | Promise<string> = (_, answer) => answer,
): Promise<LocalServer> {
  const server = await startServer((_, response) => {
    const count = server.received.length;
    const [first, last] = askedOf(server.received.at(-1)!.body);
    const steps = [];
    for (let at = first; at <= last; at += 2)
      steps.push({ first: at, kind: 'plan', title: `About sentence ${at}` });
    const phases = [
      { first, title: 'One long plan', summary: `Part ${count} is told.`, goesOn: count > 1 },
    ];
    const answer = JSON.stringify({ steps, phases });
    void Promise.resolve(before(count, answer)).then((content) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const choices = [{ index: 0, delta: { content }, finish_reason: 'stop' }];
      response.write(event({ object: 'chat.completion.chunk', model: MODEL, choices }));
      response.end('data: [DONE]\n\n');
    });
  });
  return server;
}

/** The sentences that a request asks about, first and last. */
function askedOf(body: string): readonly [number, number] {
  const [, first, last] = /cover the sentences (\d+) to (\d+),/.exec(body)!;
  return [Number(first), Number(last)];
}

/** Asks for labels by a button of the page, from a server of this machine; the user agrees to what is asked. */
async function ask(lens: Lens, page: Page, server: LocalServer): Promise<void> {
  const endpoint = { name: 'Replay', api: 'chat-completions', url: `${server.url}/v1` };
  lens.desk.configure('lrmLens.capture.endpoints', [endpoint]);
  lens.desk.answer(() => MODEL);
  lens.desk.answer(() => 'Replay');
  lens.desk.answer(({ title, detail, items }) => {
    expect(title).toMatch(/^Let gpt-4o-mini label this trace, in (?:1 call|\d+ calls)\?$/);
    expect(detail).toMatch(/The task and the text of \d+ sentences go to 127\.0\.0\.1:\d+/);
    expect(detail).toContain('Nobody bills these calls.');
    expect(server.received).toEqual([]);
    return items[0];
  });
  await page.getByRole('button', { name: 'Label with a Model…' }).click();
}

const said = (lens: Lens) => () =>
  lens.desk.done.filter((line) => /^message .* sentences into /.test(line));
const sidecar = (lens: Lens): string =>
  readFileSync(lens.desk.file(`${LONG}.lens.json`).fsPath, 'utf8');

test('a model cuts and labels the steps after the user has agreed, and the page says whose the labels are', async ({
  lens,
}) => {
  const server = await labelServer();
  const page = await lens.trace(LONG);
  await page.locator('.row.step').nth(1).click();
  await lens.press(page, '4');
  await page.locator('.row .confidence[title="labelled by hand"]').waitFor();
  const byHand = await page.locator('.row.step[aria-selected="true"] .text').textContent();
  await ask(lens, page, server);
  await expect
    .poll(said(lens))
    .toEqual([
      expect.stringMatching(/^message gpt-4o-mini cut (\d+) of \1 sentences into \d+ steps\.$/),
    ]);
  const whose = page.getByRole('region', { name: 'Labels by models' });
  await expect(whose).toContainText(
    /\d+ of \d+ steps are cut and labelled by gpt-4o-mini, asked at 127\.0\.0\.1:\d+ on 20/,
  );
  await expect(whose).toContainText(
    /LRM Lens gives \d+ of their \d+ sentences the same kind, \d+ the same of the kinds shown\. Of \d+ places/,
  );
  await expect(whose).toContainText('Nobody billed the labels.');
  // The label of the user stays, with the step as it was.
  const own = page.locator('.row.step', {
    has: page.locator('.confidence[title="labelled by hand"]'),
  });
  await expect(own).toHaveCount(1);
  await expect(own.locator('.text')).toHaveText(byHand!);
  await expect(
    page.locator('.row.step .confidence[title^="labelled by gpt-4o-mini, 20"]').first(),
  ).toBeVisible();
  expect(await page.locator('.row.step .confidence.band').count()).toBe(0);
  await expect(
    page.locator('.row.phase .phase-name b', { hasText: 'One long plan' }).first(),
  ).toBeVisible();
  const titled = page.locator('.row.step', { has: page.locator('.step-title') }).nth(1);
  await expect(titled.locator('.step-title')).toHaveText(/^About sentence \d+$/);
  await titled.click();
  await expect(page.locator('.why').first()).toContainText(
    /^Label by gpt-4o-mini, 20.*LRM Lens suggests: /,
  );
  await expect(page.locator('.about-step')).toContainText(/Phase “One long plan”: Part 1 is told/);
  expect(sidecar(lens)).toContain('"op":"labels"');
  expect(await axeInThemes(page)).toEqual(nothingInThemes);
  await page.getByRole('button', { name: 'Structure' }).click();
  await expect(page.locator('.branch-summary').first()).toContainText('Part 1 is told.');
  expect(await axeInThemes(page)).toEqual(nothingInThemes);
  for (const width of [900, 520, 320]) {
    await resize(page, width);
    expect(await clipped(page), `${width} px`).toEqual([]);
  }
  await server.stop();
});

test('labels by a model are undone at once, or thrown away once the user agrees', async ({
  lens,
}) => {
  const server = await labelServer();
  const page = await lens.trace(LONG);
  const whose = page.getByRole('region', { name: 'Labels by models' });
  await ask(lens, page, server);
  await expect.poll(said(lens)).toHaveLength(1);
  await whose.waitFor();
  await page.locator('[data-place="steps"]').focus();
  await lens.press(page, 'Control+z');
  await whose.waitFor({ state: 'detached' });
  await lens.press(page, 'Control+y');
  await whose.waitFor();
  lens.desk.answer(({ title, items }) => {
    expect(title).toBe(`Throw away the labels by ${MODEL}?`);
    return items[0];
  });
  await whose.getByRole('button', { name: 'Throw them away' }).click();
  await whose.waitFor({ state: 'detached' });
  await expect(page.locator('.row.step .confidence.band').first()).toBeVisible();
  expect(() => sidecar(lens)).toThrow(/ENOENT/);
  await server.stop();
});

test('a run that the user stops keeps what came, and goes on for the rest', async ({ lens }) => {
  let go: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (go = resolve));
  const server = await labelServer(async (count, answer) => {
    if (count === 2) await held;
    return answer;
  });
  const page = await lens.trace(LONG);
  await ask(lens, page, server);
  await expect.poll(() => server.received.length).toBe(2);
  lens.desk.cancelled.fire();
  await expect
    .poll(said(lens))
    .toEqual([
      expect.stringMatching(
        /cut \d+ of \d+ sentences into \d+ steps\. It was stopped; run the command again/,
      ),
    ]);
  const whose = page.getByRole('region', { name: 'Labels by models' });
  const [, last] = askedOf(server.received[0]!.body);
  await expect(whose).toContainText(/^\d+ of \d+ steps are cut and labelled/);
  go();
  const again = await labelServer();
  await ask(lens, page, again);
  await expect.poll(said(lens)).toHaveLength(2);
  expect(askedOf(again.received[0]!.body)[0]).toBe(last + 1);
  await expect(page.locator('.row.step .confidence.band')).toHaveCount(0);
  await server.stop();
  await again.stop();
});

test('answers that are no labels, or instructions of the text, change nothing', async ({
  lens,
}) => {
  const server = await labelServer(
    () =>
      '{"steps":[{"first":1,"kind":"<img src=x onerror=alert(1)>"}],"phases":[{"first":1,"title":"x"}]}',
  );
  const page = await lens.trace(LONG);
  await ask(lens, page, server);
  await expect
    .poll(said(lens))
    .toEqual([
      expect.stringMatching(
        /cut 0 of \d+ sentences into 0 steps\. Two calls in a row gave no label.* 4 of its entries do not count/,
      ),
    ]);
  expect(server.received).toHaveLength(2);
  expect(() => sidecar(lens)).toThrow(/ENOENT/);
  await expect(page.getByRole('region', { name: 'Labels by models' })).toHaveCount(0);
  await server.stop();
});

test('labels set by hand adjust those of other traces, which the page says, until the user has that forgotten', async ({
  lens,
}) => {
  const first = await lens.trace(LONG);
  const taught = (page: Page) => page.getByRole('region', { name: 'Learnt from corrections' });
  for (let step = 1; step <= 10; step++) {
    await first.locator('.row.step').nth(step).click();
    await lens.press(first, '4');
    await expect(first.locator('.row .confidence[title="labelled by hand"]')).toHaveCount(step);
  }
  await expect(taught(first)).toHaveCount(0);
  const { desk } = lens;
  const learnt = (): number => {
    const kept = `${desk.options.storage}/workspace/labels.json`;
    return existsSync(kept) ? readFileSync(kept, 'utf8').split('"relabelled":true').length - 1 : 0;
  };
  await expect.poll(learnt).toBe(10);
  for (const panel of [...desk.panels]) panel.dispose();
  const page = await lens.trace('underthinking.openrouter.json');
  await expect(taught(page)).toContainText(
    'adjusted to 10 labels that were set by hand in 1 traces of this workspace',
  );
  expect(await axeInThemes(page)).toEqual(nothingInThemes);
  for (const width of [900, 520, 320]) {
    await resize(page, width);
    expect(await clipped(page), `${width} px`).toEqual([]);
  }
  await taught(page).getByRole('button', { name: 'Forget what they taught' }).click();
  await taught(page).waitFor({ state: 'detached' });
});
