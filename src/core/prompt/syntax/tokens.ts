import type { Parser } from '@lezer/common';
import { parser as cpp } from '@lezer/cpp';
import { parser as go } from '@lezer/go';
import { parser as java } from '@lezer/java';
import { parser as php } from '@lezer/php';
import { parser as rust } from '@lezer/rust';
import type { TextRange } from '../model';
import { parseBounded } from './parse';
import { stretchesOf, type Stretch } from './stretches';

/**
 * Which grammar finds the strings and comments of a language; `csharp`, `swift`, `scan` and `hash` (comments begin with `#`) have
 * none of their own.
 */
export type CurlyGrammar =
  'java' | 'go' | 'rust' | 'cpp' | 'php' | 'csharp' | 'swift' | 'scan' | 'hash';

export interface Token extends TextRange {
  readonly kind: 'name' | 'number' | 'string' | 'open' | 'close' | 'sign';
  readonly text: string;
  /** The text of a here document, whose word this is. */
  readonly body?: TextRange;
}

const PARSERS: Readonly<Partial<Record<CurlyGrammar, Parser>>> = { java, go, rust, cpp, php };

const STRING =
  /^(?:\w*String|StringLiteral|TextBlock|Heredoc\w*|RawString|CharLiteral|CharacterLiteral|Char|InterpolatedString|HeredocString)$/;

/** The tokens of a document and the work done to find them. */
export function tokensOf(
  text: string,
  grammar: CurlyGrammar,
): { tokens: readonly Token[]; steps: number } {
  const parser = PARSERS[grammar];
  if (parser === undefined)
    return { tokens: scan(text, stretchesOf(text, grammar === 'hash')), steps: text.length };
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

const WORD = /[\p{L}_$@][\p{L}\p{N}_$]*/uy;
const NUMBER = /\d[\w.]*/y;
const SIGN = /->|\|>|=>|::|\?\.|:=|\+=|==|!=|<=|>=|&&|\|\||\?\?|!!|<>|[^\s\w]/y;

function scan(text: string, stretches: readonly Stretch[]): readonly Token[] {
  const tokens: Token[] = [];
  let next = 0;
  for (let i = 0; i < text.length;) {
    const stretch = stretches[next];
    if (stretch !== undefined && stretch.start <= i) {
      next++;
      if (stretch.end <= i) continue;
      const { end, body } = stretch;
      const document = body === undefined ? {} : { body };
      if (stretch.string) tokens.push({ kind: 'string', text: '', start: i, end, ...document });
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
