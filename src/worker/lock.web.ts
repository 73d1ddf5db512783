/** A browser shares its files with no other program. */
export function takeLock(_path: string): number | null {
  return null;
}

/** Nothing was taken. */
export function freeLock(_path: string): void {
  return;
}
