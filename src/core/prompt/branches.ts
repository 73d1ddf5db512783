import type { Binding, Value } from './syntax/value';

/** Whether a binding gives a name its value, and not only something more. */
export const isBase = (b: Binding): boolean => !['add', 'front', 'field'].includes(b.kind);
/** Kinds of values that are texts or lists of messages as they stand. */
const SAID: ReadonlySet<Value['kind']> = new Set(['string', 'sum', 'format', 'list']);

/** A value that nobody knows. */
const unsaid = ({ at }: Binding): Value => ({ kind: 'other', start: at, end: at });

/**
 * What a name may stand for behind a condition that gives it a value on one of its ways, as a choice; null where only one value
 * is possible, or none is a text or a list of messages.
 */
export function alternatives(all: readonly Binding[], at: number, until: number): Value | null {
  const branch = all[at]?.branch ?? null;
  if (branch === null || until < branch.end) return null;
  const ways = new Map<number, Value>();
  let before: Value | null = null;
  for (const b of all.slice(0, at + 1)) {
    if (!isBase(b)) continue;
    if (b.branch?.start === branch.start && b.branch.end === branch.end)
      ways.set(b.branch.way, b.value ?? unsaid(b));
    else if (b.at <= branch.start) before = b.value;
  }
  const isGiven = branch.always && ways.size >= branch.count;
  const options = [...(isGiven || before === null ? [] : [before]), ...ways.values()];
  const said = options.filter((v) => SAID.has(v.kind) && !isTuple(v));
  const [first] = said;
  if (first === undefined || options.length < 2) return null;
  return { kind: 'choice', options, falls: false, start: first.start, end: said.at(-1)!.end };
}

/** Several texts in brackets, as a call takes them. */
export const isTuple = (value: Value | null): boolean =>
  value?.kind === 'list' && value.tuple && value.items.every((v) => v.kind === 'string');
