import { cooked, outdented, textPart } from './literals';
import type { CurlyGrammar } from './tokens';
import type { StringPart, StringValue } from './value';

/** Expressions in a string: `{x}` of C#, `${x}` of Kotlin and PHP, `#{x}` of Ruby, `\(x)` of Swift. */
const HOLES: Readonly<Record<string, RegExp>> = {
  braces: /\{([^{}\n]{1,200})\}/g,
  dollar:
    /\$\{([^{}\n]{1,200}(?:\{[^{}\n]{0,100}\}[^{}\n]{0,100})?)\}|\{\$([^{}\n]{1,200})\}|\$([A-Za-z_]\w{0,60})/g,
  hash: /#\{([^{}\n]{1,200}(?:\{[^{}\n]{0,100}\}[^{}\n]{0,100})?)\}/g,
  swift: /\\\(([^()\n]{1,200}(?:\([^()\n]{0,100}\)[^()\n]{0,100}){0,3})\)/g,
};

const OPENING = /^([A-Za-z@$]{0,3})(#{0,5})("""|'''|"|'|`)/;

/** The string of a token: its quotes, escapes and expressions are those of the language. */
export function quotedString(
  text: string,
  start: number,
  end: number,
  grammar: CurlyGrammar,
): StringValue {
  const source = text.slice(start, end);
  const here = { start, end };
  if (source.startsWith('<<'))
    return { kind: 'string', parts: hereDocument(source, grammar), ...here };
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
    (quote === '"""' && grammar !== 'java') ||
    (grammar === 'php' && quote === "'");
  const written = source.slice(from, to);
  // Rust leaves out the break behind a backslash and what the next line begins with.
  const body = grammar === 'rust' && !raw ? written.replace(/\\\r?\n[ \t]{0,200}/g, '') : written;
  const block = quote === '"""' ? outdented(body).replace(/\n[ \t]{0,200}$/, '') : body;
  const holes = holesOf(grammar, quote, marks);
  return { kind: 'string', parts: partsOf(block, holes, raw), ...here };
}

/** `~s(...)` of Elixir, `%Q{...}` of Ruby: small letters of Ruby and capitals of Elixir have no expressions. */
function sigil(source: string): readonly StringPart[] {
  const raw = /^(?:~S|%q)/.test(source);
  const from = /^.[sSqQ]?./.exec(source)![0].length;
  const body = outdented(source.slice(from, -1));
  return partsOf(body, raw ? null : HOLES['hash']!, raw);
}

function holesOf(grammar: CurlyGrammar, quote: string, marks: string): RegExp | null {
  if (grammar === 'php') return quote === '"' ? HOLES['dollar']! : null;
  if (grammar === 'hash') return quote === "'" ? null : HOLES['hash']!;
  if (grammar !== 'scan') return null;
  if (marks.includes('$')) return HOLES['braces']!;
  return new RegExp(`${HOLES['dollar']!.source}|${HOLES['swift']!.source}`, 'g');
}

function partsOf(body: string, holes: RegExp | null, raw: boolean): readonly StringPart[] {
  const parts: StringPart[] = [];
  const escapes = raw ? null : 'javascript';
  const plain = (from: number, to: number) =>
    textPart(escapes === null ? body.slice(from, to) : cooked(body, from, to, escapes));
  let at = 0;
  for (const m of holes === null ? [] : body.matchAll(holes)) {
    const source = m.slice(1).find(Boolean) ?? '';
    parts.push(...plain(at, m.index), { kind: 'hole', source, value: null });
    at = m.index + m[0].length;
  }
  parts.push(...plain(at, body.length));
  return parts;
}

function hereDocument(source: string, grammar: CurlyGrammar): readonly StringPart[] {
  const first = source.indexOf('\n');
  const last = source.lastIndexOf('\n');
  const body = outdented(source.slice(first + 1, Math.max(first + 1, last)));
  return partsOf(body, HOLES[grammar === 'php' ? 'dollar' : 'hash']!, true);
}
