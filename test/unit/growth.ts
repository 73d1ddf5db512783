import assert from 'node:assert/strict';

/** CPU seconds of this process for one run: what other programs do does not count. */
function cpuSeconds(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Four times the input may take this many times as long: linear work takes 4, quadratic 16. */
const MOST = 8;
/** Below this many seconds a measure is noise. */
const NOISE = 0.03;

/**
 * Asserts that work grows in line with its input: the best of three runs at 4n against the best of three at n, taken
 * in turn. Processor time, not the clock, and a ratio, not a bound: it holds on any machine under any load.
 */
export function assertLinear(name: string, n: number, work: (n: number) => unknown): void {
  let small = Infinity;
  let large = Infinity;
  for (let i = 0; i < 3; i++) {
    small = Math.min(
      small,
      cpuSeconds(() => work(n)),
    );
    large = Math.min(
      large,
      cpuSeconds(() => work(4 * n)),
    );
    if (large <= MOST * small + NOISE) return;
  }
  assert.fail(
    `${name}: ${small.toFixed(3)} s for ${n}, ${large.toFixed(3)} s for four times as much`,
  );
}

/** The same for a text made of one piece over and over, `n` characters long. */
export function assertLinearIn(piece: string, n: number, read: (text: string) => unknown): void {
  assertLinear(JSON.stringify(piece.slice(0, 12)), n, (size) =>
    read(piece.repeat(Math.ceil(size / piece.length))),
  );
}
