import { unescape, type Escapes } from './escapes';
import type { TextRange } from './model';

/** A stretch of a string literal: text as the program sees it, or an expression filled in at run time. */
export type StringPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'hole';
      readonly text: string;
      /** Offset of the expression. */
      readonly at: number;
    };

/** A token of Python, JavaScript or JSON. Comments and white space are left out. */
export interface Token extends TextRange {
  readonly kind: 'name' | 'number' | 'string' | 'open' | 'close' | 'sign';
  /** As written; for strings use `parts`. */
  readonly text: string;
  /** Of a string. */
  readonly parts: readonly StringPart[];
}

export type Syntax = 'javascript' | 'python';

const NAME = /[\p{L}\p{Nl}_$][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}_$]*/uy;
const NUMBER = /\d[\w.]*/y;
const BLANK = /\s+/y;
const SIGN = /=>|\+=|===?|!==?|<=|>=|\*\*|\/\/|->|:=|\.\.\.|\?\?|\?\.|&&|\|\||[^\s]/y;
const PYTHON_STRING = /(?:[rbuft]{0,2})("""|'''|"|')/iy;

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

interface StringShape {
  /** Offset after the opening quote. */
  readonly body: number;
  readonly quote: string;
  readonly escapes: Escapes;
  /** What opens an expression, null where the string has none. */
  readonly hole: '${' | '{' | null;
  readonly multiline: boolean;
}

/** Longest expression inside a string that is looked for; keeps unclosed braces linear. */
const MAX_HOLE = 2_000;

/** Where the expression that starts at `at` ends: the closing brace at its own depth, quotes skipped. */
function holeEnd(text: string, at: number): number {
  const piece = text.slice(at, at + MAX_HOLE);
  let depth = 0;
  for (let i = 0; i < piece.length; i++) {
    const c = piece[i]!;
    if (c === '"' || c === "'" || c === '`') {
      const close = piece.indexOf(c, i + 1);
      if (close > 0) i = close;
    } else if (c === '{' || c === '(' || c === '[') depth++;
    else if (c === '}' && depth === 0) return at + i;
    else if (c === '}' || c === ')' || c === ']') depth--;
  }
  return at + piece.length;
}

function readString(text: string, start: number, shape: StringShape): Token {
  const parts: StringPart[] = [];
  let plain = '';
  let i = shape.body;
  const flush = (): void => {
    if (plain !== '') parts.push({ kind: 'text', text: plain });
    plain = '';
  };
  while (i < text.length) {
    const c = text[i]!;
    if (text.startsWith(shape.quote, i)) {
      flush();
      return token('string', text, start, i + shape.quote.length, parts);
    }
    if (!shape.multiline && c === '\n') break;
    if (c === '\\') {
      const escaped = unescape(text, i + 1, shape.escapes);
      plain += escaped.value;
      i = escaped.end;
    } else if (shape.hole === '{' && (c === '{' || c === '}') && text[i + 1] === c) {
      plain += c;
      i += 2;
    } else if (shape.hole !== null && text.startsWith(shape.hole, i)) {
      flush();
      const from = i + shape.hole.length;
      const end = holeEnd(text, from);
      parts.push({ kind: 'hole', text: text.slice(from, end).trim(), at: from });
      i = end + 1;
    } else {
      plain += c;
      i++;
    }
  }
  flush();
  return token('string', text, start, i, parts);
}

function token(
  kind: Token['kind'],
  text: string,
  start: number,
  end: number,
  parts: readonly StringPart[] = [],
): Token {
  return { kind, text: kind === 'string' ? '' : text.slice(start, end), start, end, parts };
}

/** Whether a slash after this token starts a regular expression rather than a division. */
function startsRegex(before: Token | undefined): boolean {
  if (before === undefined || before.kind === 'open') return true;
  if (before.kind === 'name') return /^(?:return|typeof|case|in|of|delete|void)$/.test(before.text);
  return before.kind === 'sign';
}

const REGEX = /\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n]){0,200}\]|[^/\\[\n]){1,500}\/[a-z]*/y;

const isRawTag = (before: readonly Token[]): boolean =>
  before
    .slice(-3)
    .map((t) => t.text)
    .join('') === 'String.raw';

function stringShape(
  text: string,
  at: number,
  syntax: Syntax,
  before: readonly Token[],
): StringShape | null {
  if (syntax === 'javascript') {
    const quote = text[at];
    if (quote !== '"' && quote !== "'" && quote !== '`') return null;
    const template = quote === '`';
    return {
      body: at + 1,
      quote,
      escapes: template && isRawTag(before) ? 'raw' : 'javascript',
      hole: template ? '${' : null,
      multiline: template,
    };
  }
  const opening = match(PYTHON_STRING, text, at);
  if (opening === null) return null;
  const prefix = opening.replace(/["']+$/, '').toLowerCase();
  const quote = opening.slice(prefix.length);
  return {
    body: at + opening.length,
    quote,
    escapes: prefix.includes('r') ? 'raw' : prefix.includes('b') ? 'bytes' : 'python',
    hole: prefix.includes('f') || prefix.includes('t') ? '{' : null,
    multiline: quote.length === 3,
  };
}

/** Offset after a comment that starts at `at`, or `at` itself. */
function skipComment(text: string, at: number, syntax: Syntax): number {
  const line = syntax === 'python' ? text[at] === '#' : text.startsWith('//', at);
  const block = syntax === 'javascript' && text.startsWith('/*', at);
  if (!line && !block) return at;
  const end = text.indexOf(line ? '\n' : '*/', at + 1);
  return end < 0 ? text.length : end + (line ? 0 : 2);
}

/**
 * The tokens of Python or JavaScript (JSON is read as JavaScript), in one linear pass. Never fails: an unclosed string ends at the end of
 * its line, a character that fits nowhere is a sign.
 */
export function tokenise(text: string, syntax: Syntax): readonly Token[] {
  const tokens: Token[] = [];
  let i = 0;
  while (i < text.length) {
    const blank = match(BLANK, text, i);
    if (blank !== null) {
      i += blank.length;
      continue;
    }
    const afterComment = skipComment(text, i, syntax);
    if (afterComment > i) {
      i = afterComment;
      continue;
    }
    const next = nextToken(text, i, syntax, tokens);
    tokens.push(next);
    i = next.end;
  }
  return tokens;
}

function nextToken(text: string, at: number, syntax: Syntax, before: readonly Token[]): Token {
  const shape = stringShape(text, at, syntax, before);
  if (shape !== null) return readString(text, at, shape);
  const c = text[at]!;
  if ('([{'.includes(c)) return token('open', text, at, at + 1);
  if (')]}'.includes(c)) return token('close', text, at, at + 1);
  const name = match(NAME, text, at);
  if (name !== null) return token('name', text, at, at + name.length);
  const number = match(NUMBER, text, at);
  if (number !== null) return token('number', text, at, at + number.length);
  if (c === '/' && syntax === 'javascript' && startsRegex(before.at(-1))) {
    const regex = match(REGEX, text, at);
    if (regex !== null) return token('sign', text, at, at + regex.length);
  }
  return token('sign', text, at, at + (match(SIGN, text, at)?.length ?? 1));
}
