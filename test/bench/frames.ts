import type { Frame } from '@playwright/test';
import type { BenchRow } from './bench';

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** The value below which a share of the values lies. */
const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)]!;

/** A time; `other` is the alternative's, `limit` the goal in milliseconds. */
export function row(
  what: string,
  value: number,
  options: { readonly against?: string; readonly other?: number; readonly limit?: number } = {},
): BenchRow {
  const { against = null, other, limit } = options;
  return {
    name: what,
    value,
    unit: 'ms',
    against,
    ratio: other === undefined ? null : value / other,
    goal: limit === undefined ? null : `<= ${limit} ms`,
    met: limit === undefined ? null : value <= limit,
  };
}

/** Times between frames while the list scrolls by so many pixels a frame. */
function frameTimes(frame: Frame, pixels: number): Promise<number[]> {
  return frame.evaluate(
    (by) =>
      new Promise<number[]>((resolve) => {
        const list = document.querySelector('.steps')!;
        const times: number[] = [];
        let last = performance.now();
        const next = (now: number): void => {
          times.push(now - last);
          last = now;
          list.scrollTop += by;
          if (times.length < 180) requestAnimationFrame(next);
          else resolve(times.slice(1));
        };
        requestAnimationFrame(next);
      }),
    pixels,
  );
}

/** Frames of a page while its list scrolls, beside those of the same page at rest. */
export async function scrolling(frame: Frame, what: string, goal: boolean): Promise<BenchRow[]> {
  const rest = await frameTimes(frame, 0);
  const moving = await frameTimes(frame, 200);
  const against = 'the same page at rest';
  const middle = median(moving);
  return [
    {
      ...row(`${what}: frame while scrolling, median`, middle, { against, other: median(rest) }),
      ...(goal ? { goal: '<= 16.7 ms', met: middle <= 16.75 } : {}),
    },
    row(`${what}: frame while scrolling, 95 %`, quantile(moving, 0.95), {
      against,
      other: quantile(rest, 0.95),
    }),
  ];
}

/** From each of some presses of a key to the frame that shows what it did. */
export function keyTimes(frame: Frame, key: string, presses: number): Promise<number[]> {
  return frame.evaluate(
    async ({ pressed, count }) => {
      const list = document.querySelector('.steps')!;
      const chosen = (): string | null => list.getAttribute('aria-activedescendant');
      const frameEnd = (): Promise<number> =>
        new Promise((resolve) => {
          requestAnimationFrame(() => {
            const painted = new MessageChannel();
            painted.port1.onmessage = () => resolve(performance.now());
            painted.port2.postMessage(null);
          });
        });
      const times: number[] = [];
      for (let i = 0; i < count; i++) {
        const before = chosen();
        const start = performance.now();
        list.dispatchEvent(
          new KeyboardEvent('keydown', { key: pressed, bubbles: true, cancelable: true }),
        );
        let end = await frameEnd();
        while (chosen() === before && end - start < 5_000) end = await frameEnd();
        times.push(end - start);
      }
      return times;
    },
    { pressed: key, count: presses },
  );
}
