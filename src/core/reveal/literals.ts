/** A JSON string literal of a text with what it says. */
export interface Literal {
  /** Name of the property that holds it (the nearest one for items of an array); '' at the top. */
  readonly key: string;
  /** Offset of the first character after the opening quote. */
  readonly start: number;
  readonly value: string;
  /** Offsets into `value` where an escape stands, each with the length of its source beyond one character. */
  readonly escapes: readonly { readonly at: number; readonly extra: number }[];
}

const SHORT: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * The string values of JSON text in order, property names left out. It never throws and needs no whole document: a
 * line of NDJSON, an SSE stream and a cut-off record are read alike.
 */
export function* stringLiterals(text: string): Generator<Literal> {
  let key = '';
  let at = text.indexOf('"');
  while (at >= 0) {
    const literal = readLiteral(text, at + 1, key);
    const close = literal.start + sourceLength(literal, literal.value.length);
    const next = skipSpace(text, close + 1);
    if (text[next] === ':') key = literal.value;
    else yield literal;
    at = text.indexOf('"', close + 1);
  }
}

/** Where character `offset` of the literal's value stands in the text. */
export function sourceOffset(literal: Literal, offset: number): number {
  return literal.start + sourceLength(literal, offset);
}

function sourceLength({ escapes }: Literal, offset: number): number {
  // Binary search for the number of escapes before `offset`; `extra` is cumulated.
  let low = 0;
  let high = escapes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (escapes[middle]!.at < offset) low = middle + 1;
    else high = middle;
  }
  return offset + (low === 0 ? 0 : escapes[low - 1]!.extra);
}

function readLiteral(text: string, start: number, key: string): Literal {
  const escapes: { at: number; extra: number }[] = [];
  const parts: string[] = [];
  let length = 0;
  let extra = 0;
  let from = start;
  let i = start;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) break;
    if (code !== 0x5c) continue;
    parts.push(text.slice(from, i));
    length += i - from;
    const letter = text[i + 1] ?? '';
    const hex = letter === 'u' ? /^[0-9a-fA-F]{4}/.exec(text.slice(i + 2, i + 6)) : null;
    parts.push(hex ? String.fromCharCode(parseInt(hex[0], 16)) : (SHORT[letter] ?? letter));
    const width = hex ? 6 : 2;
    extra += width - 1;
    escapes.push({ at: length, extra });
    length += 1;
    i += width - 1;
    from = i + 1;
  }
  parts.push(text.slice(from, Math.min(i, text.length)));
  return { key, start, value: parts.join(''), escapes };
}

function skipSpace(text: string, at: number): number {
  let i = at;
  while (i < text.length && ' \t\r\n'.includes(text[i]!)) i++;
  return i;
}
