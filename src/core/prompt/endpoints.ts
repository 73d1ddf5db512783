import type { TextRange } from './model';
import { Evaluator } from './evaluate';
import { seenFrom } from './functionRanges';
import { modelInText, type NamedModel } from './modelIds';
import type { Reading } from './resolve';
import type { Program, Scope, StringValue, Value } from './syntax/value';

/** Addresses under which a model answers. */
const ANSWERS =
  /\/api\/(?:generate|chat)(?![\w-])|:(?:streamG|g)enerateContent(?!\w)|\/chat\/completions?(?![\w-])|\/v\d\w{0,8}\/(?:completions|responses|messages|complete|chat)(?![\w-])|\/deployments\/[^/]{1,80}\/completions/;
/** Addresses of the same services that give no text: pictures, sounds, vectors. */
const NO_TEXT =
  /\/images?(?![\w-])|\/(?:audio|videos?|speech|text-to-speech|moderations|embed\w*|rerank|predictions|sdapi)(?![\w-])|:(?:embedContent|batchEmbedContents|predict\w{0,20})(?!\w)/;

/** An address of a model in the strings of a document. */
interface Endpoint extends TextRange {
  readonly value: StringValue;
  /** Whether texts are sent there; others make pictures or vectors. */
  readonly answers: boolean;
  /** Whether it begins with a slash and nothing is put before it: often a server of one's own. */
  readonly relative: boolean;
}

/** How far from a body its address may stand. */
const NEAR = 1_500;
/** Addresses on each side of a body that are looked at. */
const MAX_NEAR = 8;
const MAX_ADDRESS = 300;
const MAX_SCOPES = 50;

const known = new WeakMap<Program, readonly Endpoint[]>();

/** A string as it is written, with a sign for each expression in it. */
const textOf = ({ parts }: StringValue): string =>
  parts.map((p) => (p.kind === 'text' ? p.text : '{}')).join('');

function endpointIn(value: Value, { text }: Program): readonly Endpoint[] {
  if (value.kind !== 'string' || value.end - value.start > MAX_ADDRESS) return [];
  const own = textOf(value);
  const answers = ANSWERS.test(own);
  if (/\s/.test(own.trim()) || (!answers && !NO_TEXT.test(own))) return [];
  const before = text.slice(Math.max(0, value.start - 8), value.start).trimEnd();
  const relative = own.startsWith('/') && !/[+.]$/.test(before);
  return [
    { value, answers: answers && !NO_TEXT.test(own), relative, start: value.start, end: value.end },
  ];
}

/** The constant of an address that a name stands for; null for other values. */
function constantOf(value: Value): Value | null {
  if (value.kind !== 'name') return null;
  const { name } = value;
  let scope: Scope | null = value.scope;
  for (let outer = 0; scope !== null && !scope.names.has(name) && outer < MAX_SCOPES; outer++)
    scope = scope.parent;
  const last = scope?.names.get(name)?.at(-1);
  return last?.kind === 'set' ? last.value : null;
}

/** The addresses that calls are given by the name of a constant, where they are used. */
function endpointsUsed(program: Program): readonly Endpoint[] {
  const given = program.calls.flatMap((c) => c.args.map((a) => a.value));
  return given.flatMap((value): readonly Endpoint[] => {
    const address = constantOf(value);
    if (address?.kind !== 'string') return [];
    const { start, end } = value;
    return endpointIn(address, program).map((e) => ({ ...e, start, end }));
  });
}

/** The addresses of a document in order. */
function endpointsOf(program: Program): readonly Endpoint[] {
  const before = known.get(program);
  if (before !== undefined) return before;
  const all = [
    ...program.strings.flatMap((s) => endpointIn(s, program)),
    ...endpointsUsed(program),
  ].sort((a, b) => a.start - b.start);
  known.set(program, all);
  return all;
}

/** The address nearest to a request's body; null where none is near. */
export function endpointNear({ program }: Reading, body: TextRange): Endpoint | null {
  const all = endpointsOf(program);
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle]!.start < body.start) low = middle + 1;
    else high = middle;
  }
  const away = (e: Endpoint): number =>
    e.end <= body.start ? body.start - e.end : Math.max(0, e.start - body.end);
  const isSeen = seenFrom(program, body);
  const close = (some: readonly Endpoint[]): readonly Endpoint[] =>
    some.filter((e) => away(e) <= NEAR);
  const before = close(all.slice(Math.max(0, low - MAX_NEAR), low)).toReversed();
  const behind = close(all.slice(low, low + MAX_NEAR));
  const seen = [before.find(isSeen), behind.find(isSeen)];
  const sides = seen.some((e) => e !== undefined) ? seen : [before[0], behind[0]];
  const [first, second] = sides.flatMap((e) => e ?? []);
  return first === undefined
    ? null
    : second !== undefined && away(second) < away(first)
      ? second
      : first;
}

/** The model that the address near a body names with what is filled in (`{base}/models/{self.model}:generateContent`). */
export function modelFilledIn(reading: Reading, body: TextRange): NamedModel | null {
  const near = endpointNear(reading, body);
  if (near === null || !near.answers) return null;
  const { text } = new Evaluator(reading).text(near.value);
  const id = modelInText(text);
  return id === null ? null : { id, declared: null };
}
