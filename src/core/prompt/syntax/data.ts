import type { SyntaxNode } from '@lezer/common';
import { parser as json } from '@lezer/json';
import { parser as yaml } from '@lezer/yaml';
import { Builder, children, rangeOf } from './builder';
import { cooked, textPart } from './literals';
import type { Entry, Program, Value } from './value';

/** Reads JSON, JSON lines or JSON with comments: `roots` holds each value at the top. */
export const readJson = (text: string): Program => new Builder(text, JSON_READERS).run(json);

/** Reads YAML; anchors and tags are looked through. */
export const readYaml = (text: string): Program => new Builder(text, YAML_READERS).run(yaml);

const other = (node: SyntaxNode): Value => ({ kind: 'other', ...rangeOf(node) });

function jsonString(node: SyntaxNode, build: Builder): Value {
  const { text } = build;
  const closed = node.to > node.from + 1 && text[node.to - 1] === '"';
  const parts = textPart(cooked(text, node.from + 1, closed ? node.to - 1 : node.to, 'javascript'));
  return build.string({ kind: 'string', parts, ...rangeOf(node) });
}

function named(name: string, key: SyntaxNode, value: Value, node: SyntaxNode): Entry {
  return { name, nameRange: rangeOf(key), spread: false, value, ...rangeOf(node) };
}

/** The nodes of JSON. */
export const JSON_READERS: ConstructorParameters<typeof Builder>[1] = {
  String: jsonString,
  Number: (node, build) => ({
    kind: 'literal',
    value: Number(build.nameOf(node)),
    ...rangeOf(node),
  }),
  True: (node) => ({ kind: 'literal', value: true, ...rangeOf(node) }),
  False: (node) => ({ kind: 'literal', value: false, ...rangeOf(node) }),
  Null: (node) => ({ kind: 'literal', value: null, ...rangeOf(node) }),
  Array: (node, build) => ({
    kind: 'list',
    items: children(node)
      .filter((c) => !/^[[\],]$/.test(c.name))
      .map((c) => build.read(c)),
    tuple: false,
    ...rangeOf(node),
  }),
  Object: (node, build) =>
    build.record(
      children(node).flatMap((p) => {
        const key = p.getChild('PropertyName');
        const last = p.lastChild;
        if (key === null || last === null || last.name === 'PropertyName') return [];
        return [named(build.nameOf(key).slice(1, -1), key, build.read(last), p)];
      }),
      rangeOf(node),
    ),
};

/** The text of a block scalar (`|`, `>`): without its indentation; `>` joins its lines. */
function block(node: SyntaxNode, build: Builder): Value {
  const header = node.getChild('BlockLiteralHeader');
  const content = node.getChild('BlockLiteralContent');
  const style = header === null ? '|' : build.nameOf(header);
  const lines = (content === null ? '' : build.nameOf(content)).split('\n');
  const widths = lines.filter((l) => l.trim() !== '').map((l) => l.length - l.trimStart().length);
  const indent = widths[0] ?? 0;
  const plain = lines.map((l) => (l.trim() === '' ? '' : l.slice(indent)));
  const joined = style.startsWith('>') ? folded(plain) : plain.join('\n');
  const text = style.includes('-') ? joined.trimEnd() : `${joined.trimEnd()}\n`;
  const { start, end } = content === null ? rangeOf(node) : rangeOf(content);
  return build.string({ kind: 'string', parts: textPart(text), start, end });
}

/** Lines of a folded scalar: single breaks are spaces, blank lines are breaks. */
function folded(lines: readonly string[]): string {
  let out = '';
  lines.forEach((line, i) => {
    const joins = i > 0 && line !== '' && lines[i - 1] !== '' && !/^\s/.test(line);
    out += i === 0 ? line : joins ? ` ${line}` : `\n${line}`;
  });
  return out;
}

function scalar(node: SyntaxNode, build: Builder): Value {
  const text = build.nameOf(node).trim();
  const range = rangeOf(node);
  if (/^-?\d{1,15}(?:\.\d{1,15})?$/.test(text))
    return { kind: 'literal', value: Number(text), ...range };
  if (text === 'true' || text === 'false')
    return { kind: 'literal', value: text === 'true', ...range };
  if (text === 'null' || text === '~') return { kind: 'literal', value: null, ...range };
  const joined = text
    .split('\n')
    .map((line) => line.trim())
    .join(' ');
  return build.string({ kind: 'string', parts: textPart(joined), ...range });
}

function quoted(node: SyntaxNode, build: Builder): Value {
  const raw = build.nameOf(node);
  const folds = (t: string): string =>
    t
      .split('\n')
      .map((l, i) => (i === 0 ? l : l.trimStart()))
      .join(' ');
  const text = raw.startsWith("'")
    ? folds(raw.slice(1, -1)).replace(/''/g, "'")
    : cooked(folds(raw), 1, Math.max(1, folds(raw).length - 1), 'javascript');
  return build.string({ kind: 'string', parts: textPart(text), ...rangeOf(node) });
}

function pair(node: SyntaxNode, build: Builder): readonly Entry[] {
  const key = node.getChild('Key');
  const last = node.lastChild;
  if (key === null) return [];
  const name = build.nameOf(key).replace(/^["']|["']$/g, '');
  const value =
    last === null || last.name === 'Key' || last.name === ':' ? other(node) : build.read(last);
  return [named(name, key, value, node)];
}

const mapping = (node: SyntaxNode, build: Builder): Value =>
  build.record(
    children(node).flatMap((c) => (c.name === 'Pair' ? pair(c, build) : [])),
    rangeOf(node),
  );

const sequence = (node: SyntaxNode, build: Builder): Value => ({
  kind: 'list',
  items: children(node)
    .filter((c) => c.name === 'Item')
    .map((c) => (c.firstChild === null ? other(c) : build.read(c.firstChild))),
  tuple: false,
  ...rangeOf(node),
});

const through = (node: SyntaxNode, build: Builder): Value => {
  const last = node.lastChild;
  return last === null ? other(node) : build.read(last);
};

const YAML_READERS: ConstructorParameters<typeof Builder>[1] = {
  Document: (node, build) => {
    const body = children(node).find((c) => !/Directive|DocEnd/.test(c.name));
    return body === undefined ? other(node) : build.read(body);
  },
  BlockMapping: mapping,
  FlowMapping: mapping,
  BlockSequence: sequence,
  FlowSequence: sequence,
  BlockLiteral: block,
  Literal: scalar,
  QuotedLiteral: quoted,
  Anchored: through,
  Tagged: through,
};
