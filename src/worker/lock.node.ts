import { readFileSync, rmSync, writeFileSync } from 'node:fs';

declare const process: { readonly pid: number; kill(pid: number, signal: 0): void };

/**
 * Takes a lock file for this process. `null` when it has it now, else the id of the process that has it; what a process left that
 * runs no more is taken over. Throws when the file cannot be written.
 */
export function takeLock(path: string): number | null {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const owner = Number(readFileSync(path, 'utf8'));
    if (isAlive(owner)) return owner;
    writeFileSync(path, String(process.pid));
  }
  return null;
}

/** Gives a lock back that was taken. */
export function freeLock(path: string): void {
  rmSync(path, { force: true });
}

/** Whether a process of this machine runs. */
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Without the right to signal it, it is there all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
