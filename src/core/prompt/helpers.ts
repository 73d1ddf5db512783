import type { FoundPrompt, TextRange } from './model';
import type { Reading } from './resolve';
import type { CallValue, FunctionValue, Program, Value } from './syntax/value';

/** A function of this document or one file away, with the document it stands in. */
export interface Helper {
  readonly fn: FunctionValue;
  readonly program: Program;
}

/** The function that a call runs, also as a method of the own class or of an object made here; null where it is not at hand. */
export function helperOf({ callee }: CallValue, reading: Reading): Helper | null {
  const known = reading.follow(callee) ?? method(callee, reading);
  const own = known?.kind === 'foreign' ? known.value : known;
  if (own?.kind !== 'function' || own.parameters.length === 0) return null;
  return { fn: own, program: known?.kind === 'foreign' ? known.program : reading.program };
}

/** Types that a document of a language with braces declares: their methods are known in all of it. */
const DECLARES = /\b(?:class|record|struct|object|interface)\s{1,9}([A-Z]\w{0,80})/g;
const declared = new WeakMap<Program, ReadonlySet<string>>();

function declares(program: Program, type: string): boolean {
  const known = declared.get(program);
  if (known !== undefined) return known.has(type);
  declared.set(program, new Set([...program.text.matchAll(DECLARES)].map((m) => m[1]!)));
  return declares(program, type);
}

/** `renderer.render` where `renderer = new Renderer(...)` and a language with braces declares that class here. */
function methodOfDeclared(made: CallValue, name: string, { program }: Reading): Value | null {
  const { callee } = made;
  const all = program.root.names.get(`this.${name}`);
  const [only] = all ?? [];
  const isSure = all?.length === 1 && callee.kind === 'name' && declares(program, callee.name);
  return isSure && only?.value?.kind === 'function' ? only.value : null;
}

/** `llm.ask` where `llm = Llm(...)` and the class is known. */
function method(callee: Value, reading: Reading): Value | null {
  if (callee.kind !== 'member') return null;
  const object = reading.follow(callee.object);
  const made = object?.kind === 'call' ? reading.follow(object.callee) : null;
  const type = made?.kind === 'foreign' ? made.value : made;
  const value =
    type?.kind === 'class'
      ? (type.scope.names.get(`this.${callee.name}`)?.at(-1)?.value ?? null)
      : object?.kind === 'call' && made === null
        ? methodOfDeclared(object, callee.name, reading)
        : null;
  return value !== null && made?.kind === 'foreign' ? { ...made, value } : value;
}

/** What stands in a function, of values in the order of their starts. */
export function standingIn<T extends TextRange>(
  values: readonly T[],
  { start, end }: TextRange,
): readonly T[] {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  let behind = low;
  while (behind < values.length && values[behind]!.start <= end) behind++;
  return values.slice(low, behind).filter((v) => v.end <= end);
}

/** What a call gives to the parameters of a function, by their names; those it leaves out have their default. */
export function givenTo(
  { fn, program }: Helper,
  call: CallValue,
  reading: Reading,
): ReadonlyMap<string, Value> {
  const { scope } = fn;
  const parameters = fn.parameters.filter((p) => p !== 'self' && p !== 'cls');
  const given = new Map<string, Value>();
  for (const name of parameters.flat()) {
    const value = scope.names.get(name)?.findLast((b) => b.kind === 'unknown')?.value ?? null;
    if (value !== null) given.set(name, value);
  }
  const away = (value: Value): Value =>
    program === reading.program
      ? value
      : { kind: 'foreign', program: reading.program, value, start: value.start, end: value.end };
  let place = 0;
  for (const { name, spread, value } of reading.entries(call.args)) {
    if (name !== null) given.set(name, away(value));
    else if (spread) break;
    else {
      const parameter = parameters[place++];
      if (typeof parameter === 'string') given.set(parameter, away(value));
      else if (parameter !== undefined) {
        const record = reading.follow(value);
        const entries = record?.kind === 'record' ? reading.entries(record.entries) : [];
        for (const e of entries)
          if (e.name !== null && parameter.includes(e.name)) given.set(e.name, away(e.value));
      }
    }
  }
  return given;
}

/** The document of a function as this call of it sees it: each parameter stands for what it is given. */
export const calledWith = (helper: Helper, call: CallValue, reading: Reading): Reading =>
  reading.called(helper.program, helper.fn.scope, givenTo(helper, call, reading));

/** Shortest text that makes a call of a helper a prompt: words rather than a key. */
const LEAST_WORDS = 12;
const words = (text: string): string => text.replace(/\{[^{}]{0,80}\}/g, '').trim();

/** A parameter, something of it, or what one function makes of it alone. */
const PASSED = /^\{(?:\w{1,60}\()?\$?(\w{1,60})(?:[.[)][^]*)?\}$/;

/** Whether a request says only what a function is given: one of its texts is a parameter. */
export function passesThrough({ messages }: FoundPrompt, { fn }: Helper): boolean {
  const names = new Set(fn.parameters.flat());
  return messages.some((m) => names.has(PASSED.exec(m.text.trim())?.[1] ?? ''));
}

/** Whether a call of a helper says something that the request in the helper does not. */
export function saysMore(called: FoundPrompt, { messages }: FoundPrompt): boolean {
  const own = new Set(messages.map((m) => m.text));
  return called.messages.some((m) => !own.has(m.text) && words(m.text).length >= LEAST_WORDS);
}
