import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator } from '@playwright/test';
import { PROMPT, savedAnswer } from '../page/savedAnswer';
import { expect, test } from './harness';
import { askToMeasure } from './measure';
import { projectRoot, type Workbench } from './workbench';

const FILES = {
  'letter.prompt.md': PROMPT,
  'mine/one.json': savedAnswer(4_000),
  'mine/two.json': savedAnswer(5_000),
  'mine/three.json': savedAnswer(6_000),
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

test.use({
  setup: {
    width: 1500,
    files: FILES,
    installed: [join(projectRoot, 'test/fixtures/chat-models')],
    settings: {
      'window.dialogStyle': 'custom',
      'files.simpleDialog.enable': true,
      'lrmLens.estimate.candidates': ['o4-mini', 'nobodys-model'],
    },
  },
});

const dialog = ({ page }: Workbench) => page.locator('.monaco-dialog-box');

async function reportOf(workbench: Workbench, file: string): Promise<Frame> {
  await workbench.openFile(file);
  await workbench.page.locator('.view-line').first().click();
  return workbench.estimate();
}

/** What an estimate says of its basis. */
async function basis(frame: Frame): Promise<string> {
  // Not there while the report is being made anew.
  await frame.locator('details').first().waitFor();
  await frame.evaluate(() => document.querySelector('details')?.setAttribute('open', ''));
  return frame.locator('#why').innerText();
}

/**
 * The editor's simple file dialog, once it has looked at its folder and written its path: a path that is typed before
 * that is overwritten by its own.
 */
async function fileDialog({ page }: Workbench): Promise<{ input: Locator; rows: Locator }> {
  const widget = page.locator('.quick-input-widget');
  const input = widget.locator('input.input');
  const rows = widget.locator('.quick-input-list .monaco-list-row');
  await rows.first().waitFor();
  await expect(input, 'the dialog has a path').toHaveValue(/^\//);
  return { input, rows };
}

/** What needs no dialog, notebook or model of the editor is in test/page/ownEstimate.test.ts. */
test.describe('an estimate of one’s own', () => {
  test('is learnt from a chosen folder after a look at what it holds, and forgotten again', async ({
    workbench,
  }) => {
    await workbench.command('LRM Lens: Calibrate Estimates from My Traces');
    const { input, rows } = await fileDialog(workbench);
    await rows.filter({ hasText: 'mine' }).click();
    await expect(input, 'the dialog is in the folder').toHaveValue(/[\\/]mine[\\/]$/);
    // Until it has listed the folder it takes no button.
    await rows.filter({ hasText: 'three.json' }).waitFor();
    await workbench.page
      .locator('.quick-input-widget')
      .getByRole('button', { name: 'Calibrate' })
      .click();
    const shown = dialog(workbench);
    await expect(shown).toContainText('Learnt from 3 files');
    await expect(shown).toContainText(
      /o4-mini: 3 traces, your median 5,000, expected [\d,]+ reasoning tokens/,
    );
    await shown.getByRole('button', { name: 'Use it' }).click();
    const frame = await reportOf(workbench, 'letter.prompt.md');
    expect(await basis(frame)).toContain('and 3 of your traces');
    await workbench.command('LRM Lens: Forget Calibration');
    await dialog(workbench).getByRole('button', { name: 'Forget' }).click();
    await expect
      .poll(async () => basis(await workbench.webview('estimate')))
      .toMatch(/^(?!.*your traces;).*Log-scale model/s);
  });

  test('is saved under the name that the save dialog proposes', async ({ workbench }) => {
    const frame = await reportOf(workbench, 'letter.prompt.md');
    await frame.locator('header button', { hasText: 'Save' }).click();
    const { input } = await fileDialog(workbench);
    await expect(input).toHaveValue(/[\\/]letter\.prompt\.estimate\.json$/);
    await workbench.page.keyboard.press('Enter');
    const saved = join(workbench.workspace, 'letter.prompt.estimate.json');
    const text = (): string => (existsSync(saved) ? readFileSync(saved, 'utf8') : '');
    await expect.poll(text).not.toBe('');
    const { candidates } = JSON.parse(text()) as {
      readonly candidates: readonly { readonly model: string }[];
    };
    expect(candidates[0]?.model).toBe('o4-mini');
  });

  test('takes a notebook’s cell for the prompt', async ({ workbench }) => {
    await workbench.openFile('book.ipynb');
    await workbench.page.locator('.notebookOverlay .cell .view-line').first().click();
    const frame = await workbench.estimate();
    const subject = frame.locator('header').first();
    await expect(subject).toContainText('book.ipynb, cell');
    await expect(subject).toContainText(/Which river|gpt-4o|call in line 1/);
  });

  test('counts the prompt as the editor does for a model that it provides', async ({
    workbench,
  }) => {
    const frame = await reportOf(workbench, 'letter.prompt.md');
    await expect
      .poll(() => basis(frame))
      .toContain(`Prompt: ${PROMPT.trimEnd().length} tokens, as the editor counts them`);
  });

  test('is measured on a model of the editor', async ({ workbench }) => {
    await askToMeasure(workbench, await reportOf(workbench, 'letter.prompt.md'), 'Replay o4-mini');
    await dialog(workbench).getByRole('button', { name: 'Send' }).click();
    const allow = workbench.page.getByRole('button', { name: 'Allow' });
    await Promise.race([
      allow.waitFor().then(() => allow.click()),
      workbench.page.locator('.tab').filter({ hasText: '.capture.jsonl' }).nth(0).waitFor(),
    ]);
    const viewer = await workbench.webview('trace');
    await expect(viewer.locator('body')).toContainText('Forty-two.', { useInnerText: true });
  });
});
