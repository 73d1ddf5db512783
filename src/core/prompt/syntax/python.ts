import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import type { Escapes } from '../escapes';
import { Builder, children, isSelf, noteAdded, noteEntry, rangeOf, spine } from './builder';
import { cooked, textPart } from './literals';
import {
  ALL,
  type Entry,
  type Program,
  type StringPart,
  type StringValue,
  type Value,
} from './value';

/** Reads Python. Never throws: what the grammar does not know is skipped. */
export function readPython(text: string): Program {
  // The grammar knows no line that is joined over a CR LF; offsets stay.
  return new Builder(text, READERS).run(parser, text.replaceAll('\\\r\n', '\\\n '));
}

const other = (node: SyntaxNode): Value => ({ kind: 'other', ...rangeOf(node) });

const LITERAL = /^([a-zA-Z]{0,2})("""|'''|"|')/;

function string(node: SyntaxNode, build: Builder): StringValue {
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

function binary(node: SyntaxNode, build: Builder): Value {
  const [left, op, right] = children(node);
  if (left === undefined || op === undefined) return other(node);
  const operator = build.nameOf(op);
  const range = rangeOf(node);
  if (operator === '%' && right !== undefined)
    return { kind: 'format', template: build.read(left), filling: build.read(right), ...range };
  const terms = spine(node, build.text, operator).map((t) => build.read(t));
  if (operator === '+') return build.sum(terms, range);
  if (operator === '|') return { kind: 'pipe', terms, ...range };
  if (operator === 'or') return { kind: 'choice', options: terms, falls: true, ...range };
  return operator === 'and' ? { ...(terms.at(-1) ?? other(node)), ...range } : other(node);
}

/** The items between brackets or in an argument list, with `*x` and `**x`. */
function entries(node: SyntaxNode, build: Builder): readonly Entry[] {
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

const items = (node: SyntaxNode, build: Builder): readonly Value[] =>
  entries(node, build).map((e) =>
    e.spread ? { kind: 'spread', value: e.value, start: e.start, end: e.end } : e.value,
  );

function list(node: SyntaxNode, build: Builder, tuple: boolean): Value {
  return { kind: 'list', items: items(node, build), tuple, ...rangeOf(node) };
}

function call(node: SyntaxNode, build: Builder): Value {
  const [first] = children(node);
  if (first === undefined) return other(node);
  const args = node.getChild('ArgList');
  const callee = build.read(first);
  const value = build.call(callee, args === null ? [] : entries(args, build), rangeOf(node));
  noteAdded(build, value);
  return value;
}

function member(node: SyntaxNode, build: Builder): Value {
  const parts = children(node);
  const [object] = parts;
  if (object === undefined) return other(node);
  const read = build.read(object);
  const last = parts.findLast((p) => p.name !== ']');
  if (last?.name === 'PropertyName')
    return { kind: 'member', object: read, name: build.nameOf(last), ...rangeOf(node) };
  if (last === undefined || last === object) return other(node);
  const key = build.read(last);
  const name = key.kind === 'string' && key.parts.length === 1 ? key.parts[0]! : null;
  return name?.kind === 'text'
    ? { kind: 'member', object: read, name: name.text, ...rangeOf(node) }
    : other(node);
}

/** The operands of `a, b = c, d = e, f`: one list of nodes for each side. */
function sides(node: SyntaxNode): readonly (readonly SyntaxNode[])[] {
  const all: SyntaxNode[][] = [[]];
  for (const child of children(node)) {
    if (child.name === 'AssignOp') all.push([]);
    else if (child.name !== ',' && child.name !== 'TypeDef') all.at(-1)!.push(child);
  }
  return all;
}

function assign(node: SyntaxNode, build: Builder): Value {
  const all = sides(node);
  const last = all.length > 1 ? all.at(-1)! : [];
  const values = last.map((n) => build.read(n));
  const [only] = values;
  if (only === undefined) return other(node);
  const range = { start: only.start, end: values.at(-1)!.end };
  const value: Value =
    values.length === 1 ? only : { kind: 'list', items: values, tuple: true, ...range };
  for (const targets of all.slice(0, -1)) {
    targets.forEach((target, i) => {
      const own =
        targets.length === 1 ? value : values.length === targets.length ? values[i]! : null;
      bindTarget(target, own, node.to, build);
    });
  }
  return value;
}

function bindTarget(target: SyntaxNode, value: Value | null, at: number, build: Builder): void {
  if (target.name === 'VariableName') {
    const name = build.nameOf(target);
    build.bind(name, value === null ? 'unknown' : 'set', at, value);
    if (value !== null && build.scope.kind === 'class') build.field(name, at, value);
  } else if (target.name === 'MemberExpression' && value !== null) {
    const read = build.read(target);
    if (read.kind === 'member' && isSelf(read.object)) build.field(read.name, at, value);
    else noteEntry(build, read, at, value);
  }
}

function update(node: SyntaxNode, build: Builder): Value {
  const [left, op, right] = children(node);
  if (left === undefined || op === undefined || right === undefined) return build.skip(node);
  const value = build.read(right);
  if (build.nameOf(op) !== '+=') return other(node);
  if (left.name === 'VariableName') build.add(build.nameOf(left), 'add', node.to, value);
  else {
    const read = build.read(left);
    if (read.kind === 'member' && isSelf(read.object))
      build.add(`this.${read.name}`, 'add', node.to, value);
  }
  return other(node);
}

function parameters(node: SyntaxNode, build: Builder): readonly string[] {
  const names: string[] = [];
  let name: string | null = null;
  let value = false;
  for (const child of children(node)) {
    if (child.name === 'AssignOp') value = true;
    else if (/^[,():]$/.test(child.name)) value = false;
    else if (value) build.bind(name ?? '', 'unknown', node.from, build.read(child));
    else if (child.name === 'VariableName') {
      name = build.nameOf(child);
      names.push(name);
      build.bind(name, 'unknown', node.from);
    }
  }
  return names;
}

function callable(node: SyntaxNode, build: Builder): Value {
  let named: readonly string[] = [];
  const { scope, returns } = build.within('function', () => {
    const parts = children(node);
    const list = node.getChild('ParamList');
    if (list !== null) named = parameters(list, build);
    if (node.name === 'LambdaExpression') {
      const last = parts.at(-1);
      if (last !== undefined && last.name !== ':') build.returned(build.read(last));
    } else {
      const body = node.getChild('Body');
      if (body !== null) build.skip(body);
    }
  });
  return { kind: 'function', returns, parameters: named, scope, ...rangeOf(node) };
}

function definition(node: SyntaxNode, build: Builder): Value {
  const value = callable(node, build);
  const name = node.getChild('VariableName');
  if (name === null) return value;
  build.bind(build.nameOf(name), 'set', node.from, value);
  if (build.scope.kind === 'class') build.field(build.nameOf(name), node.from, value);
  return value;
}

function classDefinition(node: SyntaxNode, build: Builder): Value {
  const name = node.getChild('VariableName');
  const args = node.getChild('ArgList');
  const bases = args === null ? [] : items(args, build);
  const body = node.getChild('Body');
  const statement = body === null ? undefined : children(body).find((c) => c.name !== ':');
  const literal = statement?.name === 'ExpressionStatement' ? statement.firstChild : null;
  const docstring = literal?.name === 'String' ? string(literal, build) : null;
  if (docstring !== null) build.statement(docstring);
  const { scope } = build.within('class', () => {
    if (body !== null) build.skip(body);
  });
  const own = name === null ? '' : build.nameOf(name);
  const value = { kind: 'class', name: own, bases, docstring, scope, ...rangeOf(node) } as const;
  build.classValue(value);
  if (own !== '') build.bind(own, 'set', node.from, value);
  return value;
}

function targets(node: SyntaxNode, build: Builder): Value {
  let bound = false;
  for (const child of children(node)) {
    const opens = child.name === 'for' || child.name === 'as';
    if (opens) bound = true;
    else if (child.name === 'in' || child.name === ':' || child.name === 'Body') bound = false;
    if (bound && child.name === 'VariableName')
      build.bind(build.nameOf(child), 'unknown', node.from);
    else if (!opens) build.read(child);
  }
  return other(node);
}

/** `import prompts as p`: the name stands for the module; of `import a.b` only its first part is a name. */
function moduleImports(parts: readonly SyntaxNode[], build: Builder, at: number): void {
  let module = '';
  let named = false;
  const take = (name: string): void => {
    if (module !== '' && (named || !module.includes('.'))) build.imported(name, module, ALL, at);
    module = '';
    named = false;
  };
  for (const part of parts) {
    if (part.name === ',') take(module);
    else if (part.name === 'as') named = true;
    else if (named) take(build.nameOf(part));
    else module += build.nameOf(part);
  }
  take(module);
}

function imports(node: SyntaxNode, build: Builder): Value {
  const parts = children(node);
  const split = parts.findIndex((p) => p.name === 'import');
  if (split === 0) moduleImports(parts.slice(1), build, node.to);
  if (parts[0]?.name !== 'from' || split < 0) return other(node);
  const module = build.text.slice(parts[1]?.from ?? node.from, parts[split - 1]?.to ?? node.from);
  if (parts[split + 1]?.name === '*') build.imported(ALL, module, ALL, node.to);
  const names = parts.slice(split + 1).filter((p) => /^(?:VariableName|as)$/.test(p.name));
  names.forEach((part, i) => {
    if (part.name === 'as' || names[i + 1]?.name === 'as') return;
    const original = names[i - 1]?.name === 'as' ? names[i - 2] : part;
    build.imported(build.nameOf(part), module, build.nameOf(original ?? part), node.to);
  });
  return other(node);
}

const constant =
  (value: boolean | null) =>
  (node: SyntaxNode): Value => ({ kind: 'literal', value, ...rangeOf(node) });

const inner = (node: SyntaxNode, build: Builder): Value => {
  const values = children(node)
    .filter((c) => !/^[()]$|^await$/.test(c.name))
    .map((c) => build.read(c));
  const last = values.at(-1);
  return last === undefined ? other(node) : { ...last, ...rangeOf(node) };
};

const READERS: ConstructorParameters<typeof Builder>[1] = {
  String: string,
  FormatString: string,
  ContinuedString: (node, build) =>
    build.sum(
      children(node).map((c) => build.read(c)),
      rangeOf(node),
    ),
  Number: (node, build) => ({
    kind: 'literal',
    value: Number(build.nameOf(node).replace(/_/g, '')),
    ...rangeOf(node),
  }),
  Boolean: (node, build) => constant(build.nameOf(node) === 'True')(node),
  None: constant(null),
  VariableName: (node, build) => ({
    kind: 'name',
    name: build.nameOf(node),
    scope: build.scope,
    ...rangeOf(node),
  }),
  DictionaryExpression: (node, build) => build.record(entries(node, build), rangeOf(node)),
  ArrayExpression: (node, build) => list(node, build, false),
  TupleExpression: (node, build) => list(node, build, true),
  CallExpression: call,
  MemberExpression: member,
  BinaryExpression: binary,
  ConditionalExpression: (node, build) => {
    const values = children(node)
      .filter((c) => c.name !== 'if' && c.name !== 'else')
      .map((c) => build.read(c));
    return {
      kind: 'choice',
      options: [values[0]!, values.at(-1)!],
      falls: false,
      ...rangeOf(node),
    };
  },
  ParenthesizedExpression: inner,
  AwaitExpression: inner,
  UnaryExpression: (node, build) => {
    const value = node.lastChild === null ? other(node) : build.read(node.lastChild);
    const minus = build.text[node.from] === '-' && value.kind === 'literal';
    return minus ? { kind: 'literal', value: -Number(value.value), ...rangeOf(node) } : other(node);
  },
  NamedExpression: (node, build) => {
    const [name, , last] = children(node);
    if (name === undefined || last === undefined) return other(node);
    const value = build.read(last);
    build.bind(build.nameOf(name), 'set', node.to, value);
    return value;
  },
  AssignStatement: assign,
  UpdateStatement: update,
  FunctionDefinition: definition,
  LambdaExpression: callable,
  ClassDefinition: classDefinition,
  IfStatement: (node, build) => {
    build.ways(node, children(node), (part) => part.name === 'Body');
    return other(node);
  },
  ForStatement: targets,
  WithStatement: targets,
  ImportStatement: imports,
  ReturnStatement: (node, build) => {
    const parts = children(node).filter((c) => c.name !== 'return');
    const values = parts.filter((c) => c.name !== ',').map((c) => build.read(c));
    const [only] = values;
    if (only !== undefined && values.length === 1) build.returned(only);
    return other(node);
  },
  ExpressionStatement: (node, build) => {
    const values = children(node).map((c) => build.read(c));
    const [only] = values;
    if (only?.kind === 'string') build.statement(only);
    return other(node);
  },
  TypeDef: (node) => other(node),
};
