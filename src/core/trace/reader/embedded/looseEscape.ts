/** Characters that one letter stands for. */
const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\u0007',
  '0': '\0',
};

/** What an escape stands for at its backslash, and how long it is. */
export function escapeAt(
  text: string,
  at: number,
): { readonly text: string; readonly length: number } {
  const c = text[at + 1];
  if (c === undefined) return { text: '', length: 1 };
  const point = c === 'u' ? /^\{([0-9a-fA-F]{1,6})\}/.exec(text.slice(at + 2, at + 10)) : null;
  if (point !== null && Number.parseInt(point[1] ?? '', 16) <= 0x10ffff) {
    const code = Number.parseInt(point[1] ?? '', 16);
    return { text: String.fromCodePoint(code), length: 2 + point[0].length };
  }
  const digits = c === 'x' ? 2 : c === 'u' ? 4 : c === 'U' ? 8 : 0;
  const hex = text.slice(at + 2, at + 2 + digits);
  if (digits > 0) {
    if (hex.length < digits) return { text: '', length: 2 + hex.length };
    const code = /^[0-9a-fA-F]+$/.test(hex) ? Number.parseInt(hex, 16) : -1;
    if (code < 0 || code > 0x10ffff) return { text: `\\${c}`, length: 2 };
    return {
      text: digits < 8 ? String.fromCharCode(code) : String.fromCodePoint(code),
      length: 2 + digits,
    };
  }
  if (c === '\n') return { text: '', length: 2 };
  // An escape that is not known: JSON's `\/`, `\"` and `\\` are the character itself, Python keeps the backslash.
  const plain = /[\\/"'`]/.test(c) ? c : `\\${c}`;
  return { text: SIMPLE[c] ?? plain, length: 2 };
}
