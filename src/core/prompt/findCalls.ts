import {
  calleeBefore,
  entryName,
  pairBrackets,
  parseEntries,
  parseItems,
  type Entry,
  type Source,
  type Value,
} from './expression';
import { tokenise } from './lexer';
import { plainString, readMessages, roleOf, textOf } from './messages';
import type { CallParameter, DocumentLanguage, FoundPrompt, PromptPiece, TextRange } from './model';
import { makeScope, type Scope } from './scope';

/** Parameter names that carry a prompt, with the role of a bare string there. */
const PROMPT_NAMES: ReadonlyMap<string, PromptPiece['role']> = new Map([
  ['system', 'system'],
  ['instructions', 'system'],
  ['system_instruction', 'system'],
  ['systemInstruction', 'system'],
  ['system_prompt', 'system'],
  ['systemPrompt', 'system'],
  ['messages', 'user'],
  ['prompt', 'user'],
  ['input', 'user'],
  ['contents', 'user'],
]);

/** Any of these makes a bracket worth reading. */
const TRIGGERS = new Set(['messages', 'prompt', 'input', 'contents']);

const MODEL_NAMES = ['model', 'model_name', 'modelName', 'model_id', 'modelId', 'deployment'];

/** Methods that take a prompt as their first argument. */
const PROMPT_METHODS = new Set([
  'generate_content',
  'generateContent',
  'generate_content_async',
  'generateContentStream',
  'send_message',
  'sendMessage',
  'invoke',
  'ainvoke',
]);

/** Callees that send a prompt even where no model is named beside it. */
const SENDS =
  /(?:completions?|responses|messages|chat|generate\w*|generateText|generateObject|streamText|streamObject|invoke|complete|send_?message|sendRequest)$/i;

/** Longest document that is read as code or JSON; longer ones count as plain text. */
export const MAX_CODE_CHARS = 2_000_000;

export interface Code {
  readonly source: Source;
  readonly scope: Scope;
}

/** Reads a document as Python or JavaScript (JSON is JavaScript here). */
export function readCode(text: string, language: DocumentLanguage): Code {
  const syntax = language === 'python' ? 'python' : 'javascript';
  const source = pairBrackets(text, tokenise(text, syntax));
  return { source, scope: makeScope(source, syntax) };
}

/** Every call and request body of a document that sends a prompt, in document order. */
export function findCalls(code: Code, language: DocumentLanguage): readonly FoundPrompt[] {
  const { tokens, parent } = code.source;
  const openings = new Set<number>();
  tokens.forEach((token, i) => {
    const name =
      token.kind === 'name' || token.kind === 'string' ? entryName(code.source, i) : null;
    if (name !== null && TRIGGERS.has(name)) openings.add(parent[i]!);
    if (PROMPT_METHODS.has(token.text) && tokens[i + 1]?.text === '(') openings.add(i + 1);
  });
  return [...openings]
    .filter((o) => o >= 0)
    .sort((a, b) => a - b)
    .flatMap((o) => {
      const found = readCall(code, o, language);
      return found === null ? [] : [found];
    });
}

function readCall(code: Code, opening: number, language: DocumentLanguage): FoundPrompt | null {
  const { source, scope } = code;
  const { tokens, partner, text } = source;
  if (tokens[opening]!.text === '[' || declares(code, opening)) return null;
  const entries = parseEntries(source, opening, 0);
  const around = enclosingCall(source, opening);
  const callee = calleeBefore(source, around);
  const last = tokens[callee === null ? opening : opening - 1]!;

  const named = entries.flatMap((e) => {
    const role = PROMPT_NAMES.get(e.name);
    return role === undefined ? [] : [{ role, value: e.value }];
  });
  // System texts are sent first, wherever they are written.
  named.sort((a, b) => Number(b.role === 'system') - Number(a.role === 'system'));
  const positional = PROMPT_METHODS.has(last.text)
    ? parseItems(source, opening, 0)
        .slice(0, 1)
        .map((value) => ({ role: 'user' as const, value }))
    : [];
  const read = [...named, ...positional].map(({ role, value }) => readMessages(value, scope, role));
  const messages = read.flatMap((r) => r.pieces);
  const modelEntry = entries.find((e) => MODEL_NAMES.includes(e.name)) ?? null;
  const sends = callee !== null && SENDS.test(callee);
  const isChat =
    messages.length > 0 && entries.some((e) => e.name === 'messages' && isMessageList(e.value));
  if (messages.length === 0 || (modelEntry === null && !sends && !isChat)) return null;

  const close = partner[opening]!;
  const end = close < 0 ? text.length : tokens[close]!.end;
  const start = tokens[around]!.start - (callee?.length ?? 0);
  return {
    kind: callee === null ? 'request' : 'call',
    language,
    messages,
    placeholders: [...new Set(read.flatMap((r) => r.placeholders))],
    call: {
      callee,
      range: { start: Math.max(0, start), end },
      parameters: entries.map((e) => parameter(e, text)),
    },
    model: modelEntry === null ? null : modelName(modelEntry.value, scope),
    effort: effortIn(entries),
  };
}

