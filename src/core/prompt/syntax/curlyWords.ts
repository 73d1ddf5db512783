import type { TextRange } from '../model';
import type { Token } from './tokens';
import type { CallValue, Entry, RecordValue, Value } from './value';

/** Signs between a value and its member. */
export const JOINS = new Set(['.', '::', '->', '?.', '!!']);
/** Words before a value that are no part of it. */
export const PREFIXES = new Set([
  'new',
  'await',
  'return',
  'const',
  'let',
  'var',
  'val',
  'mut',
  'try',
  'throw',
  'echo',
  'final',
  'static',
  'public',
  'private',
  'readonly',
  'yield',
  'async',
  'move',
  'ref',
  'case',
  'else',
  'in',
]);
/** Calls and macros that make a list of what they are given. */
export const LISTS =
  /^(?:vec|list|array|listOf|mutableListOf|arrayOf|asList|List|of|Array|setOf|slice)$/;
/** Types whose `of` makes a list; of others it makes one of the type: `Model.of("gpt-5")`. */
const COLLECTION = /(?:List|Set|Stream|Arrays?|Seq|Sequence|Vector|Collection|Messages)$/;

/** Whether a call makes a list of what it is given. */
export const makesList = (callee: Value): boolean =>
  LISTS.test(lastName(callee)) &&
  (callee.kind !== 'member' || callee.name !== 'of' || COLLECTION.test(lastName(callee.object)));

/** A chain that begins or goes on with one of these builds a record, method by method. */
export const BUILDS =
  /^(?:builder|newBuilder|default|prompt|Builder|agent|extractor|completion_request)$|(?:Args|Builder|Request|Params)$/;

/** Words that may stand before a call; any other name before one is a type or `fn`: what follows is a declaration. */
const BEFORE_CALL = new Set([
  ...PREFIXES,
  ...[
    'if',
    'while',
    'for',
    'switch',
    'when',
    'match',
    'where',
    'and',
    'or',
    'not',
    'is',
    'as',
    'by',
    'do',
    'then',
    'go',
    'defer',
  ],
  ...[
    'print',
    'using',
    'lock',
    'assert',
    'to',
    'until',
    'out',
    'guard',
    'repeat',
    'default',
    'elseif',
    'instanceof',
    'unless',
  ],
  ...[
    'catch',
    'finally',
    'foreach',
    'include',
    'require',
    'co_await',
    'co_return',
    'unsafe',
    'lazy',
    'override',
    'some',
    'any',
  ],
]);

/** Whether a name with brackets behind it declares a method rather than calls it: `Task<int> Ask(string s) {`, `fn ask(`. */
export function declaresMethod(before: Token | undefined, after: string): boolean {
  if (before === undefined) return false;
  if (before.kind === 'name') return !BEFORE_CALL.has(before.text);
  return /^[>\]?]$/.test(before.text) && /^(?:[{;]|=>|where|throws)$/.test(after);
}

/** `Map.of("a", x, "b", y)` as entries; null for other calls. */
export function mapped(callee: Value, args: readonly Entry[]): readonly Entry[] | null {
  const isMap =
    callee.kind === 'member' && callee.name === 'of' && lastName(callee.object) === 'Map';
  if (!isMap || args.length % 2 !== 0) return null;
  return args.flatMap((key, i): readonly Entry[] => {
    const value = args[i + 1]?.value;
    if (i % 2 !== 0 || value === undefined || key.value.kind !== 'string') return [];
    const { start, end } = key;
    return [
      {
        name: plain(key.value),
        nameRange: { start, end },
        spread: false,
        value,
        start,
        end: value.end,
      },
    ];
  });
}

/** Go's `append(list, item, others...)`. */
export function appended(args: readonly Entry[], range: TextRange): Value {
  const [list, ...items] = args.map((a) => a.value);
  return {
    kind: 'sum',
    terms: [list!, { kind: 'list', items, tuple: false, ...range }],
    ...range,
  };
}

/** Methods that give a chain of methods what it says: with one of these the chain builds a record. */
const SAYS =
  /^(?:with|set|using|add)_?(?:system_?|user_?)?(?:prompt|messages?|instructions)$|^system_?prompt$/i;
const GIVES_TEXT = /^(?:with|set|using|add)_?(?=system|user|prompt|messages?$|instructions)/i;

/** Whether a method behind other calls of a chain gives that its texts: `Prism::text()->withPrompt`. */
export const beginsToSay = ({ object, name }: Value & { kind: 'member' }): boolean =>
  object.kind === 'call' && SAYS.test(name);

