import type { SyntaxNode } from '@lezer/common';
import { children, rangeOf, type Builder } from './builder';
import { LITERAL } from './pythonStrings';
import type { Entry, Value } from './value';

const other = (node: SyntaxNode): Value => ({ kind: 'other', ...rangeOf(node) });

/** The items between brackets or in an argument list, with `*x` and `**x`. */
export function entries(node: SyntaxNode, build: Builder): readonly Entry[] {
  const found: Entry[] = [];
  const parts = children(node).filter((c) => !/^[()[\]{}]$/.test(c.name));
  for (let i = 0; i < parts.length;) {
    let end = i;
    while (end < parts.length && parts[end]!.name !== ',') end++;
    const slot = parts.slice(i, end);
    i = end + 1;
    const entry = oneEntry(slot, node, build);
    if (entry !== null) found.push(entry);
  }
  return found;
}

function oneEntry(slot: readonly SyntaxNode[], node: SyntaxNode, build: Builder): Entry | null {
  const [first, second, third] = slot;
  if (first === undefined) return null;
  const range = { start: first.from, end: slot.at(-1)!.to };
  const spread = first.name === '*' || first.name === '**';
  if (spread)
    return {
      name: null,
      nameRange: null,
      spread,
      value: second ? build.read(second) : other(node),
      ...range,
    };
  const named = second?.name === 'AssignOp' || (second?.name === ':' && first.name === 'String');
  if (named && third !== undefined) {
    const text = build.nameOf(first);
    const quoted = LITERAL.exec(text.slice(0, 5))?.[0].length ?? 0;
    const name = first.name === 'String' ? text.slice(quoted, -1) : text;
    const value = build.read(third);
    for (const more of slot.slice(3)) build.read(more);
    return { name, nameRange: rangeOf(first), spread: false, value, ...range };
  }
  const value = build.read(first);
  for (const more of slot.slice(1)) build.read(more);
  // A comprehension or a computed key is more than its first part.
  const whole = slot.length === 1 ? value : ({ kind: 'other', ...range } as const);
  return { name: null, nameRange: null, spread: false, value: whole, ...range };
}

/** The values between brackets. */
export const items = (node: SyntaxNode, build: Builder): readonly Value[] =>
  entries(node, build).map((e) =>
    e.spread ? { kind: 'spread', value: e.value, start: e.start, end: e.end } : e.value,
  );
