import { environmentDefault, plainString } from './evaluate';
import type { CallParameter, PromptCall, RequestArgument, RequestValue, TextRange } from './model';
import type { NamedModel } from './modelIds';
import { pathOf, type Reading } from './resolve';
import type { NestedEntry, Site } from './site';
import type { Entry, Value } from './syntax/value';

const MAX_DEPTH = 8;
const MAX_ARGUMENTS = 200;
/** Longer texts are prompts: they stand in `messages`. */
const MAX_STRING = 200;
const MAX_CALLEE = 200;

interface Facts {
  readonly reading: Reading;
  readonly model: NamedModel | null;
  readonly written: Value | null;
  readonly thinking: readonly NestedEntry[];
  readonly vendor: string | null;
}

/** The request tree of a site: what migration rules and fixes are written over. */
export function promptCall(
  site: Site,
  { reading, model, written, thinking, vendor }: Facts,
): PromptCall {
  const { text } = reading.program;
  const { value } = site;
  const inDocument = (e: Entry): boolean => e.start >= 0 && e.end > e.start;
  const args = site.entries.filter(inDocument).slice(0, MAX_ARGUMENTS);
  const callee =
    value.kind === 'call'
      ? text.slice(value.callee.start, value.callee.end).slice(-MAX_CALLEE)
      : null;
  return {
    callee,
    library: site.sender?.library ?? null,
    vendor,
    range: { start: value.start, end: value.end },
    parameters: args.map((e) => parameter(e, text)),
    arguments: args.map((e) => argument(e, reading, 0)),
    model:
      model === null
        ? null
        : {
            id: model.id,
            written: written === null ? null : rangeOf(written),
            declared: model.declared,
          },
    thinking: thinking
      .filter(({ entry }) => inDocument(entry))
      .map(({ path, entry }) => ({ path, argument: argument(entry, reading, 0) })),
  };
}

const rangeOf = ({ start, end }: TextRange): TextRange => ({ start, end });

/** From an argument to the following comma and the white space up to the next line. */
function removable(e: TextRange, text: string): TextRange {
  const tail = /^\s{0,80},[ \t]{0,80}\n?/.exec(text.slice(e.end, e.end + 200))?.[0].length ?? 0;
  return { start: e.start, end: e.end + tail };
}

function parameter(entry: Entry, text: string): CallParameter {
  const { value, nameRange } = entry;
  return {
    name: entry.name ?? '',
    value: value.kind === 'literal' ? value.value : (plainString(value) ?? undefined),
    nameRange: nameRange ?? rangeOf(value),
    valueRange: rangeOf(value),
    range: removable(entry, text),
  };
}

function argument(entry: Entry, reading: Reading, depth: number): RequestArgument {
  return {
    name: entry.name,
    nameRange: entry.nameRange,
    range: removable(entry, reading.program.text),
    value: requestValue(entry.value, reading, depth),
  };
}

function requestValue(value: Value, reading: Reading, depth: number): RequestValue {
  const range = rangeOf(value);
  const empty = { range, literal: undefined, name: null, members: [], declared: null };
  if (depth > MAX_DEPTH || !reading.spend()) return { ...empty, kind: 'other' };
  const members = (entries: readonly Entry[]) =>
    entries.slice(0, MAX_ARGUMENTS).map((e) => argument(e, reading, depth + 1));
  switch (value.kind) {
    case 'string': {
      const text = plainString(value);
      return {
        ...empty,
        kind: 'string',
        literal: text !== null && text.length <= MAX_STRING ? text : undefined,
      };
    }
    case 'literal':
      return {
        ...empty,
        kind:
          value.value === null ? 'null' : typeof value.value === 'number' ? 'number' : 'boolean',
        literal: value.value,
      };
    case 'record':
      return { ...empty, kind: 'record', members: members(value.entries) };
    case 'call':
      return {
        ...empty,
        kind: 'call',
        name: pathOf(value.callee).join('.'),
        members: members(value.args),
      };
    case 'list':
      return {
        ...empty,
        kind: 'list',
        members: value.items.slice(0, MAX_ARGUMENTS).map((v) => ({
          name: null,
          nameRange: null,
          range: removable(v, reading.program.text),
          value: requestValue(v, reading, depth + 1),
        })),
      };
    case 'name':
    case 'member': {
      const known = reading.follow(value);
      const here = known !== null && known.kind !== 'foreign' && known !== value ? known : null;
      // `self.effort = os.environ.get("EFFORT", "high")`
      const said = here?.kind === 'call' ? environmentDefault(here) : here;
      const literal = said?.kind === 'literal' ? said.value : (plainString(said) ?? undefined);
      return {
        ...empty,
        kind: 'name',
        name: pathOf(value).join('.'),
        declared: here === null ? null : rangeOf(here),
        literal: typeof literal === 'string' && literal.length > MAX_STRING ? undefined : literal,
      };
    }
    case 'spread':
    case 'sum':
    case 'pipe':
    case 'format':
    case 'choice':
    case 'function':
    case 'class':
    case 'foreign':
    case 'other':
      return { ...empty, kind: 'other' };
  }
}
