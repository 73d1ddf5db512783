/** Longest time a change waits before it is kept, in milliseconds. */
const WAIT = 50;

/**
 * A listener to changes that saves soon after the first one since the last save, however many follow it. A page is hidden
 * or moved without a word to it, so a save that waits for the changes to end may never come.
 * `flush` saves at once what waits.
 */
export function saveSoon(
  save: () => void,
  timers: Pick<typeof globalThis, 'setTimeout' | 'clearTimeout'> = globalThis,
): { readonly changed: () => void; readonly flush: () => void } {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    if (waiting === undefined) return;
    timers.clearTimeout(waiting);
    waiting = undefined;
    save();
  };
  return {
    changed: () => {
      waiting ??= timers.setTimeout(flush, WAIT);
    },
    flush,
  };
}
