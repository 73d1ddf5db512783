// What a stage of the whole run printed of its failures: to repeat it where the run ends, and to run those tests again alone.
import { stripVTControlCharacters } from 'node:util';

/** The first lines of a failure say what it is; a stage that fails everywhere fills no screen. */
const LINES = 40;

const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/**
 * The tests that failed in the output of mocha's spec reporter, of test/host/reporter.ts, or of Playwright's list reporter. `text` is
 * what was printed of a failure, at most 40 lines; `again` are the runner's options that choose its tests once more: those of
 * the outermost suite, since a test may stand on those before it, or of the file.
 * @param {string} output @returns {{text: string, again: string[]}[]}
 */
export function failuresOf(output) {
  const lines = stripVTControlCharacters(output).split('\n');
  const sum = lines.findLastIndex((line) => /^ {2}\d+ (?:failing|failed)$/.test(line));
  if (sum < 0) return [];
  // Mocha lists failures after their number, Playwright before it.
  const mocha = lines[sum].endsWith('failing');
  const listed = mocha ? lines.slice(sum + 1) : lines.slice(0, sum);
  const starts = listed.flatMap((line, i) => (/^ {2}\d+\) \S/.test(line) ? [i] : []));
  return starts.map((from, i) => {
    const whole = listed.slice(from, starts[i + 1]);
    const name = whole[0].replace(/^ {2}\d+\) /, '');
    const file = /^\S+\.test\.tsx?(?=:\d)/.exec(name)?.[0];
    return {
      text: whole.slice(0, LINES).join('\n').trimEnd(),
      again: file === undefined ? ['--grep', `^${escaped(name)}`] : ['--only', file],
    };
  });
}
