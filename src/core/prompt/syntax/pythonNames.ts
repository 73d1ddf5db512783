import type { SyntaxNode } from '@lezer/common';
import { noteEntry } from './additions';
import { children, isSelf, rangeOf, type Builder } from './builder';
import { items } from './pythonEntries';
import { string } from './pythonStrings';
import { ALL, type Value } from './value';

const other = (node: SyntaxNode): Value => ({ kind: 'other', ...rangeOf(node) });

/** The operands of `a, b = c, d = e, f`: one list of nodes for each side. */
function sides(node: SyntaxNode): readonly (readonly SyntaxNode[])[] {
  const all: SyntaxNode[][] = [[]];
  for (const child of children(node)) {
    if (child.name === 'AssignOp') all.push([]);
    else if (child.name !== ',' && child.name !== 'TypeDef') all.at(-1)!.push(child);
  }
  return all;
}

export function assign(node: SyntaxNode, build: Builder): Value {
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
        targets.length === 1
          ? value
          : values.length === targets.length
            ? values[i]!
            : placeIn(value, i);
      bindTarget(target, own, node.to, build);
    });
  }
  return value;
}

/** One of the values that a function gives back together: `system, user = build(topic)`. */
const placeIn = (value: Value, place: number): Value | null =>
  value.kind === 'call'
    ? { kind: 'member', object: value, name: String(place), start: value.start, end: value.end }
    : null;

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

export function update(node: SyntaxNode, build: Builder): Value {
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

export function callable(node: SyntaxNode, build: Builder): Value {
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

export function definition(node: SyntaxNode, build: Builder): Value {
  const value = callable(node, build);
  const name = node.getChild('VariableName');
  if (name === null) return value;
  build.bind(build.nameOf(name), 'set', node.from, value);
  if (build.scope.kind === 'class') build.field(build.nameOf(name), node.from, value);
  return value;
}

export function classDefinition(node: SyntaxNode, build: Builder): Value {
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

/** A call of a class (`with Client(model="...") as client`): the name stands for what it makes. Null for all other values. */
const constructed = (value: Value): Value | null => {
  const callee = value.kind === 'call' ? value.callee : null;
  const name = callee?.kind === 'name' || callee?.kind === 'member' ? callee.name : '';
  return /^[A-Z]/.test(name) ? value : null;
};

export function targets(node: SyntaxNode, build: Builder): Value {
  let bound = false;
  let made: Value | null = null;
  for (const child of children(node)) {
    const opens = child.name === 'for' || child.name === 'as';
    if (opens) bound = true;
    else if (child.name === 'in' || child.name === ':' || child.name === 'Body') bound = false;
    if (bound && child.name === 'VariableName') {
      const kind = made === null ? 'unknown' : 'set';
      build.bind(build.nameOf(child), kind, node.from, made);
    } else if (!opens) made = constructed(build.read(child));
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

export function imports(node: SyntaxNode, build: Builder): Value {
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
