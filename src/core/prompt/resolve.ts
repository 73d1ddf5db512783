import { alternatives, isBase, isTuple } from './branches';
import type { TextRange } from './model';
import { ALL, unnamed } from './syntax/value';
import type { Binding, CallValue, Entry, Program, Scope, StringValue, Value } from './syntax/value';

/** Finds another document by the name that an import gives it; null where it is not at hand. */
export type ImportResolver = (module: string) => Program | null;

const MODULE_SEPARATOR = /[./]$/;

/** Work that may be done on one document: hostile code cannot make it do more. */
const MAX_STEPS = 300_000;
/** Characters that names may be replaced by, all together. */
const MAX_CHARS = 4_000_000;
const MAX_SCOPES = 50;
/** The object whose method is read. */
const SELF = /^(?:this|self|Self|static|cls)$/;
const MAX_HOPS = 12;
/** Choices in choices that are looked through. */
const MAX_CHOICES = 6;

/** A call of a function: from where, and what its parameters are given. */
interface Called {
  readonly from: Reading;
  readonly scope: Scope;
  readonly given: ReadonlyMap<string, Value>;
}

/** A document being read: what its names stand for, with a bound on all the work. */
export class Reading {
  constructor(
    readonly program: Program,
    private readonly imports: ImportResolver,
    private readonly spent: { steps: number; chars: number } = { steps: 0, chars: 0 },
    private readonly within: Called | null = null,
  ) {}

  /** Work done so far. */
  get steps(): number {
    return this.spent.steps;
  }

  /** Whether one more step may be taken. */
  spend(chars = 0): boolean {
    this.spent.steps++;
    this.spent.chars += chars;
    return this.spent.steps < MAX_STEPS && this.spent.chars < MAX_CHARS;
  }

  /** The document that an import stands for, on the same bound. */
  abroad(program: Program): Reading {
    if (program === this.program) return this;
    if (this.within?.from.program === program) return this.within.from;
    return new Reading(program, program.imports ?? (() => null), this.spent);
  }

  /** The document of a function as one call of it sees that: its parameters stand for what the call gives. */
  called(program: Program, scope: Scope, given: ReadonlyMap<string, Value>): Reading {
    const within = { from: this, scope, given };
    const imports = program === this.program ? this.imports : (program.imports ?? (() => null));
    return new Reading(program, imports, this.spent, within);
  }

  /** What a name stands for at an offset: the last value before it, else the first one after it; null where it is not known. */
  lookUp(scope: Scope, name: string, before: number): Value | null {
    if (!this.spend()) return null;
    const around = scopes(scope);
    for (const own of around) {
      const all = own.names.get(name) ?? [];
      const last = all.findLastIndex((b) => b.at <= before);
      if (last < 0) continue;
      const base = all.findLastIndex((b, i) => i <= last && isBase(b));
      const isParameter = base === last && all[base]?.kind === 'unknown';
      const given = isParameter ? this.given(own, name) : null;
      if (given !== null) return given;
      return this.valueOf(name, all, base, before);
    }
    for (const { names } of around) {
      const all = names.get(name) ?? [];
      const first = all.findIndex((b) => isBase(b) && b.at > before);
      if (first >= 0) return this.valueOf(name, all, first, Infinity);
    }
    for (const { names } of around) {
      for (const binding of names.get(ALL) ?? []) {
        const value = binding.from === null ? null : this.foreign(binding.from.module, name);
        if (value !== null) return value;
      }
    }
    return null;
  }

  /** What a parameter is given by the call that is read, or by one around it. */
  private given(scope: Scope, name: string): Value | null {
    for (let { within } = this as Reading; within !== null; within = within.from.within)
      if (within.scope === scope) return within.given.get(name) ?? null;
    return null;
  }

  /** Whether a name is a parameter that is given another value only under a condition: what the caller gives may stand. */
  mayBeOther(value: Value): boolean {
    if (value.kind !== 'name') return false;
    const all = scopes(value.scope)
      .map((s) => (s.names.get(value.name) ?? []).filter((b) => isBase(b) && b.at <= value.start))
      .find((bindings) => bindings.length > 0);
    this.spent.steps += all?.length ?? 0;
    const sure = all?.findLast(
      ({ branch }) => branch === null || branch.always || value.start < branch.end,
    );
    return sure?.kind === 'unknown' && sure !== all?.at(-1);
  }

