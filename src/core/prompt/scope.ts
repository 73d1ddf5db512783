import { parseValue, type Source, type Value } from './expression';

/** Looks up the value last assigned to a name before an offset (`SYSTEM = """..."""`, `const messages = [...]`). */
export interface Scope {
  /** Null for a name that is not assigned in this document, or assigned something that is not understood. */
  resolve(name: string, before: number): Value | null;
}

/** Index of the token after the statement that starts at token `at`: a line break outside brackets ends it. */
function statementEnd(source: Source, at: number): number {
  const { tokens, partner, text } = source;
  let i = at;
  while (i < tokens.length) {
    const token = tokens[i]!;
    const before = tokens[i - 1]!;
    if (token.text === ';' || token.kind === 'close') return i;
    const newLine = i > at && text.slice(before.end, token.start).includes('\n');
    const goesOn = ['.', '?.', '+'].includes(token.text) || ['+', '\\'].includes(before.text);
    if (newLine && !goesOn) return i;
    i = token.kind === 'open' && partner[i]! > 0 ? partner[i]! + 1 : i + 1;
  }
  return i;
}

/** Collects the assignments of a document in one pass; values are parsed only when asked for. */
export function makeScope(source: Source): Scope {
  const { tokens } = source;
  const places = new Map<string, number[]>();
  tokens.forEach((token, i) => {
    if (token.kind !== 'name' || tokens[i - 1]?.text === '.') return;
    const equals = tokens[i + 1]?.text === '=' ? i + 1 : typedEquals(source, i);
    if (equals === null) return;
    const inCall = source.parent[i]! >= 0 && tokens[source.parent[i]!]!.text === '(';
    if (!inCall) places.set(token.text, [...(places.get(token.text) ?? []).slice(-63), equals + 1]);
  });
  return {
    resolve(name, before) {
      const found = places.get(name);
      const at = found?.findLast((i) => (tokens[i]?.start ?? Infinity) < before) ?? found?.[0];
      return at === undefined ? null : parseValue(source, at, statementEnd(source, at));
    },
  };
}

/** The equals sign after a short type annotation (`const system: string = ...`), null where there is none. */
function typedEquals(source: Source, at: number): number | null {
  if (source.tokens[at + 1]?.text !== ':') return null;
  for (let i = at + 2; i < at + 10; i++) {
    const sign = source.tokens[i]?.text;
    if (sign === '=') return i;
    if (sign === undefined || [',', ';', '(', ')', '{', '}'].includes(sign)) return null;
  }
  return null;
}
