import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { PROMPT, savedAnswer } from '../page/savedAnswer';
import { askToMeasure } from './measure';
import { projectRoot, until, Workbench } from './workbench';

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

/** What needs no dialog, notebook or model of the editor is in test/page/ownEstimate.test.ts. */
describe('an estimate of one’s own', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open({
      width: 1500,
      files: FILES,
      installed: [join(projectRoot, 'test/fixtures/chat-models')],
      settings: {
        'window.dialogStyle': 'custom',
        'files.simpleDialog.enable': true,
        'lrmLens.estimate.candidates': ['o4-mini', 'nobodys-model'],
      },
    });
  });
  after(() => workbench.close());
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

  /**
   * The editor's simple file dialog, once it has looked at its folder and written its path: a path that is typed before
   * that is overwritten by its own.
   */
  async function fileDialog(): Promise<{ input: Locator; rows: Locator }> {
    const widget = workbench.page.locator('.quick-input-widget');
    const input = widget.locator('input.input');
    const rows = widget.locator('.quick-input-list .monaco-list-row');
    await rows.first().waitFor();
    await until('the dialog has a path', async () => (await input.inputValue()).startsWith('/'));
    return { input, rows };
  }

  it('is learnt from a chosen folder after a look at what it holds, and forgotten again', async () => {
    await workbench.command('LRM Lens: Calibrate Estimates from My Traces');
    const { input, rows } = await fileDialog();
    await rows.filter({ hasText: 'mine' }).click();
    await until('the dialog is in the folder', async () =>
      /[\\/]mine[\\/]$/.test(await input.inputValue()),
    );
    await workbench.page
      .locator('.quick-input-widget')
      .getByRole('button', { name: 'Calibrate' })
      .click();
    await dialog().waitFor();
    const shown = await dialog().innerText();
    assert.match(shown, /Learnt from 3 files/);
    assert.match(shown, /o4-mini: 3 traces, your median 5,000, expected [\d,]+ reasoning tokens/);
    await dialog().getByRole('button', { name: 'Use it' }).click();
    const frame = await reportOf('letter.prompt.md');
    assert.match(await basis(frame), /and 3 of your traces/);
    await workbench.command('LRM Lens: Forget Calibration');
    await dialog().getByRole('button', { name: 'Forget' }).click();
    await until('the traces are forgotten', async () => {
      const why = await basis(await workbench.webview('estimate'));
      return why.includes('Log-scale model') && !why.includes('your traces;');
    });
  });

  it('is saved under the name that the save dialog proposes', async () => {
    const frame = await reportOf('letter.prompt.md');
    await frame.locator('header button', { hasText: 'Save' }).click();
    const { input } = await fileDialog();
    assert.match(await input.inputValue(), /[\\/]letter\.prompt\.estimate\.json$/);
    await workbench.page.keyboard.press('Enter');
    const saved = join(workbench.workspace, 'letter.prompt.estimate.json');
    await until('the file is there', () => existsSync(saved) && readFileSync(saved, 'utf8') !== '');
    const { candidates } = JSON.parse(readFileSync(saved, 'utf8')) as {
      readonly candidates: readonly { readonly model: string }[];
    };
    assert.deepEqual(candidates.map(({ model }) => model).slice(0, 1), ['o4-mini']);
  });

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
    await until('the editor’s count is in the basis', async () =>
      (await basis(frame)).includes(
        `Prompt: ${PROMPT.trimEnd().length} tokens, as the editor counts them`,
      ),
    );
  });

  it('is measured on a model of the editor', async () => {
    await askToMeasure(workbench, await reportOf('letter.prompt.md'), 'Replay o4-mini');
    await dialog().getByRole('button', { name: 'Send' }).click();
    const allow = workbench.page.getByRole('button', { name: 'Allow' });
    await Promise.race([
      allow.waitFor().then(() => allow.click()),
      workbench.page.locator('.tab').filter({ hasText: '.capture.jsonl' }).nth(0).waitFor(),
    ]);
    const viewer = await workbench.webview('trace');
    await until('the answer is shown', async () =>
      (await viewer.locator('body').innerText()).includes('Forty-two.'),
    );
  });
});
