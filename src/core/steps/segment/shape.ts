import { isSpace } from './characters';
import { isHeading } from './line';
import type { Mode } from './segment';

/** The layout of a span, as far as the grouping into steps needs it. */
export interface SpanShape {
  /** Line breaks before and after the span's text: 0, 1 or 2 (a blank line, or the start of the text). */
  readonly breaksBefore: number;
  readonly breaksAfter: number;
  /** A Markdown heading or a line of bold text. */
  readonly heading: boolean;
  /** Code or a formula that goes on from the span before. */
  readonly continues: boolean;
}

export function shapeOf(
  text: string,
  start: number,
  end: number,
  mode: Mode,
  breaksBefore: number,
): SpanShape {
  let last = end;
  while (last > start && isSpace(text.charCodeAt(last - 1))) last--;
  let breaksAfter = 0;
  for (let i = last; i < end && breaksAfter < 2; i++) {
    if (text.charCodeAt(i) === 0x0a) breaksAfter++;
  }
  let first = start;
  while (first < last && isSpace(text.charCodeAt(first))) first++;
  const heading =
    mode === 'prose' && breaksBefore > 0 && breaksAfter > 0 && isHeading(text, first, last);
  return { breaksBefore, breaksAfter, heading, continues: mode !== 'prose' };
}
