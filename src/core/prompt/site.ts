import { MODEL_ARGUMENTS, bare } from './callWords';
import type { Sender } from './sender';
import { abroadEntries, calledName, pathOf, record, type Reading } from './resolve';
import { environmentDefault, plainString } from './evaluate';
import type { CallValue, Entry, Program, RecordValue, Value } from './syntax/value';

/** A call or record that may send a prompt, with its arguments laid flat. */
export interface Site {
  readonly value: CallValue | RecordValue;
  readonly path: readonly string[];
  readonly sender: Sender | null;
  /** Named arguments: of the call itself, of records given to it, and of what these spread. */
  readonly entries: readonly Entry[];
  readonly positional: readonly Value[];
  /** What is spread and not known: the arguments that stand in it are not told. */
  readonly rest: readonly Value[];
  /** Where the records stand that are part of it. */
  readonly parts: readonly number[];
}

const TEXTUAL =
  /^(?:stringify|dumps|encode|json|Marshal|to_json|json_encode|serialize|toJson|TextEncoder|from|dict|Promise|resolve)$/i;

/** The entries of a record, and where those stand that it was made of. */
interface Laid {
  readonly entries: readonly Entry[];
  readonly at: readonly number[];
}

/** Arguments by which a constructor is known to make a request, or the options of one. */
const HOLDS =
  /^(?:model|model_?id|messages|contents|prompt|input|reasoning_?effort(?:_?level)?|max_?output_?token_?count)$/i;

