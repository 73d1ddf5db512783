/** A browser starts no git. */
export function commitAll(_folder: string, _message: string): void {
  throw new Error('There is no git in a browser.');
}
