import type { Parser } from '@lezer/common';
import { parser as cpp } from '@lezer/cpp';
import { parser as go } from '@lezer/go';
import { parser as java } from '@lezer/java';
import { parser as php } from '@lezer/php';
import { parser as rust } from '@lezer/rust';
import type { TextRange } from '../model';
import { parseBounded } from './parse';

/** Which grammar finds the strings and comments of a language; `scan` and `hash` (comments begin with `#`) have none of their own. */
export type CurlyGrammar = 'java' | 'go' | 'rust' | 'cpp' | 'php' | 'scan' | 'hash';

export interface Token extends TextRange {
  readonly kind: 'name' | 'number' | 'string' | 'open' | 'close' | 'sign';
  readonly text: string;
}

const PARSERS: Readonly<Partial<Record<CurlyGrammar, Parser>>> = { java, go, rust, cpp, php };

const STRING =
  /^(?:\w*String|StringLiteral|TextBlock|Heredoc\w*|RawString|CharLiteral|CharacterLiteral|Char|InterpolatedString|HeredocString)$/;

interface Stretch extends TextRange {
  readonly string: boolean;
}

/** The tokens of a document and the work done to find them. */
export function tokensOf(
  text: string,
  grammar: CurlyGrammar,
): { tokens: readonly Token[]; steps: number } {
  const parser = PARSERS[grammar];
  if (parser === undefined)
    return { tokens: scan(text, scanned(text, grammar === 'hash')), steps: text.length };
  const stretches: Stretch[] = [];
  const { tree, steps } = parseBounded(parser, text);
  tree.iterate({
    enter: ({ name, from, to }) => {
      if (name.endsWith('Comment')) stretches.push({ start: from, end: to, string: false });
      else if (STRING.test(name)) stretches.push({ start: from, end: to, string: true });
      else return true;
      return false;
    },
  });
  return { tokens: scan(text, stretches), steps };
}

/** Where a literal without a grammar ends, and the sign that ends it. */
function literalEnd(text: string, at: number): number {
  const quote = text[at]!;
  const triple = quote.repeat(3);
  if (text.startsWith(triple, at) && quote !== '`') {
    const end = text.indexOf(triple, at + 3);
    return end < 0 ? text.length : end + 3;
  }
  const verbatim = text[at - 1] === '@' || (text[at - 1] === '$' && text[at - 2] === '@');
  for (let i = at + 1; i < text.length; i++) {
    const c = text[i];
    if (c === '\\' && !verbatim) i++;
    else if (c === quote) {
      if (verbatim && text[i + 1] === quote) i++;
      else return i + 1;
    } else if (c === '\n' && quote === "'") return i;
  }
  return text.length;
}

const HEREDOC = /<<[~-]?['"]?([A-Z_]{2,40})['"]?/y;

/** Strings and comments by their quotes: `//`, C's comments, `#` where the language has them, here documents. */
function scanned(text: string, hash: boolean): readonly Stretch[] {
  const found: Stretch[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    const next = text[i + 1];
    let end = -1;
    if (c === '"' || c === "'" || c === '`') {
      end = literalEnd(text, i);
      found.push({ start: i, end, string: true });
    } else if ((hash && c === '#') || (!hash && c === '/' && next === '/')) {
      end = text.indexOf('\n', i);
      if (end < 0) end = text.length;
    } else if (!hash && c === '/' && next === '*') {
      end = text.indexOf('*/', i + 2);
      end = end < 0 ? text.length : end + 2;
    } else if (hash && c === '<' && next === '<') {
      HEREDOC.lastIndex = i;
      const word = HEREDOC.exec(text)?.[1];
      if (word === undefined) continue;
      const from = text.indexOf('\n', i);
      const close = new RegExp(`^[ \\t]{0,200}${word}\\b`, 'm').exec(
        text.slice(from + 1, from + 200_000),
      );
      if (from < 0 || close === null) continue;
      end = from + 1 + close.index + close[0].length;
      found.push({ start: i, end, string: true });
    }
    if (end >= 0) i = Math.max(i, end - 1);
  }
  return found;
}

const WORD = /[\p{L}_$@][\p{L}\p{N}_$]*/uy;
const NUMBER = /\d[\w.]*/y;
const SIGN = /->|=>|::|\?\.|:=|\+=|==|!=|<=|>=|&&|\|\||\?\?|!!|<>|[^\s\w]/y;

function scan(text: string, stretches: readonly Stretch[]): readonly Token[] {
  const tokens: Token[] = [];
  let next = 0;
  for (let i = 0; i < text.length;) {
    const stretch = stretches[next];
    if (stretch !== undefined && stretch.start <= i) {
      next++;
      if (stretch.end <= i) continue;
      if (stretch.string) tokens.push({ kind: 'string', text: '', start: i, end: stretch.end });
      i = stretch.end;
      continue;
    }
    const code = text.charCodeAt(i);
    if (code === 32 || (code >= 9 && code <= 13)) {
      i++;
      continue;
    }
    const word = match(WORD, text, i);
    const found = word ?? match(NUMBER, text, i) ?? match(SIGN, text, i) ?? text[i]!;
    const end = Math.min(i + found.length, stretch?.start ?? Infinity);
    const own = text.slice(i, end);
    if (/^[$@]{1,2}$/.test(own) && stretches[next]?.start === end) {
      // The mark of a string: C#'s `$"..."` and `@"..."`.
      i = end;
      continue;
    }
    const kind =
      word !== null
        ? 'name'
        : /^\d/.test(own)
          ? 'number'
          : /^[([{]$/.test(own)
            ? 'open'
            : /^[)\]}]$/.test(own)
              ? 'close'
              : 'sign';
    tokens.push({ kind, text: own, start: i, end });
    i = end;
  }
  return tokens;
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
