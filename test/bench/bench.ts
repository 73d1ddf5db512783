/** One line of the bench table. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  /** "ms", "MB/s", "MB" ... */
  readonly unit: string;
  /** The named alternative measured in the same run. */
  readonly against: string | null;
  /** value / the alternative's value, in the same unit. */
  readonly ratio: number | null;
  /** The goal in words ("<= 3x"). */
  readonly goal: string | null;
  /** Whether the goal was met in this run; `null` where there is none. */
  readonly met: boolean | null;
}

/** What every bench file exports. */
export interface Bench {
  readonly name: string;
  run(): Promise<readonly BenchRow[]>;
}

/** Median time of `run` in milliseconds over `rounds` runs after one warm-up. */
export async function medianMs(run: () => unknown, rounds = 5): Promise<number> {
  await run();
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const t0 = performance.now();
    await run();
    times.push(performance.now() - t0);
  }
  return times.sort((a, b) => a - b)[rounds >> 1]!;
}
