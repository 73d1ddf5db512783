import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

declare const process: { readonly pid: number; kill(pid: number, signal: 0): void };

/**
 * Takes a lock file for this process. `null` when it has it now, else the id of the process that has it; what a process left that
 * runs no more is taken over. Throws when the file cannot be written.
 */
export function takeLock(path: string): number | null {
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return null;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    const owner = ownerOf(path);
    if (owner !== null && isAlive(owner)) return owner;
    putAway(path, owner);
  }
}

/** Gives a lock back that was taken; one that another process has stays. */
export function freeLock(path: string): void {
  if (ownerOf(path) === process.pid) rmSync(path, { force: true });
}

/** Takes away the lock that a process left: of two that do so at once, one finds it gone and begins again. */
function putAway(path: string, owner: number | null): void {
  const left = `${path}.${process.pid}`;
  try {
    renameSync(path, left);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  // Taken by another since it was looked at: it gets it back.
  const now = ownerOf(left);
  if (now !== null && now !== owner && isAlive(now)) renameSync(left, path);
  else rmSync(left, { force: true });
}

/** The process that a lock names, 0 where it names none; `null` where there is no lock. */
function ownerOf(path: string): number | null {
  try {
    const owner = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(owner) ? owner : 0;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** Whether a process of this machine runs. */
function isAlive(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Without the right to signal it, it is there all the same.
    return codeOf(error) === 'EPERM';
  }
}
