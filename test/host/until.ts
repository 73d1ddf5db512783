import assert from 'node:assert/strict';

/** How long anything is waited for, in milliseconds: a bound for what hangs, far above what a busy machine needs. */
const PATIENCE = 60_000;

/** Asks again until there is an answer; fails with `what` when there never is. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) assert.fail(`not within ${PATIENCE / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
