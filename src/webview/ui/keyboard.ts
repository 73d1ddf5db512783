/**
 * Gives the keyboard to an element, unless it is somewhere on the page already; where the page has not got it, as soon as
 * it has. An element that takes the focus while the user types elsewhere in the workbench would close what they type
 * into: the command palette, say.
 */
export function restKeyboardOn(element: HTMLElement | null): void {
  if (element === null || document.activeElement !== document.body) return;
  if (document.hasFocus()) element.focus({ preventScroll: true });
  else window.addEventListener('focus', () => restOnShown(element), { once: true });
}

function restOnShown(element: HTMLElement): void {
  if (element.isConnected) restKeyboardOn(element);
}
