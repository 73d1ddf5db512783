/** How backslashes are read: as the language's strings do, as Python's bytes do, or not at all. */
export type Escapes = 'javascript' | 'python' | 'bytes' | 'raw';

interface Rules {
  readonly simple: Readonly<Record<string, string>>;
  /** A character by its code, in the first group that takes part. */
  readonly hex: RegExp;
}

const COMMON = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};
const PYTHON = { ...COMMON, a: '\x07' };

const RULES: Readonly<Record<Exclude<Escapes, 'raw'>, Rules>> = {
  javascript: {
    simple: { ...COMMON, '0': '\0' },
    hex: /x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{([\da-fA-F]{1,6})\}/y,
  },
  python: {
    simple: PYTHON,
    hex: /x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})/y,
  },
  bytes: { simple: PYTHON, hex: /x([\da-fA-F]{2})/y },
};

const OCTAL = /[0-7]{1,3}/y;
/** `\N{BULLET}`: the names of all characters are not at hand, so it stays as written, braces and all. */
const NAMED = /N\{[\w -]{1,100}\}/y;

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const character = (code: number): string =>
  code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';

/** The text an escape stands for and where the escape ends; `at` is after the backslash. */
export function unescape(
  text: string,
  at: number,
  escapes: Escapes,
): { readonly value: string; readonly end: number } {
  const c = text[at] ?? '';
  const backslash = { value: '\\', end: at };
  // A brace may open an expression even after a backslash (`rf"\{x}"`).
  if (escapes === 'raw') return /[{}]/.test(c) ? backslash : { value: `\\${c}`, end: at + 1 };
  if (c === '\r' && text[at + 1] === '\n') return { value: '', end: at + 2 };
  const { simple, hex } = RULES[escapes];
  const known = simple[c];
  if (known !== undefined) return { value: known, end: at + 1 };
  const coded = match(hex, text, at);
  if (coded !== null) {
    const digits = coded[1] ?? coded[2] ?? coded[3] ?? '';
    return { value: character(parseInt(digits, 16)), end: at + coded[0].length };
  }
  if (escapes === 'javascript') return { value: c, end: at + 1 };
  const octal = match(OCTAL, text, at)?.[0];
  if (octal !== undefined) return { value: character(parseInt(octal, 8)), end: at + octal.length };
  const named = escapes === 'python' ? match(NAMED, text, at)?.[0] : undefined;
  if (named !== undefined) return { value: `\\${named}`, end: at + named.length };
  // Python keeps the backslash of an escape it does not know.
  return backslash;
}
