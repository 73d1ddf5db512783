// What a stage of the whole run printed of its failures, to repeat it where the run ends.
import { stripVTControlCharacters } from 'node:util';

/** The first lines of a failure say what it is; a stage that fails everywhere fills no screen. */
const LINES = 40;

/**
 * What was printed of each test that failed, at most 40 lines, in the output of mocha's spec reporter, of test/host/reporter.ts, or of
 * Playwright's list reporter.
 * @param {string} output @returns {string[]}
 */
export function failuresOf(output) {
  const lines = stripVTControlCharacters(output).split('\n');
  const sum = lines.findLastIndex((line) => /^ {2}\d+ (?:failing|failed)$/.test(line));
  if (sum < 0) return [];
  // Mocha lists failures after their number, Playwright before it.
  const mocha = lines[sum].endsWith('failing');
  const listed = mocha ? lines.slice(sum + 1) : lines.slice(0, sum);
  const starts = listed.flatMap((line, i) => (/^ {2}\d+\) \S/.test(line) ? [i] : []));
  return starts.map((from, i) =>
    listed
      .slice(from, starts[i + 1])
      .slice(0, LINES)
      .join('\n')
      .trimEnd(),
  );
}
