import { expect, test } from './harness';

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

/** Each long enough for a step of its own. */
const paragraphs = [
  'Let me set up the unknowns of part %. There are four of them, and each has a bound of its own that the text gives.',
  'First I will try to split case % in two. One half has the even lengths, and the other has those that are left over.',
  'Then the sum of row % is three times the one before it, so it grows. Its last digit comes back after every fourth row.',
  'Let me check that row % keeps the parity of its length. Both ends are odd, and so is what stands in the middle of it.',
  'Wait, row % was counted twice, so the factor is wrong. It has to be taken out once before the parts are added up.',
  'So part % contributes exactly seven. That is what the sum needs, and the next part can be taken in the same way.',
];

function reasoning(count: number): string {
  return Array.from({ length: count }, (_, i) =>
    paragraphs[i % paragraphs.length]!.replace('%', String(i)),
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

test.use({
  files: {
    'long.json': saved(reasoning(20_000)),
    'hostile.json': saved(
      payloads.map((p) => `Let me check this. ${p} Wait, so it is.`).join('\n\n'),
      payloads.join('\n\n'),
    ),
  },
});

// What the page asks for, and what meets its policy, fails the test at its end.
test('keeps script, style, link and image payloads text', async ({ lens }) => {
  const page = await lens.trace('hostile.json');
  const steps = Number(await page.locator('.steps').getAttribute('aria-rowcount'));
  await page.locator('[data-place="steps"]').focus();
  await lens.press(page, 'Home', 'ArrowDown', 'Enter');
  for (let i = 0; i < steps; i++) await lens.press(page, 'ArrowDown');
  const found = await page.evaluate(() => ({
    title: document.title,
    elements: document.querySelectorAll(
      '#app :is(script, img, style, iframe, link, meta, a[href], object, embed)',
    ).length,
    hidden: getComputedStyle(document.body).display === 'none',
  }));
  expect(found).toEqual({ title: 'hostile.json', elements: 0, hidden: false });
});

test('opens more than ten thousand rows and draws only those in view while it scrolls', async ({
  lens,
}) => {
  const page = await lens.trace('long.json');
  const rows = Number(await page.locator('.steps').getAttribute('aria-rowcount'));
  expect(rows).toBeGreaterThan(10_000);
  const scrolled = await page.evaluate(async () => {
    const list = document.querySelector('.steps')!;
    let most = 0;
    let made = 0;
    const watching = new MutationObserver((changes) => {
      for (const { addedNodes } of changes) made += addedNodes.length;
    });
    watching.observe(list, { childList: true, subtree: true });
    for (let frame = 0; frame < 120; frame++) {
      list.scrollTop += 200;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      most = Math.max(most, list.querySelectorAll('.row').length);
    }
    watching.disconnect();
    return { most, made, way: list.scrollTop };
  });
  expect(scrolled.way).toBe(120 * 200);
  expect(scrolled.most).toBeLessThan(150);
  // Each row that comes into view is made once, with its few parts: rows that stay are not made anew.
  expect(scrolled.made).toBeLessThan((30 * 120 * 200) / 22);
  await page.locator('[data-place="steps"]').focus();
  await lens.press(page, 'End');
  await page.locator('[aria-selected="true"]').first().waitFor();
});
