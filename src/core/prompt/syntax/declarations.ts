import type { CurlyGrammar, Token } from './tokens';

/** Tokens that are looked at to tell a declaration, its parameters and its body. */
const MAX_AHEAD = 400;
/** Tokens between the parameters of a function and its body: what it gives back, what it throws. */
const MAX_TYPE = 40;

/** Where the bracket that opens at a place is closed; -1 where that is too far away. */
export function closedAt(tokens: readonly Token[], at: number): number {
  let open = 0;
  for (let i = at; i < Math.min(tokens.length, at + MAX_AHEAD); i++) {
    const { kind } = tokens[i]!;
    if (kind === 'open') open++;
    if (kind === 'close' && --open === 0) return i;
  }
  return -1;
}

/** Signs before a word in which the beginning of its line is looked for. */
const MAX_BEFORE = 200;

/** White space before the first sign of the line around an offset, and whether what stands there is that sign; null where the line begins too far before it. */
function lineAt(text: string, offset: number): { indent: number; isFirst: boolean } | null {
  const before = text.slice(Math.max(0, offset - MAX_BEFORE), offset);
  const from = before.lastIndexOf('\n') + 1;
  if (from === 0 && offset > MAX_BEFORE) return null;
  const indent = /^[ \t]*/.exec(before.slice(from))![0].length;
  return { indent, isFirst: indent === before.length - from };
}

/** Where the `end` of each method of Ruby stands: first on its line, as far in as the line with the `def`. */
export function methodEnds(tokens: readonly Token[], text: string): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const open: { at: number; indent: number }[] = [];
  tokens.forEach((token, at) => {
    const opens = token.text === 'def' || token.text === 'defp';
    if (token.text !== 'end' && !opens) return;
    const line = lineAt(text, token.start);
    if (line === null || (token.text === 'end' && !line.isFirst)) return;
    const { indent } = line;
    while ((open.at(-1)?.indent ?? -1) > indent) open.pop();
    const last = open.at(-1)?.indent === indent ? open.pop() : undefined;
    if (opens) open.push({ at, indent });
    else if (last !== undefined) ends.set(last.at, at);
  });
  return ends;
}

/** The name of the object in front of a method's name in Go (`func (c *Client) Ask(`); null for all else. */
export function receiverBefore(
  tokens: readonly Token[],
  at: number,
  grammar: CurlyGrammar,
): string | null {
  if (grammar !== 'go' || tokens[at]?.text !== ')') return null;
  for (let i = at - 1; i > Math.max(0, at - MAX_TYPE); i--)
    if (tokens[i]!.text === '(') return tokens[i - 1]?.text === 'func' ? tokens[i + 1]!.text : null;
  return null;
}

/** The names of the parameters between two brackets. */
export function parameterNames(
  tokens: readonly Token[],
  [open, close]: readonly [number, number],
  grammar: CurlyGrammar,
): readonly string[] {
  const names: string[] = [];
  let depth = 0;
  let from = open + 1;
  for (let i = open + 1; i <= close; i++) {
    const { kind, text } = tokens[i]!;
    if (kind === 'open' || text === '<') depth++;
    else if (i < close && (kind === 'close' || text === '>')) depth--;
    else if ((text === ',' && depth === 0) || i === close) {
      const name = parameterName(tokens.slice(from, i), grammar);
      if (name !== null) names.push(name.replace(/^\$/, ''));
      from = i + 1;
    }
  }
  return names;
}

/** `name Type` of Go, `name: Type` of Rust and Kotlin, `Type name = value` of the others. */
function parameterName(tokens: readonly Token[], grammar: CurlyGrammar): string | null {
  const equals = tokens.findIndex((t) => t.text === '=');
  const own = equals < 0 ? tokens : tokens.slice(0, equals);
  const colon = own.findIndex((t) => t.text === ':');
  const token =
    grammar === 'go'
      ? own.find((t) => t.kind === 'name')
      : (colon < 0 ? own : own.slice(0, colon)).findLast((t) => t.kind === 'name');
  return token === undefined || token.text === 'self' ? null : token.text;
}

/** Where the body of a function begins behind its parameters: at a brace, or at the `=` or `=>` before its only value. */
export function bodyAt(tokens: readonly Token[], after: number): number | null {
  for (let i = after; i < Math.min(tokens.length, after + MAX_TYPE); i++) {
    const { text, kind } = tokens[i]!;
    if (text === '{' || text === '=>' || text === '=') return i;
    if (text === ';' || (kind === 'close' && text !== ')' && text !== ']')) return null;
  }
  return null;
}

