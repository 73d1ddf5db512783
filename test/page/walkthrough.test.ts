import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, root, test, type Lens } from './harness';

interface Step {
  readonly id: string;
  readonly completionEvents: readonly string[];
}
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  contributes: { walkthroughs: { steps: Step[] }[] };
};
const steps = manifest.contributes.walkthroughs[0]!.steps;

/** Whether the step with this id has ticked. */
function ticked(lens: Lens, id: string): boolean {
  const [event = ''] = steps.find((step) => step.id === id)!.completionEvents;
  return lens.desk.contexts.get(event.replace('onContext:', '')) === true;
}
const ticks = (lens: Lens, id: string) => expect.poll(() => ticked(lens, id), id).toBe(true);

test('a page ticks when its end was read', async ({ lens }) => {
  const page = await lens.concept('grpo', 'side');
  expect(ticked(lens, 'read')).toBe(false);
  await page.locator('#evidence').scrollIntoViewIfNeeded();
  await ticks(lens, 'read');
});

test('the answer button brings the sample to the front, and both steps tick', async ({ lens }) => {
  void lens.desk.run('lrmLens.walkthrough.answer');
  const page = await lens.page('.row.step');
  await ticks(lens, 'trace');
  await ticks(lens, 'answer');
  await expect(page.locator('[aria-selected=true]').first()).toBeVisible();
});

test.describe('with sessions of an agent on this machine', () => {
  const log = readFileSync(join(root, 'media/samples/checkout-discount.claude-code.jsonl'), 'utf8');
  test.use({ files: { 'home/.claude/projects/shop/checkout.jsonl': log } });
  const { HOME } = process.env;
  test.afterEach(() => {
    process.env['HOME'] = HOME;
  });

  test('the newest opens after its folder was chosen, and the step ticks', async ({ lens }) => {
    process.env['HOME'] = lens.desk.file('home').fsPath;
    lens.desk.answer(({ items }) => items.find(({ label }) => label === 'Claude Code'));
    void lens.desk.run('lrmLens.walkthrough.trace');
    await lens.page('.session-row');
    await ticks(lens, 'trace');
  });
});

test('with a session in front, the answer is that of the sample', async ({ lens }) => {
  await lens.session('checkout-discount.claude-code.jsonl');
  await ticks(lens, 'trace');
  void lens.desk.run('lrmLens.walkthrough.answer');
  await lens.page('.row.step');
  await ticks(lens, 'answer');
});

test('a report ticks the estimate, and the last step only once a file was written', async ({
  lens,
}) => {
  await lens.desk.run('lrmLens.saveReport');
  expect(lens.desk.done.join()).toContain('Estimate a prompt first');
  await lens.estimate('extract-invoice-fields.prompt.md');
  await ticks(lens, 'estimate');
  expect(ticked(lens, 'keep')).toBe(false);
  lens.desk.answer(() => lens.desk.file('kept.md'));
  await lens.desk.run('lrmLens.saveReport');
  await ticks(lens, 'keep');
  expect(lens.desk.read('kept.md')).toContain('| ');
});
