import { cooked, outdented, textPart } from './literals';
import type { CurlyGrammar, Token } from './tokens';
import type { StringPart, StringValue } from './value';

/** Expressions in a string: `{x}` of C#, or `{{x}}` with two marks, `${x}` of Kotlin and PHP, `#{x}` of Ruby, `\\(x)` of Swift. */
const HOLES: Readonly<Record<string, RegExp>> = {
  braces: /\{\{|\}\}|\{([^{}\n]{1,200})\}/g,
  doubled: /\{\{([^{}\n]{1,200})\}\}/g,
  dollar:
    /\$\{([^{}\n]{1,200}(?:\{[^{}\n]{0,100}\}[^{}\n]{0,100})?)\}|\{\$([^{}\n]{1,200})\}|\$([A-Za-z_]\w{0,60})/g,
  hash: /#\{([^{}\n]{1,200}(?:\{[^{}\n]{0,100}\}[^{}\n]{0,100})?)\}/g,
  swift: /\\\(([^()\n]{1,200}(?:\([^()\n]{0,100}\)[^()\n]{0,100}){0,3})\)/g,
};

/** What a backslash does in a string: nothing, all that it does in most languages, or only before itself and a quote. */
type Backslash = 'text' | 'escapes' | 'quotes';

const OPENING = /^([A-Za-z@$]{0,3})(#{0,5})("""|'''|"|'|`)/;

/** The string of a token: its quotes, escapes and expressions are those of the language. */
export function quotedString(text: string, token: Token, grammar: CurlyGrammar): StringValue {
  const { start, end, body } = token;
  const source = text.slice(start, end);
  if (body !== undefined) {
    const parts = hereDocument(source, text.slice(body.start, body.end));
    return { kind: 'string', parts, start, end: body.end };
  }
  const here = { start, end };
  if (source.startsWith('<<')) return { kind: 'string', parts: documentOfPhp(source), ...here };
  if (/^[~%]/.test(source)) return { kind: 'string', parts: sigil(source), ...here };
  const [head = '"', prefix = '', hashes = '', quote = '"'] = OPENING.exec(source) ?? [];
  const tail = quote.length + hashes.length;
  const closes = source.length >= head.length + tail;
  let from = head.length;
  let to = closes ? source.length - tail : source.length;
  const rawCpp = grammar === 'cpp' && prefix.endsWith('R');
  if (rawCpp) {
    from = source.indexOf('(') + 1;
    to = source.lastIndexOf(')');
  }
  const before = text.slice(Math.max(0, start - 2), start);
  const marks = prefix + (/[@$]{1,2}$/.exec(before)?.[0] ?? '');
  const raw =
    rawCpp ||
    quote === '`' ||
    /[rR@]/.test(marks) ||
    hashes !== '' ||
    (quote === '"""' && /^(?:scan|csharp)$/.test(grammar));
  const written = source.slice(from, to);
  // Rust leaves out the break behind a backslash and what the next line begins with.
  const lines = grammar === 'rust' && !raw ? written.replace(/\\\r?\n[ \t]{0,200}/g, '') : written;
  const block = quote === '"""' ? outdented(lines).replace(/\n[ \t]{0,200}$/, '') : lines;
  // C# writes a quote twice where a backslash is text.
  const plain = marks.includes('@') && quote === '"' ? block.replaceAll('""', '"') : block;
  const backslash = raw ? 'text' : grammar === 'php' && quote === "'" ? 'quotes' : 'escapes';
  return {
    kind: 'string',
    parts: partsOf(plain, holesOf(grammar, quote, marks), backslash),
    ...here,
  };
}

/** `~s(...)` of Elixir, `%Q{...}` of Ruby: small letters of Ruby and capitals of Elixir have no expressions. */
function sigil(source: string): readonly StringPart[] {
  const raw = /^(?:~S|%q)/.test(source);
  const from = /^.[sSqQ]?./.exec(source)![0].length;
  const body = outdented(source.slice(from, -1));
  return partsOf(body, raw ? null : HOLES['hash']!, raw ? 'text' : 'escapes');
}

function holesOf(grammar: CurlyGrammar, quote: string, marks: string): RegExp | null {
  if (grammar === 'php') return quote === '"' ? HOLES['dollar']! : null;
  if (grammar === 'hash') return quote === "'" ? null : HOLES['hash']!;
  if (grammar === 'swift') return HOLES['swift']!;
  if (grammar === 'csharp')
    return marks.includes('$$') ? HOLES['doubled']! : marks.includes('$') ? HOLES['braces']! : null;
  return grammar === 'scan' ? HOLES['dollar']! : null;
}

const COOKED: Readonly<Record<Backslash, (body: string, from: number, to: number) => string>> = {
  text: (body, from, to) => body.slice(from, to),
  escapes: (body, from, to) => cooked(body, from, to, 'javascript'),
  quotes: (body, from, to) => body.slice(from, to).replace(/\\([\\'])/g, '$1'),
};

/** Whether a sign is text because of the backslash before it. */
const isEscaped = (body: string, at: number): boolean =>
  /\\*$/.exec(body.slice(Math.max(0, at - 20), at))![0].length % 2 === 1;

function partsOf(body: string, holes: RegExp | null, backslash: Backslash): readonly StringPart[] {
  const parts: StringPart[] = [];
  const plain = (from: number, to: number) => textPart(COOKED[backslash](body, from, to));
  let at = 0;
  for (const m of holes === null ? [] : body.matchAll(holes)) {
    if (backslash === 'escapes' && isEscaped(body, m.index)) continue;
    const source = m.slice(1).find(Boolean);
    parts.push(...plain(at, m.index));
    // A brace that is text is written twice.
    if (source === undefined) parts.push(...textPart(m[0][0]!));
    else parts.push({ kind: 'hole', source, value: null });
    at = m.index + m[0].length;
  }
  parts.push(...plain(at, body.length));
  return parts;
}

/** The text of a here document of Ruby: only behind `<<~` do its lines begin where the first of them does. */
function hereDocument(word: string, lines: string): readonly StringPart[] {
  const written = lines.replace(/\r?\n$/, '');
  const body = word.startsWith('<<~') ? outdented(written) : written;
  return word.includes("'")
    ? partsOf(body, null, 'text')
    : partsOf(body, HOLES['hash']!, 'escapes');
}

/** A here document of PHP with its word and its end; a word in quotes has no expressions. */
function documentOfPhp(source: string): readonly StringPart[] {
  const first = source.indexOf('\n');
  const last = source.lastIndexOf('\n');
  const body = outdented(source.slice(first + 1, Math.max(first + 1, last)));
  return /^<<<[ \t]{0,20}'/.test(source)
    ? partsOf(body, null, 'text')
    : partsOf(body, HOLES['dollar']!, 'escapes');
}
