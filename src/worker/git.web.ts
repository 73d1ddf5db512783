import type { RunGit } from '../core/why/askGit';

/** A browser starts no processes. */
export function gitIn(_folder: string): RunGit | null {
  return null;
}
