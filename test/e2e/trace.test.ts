import type { Frame } from '@playwright/test';
import { axeInThemes, nothingInThemes } from '../page/axe';
import { CLAUDE_LOG, expect, test } from './harness';
import type { Workbench } from './workbench';

const SAMPLE = 'long-with-backtracks.deepseek.json';

/** Waits until the workbench has given the keyboard to the page, and the page to its list. */
async function keyboardIsIn(frame: Frame, place: string): Promise<void> {
  await frame.waitForFunction(
    (wanted) =>
      document.hasFocus() && document.activeElement?.getAttribute('data-place') === wanted,
    place,
  );
}

/** Presses keys. Those with a keybinding go round by the host: what they do is waited for before anything else. */
async function press({ page }: Workbench, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Presses a key and waits until another row is selected, a step or a phase. */
async function move(frame: Frame, key: string): Promise<void> {
  const row = frame.locator('.row[aria-selected="true"]').first();
  const from = await row.getAttribute('aria-rowindex');
  await frame.page().keyboard.press(key);
  await expect(row, `${key} moves on`).not.toHaveAttribute('aria-rowindex', from!);
}

/** What the page does without the workbench is in test/page/trace.test.ts. */
test.describe('the trace viewer', () => {
  test('has the keyboard in its list when opened from the palette over a previewed text', async ({
    workbench,
  }) => {
    for (const name of ['underthinking.openrouter.json', SAMPLE]) {
      await workbench.preview(name);
      await expect(workbench.page.locator('.tab.active .italic')).toContainText(name);
      await workbench.command('LRM Lens: Open as Reasoning Trace');
      const frame = await workbench.webview('trace', { title: name });
      // The workbench gives the page the keyboard once it shows it.
      await keyboardIsIn(frame, 'steps');
      await move(frame, 'j');
      await move(frame, 'ArrowDown');
      await move(frame, 'k');
    }
  });

  test('leaves the keyboard to the palette that is opened while it loads', async ({
    workbench,
  }) => {
    const { page } = workbench;
    // Not the list that opened the file, which may be about to close.
    const palette = page.locator('input.input[placeholder^="Type the name of a command"]');
    await workbench.openFile(CLAUDE_LOG);
    await workbench.inQuickInput(
      () => page.keyboard.press('ControlOrMeta+Shift+P'),
      (soon) => palette.fill('>Close', soon),
    );
    const loading = await workbench.webview('trace', { title: CLAUDE_LOG });
    await loading.locator('[data-place="steps"]').waitFor();
    await page.keyboard.type(' All Ed');
    await expect(palette).toHaveValue('>Close All Ed');
    await page.keyboard.press('Escape');
    await keyboardIsIn(loading, 'steps');
  });

  test('keeps what is typed while the page is loading, and does it', async ({ workbench }) => {
    await workbench.preview('overthinking-after-the-answer.qwen.sse');
    await workbench.command('LRM Lens: Open as Reasoning Trace');
    const loading = await workbench.webview('trace', {
      title: 'overthinking-after-the-answer.qwen.sse',
    });
    // What is typed before the workbench has given the keyboard to the page goes to the workbench.
    await loading.waitForFunction(() => document.hasFocus());
    await press(workbench, 'j', 'j', 'j');
    const selected = loading.locator('.row.step[aria-selected="true"] .no');
    await expect(selected).toHaveText('4');
  });

  test('is inspected by keyboard alone', async ({ workbench }) => {
    const frame = await workbench.openTrace(SAMPLE);
    await frame.locator('[data-place="steps"]').focus();
    await move(frame, 'ArrowDown');
    await move(frame, 'ArrowDown');
    await press(workbench, 'Enter');
    await frame.locator('.opened .prose').waitFor();
    await press(workbench, 'a');
    await frame.locator('.row.answer-step[aria-selected="true"]').waitFor();
    await press(workbench, 'b');
    await press(workbench, 't');
    await frame.locator('.twin table tbody tr').first().waitFor();
    await press(workbench, 't');
    await frame.locator('.twin table').waitFor({ state: 'detached' });
    await press(workbench, 's');
    await frame.locator('.structure').waitFor();
    await press(workbench, 's');
    await frame.locator('.structure').waitFor({ state: 'detached' });
    await press(workbench, 'Home', 'ArrowLeft');
    await frame.locator('.row.phase[aria-selected="true"]').waitFor();
    await press(workbench, 'Shift+Slash');
    await frame.locator('dialog').waitFor();
    await press(workbench, 'Escape');
    await frame.locator('dialog').waitFor({ state: 'detached' });
    await keyboardIsIn(frame, 'steps');
  });

  test('takes what is typed right after the slash into the find box', async ({ workbench }) => {
    const frame = await workbench.openTrace(SAMPLE);
    await frame.locator('[data-place="steps"]').focus();
    await workbench.page.keyboard.press('/');
    await workbench.page.keyboard.type('re 4');
    const find = frame.locator('input[data-place="find"]');
    await expect(find).toHaveValue('re 4');
    await press(workbench, 'Escape');
    await expect(find).toHaveValue('');
  });

  test('takes what is typed right after N into the note', async ({ workbench }) => {
    const frame = await workbench.openTrace(SAMPLE);
    const note = frame.locator('[data-place="note"]');
    await expect(note).toBeEnabled();
    await frame.locator('[data-place="steps"]').focus();
    await workbench.page.keyboard.press('n');
    await workbench.page.keyboard.type('to see');
    await expect(note).toHaveValue('to see');
    await press(workbench, 'Escape');
    await expect(note).toHaveValue('');
  });

  test('switches the regular expression by Alt+R in the box, and opens no menu', async ({
    workbench,
  }) => {
    const frame = await workbench.openTrace(SAMPLE);
    await frame.locator('[data-place="steps"]').focus();
    await press(workbench, '/');
    await keyboardIsIn(frame, 'find');
    const regex = frame.locator('.find .option[aria-label="Regular expression"]');
    await press(workbench, 'Alt+r');
    await expect(regex).toHaveAttribute('aria-pressed', 'true');
    await press(workbench, 'Alt+r');
    await expect(regex).toHaveAttribute('aria-pressed', 'false');
    await keyboardIsIn(frame, 'find');
    await expect(workbench.page.locator('.menubar-menu-items-holder')).toHaveCount(0);
  });

  test('has no accessibility violation at the answer in any theme', async ({ workbench }) => {
    const frame = await workbench.openTrace(SAMPLE);
    await frame.locator('[data-place="steps"]').focus();
    await press(workbench, 'a');
    await frame.locator('.row.answer-step[aria-selected="true"]').waitFor();
    const found = await axeInThemes(frame, (theme) => workbench.theme(theme, frame));
    expect(found).toEqual(nothingInThemes);
  });
});
