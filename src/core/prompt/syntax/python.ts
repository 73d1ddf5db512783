import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import { noteAdded } from './additions';
import { Builder, children, partsOf, rangeOf, spine, type ConditionPart } from './builder';
import { entries, items } from './pythonEntries';
import {
  assign,
  callable,
  classDefinition,
  definition,
  imports,
  targets,
  update,
} from './pythonNames';
import { string } from './pythonStrings';
import type { Program, Value } from './value';

/** Reads Python. Never throws: what the grammar does not know is skipped. */
export function readPython(text: string): Program {
  // The grammar knows no line that is joined over a CR LF; offsets stay.
  return new Builder(text, READERS).run(parser, text.replaceAll('\\\r\n', '\\\n '));
}

const other = (node: SyntaxNode): Value => ({ kind: 'other', ...rangeOf(node) });

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

const isBody = (node: SyntaxNode): boolean => node.name === 'Body';

/** What is tried goes on in `else`; what is done at last belongs to no way. */
function tried(nodes: readonly SyntaxNode[]): readonly ConditionPart[] {
  let way = 0;
  let word = '';
  return nodes.map((node) => {
    if (/^(?:try|except|else|finally)$/.test(node.name)) word = node.name;
    if (!isBody(node) || word === 'finally') return { node, way: null };
    return { node, way: word === 'except' ? ++way : 0 };
  });
}

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
    const parts = children(node);
    const always = parts.some((part) => part.name === 'else');
    build.ways(node, partsOf(parts, isBody), always);
    return other(node);
  },
  TryStatement: (node, build) => {
    build.ways(node, tried(children(node)), true);
    return other(node);
  },
  MatchStatement: (node, build) => {
    const parts = children(node).flatMap((c) => (c.name === 'MatchBody' ? children(c) : [c]));
    const clauses = partsOf(parts, (part) => part.name === 'MatchClause');
    const last = parts.at(-1)?.getChild('CapturePattern');
    build.ways(node, clauses, last !== null && last !== undefined);
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
    else if (only !== undefined)
      build.returned({ kind: 'list', items: values, tuple: true, ...rangeOf(node) });
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
