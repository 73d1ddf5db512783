import type { Parser, SyntaxNode } from '@lezer/common';
import type { TextRange } from '../model';
import { parseBounded } from './parse';
import type {
  Binding,
  ConditionWay,
  CallValue,
  ClassValue,
  Entry,
  Program,
  RecordValue,
  Scope,
  StringValue,
  Value,
} from './value';

/** Deeper nesting is not read: hostile input must not exhaust the stack. */
const MAX_DEPTH = 250;
/** Values kept of a name; older ones are forgotten. */
const MAX_BINDINGS = 100;

export const rangeOf = (node: SyntaxNode): TextRange => ({ start: node.from, end: node.to });

/** The children of a node without comments. */
export function children(node: SyntaxNode): readonly SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    if (!child.type.is('Comment') && !child.name.endsWith('Comment')) list.push(child);
  return list;
}

/** `a + b + c` leans to the left as deep as it is long: its terms are taken without recursion. */
export function spine(node: SyntaxNode, text: string, operator: string): readonly SyntaxNode[] {
  const terms: SyntaxNode[] = [];
  let at: SyntaxNode | null = node;
  while (at?.name === 'BinaryExpression') {
    const [left, op, right] = children(at) as (SyntaxNode | undefined)[];
    if (op === undefined || text.slice(op.from, op.to) !== operator) break;
    if (right !== undefined) terms.push(right);
    at = left ?? null;
  }
  if (at !== null) terms.push(at);
  return terms.reverse();
}

/** A part of a condition and the way through it on which it is read; null for what all ways share. */
export interface ConditionPart {
  readonly node: SyntaxNode;
  readonly way: number | null;
}

/** Parts of which each one that fits is a way of its own. */
export function partsOf(
  nodes: readonly SyntaxNode[],
  isWay: (node: SyntaxNode) => boolean,
): readonly ConditionPart[] {
  let next = 0;
  return nodes.map((node) => ({ node, way: isWay(node) ? next++ : null }));
}

type Reader = (node: SyntaxNode, build: Builder) => Value;

/** Reads the nodes of a grammar into values, keeping book of scopes, calls and records. A life cycle: one document. */
export class Builder {
  scope: Scope = { kind: 'document', parent: null, names: new Map() };
  steps = 0;
  private readonly root = this.scope;
  private readonly calls: CallValue[] = [];
  private readonly records: RecordValue[] = [];
  private readonly classes: ClassValue[] = [];
  private readonly strings: (Value & { kind: 'string' | 'sum' })[] = [];
  private readonly lone = new Set<Value>();
  private readonly roots: Value[] = [];
  private readonly returns: Value[][] = [];
  private depth = 0;
  /** The way through a condition that is being read. */
  private branch: ConditionWay | null = null;

  constructor(
    readonly text: string,
    private readonly readers: Readonly<Record<string, Reader>>,
  ) {}

  /** Parses the text (or another of the same length) and reads every node of the tree. */
  run(parser: Parser, input = this.text): Program {
    const { tree, steps } = parseBounded(parser, input);
    this.steps += steps;
    for (const node of children(tree.topNode)) this.roots.push(this.read(node));
    return this.program();
  }

  program(): Program {
    const { text, root, calls, records, classes, strings, lone, roots, steps } = this;
    const inOrder = (a: TextRange, b: TextRange) => a.start - b.start || b.end - a.end;
    calls.sort(inOrder);
    records.sort(inOrder);
    return { text, root, calls, records, classes, strings, lone, roots, steps };
  }

  /** The value of a node; children of nodes that no reader knows are read for the calls in them. */
  read(node: SyntaxNode): Value {
    this.steps++;
    const other: Value = { kind: 'other', ...rangeOf(node) };
    if (this.depth >= MAX_DEPTH) return other;
    this.depth++;
    const reader = Object.hasOwn(this.readers, node.name) ? this.readers[node.name] : undefined;
    const value = reader === undefined ? this.skip(node) : reader(node, this);
    this.depth--;
    return value;
  }

  skip(node: SyntaxNode): Value {
    for (const child of children(node)) this.read(child);
    return { kind: 'other', ...rangeOf(node) };
  }

  slice(range: TextRange): string {
    return this.text.slice(range.start, range.end);
  }

  nameOf(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }

  string(value: StringValue): StringValue {
    this.strings.push(value);
    return value;
  }

