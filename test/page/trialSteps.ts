import type { Page } from '@playwright/test';
import type { LocalServer } from '../unit/host/shared/localServer';
import { expect, type Lens } from './harness';
import { sumRows } from './trialFixture';

/** The trial that the tests write and open. */
export const FILE = 'sums.trial.json';

/** Pastes a text where the keyboard is. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true });
    document.activeElement?.dispatchEvent(event);
  }, text);
}

interface Written {
  readonly prompt: object;
  readonly models: readonly { readonly endpoint: string | null }[];
  readonly budgetUsd: number | null;
  readonly cases: readonly { readonly values: object; readonly expected: string | null }[];
}

export const written = (lens: Lens): Written =>
  JSON.parse(lens.desk.text(lens.desk.file(FILE)).getText()) as Written;

/** Opens the trial on a server, with so many sums pasted by keyboard. */
export async function openWith(lens: Lens, server: LocalServer, count: number): Promise<Page> {
  const endpoint = { name: 'Replay', api: 'chat-completions', url: `${server.url}/v1` };
  lens.desk.configure('lrmLens.capture.endpoints', [endpoint]);
  const page = await lens.trial(FILE);
  await page.locator('[role=gridcell]').first().focus();
  await paste(page, sumRows(count));
  await expect(page.locator('.button.primary.big')).toHaveText(`Start ${2 * count} calls…`);
  return page;
}

/** Gives the page a width, and waits until it is laid out for it. */
export async function atWidth(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  const isNarrow = width < 720;
  if ((await page.locator('#verdict').count()) > 0)
    await expect(page.locator('.dims')).toHaveCount(isNarrow ? 1 : 0);
  else await expect(page.locator('.models thead th')).toHaveCount(isNarrow ? 5 : 7);
}

/** Agrees to the one question before so many calls are sent. */
export function agree(lens: Lens, calls: number): void {
  lens.desk.answer(({ title, items }) => {
    expect(title).toBe(`Send ${calls} calls?`);
    return items[0];
  });
}

/** Presses the button that sends, and agrees to the one question. */
export async function start(lens: Lens, page: Page, calls: number): Promise<void> {
  agree(lens, calls);
  await page.locator('.button.primary').press('Enter');
}

/** Goes on by the Tab key alone until what is meant has the keyboard. */
export async function tabTo(page: Page, selector: string, text = ''): Promise<void> {
  for (let i = 0; i < 150; i++) {
    const isThere = await page.evaluate(
      ([wanted, words]) => {
        const { activeElement } = document;
        return (
          activeElement?.matches(wanted!) === true && activeElement.textContent.includes(words!)
        );
      },
      [selector, text],
    );
    if (isThere) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${selector} ${text}`);
}