/** What stands behind type arguments (`List<ChatMessage>`); null where none begin at a place. */
export function behindTypes(tokens: readonly Token[], at: number): number | null {
  let i = at;
  let open = 0;
  for (const stop = at + 30; i < stop; i++) {
    const token = tokens[i];
    if (token === undefined || (!/^[<>,?.[\]]$|^::$/.test(token.text) && token.kind !== 'name'))
      return null;
    if (token.text === '<') open++;
    if (token.text === '>' && --open === 0) break;
  }
  const after = tokens[i + 1]?.text ?? '';
  return open > 0 || !/^[({[]$|^::$/.test(after) ? null : i + 1;
}

/** What stands behind a pair of angle brackets with types; -1 where they are not closed nearby. */
export function behindAngles(tokens: readonly Token[], at: number): number {
  let open = 0;
  for (let i = at; i < Math.min(tokens.length, at + MAX_TYPE); i++) {
    const { text } = tokens[i]!;
    if (text === '<') open++;
    if (text === '>' && --open === 0) return i + 1;
    if (/^[;{}]$/.test(text)) return -1;
  }
  return -1;
}

/** What stands behind a bracket that is nested too deeply to be read. */
export function behindGroup(tokens: readonly Token[], from: number): number {
  let open = 0;
  for (let at = from; at < tokens.length; at++) {
    const { kind } = tokens[at]!;
    if (kind === 'open') open++;
    if (kind === 'close' && --open < 0) return at;
    if (open === 0) return at + 1;
  }
  return tokens.length;
}

const COMPARES = /^(?:\?|==|!=|<=|>=|<|>|&&|\|\|)$/;
const ENDS = new Set([';', ',', '{', '=', '=>']);

/** Where the `?` stands of a choice (`a == b ? c : d`) of which what is asked has begun; null where there is none. */
export function askedAt(tokens: readonly Token[], at: number, text: string): number | null {
  if (!COMPARES.test(tokens[at]?.text ?? '')) return null;
  let depth = 0;
  let asked = -1;
  for (let i = at; i < Math.min(tokens.length, at + MAX_AHEAD); i++) {
    const token = tokens[i]!;
    // PHP's `===`.
    const isLong = token.text === '=' && /^[=!]=$/.test(tokens[i - 1]!.text);
    if (depth === 0 && ENDS.has(token.text) && !isLong) return null;
    if (token.kind === 'open') depth++;
    if (token.kind === 'close' && --depth < 0) return null;
    if (depth > 0) continue;
    if (asked < 0 && token.text === ':') return null;
    if (asked < 0 && token.text === '?') {
      const next = tokens[i + 1];
      const isType = next === undefined || text.slice(token.end, next.start).includes('\n');
      if (isType || (next.kind === 'sign' && !/^[-!&]$/.test(next.text))) return null;
      asked = i;
    } else if (token.text === ':') return asked;
  }
  return null;
}

/** Tokens from a block back to its `if`. */
const MAX_CONDITION = 60;

/** Which way of a condition the block is that opens at a place; null where it is of none. */
export function wayBefore(
  tokens: readonly Token[],
  at: number,
  grammar: CurlyGrammar,
): 'if' | 'elseif' | 'else' | null {
  const before = tokens[at - 1]?.text;
  if (before === 'else') return 'else';
  for (let i = at - 1; i >= Math.max(0, at - MAX_CONDITION); i--) {
    const { text } = tokens[i]!;
    if (/^(?:[{}]|=>)$/.test(text) || (text === ';' && grammar !== 'go')) return null;
    if (text === 'elseif') return 'elseif';
    if (text === 'if') return tokens[i - 1]?.text === 'else' ? 'elseif' : 'if';
  }
  return null;
}

/** Whether the name at a place begins a statement that gives it another value, and declares nothing. */
export function beginsStatement(tokens: readonly Token[], at: number, text: string): boolean {
  const before = tokens[at - 1];
  if (before === undefined || /^[;{}]$/.test(before.text)) return true;
  const isLine = text.slice(before.end, tokens[at]!.start).includes('\n');
  return isLine && !/^[,(=+?:.[]$/.test(before.text);
}
