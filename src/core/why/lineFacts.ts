import { textNumber } from '../text/hash';

/** What is kept of a line of code to find it again: no text. */
export interface LineFacts {
  /** Of the line without spaces, kinds of quotes, and the comma or semicolon at its end. */
  readonly hash: number;
  /** How much the line tells it from others, 0 (a brace) to 255. */
  readonly weight: number;
  /** Hashes of its words, 16 bits each, in order; at most `MAX_WORDS`. */
  readonly words: Uint16Array;
}

const MAX_WORDS = 32;
/** Only so much of a line is looked at: minified code is one line. */
const MAX_LINE = 2_000;
/** A line from this weight on is told from others by its text alone; below, only beside lines that are. */
export const DISTINCT = 6;

/** Words that half of all lines have, in many languages: they tell no line from another. */
const COMMON: ReadonlySet<string> = new Set(
  (
    'and as async await begin bool break case catch class const continue def default do done elif else end enum esac ' +
    'export except extends false False fi final finally fn for from func function if implements import in int ' +
    'interface is let match mod mut new nil none None not null number of ok or package pass private pub public ' +
    'raise readonly require return self static str string struct super switch then this throw true True try type ' +
    'undefined use using val var void while with yield'
  ).split(' '),
);

const COMMON_HASHES: ReadonlySet<number> = new Set([...COMMON].map((w) => textNumber(w) & 0xffff));

/** How much a word, by its hash, tells of what a line is about. */
export function wordWeight(word: number): number {
  return COMMON_HASHES.has(word) ? 0.2 : 1;
}

/** A line of a notebook's file that is a line of a cell. */
const CELL_LINE = /^\s*("(?:[^"\\]|\\.)*"),?\s*$/;

/** The line of code that a line of a file holds: in the file of a notebook it stands as JSON text. */
function codeOf(line: string, path: string): string {
  if (!path.endsWith('.ipynb')) return line;
  // Code that is such a text itself is told without its quotes too, so that it is one with its line in the file.
  for (let code = line; ;) {
    const held = CELL_LINE.exec(code.slice(0, MAX_LINE))?.[1];
    if (held === undefined) return code;
    try {
      code = String(JSON.parse(held)).replace(/\n$/, '');
    } catch {
      // Quotes of another language, with an escape that JSON has not.
      return code;
    }
  }
}

/** The facts of a line of the file at `path`; `null` for a blank one, which is never looked for. */
export function lineFacts(recorded: string, path = ''): LineFacts | null {
  const line = codeOf(recorded, path);
  const text = normalised(line);
  if (text === '') return null;
  const words: number[] = [];
  let weight = 0;
  for (const [word] of line.slice(0, MAX_LINE).matchAll(/[\p{L}\p{N}_$]+/gu)) {
    if (!COMMON.has(word)) weight += Math.min(word.length, 8);
    if (words.length < MAX_WORDS) words.push(textNumber(word) & 0xffff);
  }
  return {
    hash: textNumber(text),
    weight: Math.min(weight, 255),
    words: Uint16Array.from(words),
  };
}

/** A line as formatters leave it alone: what they add, drop or exchange is taken out. */
export function normalised(line: string): string {
  return line
    .slice(0, MAX_LINE)
    .replace(/\s+/g, '')
    .replace(/['`]/g, '"')
    .replace(/[;,]{1,3}$/, '');
}

/** The lines of a text; none for ''. */
export function linesOf(text: string): readonly string[] {
  if (text === '') return [];
  const all = text.split(/\r?\n/);
  return all.at(-1) === '' ? all.slice(0, -1) : all;
}
