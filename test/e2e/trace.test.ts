import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { AGENT_LOG, nothingInThemes, until, Workbench } from './workbench';

/** Opens a file of the workspace as a trace and waits for its steps. */
async function openTrace(workbench: Workbench, name: string, first = '.row.step'): Promise<Frame> {
  await workbench.openFile(name);
  await workbench.command('LRM Lens: Open as Reasoning Trace');
  const frame = await workbench.webview('trace', { title: name });
  await frame.locator(first).first().waitFor();
  return frame;
}

/** Waits until the workbench has given the keyboard to the page, and the page to its list. */
async function keyboardIsIn(frame: Frame, place: string): Promise<void> {
  await frame.waitForFunction(
    (wanted) =>
      document.hasFocus() && document.activeElement?.getAttribute('data-place') === wanted,
    place,
  );
}

/** The number and the kind of the selected step. */
async function selected(frame: Frame): Promise<string> {
  const row = frame.locator('.row.step[aria-selected="true"]');
  const number = await row.locator('.no').innerText();
  return `${number} ${await row.locator('.kind .label').innerText()}`;
}

/** What the page does without the workbench is in test/page/trace.test.ts. */
describe('the trace viewer', () => {
  let workbench: Workbench;
  let frame: Frame;
  before(async () => {
    workbench = await Workbench.shared();
  });
  after(() => workbench.closeEditors());
  /** Presses keys. Those with a keybinding go round by the host: what they do is waited for before anything else. */
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await workbench.page.keyboard.press(key);
  };
  /** Presses a key and waits until another row is selected, a step or a phase. */
  const move = async (key: string): Promise<void> => {
    const row = frame.locator('.row[aria-selected="true"]').first();
    const from = await row.getAttribute('aria-rowindex');
    await press(key);
    await until(
      `${key} moves on from row ${from}`,
      async () => (await row.getAttribute('aria-rowindex')) !== from,
    );
  };
  const openFind = async (): Promise<void> => {
    await frame.locator('[data-place="steps"]').focus();
    await press('/');
    await keyboardIsIn(frame, 'find');
  };

  it('opens a sample at its steps, with the keyboard in the list', async () => {
    frame = await openTrace(workbench, 'long-with-backtracks.deepseek.json');
    // The workbench gives the page the keyboard once it shows it.
    await keyboardIsIn(frame, 'steps');
    assert.match(await frame.locator('h1').innerText(), /deepseek/);
    assert.ok((await frame.locator('.row.step').count()) > 10);
  });

  it('has the keyboard when opened from the palette over a previewed text', async () => {
    frame = await openTrace(workbench, 'underthinking.openrouter.json');
    await keyboardIsIn(frame, 'steps');
    await move('j');
    await move('ArrowDown');
    frame = await openTrace(workbench, 'long-with-backtracks.deepseek.json');
    await keyboardIsIn(frame, 'steps');
    await move('ArrowDown');
    await move('k');
  });

  it('leaves the keyboard to the palette that is opened while it loads', async () => {
    const { page } = workbench;
    // Not the list that opened the file, which may be about to close.
    const palette = page.locator('input.input[placeholder^="Type the name of a command"]');
    await workbench.openFile(AGENT_LOG);
    // A key that is pressed while the frame of a page is being made goes to nobody.
    for (let tries = 1; !(await palette.isVisible()); tries++) {
      await page.keyboard.press('ControlOrMeta+Shift+P');
      await palette.waitFor({ timeout: 10_000 }).catch((error: unknown) => {
        if (tries === 5) throw error;
      });
    }
    await palette.fill('>Close');
    const loading = await workbench.webview('trace', { title: AGENT_LOG });
    await loading.locator('[data-place="steps"]').waitFor();
    await page.keyboard.type(' All Ed');
    assert.equal(await palette.inputValue(), '>Close All Ed');
    await page.keyboard.press('Escape');
    await keyboardIsIn(loading, 'steps');
  });

  it('keeps what is typed while the page is loading, and does it', async () => {
    await workbench.openFile('overthinking-after-the-answer.qwen.sse');
    await workbench.command('LRM Lens: Open as Reasoning Trace');
    const loading = await workbench.webview('trace', {
      title: 'overthinking-after-the-answer.qwen.sse',
    });
    // What is typed before the workbench has given the keyboard to the page goes to the workbench.
    await loading.waitForFunction(() => document.hasFocus());
    await press('j', 'j', 'j');
    await until('the fourth step is selected', async () =>
      (await selected(loading)).startsWith('4 '),
    );
    frame = await openTrace(workbench, 'long-with-backtracks.deepseek.json');
  });

  it('is inspected by keyboard alone', async () => {
    await frame.locator('[data-place="steps"]').focus();
    await move('ArrowDown');
    await move('ArrowDown');
    await press('Enter');
    await frame.locator('.opened .prose').waitFor();
    await press('a');
    await frame.locator('.row.answer-step[aria-selected="true"]').waitFor();
    await press('b');
    await press('t');
    await frame.locator('.twin table tbody tr').first().waitFor();
    await press('t');
    await frame.locator('.twin table').waitFor({ state: 'detached' });
    await press('s');
    await frame.locator('.structure').waitFor();
    await press('s');
    await frame.locator('.structure').waitFor({ state: 'detached' });
    await press('Home', 'ArrowLeft');
    await frame.locator('.row.phase[aria-selected="true"]').waitFor();
    await press('Shift+Slash');
    await frame.locator('dialog').waitFor();
    await press('Escape');
    await frame.locator('dialog').waitFor({ state: 'detached' });
    await keyboardIsIn(frame, 'steps');
  });

  it('takes what is typed right after the slash into the find box', async () => {
    await frame.locator('[data-place="steps"]').focus();
    await workbench.page.keyboard.press('/');
    await workbench.page.keyboard.type('re 4');
    const find = frame.locator('input[data-place="find"]');
    await until('all letters are in the box', async () => (await find.inputValue()) === 're 4');
    await press('Escape');
    await until('the box is empty', async () => (await find.inputValue()) === '');
  });

  it('switches the regular expression by Alt+R in the box, and opens no menu', async () => {
    await openFind();
    const regex = frame.locator('.find .option[aria-label="Regular expression"]');
    await press('Alt+r');
    await frame
      .locator('.find .option[aria-label="Regular expression"][aria-pressed="true"]')
      .waitFor();
    await press('Alt+r');
    await until('it is off', async () => (await regex.getAttribute('aria-pressed')) === 'false');
    await keyboardIsIn(frame, 'find');
    assert.equal(await workbench.page.locator('.menubar-menu-items-holder').count(), 0);
    await press('Escape');
  });

  it('has no accessibility violation at the answer in any theme', async () => {
    await workbench.page.locator('.explorer-viewlet .monaco-list-row').first().focus();
    const again = await openTrace(workbench, 'long-with-backtracks.deepseek.json');
    await again.locator('[data-place="steps"]').focus();
    await press('a');
    await again.locator('.row.answer-step[aria-selected="true"]').waitFor();
    assert.deepEqual(await workbench.axeInThemes(again), nothingInThemes);
  });

  it('asks nothing of the network and meets its content security policy', () => {
    workbench.assertQuiet();
  });
});
