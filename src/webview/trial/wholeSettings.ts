/** Settings that are a whole number from 1 on: the one that is usual, which an empty field means, and the most. */
export const wholeSettings = {
  repeats: { usual: 1, most: 20 },
  concurrency: { usual: 4, most: 64 },
  timeoutSeconds: { usual: 600, most: 7_200 },
} as const;

/** A setting as it is kept of what was typed, `null` where nothing was. */
export function wholeSetting(key: keyof typeof wholeSettings, typed: number | null): number {
  const { usual, most } = wholeSettings[key];
  return bounded(typed ?? usual, 1, most);
}

/** The nearest whole number inside bounds. */
export const bounded = (n: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, Math.round(n)));
