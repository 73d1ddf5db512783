/** A browser starts no programs. */
export function firstAnswer(
  _command: string,
  _args: readonly string[],
  _env: Readonly<Record<string, string>>,
  _line: string,
): string {
  throw new Error('There are no programs in a browser.');
}