  /** Values put one after the other; literals side by side are one string. */
  sum(terms: readonly Value[], range: TextRange): Value {
    const strings = terms.filter((t) => t.kind === 'string');
    if (strings.length === terms.length)
      return this.string({ kind: 'string', parts: strings.flatMap((t) => t.parts), ...range });
    const value = { kind: 'sum', terms, ...range } as const;
    this.strings.push(value);
    return value;
  }

  statement(value: Value): void {
    this.lone.add(value);
  }

  call(callee: Value, args: readonly Entry[], range: TextRange): CallValue {
    const value: CallValue = { kind: 'call', callee, args, ...range };
    this.calls.push(value);
    return value;
  }

  record(entries: readonly Entry[], range: TextRange): RecordValue {
    const value: RecordValue = { kind: 'record', entries, ...range };
    this.records.push(value);
    return value;
  }

  /** Reads the parts of a condition, each on its way through it; other parts (what is asked) belong to none. */
  ways(whole: SyntaxNode, parts: readonly ConditionPart[], always: boolean): void {
    const outer = this.branch;
    const count = new Set(parts.flatMap((p) => p.way ?? [])).size;
    for (const { node, way } of parts) {
      this.branch = way === null ? outer : { ...rangeOf(whole), way, count, always };
      this.read(node);
    }
    this.branch = outer;
  }

  /** Reads a function's or class's inside with names of its own; gives back what it returns. */
  within(kind: Scope['kind'], inside: () => void): { scope: Scope; returns: readonly Value[] } {
    const outer = this.scope;
    const { branch } = this;
    const scope: Scope = { kind, parent: outer, names: new Map() };
    this.scope = scope;
    this.branch = null;
    this.returns.push([]);
    inside();
    this.scope = outer;
    this.branch = branch;
    return { scope, returns: this.returns.pop() ?? [] };
  }

  /** Reads a block with names of its own, on one way through a condition where it is one. */
  block(way: ConditionWay | null, inside: () => void): void {
    const { scope, branch } = this;
    this.scope = { kind: 'function', parent: scope, names: new Map() };
    if (way !== null) this.branch = way;
    inside();
    this.scope = scope;
    this.branch = branch;
  }

  returned(value: Value): void {
    this.returns.at(-1)?.push(value);
  }

  classValue(value: ClassValue): void {
    this.classes.push(value);
  }

  bind(name: string, kind: Binding['kind'], at: number, value: Value | null = null): void {
    bindIn(this.scope, name, { kind, at, value, branch: this.branch, from: null });
  }

  imported(name: string, module: string, original: string, at: number): void {
    const from = { module, name: original };
    bindIn(this.scope, name, { kind: 'import', at, value: null, branch: null, from });
  }

  /** A field of the class around: `this.name`, `self.name`, or a name in a class body. */
  field(name: string, at: number, value: Value): void {
    let scope: Scope | null = this.scope;
    while (scope !== null && scope.kind !== 'class') scope = scope.parent;
    const binding = { kind: 'set', at, value, branch: this.branch, from: null } as const;
    bindIn(scope ?? this.root, `this.${name}`, binding);
  }

  /** The way through a condition that is being read; null outside of conditions. */
  get way(): ConditionWay | null {
    return this.branch;
  }

  /** Whether a name is given something in the scopes around. */
  knows(name: string): boolean {
    let scope: Scope | null = this.scope;
    while (scope !== null && !scope.names.has(name)) scope = scope.parent;
    return scope !== null;
  }

  /** A name that all of the document knows, wherever it is given its value. */
  shared(name: string, at: number, value: Value): void {
    bindIn(this.root, name, { kind: 'set', at, value, branch: null, from: null });
  }

  /** `x += "..."`, `x.append(...)`, `x["key"] = ...`, and `x = ...` that declares nothing: changes the variable of the nearest scope that has given it a value. */
  add(name: string, kind: 'set' | 'add' | 'front' | 'field', at: number, value: Value): void {
    let scope: Scope | null = this.scope;
    while (scope !== null && !scope.names.has(name)) scope = scope.parent;
    bindIn(scope ?? this.scope, name, { kind, at, value, branch: this.branch, from: null });
  }
}

function bindIn(scope: Scope, name: string, binding: Binding): void {
  const all = scope.names.get(name) ?? [];
  if (all.length >= MAX_BINDINGS) all.shift();
  all.push(binding);
  scope.names.set(name, all);
}

/** `this`, `self`, `cls`. */
export const isSelf = (value: Value): boolean =>
  value.kind === 'name' && ['this', 'self', 'cls'].includes(value.name);