/** Whether the bracket is the parameter list of a function that is declared here (or a signature) rather than called. */
function declares({ source, scope }: Code, opening: number): boolean {
  const { tokens } = source;
  if (tokens[opening]!.text !== '(') return false;
  const word = tokens[opening - 2]?.text ?? '';
  return scope.declares(opening) || ['def', 'function', 'class'].includes(word);
}

/** The bracket of the call that a record is an argument of (`create({...})`, `stringify({...})`), or the bracket itself. */
function enclosingCall(source: Source, opening: number): number {
  if (source.tokens[opening]!.text === '(') return opening;
  const outer = source.tokens[opening - 1];
  return outer?.text === '(' ? opening - 1 : opening;
}

function isMessageList(value: Value): boolean {
  return (
    value.kind === 'list' &&
    value.items.length > 0 &&
    value.items.every(
      (item) => item.kind === 'record' && item.entries.some((e) => e.name === 'role'),
    )
  );
}

/** A model id in a value: a string, a name that is assigned one, or a provider's wrapper (`openai('gpt-4o')`). */
function modelName(value: Value, scope: Scope): string | null {
  if (value.kind === 'call') return plainString(value.args[0] ?? null);
  if (value.kind === 'name') return plainString(scope.resolve(value.name, value.start));
  return plainString(value);
}

function effortIn(entries: readonly Entry[], depth = 0): string | null {
  for (const { name, value } of entries) {
    if (/^(?:reasoning_?effort|effort|thinking_?level)$/i.test(name)) {
      const level = plainString(value);
      if (level !== null) return level.toLowerCase();
    }
    if (/^budget_?tokens$/i.test(name) && value.kind === 'literal') return String(value.value);
    if (value.kind === 'record' && depth < 3 && /reason|think|options|config|body/i.test(name)) {
      const inner = effortIn(value.entries, depth + 1);
      if (inner !== null) return inner;
    }
  }
  return null;
}

function parameter(entry: Entry, text: string): CallParameter {
  const { value, nameRange } = entry;
  const tail = /^\s*,[ \t]*\n?/.exec(text.slice(entry.end, entry.end + 200))?.[0].length ?? 0;
  return {
    name: entry.name,
    value: value.kind === 'literal' ? value.value : (plainString(value) ?? undefined),
    nameRange,
    valueRange: { start: value.start, end: value.end },
    range: { start: entry.start, end: entry.end + tail },
  };
}

/** A Python string that is a statement of its own describes code; nobody sends it. */
function isDocstring({ source }: Code, at: number, language: DocumentLanguage): boolean {
  if (language !== 'python') return false;
  const { tokens, text } = source;
  const before = tokens[at - 1];
  const after = tokens[at + 1];
  const own = tokens[at]!;
  const startsLine = before === undefined || text.slice(before.end, own.start).includes('\n');
  const endsLine = after === undefined || text.slice(own.end, after.start).includes('\n');
  const inBracket = source.parent[at]! >= 0;
  return startsLine && endsLine && !inBracket && (before === undefined || before.text === ':');
}

/** The string at an offset with everything it is concatenated with, null where there is none. */
export function findString(
  code: Code,
  offset: number,
  language: DocumentLanguage,
): FoundPrompt | null {
  const { tokens, parent } = code.source;
  const at = tokens.findIndex((t) => t.kind === 'string' && t.start <= offset && offset <= t.end);
  if (at < 0 || isDocstring(code, at, language)) return null;
  const joined = (i: number): boolean => {
    const token = tokens[i];
    return parent[i] === parent[at] && (token?.kind === 'string' || token?.text === '+');
  };
  let from = at;
  let to = at + 1;
  while (joined(from - 1)) from--;
  while (joined(to)) to++;
  const range: TextRange = { start: tokens[from]!.start, end: tokens[to - 1]!.end };
  const parts = tokens.slice(from, to).flatMap((t) => t.parts);
  const text = textOf({ kind: 'string', parts, ...range }, code.scope);
  if (text.text.trim() === '') return null;
  return {
    kind: 'string',
    language,
    messages: [{ role: 'user', text: text.text, range }],
    placeholders: [...new Set(text.placeholders)],
    call: null,
    model: null,
    effort: null,
  };
}

/** A chat as JSON: an array of messages at the top of the document, null for anything else. */
export function findMessageArray(code: Code): FoundPrompt | null {
  if (code.source.tokens[0]?.text !== '[') return null;
  const items = parseItems(code.source, 0, 0);
  const roles = items.filter(
    (item) =>
      item.kind === 'record' &&
      item.entries.some((e) => e.name === 'role' && roleOf(plainString(e.value) ?? '') !== null),
  );
  if (items.length === 0 || roles.length !== items.length) return null;
  const range = { start: items[0]!.start, end: items.at(-1)!.end };
  const { pieces } = readMessages({ kind: 'list', items, ...range }, code.scope);
  if (pieces.length === 0) return null;
  return {
    kind: 'messages',
    language: 'json',
    messages: pieces,
    placeholders: [],
    call: null,
    model: null,
    effort: null,
  };
}