  /** The parameter that a field of the object is given: `self.model = model`; null for other values. */
  fieldGiven(value: Value): (Value & { kind: 'name' }) | null {
    if (value.kind !== 'member' || value.object.kind !== 'name' || !SELF.test(value.object.name))
      return null;
    const given = this.lookUp(value.object.scope, `this.${value.name}`, Infinity);
    return given?.kind === 'name' ? given : null;
  }

  /** The module that a name, or the first name of a path, is imported from; null for others. */
  importedFrom(value: Value): string | null {
    let first = value;
    while (first.kind === 'member' && this.spend()) first = first.object;
    if (first.kind !== 'name') return null;
    const { scope, name } = first;
    const own = scopes(scope).find((s) => s.names.has(name));
    return own?.names.get(name)?.at(-1)?.from?.module ?? null;
  }

  /** The default of a parameter: what a model is where nothing else is said. */
  defaultOf(scope: Scope, name: string): Value | null {
    for (const { names } of scopes(scope)) {
      const last = names.get(name)?.at(-1);
      if (last !== undefined) return last.kind === 'unknown' ? last.value : null;
    }
    return null;
  }

  private valueOf(name: string, all: readonly Binding[], at: number, until: number): Value | null {
    const base = all[at];
    const after = all.slice(at + 1);
    const next = after.findIndex(isBase);
    const added = (next < 0 ? after : after.slice(0, next)).filter(
      (b) => b.at <= until && b.value !== null,
    );
    this.spent.steps += added.length;
    const known =
      base?.kind === 'import' && base.from !== null
        ? this.foreign(base.from.module, base.from.name)
        : base?.kind === 'set' && !isTuple(base.value)
          ? (alternatives(all, at, until) ?? base.value)
          : null;
    const fields = added.filter((b) => b.kind === 'field');
    const items = added.filter((b) => b.kind !== 'field');
    const whole = fields.length === 0 ? known : withFields(known, fields);
    return items.length === 0 ? whole : extended(name, whole, items);
  }

  /** What a name of a module stands for, also where that module has it from another; `ALL` is the module itself. */
  private foreign(module: string, name: string): Value | null {
    if (!this.spend()) return null;
    const program = this.imports(module);
    const value =
      program === null
        ? null
        : name === ALL
          ? moduleValue(program)
          : this.abroad(program).lookUp(program.root, name, Infinity);
    if (value?.kind === 'foreign') return value;
    if (program !== null && value !== null)
      return { kind: 'foreign', program, value, start: 0, end: 0 };
    // Python's `from . import prompts`: the name may be a module itself.
    const inner = `${module}${MODULE_SEPARATOR.test(module) || module === '' ? '' : '.'}${name}`;
    const own = name === ALL || module.includes('/') ? null : this.imports(inner);
    return own === null
      ? null
      : { kind: 'foreign', program: own, value: moduleValue(own), start: 0, end: 0 };
  }

  /** Follows names and members until something else stands there; null where that is not known. */
  follow(value: Value, hops = 0): Value | null {
    if (hops > MAX_HOPS || !this.spend()) return null;
    if (value.kind === 'name') {
      const known = this.lookUp(value.scope, value.name, value.start);
      return known === null || known === value ? null : this.follow(known, hops + 1);
    }
    if (value.kind === 'member') return this.member(value, hops);
    if (value.kind === 'foreign') {
      const inner = this.abroad(value.program).follow(value.value, hops + 1);
      if (inner === null || inner.kind === 'foreign') return inner;
      return { ...value, value: inner };
    }
    return value;
  }

  /** The constant at the end of names that stand for it (`MODEL = anthropic.ModelClaudeOpus4_8`), of which nothing more is known; other values as they are. */
  furthest(value: Value, hops = 0): Value {
    if (hops > MAX_HOPS || !this.spend()) return value;
    const isOwn = value.kind === 'member' && value.object.kind === 'name';
    const next =
      value.kind === 'name'
        ? this.lookUp(value.scope, value.name, value.start)
        : isOwn && SELF.test(value.object.name)
          ? this.lookUp(value.object.scope, `this.${value.name}`, Infinity)
          : null;
    const isNamed = next !== value && (next?.kind === 'name' || next?.kind === 'member');
    return isNamed ? this.furthest(next, hops + 1) : value;
  }