/** The first call of a chain, with what the methods behind it were given as its arguments. */
export function chained(last: CallValue): { callee: Value; args: Entry[] } {
  const links: CallValue[] = [];
  let at = last;
  while (at.callee.kind === 'member' && at.callee.object.kind === 'call') {
    links.unshift(at);
    at = at.callee.object;
  }
  const later = links.flatMap((link) =>
    link.callee.kind === 'member' ? asArgument(link.callee, link.args, link) : [],
  );
  return { callee: at.callee, args: [...at.args, ...later] };
}

/** The argument's name that a builder's method stands for: `withSystemPrompt` gives the `SystemPrompt`. */
const argumentName = (method: string): string =>
  method.replace(GIVES_TEXT, '').replace(/^(?:user_?)?(?:prompt|message)$/i, 'prompt');

/** What a method of a builder is given: the value alone, several as a list, what stands there by name as a record (`with_thinking(effort: :low)`). */
function givenTo(method: string, args: readonly Entry[], range: TextRange): Value {
  const placed = args.filter((a) => a.name === null);
  const [first = args[0]!] = placed;
  const isNamed = placed.length === 0;
  // PHP's `withPrompt(prompt: $text)`
  const isAlone = isNamed && method.toLowerCase().endsWith((first.name ?? '').toLowerCase());
  if (placed.length === 1 || (args.length === 1 && isAlone)) return first.value;
  if (isNamed) return { kind: 'record', entries: args, ...range };
  const items = placed.map((a) => a.value);
  return { kind: 'list', items, tuple: false, start: first.start, end: placed.at(-1)!.end };
}

/** A method of a builder as a named argument. */
export function asArgument(
  member: Value & { kind: 'member' },
  args: readonly Entry[],
  range: TextRange,
): readonly Entry[] {
  if (args.length === 0) return [];
  const { name, end } = member;
  const nameRange = { start: end - name.length, end };
  const items = args.map((a) => a.value);
  const value = givenTo(name, args, range);
  const rest = { spread: false, start: nameRange.start, end: range.end };
  // `using(Provider::OpenAI, 'gpt-4o')`
  const isChoice = /^using$/i.test(name) && items[1]?.kind === 'string';
  return isChoice
    ? [{ name: 'model', nameRange, value: items[1]!, ...rest }]
    : [{ name: argumentName(name), nameRange, value, ...rest }];
}

/** Whether braces behind a call are a function it is given, not a literal of its type: `AIAgent(model = m) { ... }`. */
export const hasArguments = (value: Value, group: Value): boolean =>
  value.kind === 'call' &&
  value.args.length > 0 &&
  (group.kind !== 'record' || value.args.some((a) => a.name !== null));

/** The messages of a prompt that is written as a function: `prompt("id") { system("..."); user(text) }`; null for other braces. */
export function saidIn(value: Value, group: Value): Value | null {
  const isPrompt = value.kind === 'call' && lastName(value.callee) === 'prompt';
  if (!isPrompt || group.kind !== 'list') return null;
  const items = group.items.filter(
    (v) => v.kind === 'call' && /^(?:system|user|assistant)$/.test(lastName(v.callee)),
  );
  return items.length === 0 ? null : { ...group, items, tuple: false };
}

const TELLS = /^(?:system_?(?:prompt|message)|instructions?|preamble)$/i;

/** Whether a literal of a type makes an agent that is told something: `&adk.ChatModelAgentConfig{Instruction: "..."}`. */
export const holdsAgent = (type: Value, literal: Value): literal is RecordValue =>
  /Agent(?:Config|Options|Params|Settings)?$/.test(lastName(type)) &&
  literal.kind === 'record' &&
  literal.entries.some((e) => e.name !== null && TELLS.test(e.name));

export const lastName = (value: Value): string =>
  value.kind === 'name' || value.kind === 'member' ? value.name : '';

export const plain = (value: Value): string =>
  value.kind === 'string' ? value.parts.map((p) => (p.kind === 'text' ? p.text : '')).join('') : '';

/** `AgentBuilder::new`. */
export const isNewBuilder = (value: Value): boolean =>
  value.kind === 'member' && value.name === 'new' && lastName(value.object).endsWith('Builder');

/** Rust's field that is named like what it is given: `Request { model, messages, stream: false }`. */
export function asField(entry: Entry): Entry {
  const { value } = entry;
  if (entry.name !== null || entry.spread || value.kind !== 'name') return entry;
  return { ...entry, name: value.name, nameRange: { start: value.start, end: value.end } };
}
