import type { Machine } from '../e2e/workbench';

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
  run(machine: Machine): Promise<readonly BenchRow[]>;
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

/**
 * Least processor time of `work` in milliseconds over some rounds, all threads together: what one core needs, whatever
 * else the machine does.
 */
export function cpuMs(work: () => unknown, rounds: number, repeat: number): number {
  let least = Infinity;
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    for (let i = 0; i < repeat; i++) work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1e3 / repeat);
  }
  return least;
}
