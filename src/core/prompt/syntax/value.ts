import type { TextRange } from '../model';

/** A stretch of a string: its text after escapes, or an expression that is filled in at run time. */
export type StringPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'hole'; readonly source: string; readonly value: Value | null };

/** `name=value`, `name: value`, `"name": value`; positional arguments and list-like entries have no name, `...x` / `**x` spread. */
export interface Entry extends TextRange {
  readonly name: string | null;
  readonly nameRange: TextRange | null;
  readonly spread: boolean;
  readonly value: Value;
}

/** A value that stands without a name. */
export const unnamed = (value: Value): Entry => ({
  name: null,
  nameRange: null,
  spread: false,
  value,
  start: value.start,
  end: value.end,
});

export type StringValue = TextRange & {
  readonly kind: 'string';
  readonly parts: readonly StringPart[];
};

export type CallValue = TextRange & {
  readonly kind: 'call';
  readonly callee: Value;
  readonly args: readonly Entry[];
};

export type RecordValue = TextRange & {
  readonly kind: 'record';
  readonly entries: readonly Entry[];
};

export type ClassValue = TextRange & {
  readonly kind: 'class';
  readonly name: string;
  readonly bases: readonly Value[];
  readonly docstring: StringValue | null;
  /** Fields and methods stand here as `this.name`. */
  readonly scope: Scope;
};

/** A parameter of a function: its name, or the fields of the one record it takes apart (`{ system, prompt }`). */
export type Parameter = string | readonly string[];

export type FunctionValue = TextRange & {
  readonly kind: 'function';
  readonly returns: readonly Value[];
  readonly parameters: readonly Parameter[];
  /** Where its parameters have their names. */
  readonly scope: Scope;
};

/** What an expression of any language says without running it. Unknown parts are `other`, never an error. */
export type Value = TextRange &
  (
    | StringValue
    | CallValue
    | RecordValue
    | ClassValue
    | { readonly kind: 'literal'; readonly value: number | boolean | null }
    | { readonly kind: 'name'; readonly name: string; readonly scope: Scope }
    | { readonly kind: 'member'; readonly object: Value; readonly name: string }
    | { readonly kind: 'list'; readonly items: readonly Value[]; readonly tuple: boolean }
    | { readonly kind: 'spread'; readonly value: Value }
    /** Values put one after the other: texts or lists. */
    | { readonly kind: 'sum'; readonly terms: readonly Value[] }
    /** `a | b`: LangChain's chains. */
    | { readonly kind: 'pipe'; readonly terms: readonly Value[] }
    /** `"%s" % x` */
    | { readonly kind: 'format'; readonly template: Value; readonly filling: Value }
    /** One of several: a ternary, or with `falls` the first that is there (`a ?? b`, `a or b`). */
    | { readonly kind: 'choice'; readonly options: readonly Value[]; readonly falls: boolean }
    | FunctionValue
    /** A value that stands in another document. */
    | { readonly kind: 'foreign'; readonly program: Program; readonly value: Value }
    | { readonly kind: 'other' }
  );

/** The name under which an import of all that a module has is kept. */
export const ALL = '*';

/** One way through a condition: the place of all of the condition, which of how many ways, and whether one of them is always taken. */
export interface ConditionWay extends TextRange {
  readonly way: number;
  readonly count: number;
  readonly always: boolean;
}

/** Where a name is given a value, or is added to. */
export interface Binding {
  /**
   * `set` gives a value, `add` puts text or items behind it, `front` before it, `field` an entry into a record; `unknown` is a parameter or the variable of a
   * loop, with the default of a parameter as its value.
   */
  readonly kind: 'set' | 'add' | 'front' | 'field' | 'unknown' | 'import';
  /** Offset from which it holds. */
  readonly at: number;
  readonly value: Value | null;
  /** The way through a condition on which it holds; null where it always does. */
  readonly branch: ConditionWay | null;
  /** Where the value itself stands. */
  readonly from: { readonly module: string; readonly name: string } | null;
}

/** A function, class or the whole document: where names are known. */
export interface Scope {
  readonly kind: 'document' | 'function' | 'class';
  readonly parent: Scope | null;
  readonly names: Map<string, Binding[]>;
}

/** A document as values: every call and record of it in document order, and what its names stand for. */
export interface Program {
  readonly text: string;
  readonly root: Scope;
  readonly calls: readonly CallValue[];
  readonly records: readonly RecordValue[];
  readonly classes: readonly ClassValue[];
  /** Every string literal and sum; `lone` are statements of their own (docstrings). */
  readonly strings: readonly (Value & { readonly kind: 'string' | 'sum' })[];
  readonly lone: ReadonlySet<Value>;
  /** The values at the top of a data document. */
  readonly roots: readonly Value[];
  /** Other documents by the names that this one's imports give them. */
  readonly imports?: (module: string) => Program | null;
  /** Work done to read it: steps of the parser and nodes read. Grows linearly with the text. */
  readonly steps: number;
}
