import type { SyntaxNode } from '@lezer/common';
import type { Escapes } from '../escapes';
import { children, rangeOf, type Builder } from './builder';
import { cooked, textPart } from './literals';
import type { StringPart, StringValue } from './value';

/** The start of a literal: its prefix and its quotes. */
export const LITERAL = /^([a-zA-Z]{0,2})("""|'''|"|')/;

/** A literal with what an f-string fills in. */
export function string(node: SyntaxNode, build: Builder): StringValue {
  const { text } = build;
  const [head = '', prefix = '', quote = ''] =
    LITERAL.exec(text.slice(node.from, node.from + 5)) ?? [];
  const formatted = /[ft]/i.test(prefix);
  const escapes: Escapes = /r/i.test(prefix) ? 'raw' : /b/i.test(prefix) ? 'bytes' : 'python';
  const closed = node.to - node.from >= head.length + quote.length && text.endsWith(quote, node.to);
  const end = closed ? node.to - quote.length : node.to;
  const parts: StringPart[] = [];
  let at = node.from + head.length;
  for (const child of formatted ? children(node) : []) {
    // `\N{BULLET}` is a character by its name, not an expression.
    if (child.name !== 'FormatReplacement') continue;
    if (escapes !== 'raw' && text.slice(Math.max(at, child.from - 2), child.from).endsWith('\\N'))
      continue;
    parts.push(...escapedHoles(text, at, child.from, escapes));
    const inner = children(child).find((c) => c.name !== '{');
    const value = inner === undefined ? null : build.read(inner);
    const source = text.slice(child.from + 1, child.to - 1).trim();
    parts.push({ kind: 'hole', source, value });
    at = child.to;
  }
  if (formatted) parts.push(...escapedHoles(text, at, end, escapes));
  else parts.push(...textPart(cooked(text, at, end, escapes)));
  return build.string({ kind: 'string', parts, ...rangeOf(node) });
}

/** A stretch of an f-string: a brace after a backslash opens an expression too (`rf"\\{x}"`), which the grammar takes for an escape. */
function escapedHoles(
  text: string,
  from: number,
  to: number,
  escapes: Escapes,
): readonly StringPart[] {
  const parts: StringPart[] = [];
  let at = from;
  for (const m of text.slice(from, to).matchAll(/\\\{(?!\{)([^{}\n]{1,200})\}/g)) {
    const open = from + m.index + 1;
    parts.push(...textPart(cooked(text, at, open - 1, escapes, true)), {
      kind: 'text',
      text: '\\',
    });
    parts.push({ kind: 'hole', source: m[1]!.trim(), value: null });
    at = from + m.index + m[0].length;
  }
  return [...parts, ...textPart(cooked(text, at, to, escapes, true))];
}
