import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { Workbench } from './workbench';

/** A saved response with this reasoning, in the shape of DeepSeek's chat completions. */
function saved(reasoning: string, answer = 'The answer is 7.'): string {
  return JSON.stringify({
    id: 'made',
    object: 'chat.completion',
    created: 1_790_000_000,
    model: 'deepseek-reasoner',
    choices: [
      {
        index: 0,
        finish_reason: 'stop',
        message: { role: 'assistant', content: answer, reasoning_content: reasoning },
      },
    ],
    usage: { prompt_tokens: 20, completion_tokens: 300_000 },
  });
}

const sentences = [
  'Let me set up the unknowns of part %.',
  'First I will try to split case % in two.',
  'Then the sum of row % is three times the one before it, so it grows.',
  'Let me check that row % keeps the parity of its length.',
  'Wait, row % was counted twice, so the factor is wrong.',
  'So part % contributes exactly seven.',
];

function reasoning(steps: number): string {
  return Array.from({ length: steps }, (_, i) =>
    sentences[i % sentences.length]!.replace('%', String(i)),
  ).join('\n\n');
}

/** What must stay text. */
const payloads = [
  '<script>document.title = "pwned"</script>',
  '<img src="https://evil.example/x.png" onerror="document.title = \'pwned\'">',
  '<style>body { display: none }</style>',
  '<iframe src="https://evil.example"></iframe>',
  '<svg onload="document.title = \'pwned\'"></svg>',
  '<link rel="stylesheet" href="https://evil.example/x.css">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '[click](javascript:alert(1)) and [there](https://evil.example)',
  '![picture](https://evil.example/x.png)',
  '$\\href{javascript:alert(1)}{x}$ and $\\includegraphics{https://evil.example/x.png}$',
  '$\\fcolorbox{red}{blue}{x}$ and $\\pmb{y}$ and $\\htmlStyle{color: red}{z}$',
];

async function openTrace(workbench: Workbench, name: string): Promise<Frame> {
  await workbench.openFile(name);
  await workbench.command('LRM Lens: Open as Reasoning Trace');
  const frame = await workbench.webview('trace', { title: name });
  await frame.locator('.row.step').first().waitFor();
  return frame;
}

describe('the trace viewer under load', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.shared();
    workbench.write('long.json', saved(reasoning(18_000)));
    workbench.write(
      'hostile.json',
      saved(
        payloads.map((p) => `Let me check this. ${p} Wait, so it is.`).join('\n\n'),
        payloads.join('\n\n'),
      ),
    );
  });
  afterEach(() => workbench.closeEditors());

  it('keeps script, style, link and image payloads text', async function () {
    this.retries(2);
    const frame = await openTrace(workbench, 'hostile.json');
    const steps = Number(await frame.locator('.steps').getAttribute('aria-rowcount'));
    await frame.locator('[data-place="steps"]').focus();
    await workbench.page.keyboard.press('Home');
    await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('Enter');
    for (let i = 0; i < steps; i++) {
      await workbench.page.keyboard.press('ArrowDown');
      await workbench.page.waitForTimeout(60);
    }
    const found = await frame.evaluate(() => ({
      title: document.title,
      elements: document.querySelectorAll(
        '#app :is(script, img, style, iframe, link, meta, a[href], object, embed)',
      ).length,
      hidden: getComputedStyle(document.body).display === 'none',
    }));
    assert.equal(found.elements, 0);
    assert.equal(found.hidden, false);
    assert.notEqual(found.title, 'pwned');
    workbench.assertQuiet();
  });

  it('opens more than ten thousand rows and scrolls them at the speed of the screen', async function () {
    this.retries(2);
    const frame = await openTrace(workbench, 'long.json');
    const rows = Number(await frame.locator('.steps').getAttribute('aria-rowcount'));
    assert.ok(rows > 10_000, `${rows} rows`);
    assert.ok((await frame.locator('.row').count()) < 150, 'only what is in view is drawn');
    const frames = await frame.evaluate(
      () =>
        new Promise<number[]>((resolve) => {
          const list = document.querySelector('.steps')!;
          const times: number[] = [];
          let last = performance.now();
          const next = (now: number): void => {
            times.push(now - last);
            last = now;
            list.scrollTop += 200;
            if (times.length < 120) requestAnimationFrame(next);
            else resolve(times.sort((a, b) => a - b));
          };
          requestAnimationFrame(next);
        }),
    );
    console.log(
      `      frame time: median ${frames[60]!.toFixed(1)} ms, 95 % ${frames[114]!.toFixed(1)} ms`,
    );
    // The median of a shared test machine without a graphics card; a screen wants 16.7 ms.
    assert.ok(frames[60]! < 34, `${frames[60]!} ms`);
    await frame.locator('[data-place="steps"]').focus();
    await workbench.page.keyboard.press('End');
    await frame.locator('[aria-selected="true"]').first().waitFor();
  });
});
