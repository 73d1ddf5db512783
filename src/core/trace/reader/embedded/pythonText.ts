import { parseLoose } from './looseValue';

/** SGLang writes the two ends of a long text. */
const LEFT_OUT = ' ... ';

/** A text that Python wrote down, and where it ends in its line. */
export interface PythonText {
  readonly text: string;
  readonly end: number;
  /** The middle of it is left out. */
  readonly isCut: boolean;
}

/** The string literal of Python at a position of a line, also in the two halves of a long one; `null` when there is none. */
export function pythonText(line: string, from: number): PythonText | null {
  const first = literal(line, from);
  if (first === null) return null;
  const rest = line.startsWith(LEFT_OUT, first.end)
    ? literal(line, first.end + LEFT_OUT.length)
    : null;
  if (rest === null) return { ...first, isCut: false };
  return { text: `${first.text} … ${rest.text}`, end: rest.end, isCut: true };
}

function literal(
  line: string,
  from: number,
): { readonly text: string; readonly end: number } | null {
  const end = endOf(line, from);
  const value = end === null ? null : parseLoose(line.slice(from, end))?.value;
  return end !== null && typeof value === 'string' ? { text: value, end } : null;
}

/** Behind the quote that closes the one at a position: one after an even number of backslashes. */
function endOf(line: string, from: number): number | null {
  const quote = line.charAt(from);
  if (quote !== "'" && quote !== '"') return null;
  for (let at = line.indexOf(quote, from + 1); at >= 0; at = line.indexOf(quote, at + 1)) {
    let before = at;
    while (before - 1 > from && line.charAt(before - 1) === '\\') before -= 1;
    if ((at - before) % 2 === 0) return at + 1;
  }
  return null;
}