  private member(value: Value & { kind: 'member' }, hops: number): Value | null {
    const { object, name } = value;
    if (object.kind === 'name' && SELF.test(object.name)) {
      const known = this.lookUp(object.scope, `this.${name}`, Infinity);
      return known === null ? null : this.follow(known, hops + 1);
    }
    const followed = this.follow(object, hops + 1);
    const owner = followed?.kind === 'string' ? this.dataFile(followed) : followed;
    const own = owner?.kind === 'foreign' ? owner.value : owner;
    if (own?.kind === 'call') return this.memberOfCall(owner!, own, name, hops);
    const found = memberOf(own, name);
    if (found === null) return null;
    return this.follow(owner?.kind === 'foreign' ? { ...owner, value: found } : found, hops + 1);
  }

  /** `Settings(model="gpt-5").model`, and `build(topic).system` where the function is known and gives back a record, or several values of which one is taken by its place. */
  private memberOfCall(owner: Value, call: CallValue, name: string, hops: number): Value | null {
    const callee = owner.kind === 'foreign' ? { ...owner, value: call.callee } : call.callee;
    const target = this.follow(callee, hops + 1);
    const fn = target?.kind === 'foreign' ? target.value : target;
    if (fn?.kind === 'class') {
      // What it is made with stands where it is made, a field's default where the class stands.
      const given = call.args.find((a) => a.name === name)?.value ?? null;
      // What is given without a name, or spread, may be any field.
      const isTold = call.args.every((a) => a.name !== null);
      const value = given ?? (isTold ? memberOf(fn, name) : null);
      const from = given === null ? target : owner;
      return value === null
        ? null
        : this.follow(from?.kind === 'foreign' ? { ...from, value } : value, hops + 1);
    }
    if (fn?.kind !== 'function') return null;
    for (const returned of fn.returns.toReversed()) {
      const whole = target?.kind === 'foreign' ? { ...target, value: returned } : returned;
      const known = this.follow(whole, hops + 1);
      const found = memberOf(known?.kind === 'foreign' ? known.value : known, name);
      if (found !== null)
        return this.follow(
          known?.kind === 'foreign' ? { ...known, value: found } : found,
          hops + 1,
        );
    }
    return null;
  }

  /** The data in a file whose name stands for it (`agents_config = "config/agents.yaml"` of CrewAI); null for other texts. */
  private dataFile({ parts }: StringValue): Value | null {
    const [part] = parts;
    if (parts.length !== 1 || part?.kind !== 'text') return null;
    if (!/^[\w./-]{1,200}\.(?:ya?ml|json)$/.test(part.text)) return null;
    const program = this.imports(`./${part.text}`);
    const value = program?.roots.find((root) => root.kind === 'record');
    return program === null || value === undefined
      ? null
      : { kind: 'foreign', program, value, start: 0, end: 0 };
  }

  /** The entries of a record or call with what it spreads, in order. */
  entries(of: readonly Entry[], depth = 0): readonly Entry[] {
    if (depth > 4) return of;
    return of.flatMap((e): readonly Entry[] => {
      if (!e.spread) return [e];
      const known = this.fullest(this.follow(e.value));
      const inner = abroadEntries(known) ?? record(known);
      return inner === null ? [e] : this.entries(inner, depth + 1);
    });
  }

  /** What a value may be: each option of a choice, with what names in it stand for; the value alone where it is none. */
  options(value: Value, depth = 0): readonly Value[] {
    const known = value.kind === 'choice' ? value : this.follow(value);
    if (known?.kind !== 'choice' || depth > MAX_CHOICES) return [value];
    return known.options.flatMap((option) => this.options(option, depth + 1));
  }

  /** Of a choice the record that says most (`deep ? { reasoning } : {}`); other values as they are. */
  fullest(value: Value | null): Value | null {
    if (value?.kind !== 'choice') return value;
    const records = this.options(value).flatMap((v) => {
      const known = this.follow(v);
      const size = (abroadEntries(known) ?? record(known))?.length;
      return size === undefined ? [] : [{ known, size }];
    });
    const [first, ...rest] = records;
    if (first === undefined) return value;
    return rest.reduce((a, b) => (b.size > a.size ? b : a), first).known;
  }
}

