import { givenTo, helperOf, type Helper } from './helpers';
import { modelIn, type NamedModel } from './modelIds';
import type { Reading } from './resolve';
import type { CallValue, Program, Scope, Value } from './syntax/value';

/** More calls than these are not looked through. */
const MAX_CALLS = 5_000;

interface Caller {
  readonly call: CallValue;
  readonly helper: Helper;
}

const known = new WeakMap<Program, ReadonlyMap<Scope, readonly Caller[]>>();

/** The model that each parameter is given, where it was asked for. */
const given = new WeakMap<Scope, ReadonlyMap<string, NamedModel | null>>();

/** The calls of each function of a document in it, by the scope of its parameters. */
function callersIn(reading: Reading): ReadonlyMap<Scope, readonly Caller[]> {
  const { program } = reading;
  const before = known.get(program);
  if (before !== undefined) return before;
  const all = new Map<Scope, Caller[]>();
  for (const call of program.calls.slice(0, MAX_CALLS)) {
    const helper = helperOf(call, reading);
    if (helper === null || helper.program !== program) continue;
    const { scope } = helper.fn;
    const callers = all.get(scope) ?? [];
    callers.push({ call, helper });
    all.set(scope, callers);
  }
  known.set(program, all);
  return all;
}

/** The scope in which a name is a parameter; null where it is none. */
export function parameterScope(value: Value): Scope | null {
  if (value.kind !== 'name') return null;
  for (let s: Scope | null = value.scope; s !== null; s = s.parent) {
    const all = s.names.get(value.name);
    if (all !== undefined) return all.every((b) => b.kind === 'unknown') ? s : null;
  }
  return null;
}

/** The model that calls in this document give to a parameter; null where they give several, or one of them is not known. */
export function modelOfCallers(value: Value, reading: Reading): NamedModel | null {
  const scope = parameterScope(value);
  if (scope === null || value.kind !== 'name') return null;
  const before = given.get(scope)?.get(value.name);
  if (before !== undefined) return before;
  const model = sameModel(callersIn(reading).get(scope) ?? [], value.name, reading);
  given.set(scope, new Map([...(given.get(scope) ?? []), [value.name, model]]));
  return model;
}

/** Callers of one function whose values are compared. */
const MAX_GIVEN = 20;

/** What the calls in this document give to a parameter of a function; empty where too many do. */
export function givenByCallers(scope: Scope, name: string, reading: Reading): readonly Value[] {
  const callers = callersIn(reading).get(scope) ?? [];
  if (callers.length > MAX_GIVEN) return [];
  const all = callers.map((c) => givenTo(c.helper, c.call, reading).get(name));
  return all.flatMap((v) => (v === undefined ? [] : [v]));
}

function sameModel(callers: readonly Caller[], name: string, reading: Reading): NamedModel | null {
  let same: NamedModel | null = null;
  for (const { call, helper } of callers) {
    const value = givenTo(helper, call, reading).get(name);
    const model = value === undefined ? null : modelIn(value, reading);
    if (model === null || (same !== null && same.id !== model.id)) return null;
    same ??= model;
  }
  return same;
}
