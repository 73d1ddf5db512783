/**
 * Writes to stdout and waits while the reader is slower, so that long output never piles up in memory. A file or another
 * program gets the text as it is; a terminal would obey what is recorded in it.
 */
export function write(text: string): Promise<void> {
  return new Promise((resolve) => {
    if (process.stdout.write(process.stdout.isTTY ? text.replace(COMMANDS, '\ufffd') : text))
      resolve();
    else process.stdout.once('drain', resolve);
  });
}

/** What a terminal does something at, but for ends of lines, tabs and our own colours (`paint`). */
const COMMANDS =
  // oxlint-disable-next-line no-control-regex -- these are looked for
  /\u001b(?!\[\d{1,2}m)|\r(?!\n)|[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

let lastProgress = 0;

/** Shows how far it is on a terminal's stderr, at most five times a second; `null` clears the line. */
export function progress(line: string | null): void {
  if (!process.stderr.isTTY) return;
  const now = performance.now();
  if (line !== null && now - lastProgress < 200) return;
  lastProgress = now;
  process.stderr.write(line === null ? '\r\u001b[K' : `\r\u001b[K${line}`);
}

/** Whether colour may be used: on a terminal, unless NO_COLOR is set (https://no-color.org). */
export function useColour(): boolean {
  return process.stdout.isTTY && !process.env['NO_COLOR'];
}

const SGR = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;

/** Text in a colour or weight where colour may be used. */
export function paint(style: keyof typeof SGR, text: string): string {
  return useColour() ? `\u001b[${SGR[style]}m${text}\u001b[0m` : text;
}

/**
 * Text from a file, safe for a terminal: control characters (escape sequences among them) and direction overrides are
 * shown as a replacement character.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (c) => (c === '\n' || c === '\t' ? ' ' : '\ufffd'));
}

/** Rows as aligned columns, two spaces apart; `right` names the columns that hold numbers. */
export function columns(
  rows: readonly (readonly string[])[],
  right: ReadonlySet<number>,
): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  }
  return rows.map((row) =>
    row
      .map((c, i) => (right.has(i) ? c.padStart(widths[i] ?? 0) : c.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
