import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/javascript';
import { noteAdded } from './additions';
import { Builder, children, rangeOf, spine } from './builder';
import {
  assignment,
  attempt,
  callable,
  choosing,
  classBody,
  condition,
  declaration,
  exports,
  imports,
  loop,
  method,
  namedFunction,
  propertyDeclaration,
} from './javascriptNames';
import { cooked, textPart } from './literals';
import type { Entry, Program, StringPart, Value } from './value';

const typescript = parser.configure({ dialect: 'jsx ts' });

/** Reads JavaScript, TypeScript or JSX. Never throws: what the grammar does not know is skipped. */
export function readJavascript(text: string): Program {
  return new Builder(text, READERS).run(typescript);
}

const other = (node: SyntaxNode): Value => ({ kind: 'other', ...rangeOf(node) });

function template(node: SyntaxNode, build: Builder, raw: boolean): Value {
  const escapes = raw ? 'raw' : 'javascript';
  const parts: StringPart[] = [];
  let at = node.from + 1;
  for (const child of children(node)) {
    if (child.name !== 'Interpolation') continue;
    parts.push(...textPart(cooked(build.text, at, child.from, escapes)));
    const inner = children(child).find((c) => !c.name.startsWith('Interpolation'));
    const value = inner === undefined ? null : build.read(inner);
    const source = build.text.slice(child.from + 2, child.to - 1).trim();
    parts.push({ kind: 'hole', source, value });
    at = child.to;
  }
  const closed = build.text[node.to - 1] === '`' && node.to > at;
  parts.push(...textPart(cooked(build.text, at, closed ? node.to - 1 : node.to, escapes)));
  return build.string({ kind: 'string', parts, ...rangeOf(node) });
}

function string(node: SyntaxNode, build: Builder): Value {
  const { text } = build;
  const closed = node.to > node.from + 1 && text[node.to - 1] === text[node.from];
  const parts = textPart(cooked(text, node.from + 1, closed ? node.to - 1 : node.to, 'javascript'));
  return build.string({ kind: 'string', parts, ...rangeOf(node) });
}

function tagged(node: SyntaxNode, build: Builder): Value {
  const [tag, literal] = children(node);
  if (tag === undefined || literal === undefined) return other(node);
  build.read(tag);
  const value = template(literal, build, build.nameOf(tag) === 'String.raw');
  return { ...value, ...rangeOf(node) };
}

function binary(node: SyntaxNode, build: Builder): Value {
  const [left, op, right] = children(node);
  if (left === undefined || op === undefined) return other(node);
  const operator = build.nameOf(op);
  if (operator === 'as' || operator === 'satisfies') return build.read(left);
  if (['+', '??', '||'].includes(operator)) {
    const terms = spine(node, build.text, operator).map((t) => build.read(t));
    return operator === '+'
      ? build.sum(terms, rangeOf(node))
      : { kind: 'choice', options: terms, falls: true, ...rangeOf(node) };
  }
  for (const term of spine(node, build.text, operator).slice(0, -1)) build.read(term);
  const value = right === undefined ? null : build.read(right);
  return operator === '&&' && value !== null ? value : other(node);
}

function conditional(node: SyntaxNode, build: Builder): Value {
  const parts = children(node);
  const values = parts.filter((p) => p.name !== 'LogicOp').map((p) => build.read(p));
  return { kind: 'choice', options: values.slice(1), falls: false, ...rangeOf(node) };
}

/** The value in brackets, over all of the brackets. */
function inner(node: SyntaxNode, build: Builder): Value {
  const values = children(node)
    .filter((c) => !/^[()]$|^await$|^Comma$/.test(c.name))
    .map((c) => build.read(c));
  const last = values.at(-1);
  return last === undefined ? other(node) : { ...last, ...rangeOf(node) };
}

