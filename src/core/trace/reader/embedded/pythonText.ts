import { parseLoose } from './looseValue';

const LITERAL = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/y;
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
  LITERAL.lastIndex = from;
  const found = LITERAL.exec(line)?.[0];
  if (found === undefined) return null;
  const value = parseLoose(found)?.value;
  return typeof value === 'string' ? { text: value, end: from + found.length } : null;
}