/** The record in a value: itself, what its name stands for, or what is made into JSON (`JSON.stringify({...})`). */
function recordIn(value: Value, reading: Reading, depth = 0): Laid | null {
  if (depth > 4) return null;
  const known = value.kind === 'record' ? value : reading.fullest(reading.follow(value));
  if (known?.kind === 'record') {
    // `() => ({...})`: the record stands behind its bracket.
    const bracket = /^[(\s]{0,40}/.exec(reading.program.text.slice(known.start, known.start + 40));
    return { entries: known.entries, at: [known.start + (bracket?.[0].length ?? 0)] };
  }
  const abroad = abroadEntries(known);
  if (abroad !== null) return { entries: abroad, at: [] };
  if (known?.kind !== 'call') return null;
  const name = calledName(known);
  const [first] = known.args;
  if (TEXTUAL.test(name) && first?.name === null) {
    const inner = recordIn(first.value, reading, depth + 1);
    return inner === null ? null : { ...inner, at: [...inner.at, known.start] };
  }
  const given = returnedBy(known, reading, depth);
  if (given !== null) return given;
  const entries = record(known);
  const holds =
    name.endsWith('Options') || entries?.some((e) => e.name !== null && HOLDS.test(e.name));
  return entries !== null && holds === true ? { entries, at: [known.start] } : null;
}

/** The record that a function gives back: `create(buildParams(question))`; null where it gives back another value. */
function returnedBy(call: CallValue, reading: Reading, depth: number): Laid | null {
  const target = reading.follow(call.callee);
  const fn = target?.kind === 'foreign' ? target.value : target;
  if (fn?.kind !== 'function') return null;
  for (const value of fn.returns.toReversed()) {
    const own = target?.kind === 'foreign' ? { ...target, value } : value;
    const inner = recordIn(own, reading, depth + 1);
    if (inner !== null) return inner;
  }
  return null;
}

/** Whether the next argument without a name is an agent or a model made elsewhere: what made it is no part of the request. */
const isWhole = (sender: Sender | null, at: number, value: Value, reading: Reading): boolean =>
  value.kind !== 'record' &&
  ['agent', 'model'].includes(sender?.positional?.[at] ?? '') &&
  // The options of Azure's client, which may stand where the model does.
  recordIn(value, reading)?.entries.some((e) => e.name === 'Messages') !== true;

/** The context that calls in Go begin with, the token by which those in C# can be cancelled, and Semantic Kernel's kernel. */
export const isContext = (value: Value): boolean =>
  value.kind === 'call'
    ? pathOf(value.callee)[0] === 'context'
    : /^(?:ctx|ct|cancellationToken|CancellationToken|cts)$/.test(pathOf(value)[0] ?? '') ||
      /^_?kernel$/.test(pathOf(value).at(-1) ?? '');

/** What a function of Go that makes an option is given, by its name; a text with words to fill in is filled: `ai.WithPrompt("Tell of %s", topic)`. */
function optionIn(value: Value, { program }: Reading): Entry | null {
  if (value.kind !== 'call') return null;
  const name = /^With([A-Z]\w{0,60})$/.exec(calledName(value))?.[1];
  const [first, second] = value.args;
  if (name === undefined || first === undefined) return null;
  const { start, end } = value;
  const items = value.args.map((a) => a.value);
  const given: Value =
    name === 'Messages'
      ? { kind: 'list', items, tuple: false, start: first.start, end: items.at(-1)!.end }
      : second !== undefined && /^(?:Prompt|System)$/.test(name)
        ? {
            ...value,
            callee: { kind: 'name', name: 'sprintf', scope: program.root, start, end: start },
          }
        : first.value;
  return { name, nameRange: null, spread: false, value: given, start, end };
}

/** Lays the arguments of a call flat: records and what is spread are taken apart, the rest keeps its order. */
export function siteOf(
  value: CallValue | RecordValue,
  sender: Sender | null,
  reading: Reading,
): Site {
  const path = value.kind === 'call' ? pathOf(value.callee) : [];
  const entries: Entry[] = [];
  const positional: Value[] = [];
  const parts: number[] = [];
  const rest: Value[] = [];
  const takes = (given: Value): boolean => {
    const inner = recordIn(given, reading);
    if (inner === null) return false;
    const laid = reading.entries(inner.entries);
    entries.push(...laid.filter((e) => !e.spread));
    rest.push(...laid.flatMap((e) => (e.spread ? [e.value] : [])));
    parts.push(...inner.at);
    return true;
  };
  for (const e of reading.entries(value.kind === 'call' ? value.args : value.entries)) {
    const option = sender?.options === true ? optionIn(e.value, reading) : null;
    if (e.name !== null) entries.push(e);
    else if (e.spread) {
      parts.push(e.value.start);
      rest.push(e.value);
    } else if (sender?.variables === true && e.value.kind === 'record') {
      entries.push(...e.value.entries.filter((v) => v.name === 'messages'));
      positional.push(e.value);
      parts.push(e.value.start);
    } else if (isContext(e.value)) continue;
    else if (option !== null) entries.push(option);
    else if (isWhole(sender, positional.length, e.value, reading) || !takes(e.value))
      positional.push(e.value);
  }
  // Spread records are parts too.
  for (const e of value.kind === 'call' ? value.args : value.entries) {
    const known = e.spread ? reading.follow(e.value) : null;
    if (known !== null) parts.push(known.start);
  }
  const holds = new Set(sender?.bodies?.map(bare));
  const bodies = entries.filter((e) => e.name !== null && holds.has(bare(e.name)));
  for (const body of bodies) takes(body.value);
  return { value, path, sender, entries, positional, rest, parts };
}

/** The argument that names the model, null where there is none. */
export const modelEntry = (site: Site): Entry | null =>
  site.entries.find((e) => e.name !== null && MODEL_ARGUMENTS.has(bare(e.name))) ??
  // TanStack's `chat({ adapter: anthropicText('claude-haiku-4-5'), messages })`
  site.entries.find((e) => e.name === 'adapter' && e.value.kind === 'call') ??
  null;

const told = new WeakMap<Program, Map<string, boolean>>();

/** Whether one of several words stands in a document; each is looked for once. */
export function hasWord(words: readonly string[], program: Program): boolean {
  const known = told.get(program) ?? new Map<string, boolean>();
  told.set(program, known);
  return words.some((word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const stands = program.text.includes(word);
    known.set(word, stands);
    return stands;
  });
}

/**
 * What is given whole to a call that nothing else is called like, and that is not known: `create(params)`, `create(**params)`.
 * What is made here by a builder is told there. Null for other calls.
 */
export function givenWhole(site: Site, reading: Reading): Value | null {
  const { sender, value, path, rest } = site;
  const words = sender?.whole;
  if (words === undefined || value.kind !== 'call' || path.some((p) => /^threads?$/i.test(p)))
    return null;
  if (words.length > 0 && !hasWord(words, reading.program)) return null;
  const spread = rest[0] ?? value.args.find((a) => a.spread)?.value;
  if (spread !== undefined) return spread;
  const first = value.args.find((a) => a.name === null && !isContext(a.value))?.value;
  if (first?.kind !== 'name' && first?.kind !== 'member' && first?.kind !== 'call') return null;
  const made = reading.follow(first);
  return made?.kind === 'call' && isBuilt(made) ? null : first;
}

/** `ChatCompletionCreateParams.builder()....build()` */
const isBuilt = (call: CallValue): boolean => pathOf(call.callee).some((p) => /^[A-Z]/.test(p));

/** Whether a row's conditions on arguments and words hold. */
export function fits(site: Site, sender: Sender, reading: Reading): boolean {
  if (sender.words !== undefined && !hasWord(sender.words, reading.program)) return false;
  if (sender.needs === undefined) return true;
  const needed = new Set(sender.needs.map(bare));
  return (
    (needed.has('0') && site.positional.length > 0) ||
    (needed.has('1') && site.positional.length > 1) ||
    site.entries.some((e) => e.name !== null && needed.has(bare(e.name))) ||
    givenWhole(site, reading) !== null
  );
}

const NESTED =
  /reason|think|options|config|body|settings|output|param(?:eter)?s?$|request|fields|kwargs|anthropic|openai|google|vertex|bedrock|provider|extra|planner/i;
const MAX_NESTED = 5;

/** A parameter that steers the reasoning, wherever it stands in a call. */
export interface NestedEntry {
  readonly path: readonly string[];
  readonly entry: Entry;
}

/** The parameters that steer the reasoning: effort, budgets, switches; with the names on the way to them. */
export function thinkingEntries(
  entries: readonly Entry[],
  reading: Reading,
  path: readonly string[] = [],
): readonly NestedEntry[] {
  if (path.length > MAX_NESTED || !reading.spend()) return [];
  return entries.flatMap((entry): readonly NestedEntry[] => {
    const { name } = entry;
    if (name === null) return [];
    const here = [...path, name];
    const own =
      /^(?:(?:model_?)?reasoning_?(?:effort(?:_?level)?|enabled|config)?|enabled_?thinking|effort|thinking(?:_?(?:level|budget|config))?|budget_?tokens|max_?(?:reasoning|thinking)_?tokens|enable_?thinking|think|include_?thoughts|(?:disable|clear)_?thinking|reasoning_?tokens)$/i.test(
        name,
      )
        ? [{ path: here, entry }]
        : [];
    const inner = NESTED.test(name) ? recordOf(entry.value, reading) : null;
    return inner === null ? own : [...own, ...thinkingEntries(inner, reading, here)];
  });
}

/** The entries of a record or of a constructor's arguments, also behind a name. */
export function recordOf(value: Value, reading: Reading): readonly Entry[] | null {
  const isLaid = value.kind === 'record' || value.kind === 'call';
  const entries = record(isLaid ? value : reading.fullest(reading.follow(value)));
  return entries === null ? null : reading.entries(entries);
}

/** Named arguments of nested configurations too: `config={"system_instruction": ...}`. */
export function nestedEntries(
  entries: readonly Entry[],
  reading: Reading,
  depth = 0,
): readonly Entry[] {
  return entries.flatMap((e) => {
    const nests =
      e.name !== null &&
      depth < 3 &&
      /^(?:config|(?:generation|inference|generate_?content)_?config|(?:model_?)?param(?:eter)?s|request|options|model_?settings)$/i.test(
        e.name,
      );
    const inner = nests ? recordOf(e.value, reading) : null;
    return inner === null ? [e] : [e, ...nestedEntries(inner, reading, depth + 1)];
  });
}

/** Parameters that switch reasoning on and off. */
const SWITCHES = /^(?:think|enable_?thinking|thinking|enabled|reasoning_?enabled)$/i;

/** Whether a parameter switches reasoning off: `think: false`, `thinking: { type: 'disabled' }`, `reasoning: { enabled: false }`. */
function switchesOff({ path, entry }: NestedEntry, reading: Reading): boolean {
  const off = (value: Value): boolean => {
    const known = reading.follow(value);
    return known?.kind === 'literal' && known.value === false;
  };
  if (SWITCHES.test(path.at(-1) ?? '') && off(entry.value)) return true;
  // What may be switched off need not be.
  const inner = isChoice(entry.value, reading) ? [] : (recordOf(entry.value, reading) ?? []);
  return inner.some(
    (e) =>
      (/^(?:enabled|value)$/i.test(e.name ?? '') && off(e.value)) ||
      (e.name === 'type' && /^disabled$/i.test(plainString(e.value) ?? '')),
  );
}

const isChoice = (value: Value, reading: Reading): boolean =>
  reading.follow(value)?.kind === 'choice';

/**
 * The effort that a call asks for: a level in small letters, a budget in tokens, `off` where it switches reasoning off; of several
 * that a condition chooses from the highest; null where it says none.
 */
export function effortOf(thinking: readonly NestedEntry[], reading: Reading): string | null {
  for (const nested of thinking) {
    const [first, ...rest] = effortsOf(nested, reading);
    if (first !== undefined) return rest.reduce((a, b) => (rankOf(b) > rankOf(a) ? b : a), first);
  }
  return thinking.some((t) => switchesOff(t, reading)) ? 'off' : null;
}

/** Every effort that one parameter may have, each once; of what stands for a missing value only the first that is known. */
export function effortsOf(nested: NestedEntry, reading: Reading): readonly string[] {
  const { value } = nested.entry;
  const all = reading.options(value).flatMap((v) => effortIn(nested.path, v, reading) ?? []);
  const known = reading.follow(value);
  const falls = known?.kind === 'choice' && known.falls;
  return [...new Set(falls ? all.slice(0, 1) : all)];
}

const LEVELS = ['off', 'none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'];

/** Where an effort stands among others: a level by its place, a budget by its tokens. */
const rankOf = (effort: string): number =>
  LEVELS.includes(effort) ? LEVELS.indexOf(effort) : Number(effort) || 0;

/** The effort that one value of a parameter stands for; null where it tells none. */
function effortIn(path: readonly string[], value: Value, reading: Reading): string | null {
  const name = path.at(-1) ?? '';
  const followed = value.kind === 'name' || value.kind === 'member' ? reading.follow(value) : value;
  const here = followed?.kind === 'foreign' ? followed.value : followed;
  const known =
    here?.kind === 'call' ? environmentDefault(here) : (here ?? defaultIn(value, reading));
  if (/effort$|level$|^think$/i.test(name)) {
    const said = reading.furthest(value);
    const inner = here?.kind === 'call' ? here.args[0]?.value : undefined;
    const level =
      plainString(known) ??
      (said.kind === 'member' && !/^think$/i.test(name)
        ? levelWord(said.name)
        : // Kotlin's `Effort("high")`, Rust's `Some(ReasoningEffort::High)`
          (plainString(inner) ?? (inner?.kind === 'member' ? levelWord(inner.name) : null)));
    if (level !== null && /^(?:none|off|disabled)$/i.test(level)) return 'off';
    if (level !== null && /^[A-Za-z]{2,20}$/.test(level)) return level.toLowerCase();
  }
  const counts = /budget|(?:reasoning|thinking)_?tokens$|^enabled_?thinking$/i.test(name);
  const number = counts ? (known ?? wrapped(here, /./)) : wrapped(here, /enabled/i);
  return number?.kind === 'literal' && typeof number.value === 'number'
    ? String(number.value)
    : null;
}

/** The default of the parameter that a value stands for, also of one that a field of the object is given. */
function defaultIn(value: Value, reading: Reading): Value | null {
  const name = value.kind === 'name' ? value : reading.fieldGiven(value);
  return name === null ? null : reading.defaultOf(name.scope, name.name);
}

/** What a call with a fitting name is given alone: Go's `genai.Ptr[int32](1024)`, `ThinkingConfigParamOfEnabled(2048)`. */
const wrapped = (value: Value | null, name: RegExp): Value | null =>
  value?.kind === 'call' && value.args.length === 1 && name.test(calledName(value))
    ? value.args[0]!.value
    : null;

/** The level in a constant of a list (`ReasoningEffort.HIGH`, `EFFORT_LOW`); null for other names, such as a setting's. */
function levelWord(name: string): string | null {
  const apart = /(?:^|_)(none|off|minimal|low|medium|x?high|max)$/i.exec(name);
  const joined = /[a-z](None|Off|Minimal|Low|Medium|X?High|Max)$/.exec(name);
  return apart?.[1] ?? joined?.[1] ?? null;
}