function entry(name: SyntaxNode | null, value: Value, node: SyntaxNode, build: Builder): Entry {
  const text = name === null ? null : build.nameOf(name);
  const quoted = text !== null && /^["'`]/.test(text);
  return {
    name: quoted ? text.slice(1, -1) : text,
    nameRange: name === null ? null : rangeOf(name),
    spread: false,
    value,
    ...rangeOf(node),
  };
}

function property(node: SyntaxNode, build: Builder): readonly Entry[] {
  const parts = children(node);
  const [first] = parts;
  if (first === undefined) return [];
  if (first.name === 'Spread') {
    const value = parts[1] === undefined ? other(node) : build.read(parts[1]);
    return [{ name: null, nameRange: null, spread: true, value, ...rangeOf(node) }];
  }
  const colon = parts.findIndex((p) => p.name === ':');
  if (colon >= 0) {
    const last = parts[colon + 1];
    const value = last === undefined ? other(node) : build.read(last);
    return first.name === '[' ? [] : [entry(first, value, node, build)];
  }
  if (parts.some((p) => p.name === 'ParamList')) {
    callable(node, build);
    return [];
  }
  // Shorthand: `{ messages }`.
  const value: Value = {
    kind: 'name',
    name: build.nameOf(first),
    scope: build.scope,
    ...rangeOf(first),
  };
  return [entry(first, value, node, build)];
}

function list(node: SyntaxNode, build: Builder): readonly Value[] {
  const items: Value[] = [];
  let spread = false;
  for (const child of children(node)) {
    if (child.name === 'Spread') spread = true;
    else if (!/^[[\](),]$/.test(child.name)) {
      const value = build.read(child);
      items.push(spread ? { kind: 'spread', value, ...rangeOf(child) } : value);
      spread = false;
    }
  }
  return items;
}

function call(node: SyntaxNode, build: Builder): Value {
  const parts = children(node).filter((p) => p.name !== 'new' && p.name !== '?.');
  const [first] = parts;
  const args = parts.find((p) => p.name === 'ArgList');
  if (first === undefined) return other(node);
  const generic = first.name === 'InstantiationExpression' ? first.firstChild : first;
  const callee = build.read(generic ?? first);
  const given = args === undefined ? [] : list(args, build);
  const value = build.call(
    callee,
    given.map((v) => {
      const { start, end } = v;
      const spread = v.kind === 'spread';
      return { name: null, nameRange: null, spread, value: spread ? v.value : v, start, end };
    }),
    rangeOf(node),
  );
  noteAdded(build, value);
  return value;
}

function member(node: SyntaxNode, build: Builder): Value {
  const parts = children(node);
  const [object] = parts;
  const last = parts.findLast((p) => p.name !== ']');
  if (object === undefined || last === undefined || last === object) return other(node);
  const read = build.read(object);
  const name = last.name.endsWith('PropertyName')
    ? build.nameOf(last)
    : last.name === 'String'
      ? build.text.slice(last.from + 1, last.to - 1)
      : null;
  if (name === null) {
    build.read(last);
    return other(node);
  }
  return { kind: 'member', object: read, name, ...rangeOf(node) };
}

const nothing = (node: SyntaxNode): Value => other(node);

const READERS: ConstructorParameters<typeof Builder>[1] = {
  String: string,
  TemplateString: (node, build) => template(node, build, false),
  TaggedTemplateExpression: tagged,
  Number: (node, build) => {
    const value = Number(build.nameOf(node).replace(/_/g, ''));
    return { kind: 'literal', value, ...rangeOf(node) };
  },
  BooleanLiteral: (node, build) => ({
    kind: 'literal',
    value: build.nameOf(node) === 'true',
    ...rangeOf(node),
  }),
  null: (node) => ({ kind: 'literal', value: null, ...rangeOf(node) }),
  VariableName: (node, build) => ({
    kind: 'name',
    name: build.nameOf(node),
    scope: build.scope,
    ...rangeOf(node),
  }),
  this: (node, build) => ({ kind: 'name', name: 'this', scope: build.scope, ...rangeOf(node) }),
  ObjectExpression: (node, build) =>
    build.record(
      children(node).flatMap((c) => (c.name === 'Property' ? property(c, build) : [])),
      rangeOf(node),
    ),
  ArrayExpression: (node, build) => ({
    kind: 'list',
    items: list(node, build),
    tuple: false,
    ...rangeOf(node),
  }),
  CallExpression: call,
  NewExpression: call,
  MemberExpression: member,
  BinaryExpression: binary,
  ConditionalExpression: conditional,
  ParenthesizedExpression: inner,
  AwaitExpression: inner,
  PostfixExpression: (node, build) =>
    node.firstChild === null ? other(node) : build.read(node.firstChild),
  UnaryExpression: (node, build) => {
    const value = node.lastChild === null ? other(node) : build.read(node.lastChild);
    const minus = build.text[node.from] === '-' && value.kind === 'literal';
    return minus ? { kind: 'literal', value: -Number(value.value), ...rangeOf(node) } : other(node);
  },
  ArrowFunction: callable,
  FunctionExpression: callable,
  FunctionDeclaration: namedFunction,
  MethodDeclaration: method,
  ClassDeclaration: classBody,
  ClassExpression: classBody,
  PropertyDeclaration: propertyDeclaration,
  VariableDeclaration: declaration,
  AssignmentExpression: assignment,
  IfStatement: condition,
  TryStatement: attempt,
  SwitchStatement: choosing,
  ForOfSpec: loop,
  ForInSpec: loop,
  ImportDeclaration: imports,
  ExportDeclaration: exports,
  ReturnStatement: (node, build) => {
    const last = children(node).findLast((c) => c.name !== ';' && c.name !== 'return');
    if (last !== undefined) build.returned(build.read(last));
    return other(node);
  },
  TypeAnnotation: nothing,
  TypeAliasDeclaration: nothing,
  InterfaceDeclaration: nothing,
  TypeArgList: nothing,
};
