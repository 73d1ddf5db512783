import {
  BACKSLASH,
  COLON,
  DOLLAR,
  isCjk,
  isCjkEnder,
  isCloser,
  isEnder,
  isLower,
  isSpace,
  isUpper,
  NEWLINE,
  STOPS_SCAN,
} from './characters';
import { BAR, isFence, isHeading, isTableRule, LINE_LOOKAHEAD, startsBlock } from './line';
import { endsSentence } from './sentence';

/** Longest span in UTF-16 units: what has no sentence end (a minified line, a runaway loop) is cut here. */
export const MAX_SPAN = 1200;

/** What a span may start inside of: prose, a code fence, or display math. */
export type Mode = 'prose' | 'fence' | 'math';

/** The span that starts at the given place ends at `end`; the next one starts in `mode`. */
export interface SpanEnd {
  readonly end: number;
  readonly mode: Mode;
  /** The span is code inside a fence. */
  readonly fenced: boolean;
}

/**
 * Finds where the span (sentence, list item, heading, table row, formula, piece of code) starting at `start` ends:
 * UTF-16 offset, trailing white space included. `null` when the text must grow before that can be said, which cannot
 * happen with `final`. Looks at no more than `MAX_SPAN` characters and a short look-ahead.
 */
export function spanEnd(text: string, start: number, mode: Mode, final: boolean): SpanEnd | null {
  return new Scan(text, start, mode, final).run();
}

/** All spans of a text, as end offsets. */
export function spanEnds(text: string): number[] {
  const ends: number[] = [];
  let mode: Mode = 'prose';
  for (let at = 0; at < text.length;) {
    const found = spanEnd(text, at, mode, true);
    if (found === null) throw new Error('a final text always has a next span');
    ends.push(found.end);
    at = found.end;
    mode = found.mode;
  }
  return ends;
}

function opensDisplay(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return text.charCodeAt(at) === DOLLAR ? next === DOLLAR : next === 0x5b;
}

const WAIT = 'wait';
/** What a look at one place says: an end there, go on at an offset, or wait for more text. */
type Look = SpanEnd | number | typeof WAIT;

class Scan {
  private readonly limit: number;
  private readonly known: number;
  private mode: Mode;
  private inTable = false;

  constructor(
    private readonly text: string,
    private readonly start: number,
    mode: Mode,
    private readonly final: boolean,
  ) {
    this.mode = mode;
    this.limit = Math.min(text.length, start + MAX_SPAN);
    this.known = final ? Infinity : text.length - LINE_LOOKAHEAD;
  }

  run(): SpanEnd | null {
    const { text, limit } = this;
    let i = this.start;
    while (i < limit && isSpace(text.charCodeAt(i))) i++;
    if (this.mode === 'prose' && isFence(text, i)) {
      this.mode = 'fence';
      i += 3;
    }
    this.inTable = text.charCodeAt(i) === BAR;
    while (i < limit) {
      const c = text.charCodeAt(i);
      if (c < 128 ? STOPS_SCAN[c] === 0 : c < 0x2026 || !isEnder(c)) {
        i++;
        continue;
      }
      const look = this.look(i, c);
      if (look === WAIT) return null;
      if (typeof look !== 'number') return look;
      i = look;
    }
    if (limit < text.length) return this.cut();
    return this.final ? this.endAt(limit, this.mode) : null;
  }

  private endAt(end: number, mode: Mode): SpanEnd {
    return { end, mode, fenced: this.mode === 'fence' };
  }

  private look(i: number, c: number): Look {
    if (c === NEWLINE) return this.newline(i);
    if (c === BACKSLASH || c === DOLLAR) return this.mathMark(i, c);
    return this.mode === 'prose' && !this.inTable ? this.ender(i) : i + 1;
  }

  /** `\[`, `\]`, `$$` and environments switch display math on and off. */
  private mathMark(i: number, c: number): Look {
    if (this.mode === 'fence') return i + 1;
    const next = this.text.charCodeAt(i + 1);
    if (c === DOLLAR) {
      if (next !== DOLLAR) return i + 1;
      this.mode = this.mode === 'math' ? 'prose' : 'math';
      return i + 2;
    }
    if (next === 0x5b) this.mode = 'math';
    else if (next === 0x5d) this.mode = 'prose';
    return i + 2;
  }