/** What a record, a class or a list (by place) has under a name; null where it has nothing. */
function memberOf(owner: Value | null, name: string): Value | null {
  if (owner?.kind === 'record')
    return owner.entries.findLast((e) => e.name === name)?.value ?? null;
  if (owner?.kind === 'class') return owner.scope.names.get(`this.${name}`)?.at(-1)?.value ?? null;
  return owner?.kind === 'list' && /^\d$/.test(name) ? (owner.items[Number(name)] ?? null) : null;
}

/** A module as a record of what its names stand for at its end. */
function moduleValue({ root }: Program): Value {
  const entries = [...root.names].flatMap(([name, all]): readonly Entry[] => {
    const value = all.findLast((b) => b.kind === 'set')?.value ?? null;
    return value === null ? [] : [{ ...unnamed(value), name }];
  });
  return { kind: 'record', entries, start: 0, end: 0 };
}

/** The entries of a record in another document, each with its value there; null for other values. They have no place here. */
export function abroadEntries(value: Value | null): readonly Entry[] | null {
  if (value?.kind !== 'foreign' || value.value.kind !== 'record') return null;
  const { program } = value;
  return value.value.entries.map((e) => ({
    ...e,
    nameRange: null,
    value: { kind: 'foreign', program, value: e.value, start: -1, end: -1 },
    start: -1,
    end: -1,
  }));
}

/** The entries of a record, or of a constructor's named arguments (`dict(a=1)`); null for other values. */
export function record(value: Value | null): readonly Entry[] | null {
  if (value?.kind === 'record') return value.entries;
  if (value?.kind !== 'call') return null;
  const [only] = value.args;
  if (value.args.length === 1 && only?.value.kind === 'record') return only.value.entries;
  return value.args.some((a) => a.name !== null) ? value.args : null;
}

function scopes(innermost: Scope): readonly Scope[] {
  const list: Scope[] = [];
  for (let s: Scope | null = innermost; s !== null && list.length < MAX_SCOPES; s = s.parent)
    list.push(s);
  return list;
}

/** A hole for what is not known, as a value. */
export const unknown = (source: string, range: TextRange): Value => ({
  kind: 'string',
  parts: [{ kind: 'hole', source, value: null }],
  start: range.start,
  end: range.end,
});

/** A record with the entries that it is given later; other values stay as they are. */
function withFields(known: Value | null, fields: readonly Binding[]): Value | null {
  const isRecord =
    known?.kind === 'record' ||
    (known?.kind === 'call' && /^dict$|Options$/.test(calledName(known)));
  const own = isRecord ? record(known) : null;
  if (own === null || known === null) return known;
  const later = fields.flatMap((b) => (b.value?.kind === 'record' ? b.value.entries : []));
  const last = new Map(later.map((e) => [e.name, e]));
  const entries = [...own.filter((e) => e.name === null || !last.has(e.name)), ...last.values()];
  return { kind: 'record', entries, start: known.start, end: known.end };
}

/** A value with what is added to it later; where it is not known itself it stays its name. */
function extended(name: string, known: Value | null, added: readonly Binding[]): Value {
  const front = added.filter((b) => b.kind === 'front').map((b) => b.value!);
  const back = added.filter((b) => b.kind === 'add').map((b) => b.value!);
  const first = known ?? front[0] ?? back[0]!;
  const base = known ?? unknown(name, { start: first.start, end: first.start });
  return {
    kind: 'sum',
    terms: [...front.reverse(), base, ...back],
    start: first.start,
    end: Math.max(first.end, added.at(-1)!.value!.end),
  };
}

/** The dotted name of a callee: `client.chat.completions.create`, calls and subscripts in it left out; null where it starts with neither. */
export function pathOf(value: Value, depth = 0): readonly string[] {
  if (depth > 40) return [];
  if (value.kind === 'name') return [value.name];
  if (value.kind === 'member') return [...pathOf(value.object, depth + 1), value.name];
  if (value.kind === 'call') return pathOf(value.callee, depth + 1);
  return [];
}

/** The last word of what is called. */
export const calledName = (call: CallValue): string => pathOf(call.callee).at(-1) ?? '';
