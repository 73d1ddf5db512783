import { BACKSLASH, COLON, DOLLAR, isDigit, isEnder, isSpace } from './characters';
import { BAR, isHeading, isListItem } from './line';
import type { Mode } from './segment';

/** The layout of a span, as far as the grouping into steps needs it. */
export interface SpanShape {
  /** Line breaks before and after the span's text: 0, 1 or 2 (a blank line, or the start of the text). */
  readonly breaksBefore: number;
  readonly breaksAfter: number;
  /** A Markdown heading, a line of bold text, or the start of a numbered part ("Step 2: ..."). */
  readonly heading: boolean;
  /** What follows belongs to this line, whatever it is. */
  readonly announces: boolean;
  /** Goes on with a list item, a table, a formula or code: no step starts here. */
  readonly inside: boolean;
  /** Stands in a list item, a row of a table. */
  readonly item: boolean;
  /** Ends with a colon: what follows is what it speaks of. */
  readonly leads: boolean;
  /** Stands in a list under such a line. */
  readonly listed: boolean;
  readonly row: boolean;
}

/** What stands before the first span of a text. */
export const TEXT_START: SpanShape = {
  breaksBefore: 2,
  breaksAfter: 2,
  heading: false,
  announces: false,
  inside: false,
  item: false,
  leads: false,
  listed: false,
  row: false,
};

/** A numbered part that stands alone on a line is so long at most. UTF-16 units. */
const PART_LINE = 80;

const WIDE_COLON = 0xff1a;

/** Words that number a part of the text, in lower case: English, Spanish, German. */
const PARTS = ['step', 'part', 'phase', 'case', 'paso', 'parte', 'caso', 'schritt', 'teil', 'fall'];

/** The layout of the span at [start, end), which follows one of the layout `previous`. */
export function shapeOf(
  text: string,
  start: number,
  end: number,
  mode: Mode,
  previous: SpanShape,
): SpanShape {
  let last = end;
  while (last > start && isSpace(text.charCodeAt(last - 1))) last--;
  let breaksAfter = 0;
  for (let i = last; i < end && breaksAfter < 2; i++) {
    if (text.charCodeAt(i) === 0x0a) breaksAfter++;
  }
  let first = start;
  while (first < last && isSpace(text.charCodeAt(first))) first++;
  const breaksBefore = previous.breaksAfter;
  const prose = mode === 'prose';
  const ownLine = prose && breaksBefore > 0;
  const title = ownLine && breaksAfter > 0 && isHeading(text, first, last);
  const part = ownLine && isPart(text, first, last);
  const newItem = ownLine && isListItem(text, first);
  const goesOn = previous.item && breaksBefore === 0;
  const item = newItem || goesOn;
  const row = prose && text.charCodeAt(first) === BAR;
  return {
    breaksBefore,
    breaksAfter,
    heading: title || part,
    // "Case 3: x ≥ 3" on a line of its own, or "Step 2:".
    announces:
      title ||
      (part &&
        (text.charCodeAt(last - 1) === COLON ||
          (breaksAfter > 0 && last - first <= PART_LINE && !isEnder(text.charCodeAt(last - 1))))),
    inside: !prose || goesOn || (row && previous.row) || opensFormula(text, first),
    item,
    leads: prose && breaksAfter > 0 && isColon(text.charCodeAt(last - 1)),
    listed: item && (previous.listed || (newItem && previous.leads)),
    row,
  };
}

function isColon(c: number): boolean {
  return c === COLON || c === WIDE_COLON;
}

/** `$$`, `\[`: a formula goes on with the sentence before it. */
function opensFormula(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  return (c === DOLLAR && next === DOLLAR) || (c === BACKSLASH && next === 0x5b);
}

/** "Step 2", "Case 1:", "**Part 3**" and the like. */
function isPart(text: string, start: number, end: number): boolean {
  let from = start;
  while (from < end && (text.charCodeAt(from) === 0x2a || text.charCodeAt(from) === 0x23)) from++;
  const head = text.slice(from, Math.min(end, from + 12)).toLowerCase();
  const word = PARTS.find((part) => head.startsWith(`${part} `));
  return word !== undefined && isDigit(head.charCodeAt(word.length + 1));
}
