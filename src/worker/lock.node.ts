import { readFileSync, rmSync, writeFileSync } from 'node:fs';

declare const process: { readonly pid: number; kill(pid: number, signal: 0): void };

/** Looks at a lock that another process is about to write, before it counts as left; all of them take a tenth of a second. */
const MOST_LOOKS = 2_000;

/**
 * Takes a lock file for this process. `null` when it has it now, else the id of the process that has it; what a process left that
 * runs no more is taken over. Throws when the file cannot be written.
 */
export function takeLock(path: string): number | null {
  const guard = `${path}.taking`;
  for (let look = 0; ; look++) {
    if (isCreated(path)) return null;
    const owner = ownerOf(path);
    if (owner !== null && isAlive(owner)) return owner;
    const mayBeWritten = owner === 0 && look < MOST_LOOKS;
    if (owner === null || mayBeWritten) continue;
    // It was left. Of those that find it so one takes it over: whoever has the guard, and finds it so still.
    if (isCreated(guard)) {
      const isLeft = ownerOf(path) === owner;
      if (isLeft) writeFileSync(path, String(process.pid));
      rmSync(guard, { force: true });
      if (isLeft) return null;
    } else if (look >= 10 * MOST_LOOKS) rmSync(guard, { force: true });
  }
}

/** Gives a lock back that was taken; one that another process has stays. */
export function freeLock(path: string): void {
  if (ownerOf(path) === process.pid) rmSync(path, { force: true });
}

/** Whether a file that names this process could be made: false where there is one. */
function isCreated(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
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
