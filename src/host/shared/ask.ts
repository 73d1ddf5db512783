/** Within this time the workbench has given a page the keyboard back, in milliseconds; it waits 50 before it does. */
const SETTLING = 100;

/**
 * Shows a quick pick or an input box once the keyboard has settled. When the command palette closes, the workbench hands
 * the keyboard back to the page that had it, which takes a moment: what is shown before that loses it again, closes, or
 * has its letters taken for keys of that page.
 */
export async function ask<T>(show: () => Thenable<T | undefined>): Promise<T | undefined> {
  await new Promise((resolve) => setTimeout(resolve, SETTLING));
  return show();
}
