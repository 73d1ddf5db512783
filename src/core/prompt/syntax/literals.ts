import { unescape, type Escapes } from '../escapes';
import type { StringPart } from './value';

/** The text of a stretch of a literal after its escapes; with `braces`, doubled braces stand for one (Python's f-strings). */
export function cooked(
  text: string,
  from: number,
  to: number,
  escapes: Escapes,
  braces = false,
): string {
  let out = '';
  let start = from;
  for (let i = from; i < to;) {
    const c = text[i];
    if (c === '\\') {
      const { value, end } = unescape(text, i + 1, escapes);
      out += text.slice(start, i) + value;
      start = i = Math.min(end, to);
    } else if (braces && (c === '{' || c === '}') && text[i + 1] === c && i + 1 < to) {
      out += text.slice(start, i + 1);
      start = i += 2;
    } else i++;
  }
  return out + text.slice(start, to);
}

export const textPart = (text: string): readonly StringPart[] =>
  text === '' ? [] : [{ kind: 'text', text }];

/** Takes the common indentation off the lines of a text block (Java, C#, Rust's indoc). */
export function outdented(text: string): string {
  const lines = text.replace(/^[ \t]{0,200}\r?\n/, '').split('\n');
  const widths = lines
    .filter((line, i) => line.trim() !== '' || i === lines.length - 1)
    .map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...widths.slice(0, 10_000));
  return lines
    .map((line) => line.slice(Math.min(indent, line.length - line.trimStart().length)))
    .join('\n');
}
