import type { TextRange } from './model';
import type { FunctionValue, Program, Scope, Value } from './syntax/value';

/** Functions that are looked at; a document with more of them is read as if it had none. */
const MAX_FUNCTIONS = 500;

const known = new WeakMap<Program, readonly FunctionValue[]>();

const valuesIn = ({ names }: Scope): readonly Value[] =>
  [...names.values()].flatMap((all) => all.flatMap((b) => b.value ?? []));

/** The functions of a document: those with a name, also in classes and in each other, and those that calls are given. */
function functionsOf(program: Program): readonly FunctionValue[] {
  const before = known.get(program);
  if (before !== undefined) return before;
  const found = new Set<FunctionValue>();
  const scopes = [program.root, ...program.classes.map((c) => c.scope)];
  const values = program.calls.flatMap((c) => c.args.map((a) => a.value));
  while (found.size <= MAX_FUNCTIONS) {
    const value = values.pop();
    if (value?.kind === 'function' && !found.has(value)) {
      found.add(value);
      scopes.push(value.scope);
    }
    if (value !== undefined) continue;
    const scope = scopes.pop();
    if (scope === undefined) break;
    values.push(...valuesIn(scope));
  }
  const all = found.size > MAX_FUNCTIONS ? [] : [...found];
  known.set(program, all);
  return all;
}

const holds = (outer: TextRange, { start, end }: TextRange): boolean =>
  outer.start <= start && end <= outer.end;

/** Tells whether a place is seen from another one: no function stands round it that does not stand round both. */
export function seenFrom(program: Program, from: TextRange): (place: TextRange) => boolean {
  const others = functionsOf(program).filter((f) => !holds(f, from));
  return (place) => !others.some((f) => holds(f, place));
}