  private newline(i: number): Look {
    const { text, limit } = this;
    let newlines = 1;
    let next = i + 1;
    let lineStart = next;
    for (; next < limit && isSpace(text.charCodeAt(next)); next++) {
      if (text.charCodeAt(next) !== NEWLINE) continue;
      newlines++;
      lineStart = next + 1;
    }
    if (next >= this.known && !(next === limit && limit < text.length)) {
      if (!this.final) return WAIT;
    }
    if (this.mode === 'fence') return this.inFence(i, next, newlines);
    // A blank line cannot occur inside display math: an opener without its closer ends here.
    if (newlines > 1) return this.endAt(next, 'prose');
    if (this.mode === 'math') return next;
    return next < text.length && this.breaksLine(i, next, lineStart)
      ? this.endAt(next, 'prose')
      : next;
  }

  /** Code is cut at blank lines and after the closing fence. */
  private inFence(i: number, next: number, newlines: number): Look {
    const from = i - this.lineLength(i);
    let first = from;
    while (first < i && isSpace(this.text.charCodeAt(first))) first++;
    const closes = from > this.start && isFence(this.text, first);
    if (closes) return this.endAt(next, 'prose');
    if (newlines > 1 && !isFence(this.text, next)) return this.endAt(next, 'fence');
    return next;
  }

  private lineLength(i: number): number {
    return i - Math.max(this.start, this.text.lastIndexOf('\n', i - 1) + 1);
  }

  /** Whether a single line break at `i` ends the span, the next line's text starting at `next`. */
  private breaksLine(i: number, next: number, lineStart: number): boolean {
    const { text, start } = this;
    let last = i;
    while (last > start && isSpace(text.charCodeAt(last - 1))) last--;
    if (last === start) return false;
    if (this.inTable && isTableRule(text, next)) return false;
    if (startsBlock(text, next) || isHeading(text, start, last)) return true;
    const before = text.charCodeAt(last - 1);
    const after = text.charCodeAt(next);
    if (after === BACKSLASH || after === DOLLAR) {
      // "Solve for x:" and the formula are two sentences; other formulas go on with theirs.
      return before === COLON && opensDisplay(text, next);
    }
    if (isEnder(before) || isCjk(after)) return true;
    // An indented line goes on with the item above it.
    if (next > lineStart && before !== COLON && before !== 0x5d && before !== 0x2a) return false;
    if (before === COLON) return isUpper(after) || (after >= 0x30 && after <= 0x39);
    return (
      isUpper(after) &&
      (before > 0x40 ||
        before === DOLLAR ||
        before === 0x29 ||
        before === 0x2a ||
        // "so A = 11" and "From the second line ...": a word, not the next line of a formula.
        isLower(text.charCodeAt(next + 1)))
    );
  }

  private ender(i: number): Look {
    const { text, limit } = this;
    let last = i;
    let at = i + 1;
    for (; at < limit; at++) {
      const c = text.charCodeAt(at);
      if (isEnder(c)) last = at;
      else if (!isCloser(c)) break;
    }
    if (at >= this.known && at < limit + 1 && !this.final && limit === text.length) return WAIT;
    if (at >= limit) return at;
    const c = text.charCodeAt(at);
    const ender = text.charCodeAt(last);
    if (!isSpace(c)) return isCjkEnder(ender) ? this.endAt(at, 'prose') : last + 1;
    let next = at;
    while (next < limit && isSpace(text.charCodeAt(next))) {
      if (text.charCodeAt(next) === NEWLINE) return next;
      next++;
    }
    if (next >= this.known && limit === text.length && !this.final) return WAIT;
    if (next >= limit) return next;
    if (isCjkEnder(ender) || endsSentence(text, this.start, last, next)) {
      return this.endAt(next, 'prose');
    }
    return next;
  }

  /** No end within `MAX_SPAN`: cut after the last blank of the second half, else between two characters. */
  private cut(): SpanEnd {
    const { text, start, limit } = this;
    for (let i = limit; i > start + MAX_SPAN / 2; i--) {
      const c = text.charCodeAt(i - 1);
      if (this.mode === 'prose' ? isSpace(c) || c === 0xff0c || c === 0x3001 : c === NEWLINE) {
        return this.endAt(i, this.mode);
      }
    }
    const splitsPair = (text.charCodeAt(limit) & 0xfc00) === 0xdc00;
    return this.endAt(splitsPair ? limit - 1 : limit, this.mode);
  }
}
