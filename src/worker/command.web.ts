import type { RunCode } from '../core/trial/run/judging';

/** A browser starts no processes. */
export function commandsIn(_folder: string): RunCode | null {
  return null;
}
