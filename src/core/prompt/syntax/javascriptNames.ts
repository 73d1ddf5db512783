import type { SyntaxNode } from '@lezer/common';
import { noteEntry } from './additions';
import { children, isSelf, partsOf, rangeOf, type Builder } from './builder';
import { ALL, type Parameter, type Value } from './value';

const other = (node: SyntaxNode): Value => ({ kind: 'other', ...rangeOf(node) });

/** Binds the names of a parameter list or pattern, and gives them back; what they stand for is not known. */
function parameters(node: SyntaxNode, build: Builder): readonly Parameter[] {
  const names: Parameter[] = [];
  let last: string | null = null;
  let isDefault = false;
  let isField = false;
  for (const child of children(node)) {
    // TypeScript's `constructor(private model: string)` gives a field what it is given.
    if (child.name === ',') isField = false;
    else if (child.name === 'Privacy' || child.name === 'readonly') isField = true;
    const isName = child.name === 'VariableDefinition';
    if (child.name === 'Equals' || child.name === ',') isDefault = child.name === 'Equals';
    if (isName) {
      last = build.nameOf(child);
      names.push(last);
      build.bind(last, 'unknown', node.from);
      const given = { ...rangeOf(child), kind: 'name', name: last, scope: build.scope } as const;
      if (isField) build.field(last, node.from, given);
    } else if (child.name === 'PatternProperty') names.push(...parameters(child, build));
    else if (child.name.endsWith('Pattern')) names.push(parameters(child, build).flat());
    else if (!/^TypeAnnotation$|^[,:(){}[\]]$|^PropertyName$|^Equals$/.test(child.name)) {
      // The default of a parameter: known for a model, never the text of a prompt.
      const isValue = child.firstChild !== null || /String|Number/.test(child.name);
      const value = isValue || isDefault ? build.read(child) : null;
      if (last !== null && value !== null) build.bind(last, 'unknown', node.from, value);
    }
  }
  return names;
}

/** A function of any form: its parameters and body have a scope of their own. */
export function callable(node: SyntaxNode, build: Builder): Value {
  let named: readonly Parameter[] = [];
  const { scope, returns } = build.within('function', () => {
    let arrow = false;
    for (const child of children(node)) {
      if (child.name === 'ParamList') named = parameters(child, build);
      else if (child.name === 'Arrow') arrow = true;
      else if (child.name === 'Block') build.skip(child);
      else if (arrow) build.returned(build.read(child));
    }
  });
  return { kind: 'function', returns, parameters: named, scope, ...rangeOf(node) };
}

export function namedFunction(node: SyntaxNode, build: Builder): Value {
  const value = callable(node, build);
  const name = node.getChild('VariableDefinition');
  if (name !== null) build.bind(build.nameOf(name), 'set', node.from, value);
  return value;
}

export function method(node: SyntaxNode, build: Builder): Value {
  const value = callable(node, build);
  const name = node.getChild('PropertyDefinition') ?? node.getChild('PrivatePropertyDefinition');
  if (name !== null) build.field(build.nameOf(name), node.from, value);
  return value;
}

export function classBody(node: SyntaxNode, build: Builder): Value {
  const name = node.getChild('VariableDefinition');
  const { scope } = build.within('class', () => {
    for (const child of children(node)) if (child.name === 'ClassBody') build.skip(child);
  });
  const value: Value = {
    kind: 'class',
    name: name === null ? '' : build.nameOf(name),
    bases: [],
    docstring: null,
    scope,
    ...rangeOf(node),
  };
  if (name !== null) build.bind(value.name, 'set', node.from, value);
  return value;
}

export function propertyDeclaration(node: SyntaxNode, build: Builder): Value {
  const parts = children(node);
  const name = parts.find((p) => p.name.endsWith('PropertyDefinition'));
  const equals = parts.findIndex((p) => p.name === 'Equals');
  const last = equals < 0 ? undefined : parts[equals + 1];
  if (name !== undefined && last !== undefined)
    build.field(build.nameOf(name), node.from, build.read(last));
  return other(node);
}

/** `const { system: text, model } = x` gives each name its member of `x`, `const [first] = x` the first all of it. */
function destructure(pattern: SyntaxNode, value: Value, build: Builder): void {
  const parts = children(pattern);
  if (pattern.name === 'ArrayPattern') {
    const first = parts.find((p) => p.name === 'VariableDefinition');
    parameters(pattern, build);
    if (first !== undefined) build.bind(build.nameOf(first), 'set', value.end, value);
    return;
  }
  for (const part of parts) {
    const own = part.getChild('VariableDefinition');
    if (part.name !== 'PatternProperty' || own === null) continue;
    const key = part.getChild('PropertyName') ?? own;
    const member: Value = {
      ...rangeOf(own),
      kind: 'member',
      object: value,
      name: build.nameOf(key),
    };
    const parts = children(part);
    const equals = parts.findIndex((p) => p.name === 'Equals');
    const last = equals < 0 ? undefined : parts[equals + 1];
    // `const { model = 'gpt-4o' } = options`: what stands there, else its default.
    const given: Value =
      last === undefined
        ? member
        : { ...rangeOf(part), kind: 'choice', options: [member, build.read(last)], falls: true };
    build.bind(build.nameOf(own), 'set', value.end, given);
  }
}

