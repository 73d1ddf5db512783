import { decode } from './decode';

/**
 * The readable part of a JSON value that was cut off: open strings, arrays and objects are closed at the last place
 * that parses. `undefined` when nothing can be read.
 */
export function closeJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  for (const { end, closers } of cutPlaces(text)) {
    try {
      return JSON.parse(text.slice(0, end) + closers) as unknown;
    } catch {
      // Cut inside a number, a literal, an escape or after a key: the next place before it may parse.
      continue;
    }
  }
  return undefined;
}

interface CutPlace {
  readonly end: number;
  /** What closes everything open at `end`. */
  readonly closers: string;
}

const MAX_OPEN = 1_000;
const MAX_PLACES = 4;

/** The last places to cut, the latest first: the end of the text, and after brackets or before commas. */
function cutPlaces(text: string): readonly CutPlace[] {
  const open: string[] = [];
  const places: { readonly end: number; readonly open: readonly string[] }[] = [];
  const remember = (end: number) => {
    places.push({ end, open: open.slice() });
    if (places.length > MAX_PLACES) places.shift();
  };
  let stringStart = -1;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (stringStart >= 0) {
      if (c === '\\') i += 1;
      else if (c === '"') stringStart = -1;
    } else if (c === '"') {
      stringStart = i;
    } else if (c === '{' || c === '[') {
      open.push(c === '{' ? '}' : ']');
      if (open.length > MAX_OPEN) return [];
      remember(i + 1);
    } else if (c === '}' || c === ']') {
      open.pop();
      remember(i + 1);
    } else if (c === ',') {
      remember(i);
    }
  }
  if (stringStart < 0) remember(text.length);
  const closed = places.map((p) => ({ end: p.end, closers: closersOf(p.open) }));
  if (stringStart >= 0) {
    closed.push({ end: text.length - cutEscape(text), closers: `"${closersOf(open)}` });
  }
  return closed.reverse();
}

function closersOf(open: readonly string[]): string {
  return [...open].reverse().join('');
}

/** Length of an escape cut off at the end ("\u00"), which must go before the string can be closed. */
function cutEscape(text: string): number {
  const escape = /\\(?:u[0-9a-fA-F]{0,3})?$/.exec(text.slice(-6))?.[0];
  if (escape === undefined) return 0;
  let before = 0;
  while (text[text.length - escape.length - 1 - before] === '\\') before += 1;
  return before % 2 === 0 ? escape.length : 0;
}
