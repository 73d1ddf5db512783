import { countFigure, say, type Sentence } from '../../model/sentence';
import { MAX_DEPTH } from './bounds';
import { nestsTooDeep } from './scanJson';
import type { ProblemCode } from '../../model/problem';
import { reasonOf } from '../../text/errors';

/** Bytes to text: a byte order mark is dropped, bytes that are not UTF-8 become U+FFFD. */
const utf8 = new TextDecoder('utf-8');

export function decode(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

export type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: ProblemCode; readonly message: Sentence };

/** What a JSON value may begin with. Text that cannot be JSON is told without the parser, whose errors are dear. */
const CAN_BEGIN: ReadonlySet<number> = new Set(new TextEncoder().encode('{["-0123456789tfn'));

/** Parses the bytes of one JSON value within the depth bound. */
export function parseJson(bytes: Uint8Array): Parsed {
  if (nestsTooDeep(bytes)) {
    return {
      ok: false,
      code: 'too-large',
      message: say('Nested deeper than {0} levels.', countFigure(MAX_DEPTH)),
    };
  }
  if (!CAN_BEGIN.has(bytes[trimBytes(bytes).start] ?? 0)) {
    return {
      ok: false,
      code: 'malformed',
      message: say('Not JSON: it begins with no JSON value.'),
    };
  }
  try {
    return { ok: true, value: JSON.parse(decode(bytes)) as unknown };
  } catch (error) {
    return { ok: false, code: 'malformed', message: describe(error) };
  }
}

/** A parser's message without the passage of the file that some engines quote in it. */
function describe(error: unknown): Sentence {
  const message = reasonOf(error);
  const quoted = message.search(/, (?:\.\.\.)?"/);
  return say('Not JSON: {0}', quoted > 0 ? message.slice(0, quoted) : message.slice(0, 120));
}

/** Joins pieces that came in chunks; one piece is given back as it is. */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const [first] = pieces;
  if (pieces.length === 1 && first !== undefined) return first;
  const joined = new Uint8Array(pieces.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

/** The part of [start, end) without white space, NULs and a byte order mark at either end. */
export function trimBytes(bytes: Uint8Array): { readonly start: number; readonly end: number } {
  let start = 0;
  let end = bytes.length;
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) start = 3;
  while (start < end && bytes[start]! <= 0x20) start += 1;
  while (end > start && bytes[end - 1]! <= 0x20) end -= 1;
  return { start, end };
}
