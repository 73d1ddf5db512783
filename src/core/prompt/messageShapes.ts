import { plainString } from './evaluate';
import { roleOf, type Role } from './roles';
import type { Entry, Value } from './syntax/value';

/** The role that LangChain's `("system", "...")` begins with; null for lists that hold messages. */
export function pairRole(items: readonly Value[]): Role | null {
  const word = items.length === 2 ? (plainString(items[0]) ?? '') : '';
  return word === 'placeholder' ? 'user' : roleOf(word);
}

/** The content among arguments without names: several calls are its parts (`CreateTextPart(...)`), else the last one. */
export function givenParts(args: readonly Entry[]): Value | null {
  const given = args.filter((a) => a.name === null).map((a) => a.value);
  const [first] = given;
  const last = given.at(-1);
  if (first === undefined || last === undefined) return null;
  return given.length > 1 && given.every((v) => v.kind === 'call')
    ? { kind: 'list', items: given, tuple: false, start: first.start, end: last.end }
    : last;
}

/** Values that are read piece by piece rather than as one text. */
export function isStructure(value: Value): boolean {
  if (value.kind === 'foreign') return isStructure(value.value);
  if (value.kind === 'sum') return value.terms.some((t) => t.kind === 'list');
  if (value.kind === 'choice')
    return value.options.some((o) => (o.kind === 'list' || o.kind === 'sum') && isStructure(o));
  return ['list', 'record', 'call', 'pipe'].includes(value.kind);
}