export function declaration(node: SyntaxNode, build: Builder): Value {
  let name: SyntaxNode | null = null;
  let pattern: SyntaxNode | null = null;
  let value = false;
  for (const child of children(node)) {
    if (child.name === 'VariableDefinition') name = child;
    else if (child.name.endsWith('Pattern')) {
      name = null;
      pattern = child;
    } else if (child.name === 'Equals') value = true;
    else if (child.name === ',') value = false;
    else if (value && child.name !== ';') {
      const read = build.read(child);
      if (name !== null) build.bind(build.nameOf(name), 'set', read.end, read);
      if (pattern !== null) destructure(pattern, read, build);
      pattern = null;
      value = false;
    }
  }
  return other(node);
}

export function assignment(node: SyntaxNode, build: Builder): Value {
  const [left, op, right] = children(node);
  if (left === undefined || op === undefined || right === undefined) return build.skip(node);
  const value = build.read(right);
  const operator = build.nameOf(op);
  const target = left.name === 'MemberExpression' ? build.read(left) : null;
  const isField = target?.kind === 'member' && isSelf(target.object);
  const name =
    left.name === 'VariableName' ? build.nameOf(left) : isField ? `this.${target.name}` : null;
  if (name === null) {
    if (target !== null && operator === '=') noteEntry(build, target, node.to, value);
    return value;
  }
  if (operator === '+=') build.add(name, 'add', node.to, value);
  else if (isField) build.field(target.name, node.to, value);
  else build.bind(name, 'set', node.to, value);
  return value;
}

export function loop(node: SyntaxNode, build: Builder): Value {
  for (const child of children(node)) {
    if (child.name === 'VariableDefinition') build.bind(build.nameOf(child), 'unknown', node.from);
    else if (child.name.endsWith('Pattern')) parameters(child, build);
    else build.read(child);
  }
  return other(node);
}

export function imports(node: SyntaxNode, build: Builder): Value {
  const module = node.getChild('String');
  if (module === null) return other(node);
  const from = build.text.slice(module.from + 1, module.to - 1);
  const group = node.getChild('ImportGroup');
  const single = node.getChild('VariableDefinition');
  const star = node.getChild('Star') !== null;
  if (single !== null) build.imported(build.nameOf(single), from, star ? ALL : 'default', node.to);
  const parts = group === null ? [] : children(group);
  parts.forEach((part, i) => {
    if (part.name !== 'VariableDefinition') return;
    const original = parts[i - 1]?.name === 'as' ? parts[i - 2] : part;
    build.imported(build.nameOf(part), from, build.nameOf(original ?? part), node.to);
  });
  return other(node);
}

/** `export { A as B } from './a'` and `export * from './a'` give on what another document has; others are read for their names. */
export function exports(node: SyntaxNode, build: Builder): Value {
  const module = node.getChild('from') === null ? null : node.getChild('String');
  if (module === null) return exportedDefault(node, build);
  const from = build.text.slice(module.from + 1, module.to - 1);
  if (node.getChild('Star') !== null) build.imported(ALL, from, ALL, node.to);
  const group = node.getChild('ExportGroup');
  const parts = group === null ? [] : children(group).filter((p) => /Name$|^as$/.test(p.name));
  parts.forEach((part, i) => {
    if (part.name === 'as' || parts[i + 1]?.name === 'as') return;
    const original = parts[i - 1]?.name === 'as' ? parts[i - 2] : part;
    build.imported(build.nameOf(part), from, build.nameOf(original ?? part), node.to);
  });
  return other(node);
}

/** `export default "..."`. */
function exportedDefault(node: SyntaxNode, build: Builder): Value {
  const parts = children(node);
  const last = parts.findLast((p) => p.name !== ';');
  if (!parts.some((p) => p.name === 'default') || last === undefined) return build.skip(node);
  const value = build.read(last);
  build.shared('default', node.to, value);
  return other(node);
}

/** `if (a) ... else if (b) ... else ...` as one condition with its ways. */
export function condition(node: SyntaxNode, build: Builder): Value {
  const parts: SyntaxNode[] = [];
  for (let at: SyntaxNode | null = node; at !== null;) {
    const own = children(at);
    const last: SyntaxNode | undefined = own.at(-1);
    const goesOn = last?.name === 'IfStatement' && own.at(-2)?.name === 'else';
    parts.push(...(goesOn ? own.slice(0, -2) : own));
    at = goesOn ? last : null;
  }
  const always = parts.some((part) => part.name === 'else');
  const isWay = (part: SyntaxNode): boolean => /Statement$|^Block$/.test(part.name);
  build.ways(node, partsOf(parts, isWay), always);
  return other(node);
}

/** `try { ... } catch { ... }`: what is done at last belongs to no way. */
export function attempt(node: SyntaxNode, build: Builder): Value {
  const isWay = (part: SyntaxNode): boolean => /^(?:Block|CatchClause)$/.test(part.name);
  build.ways(node, partsOf(children(node), isWay), true);
  return other(node);
}

/** `switch (x) { case 'a': ... default: ... }`: a label begins a way where the one before it ends. */
export function choosing(node: SyntaxNode, build: Builder): Value {
  const nodes = children(node).flatMap((c) => (c.name === 'SwitchBody' ? children(c) : [c]));
  let way = -1;
  let isOpen = false;
  const parts = nodes.map((part) => {
    const isLabel = /^(?:Case|Default)Label$/.test(part.name);
    if (isLabel && !isOpen) way++;
    isOpen = isLabel;
    return { node: part, way: isLabel || way < 0 ? null : way };
  });
  const always = nodes.some((part) => part.name === 'DefaultLabel');
  build.ways(node, parts, always);
  return other(node);
}
