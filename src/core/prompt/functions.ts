import { eachSlot, type Source } from './expression';
import type { Syntax } from './lexer';

/** A function of the code in indexes of tokens: where its names are known. */
export interface FunctionRange {
  /** Its parameter list, or its only parameter. */
  readonly start: number;
  readonly body: number;
  /** Exclusive. */
  readonly end: number;
  /** The names of its parameters. */
  readonly parameters: readonly string[];
}

const GOES_ON = new Set(['.', '?.', '+', '?', ':', '&&', '||', '??']);
const GOES_ON_AFTER = new Set(['+', '\\', '?', '&&', '||', '??']);

/** What stands between a token and the one before it: white space and comments. */
function gapBefore({ text, tokens }: Source, at: number): string {
  const from = tokens[at - 1]?.end ?? 0;
  const to = tokens[at]!.start;
  return from === to ? '' : text.slice(from, to);
}

/**
 * For each token the index after the expression that starts there: a comma, a semicolon, a closing bracket or, outside brackets,
 * a line break ends it.
 */
export function expressionEnds(source: Source): readonly number[] {
  const { tokens, partner } = source;
  const ends = new Array<number>(tokens.length + 1).fill(tokens.length);
  const breaks = (at: number): boolean =>
    at < tokens.length &&
    gapBefore(source, at).includes('\n') &&
    !GOES_ON.has(tokens[at]!.text) &&
    !GOES_ON_AFTER.has(tokens[at - 1]!.text);
  for (let i = tokens.length - 1; i >= 0; i--) {
    const { kind, text } = tokens[i]!;
    const next = kind === 'open' && partner[i]! > 0 ? partner[i]! + 1 : i + 1;
    if (kind === 'close' || text === ';' || text === ',') ends[i] = i;
    else ends[i] = breaks(next) ? next : ends[next]!;
  }
  return ends;
}

/** The functions of a document, outer ones first. */
export function findFunctions(
  source: Source,
  syntax: Syntax,
  ends: readonly number[],
): readonly FunctionRange[] {
  const found = syntax === 'python' ? pythonFunctions(source, ends) : scriptFunctions(source, ends);
  return [...found].sort((a, b) => a.start - b.start);
}

const MODIFIERS = new Set(['...', '*', '**', 'public', 'private', 'protected', 'readonly']);

/** The names that a parameter list or a destructuring pattern in it gives. */
function parameterNames(source: Source, opening: number, depth = 0): readonly string[] {
  const { tokens, partner } = source;
  const names: string[] = [];
  eachSlot(source, opening, (from, end) => {
    let at = from;
    while (at < end - 1 && MODIFIERS.has(tokens[at]!.text)) at++;
    // `{ prompt: text }` takes the property `prompt` as `text`.
    if (tokens[opening]!.text === '{' && tokens[at + 1]?.text === ':' && at + 2 < end) at += 2;
    const { kind, text } = tokens[at]!;
    if (kind === 'name') names.push(text);
    else if (kind === 'open' && partner[at]! > 0 && depth < 4)
      names.push(...parameterNames(source, at, depth + 1).slice(0, 500));
  });
  return names;
}

/** Words that stand before a bracket and a block without making a function. */
const CONTROL = new Set(['if', 'for', 'await', 'while', 'switch', 'with', 'catch']);
const MAX_TYPE_TOKENS = 40;

/** Index of what follows a return type whose colon is at `at`: the arrow or the body. */
function afterReturnType({ tokens, partner }: Source, at: number): number {
  let angles = 0;
  let i = at + 1;
  while (i < Math.min(tokens.length, at + MAX_TYPE_TOKENS)) {
    const { kind, text } = tokens[i]!;
    const before = tokens[i - 1]!;
    if (text === '=>') break;
    if (text === '{' && (before.text === '>' || before.kind !== 'sign')) break;
    if (kind === 'close' || text === ';' || text === '=' || (text === ',' && angles === 0)) break;
    angles += text === '<' ? 1 : text === '>' ? -1 : 0;
    i = kind === 'open' && partner[i]! > 0 ? partner[i]! + 1 : i + 1;
  }
  return i;
}

/** Functions, methods and arrow functions of JavaScript and TypeScript. */
function scriptFunctions(source: Source, ends: readonly number[]): readonly FunctionRange[] {
  const { tokens, partner } = source;
  const range = (start: number, body: number, parameters: readonly string[]): FunctionRange => {
    const block = tokens[body]?.text === '{' && partner[body]! > 0;
    return { start, body, end: block ? partner[body]! + 1 : ends[body]!, parameters };
  };
  return tokens.flatMap((token, i) => {
    if (token.text === '=>' && tokens[i - 1]?.kind === 'name')
      return [range(i - 1, i + 1, [tokens[i - 1]!.text])];
    const close = partner[i]!;
    if (token.text !== '(' || close < 0 || CONTROL.has(tokens[i - 1]?.text ?? '')) return [];
    const after = tokens[close + 1]?.text === ':' ? afterReturnType(source, close + 1) : close + 1;
    const sign = tokens[after]?.text;
    if (sign !== '=>' && sign !== '{') return [];
    return [range(i, sign === '=>' ? after + 1 : after, parameterNames(source, i))];
  });
}

/** The indentation of the line that a token starts, null where it starts none. */
function indentation(source: Source, at: number): number | null {
  // A closing bracket belongs to the statement of its opening one.
  if (source.tokens[at]!.kind === 'close') return null;
  const gap = gapBefore(source, at);
  const line = gap.lastIndexOf('\n');
  return line < 0 && at > 0 ? null : gap.length - line - 1;
}

const MAX_LAMBDA_TOKENS = 60;

function lambda(source: Source, at: number, ends: readonly number[]): readonly FunctionRange[] {
  const { tokens, partner } = source;
  const parameters: string[] = [];
  let i = at + 1;
  while (i < at + MAX_LAMBDA_TOKENS && tokens[i] !== undefined && tokens[i]!.text !== ':') {
    const { kind, text } = tokens[i]!;
    if (kind === 'name' && ['lambda', ',', '*', '**'].includes(tokens[i - 1]!.text))
      parameters.push(text);
    i = kind === 'open' && partner[i]! > 0 ? partner[i]! + 1 : i + 1;
  }
  return tokens[i]?.text === ':' ? [{ start: at, body: i + 1, end: ends[i + 1]!, parameters }] : [];
}

/** Functions and lambdas of Python; a `def` ends at the next line that is not indented more than its own. */
function pythonFunctions(source: Source, ends: readonly number[]): readonly FunctionRange[] {
  const { tokens, partner, parent } = source;
  const found: FunctionRange[] = [];
  const open: { readonly indent: number; readonly start: number }[] = [];
  const closeLast = (end: number): void => {
    const { start } = open.pop()!;
    const parameters = parameterNames(source, start);
    found.push({ start, body: partner[start]! + 1, end, parameters });
  };
  let indent = 0;
  tokens.forEach((token, i) => {
    const own = indentation(source, i);
    // Lines inside a bracket are indented as one likes; a bracket that is never closed holds nothing.
    const inside = (start: number): boolean => parent[i]! > start && partner[parent[i]!]! > 0;
    if (own !== null) {
      indent = own;
      for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
        if (own > last.indent || inside(last.start)) break;
        closeLast(i);
      }
    }
    if (token.text === 'def' && tokens[i + 2]?.text === '(' && partner[i + 2]! > 0)
      open.push({ indent, start: i + 2 });
    else if (token.text === 'lambda') found.push(...lambda(source, i, ends));
  });
  while (open.length > 0) closeLast(tokens.length);
  return found;
}
