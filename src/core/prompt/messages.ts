import type { Entry, Value } from './expression';
import type { StringPart } from './lexer';
import type { PromptPiece, TextRange } from './model';
import type { Scope } from './scope';

/** Pieces read from an expression, and the expressions in them that only the running program knows. */
export interface ReadMessages {
  readonly pieces: readonly PromptPiece[];
  readonly placeholders: readonly string[];
}

type Role = PromptPiece['role'];

const NOTHING: ReadMessages = { pieces: [], placeholders: [] };

/** Roles as the vendors and LangChain spell them. */
const ROLES: Readonly<Record<string, Role>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  ai: 'assistant',
  model: 'assistant',
  tool: 'tool',
  function: 'tool',
};

/** The role a vendor's or a framework's word stands for (`developer`, `HumanMessage`); null for other words. */
export function roleOf(word: string): Role | null {
  const key = word
    .replace(/^.*\./, '')
    .replace(/(?:Message|PromptTemplate)+$/, '')
    .toLowerCase();
  return Object.hasOwn(ROLES, key) ? ROLES[key]! : null;
}

const MAX_STEPS = 8;

function entry(entries: readonly Entry[], ...names: readonly string[]): Value | null {
  return entries.find((e) => names.includes(e.name))?.value ?? null;
}

/** A string constant, null for everything else. */
export function plainString(value: Value | null): string | null {
  if (value?.kind !== 'string' || value.parts.some((p) => p.kind === 'hole')) return null;
  return value.parts.map((p) => p.text).join('');
}

interface Text {
  readonly text: string;
  readonly placeholders: readonly string[];
  readonly range: TextRange;
}

const hole = (source: string, range: TextRange): Text => {
  const short = source.replace(/\s+/g, ' ').slice(0, 80);
  return { text: `{${short}}`, placeholders: [short], range };
};

function joined(texts: readonly Text[], separator: string, range: TextRange): Text {
  return {
    text: texts.map((t) => t.text).join(separator),
    placeholders: [...new Set(texts.flatMap((t) => t.placeholders))],
    range,
  };
}

function partText(part: StringPart, range: TextRange, scope: Scope, steps: number): Text {
  if (part.kind === 'text') return { text: part.text, placeholders: [], range };
  const known = /^[\w$]+$/.test(part.text) ? resolved(part.text, part.at, scope, steps) : null;
  return known ?? { text: `{${part.text}}`, placeholders: [part.text], range };
}

/** The text of an expression; what is not known stands as `{expression}`. */
export function textOf(value: Value, scope: Scope, steps = 0): Text {
  const range = { start: value.start, end: value.end };
  switch (value.kind) {
    case 'string': {
      const texts = value.parts.map((part) => partText(part, range, scope, steps));
      return joined(texts, '', range);
    }
    case 'name':
      return resolved(value.name, value.start, scope, steps) ?? hole(value.name, range);
    case 'literal':
      return { text: String(value.value), placeholders: [], range };
    case 'sum':
      return joined(
        value.terms.map((v) => textOf(v, scope, steps)),
        '',
        range,
      );
    case 'list':
      return joined(
        value.items.map((v) => textOf(v, scope, steps + 1)),
        '\n',
        range,
      );
    case 'record': {
      const text = entry(value.entries, 'text', 'content', 'parts');
      if (text !== null && steps < MAX_STEPS) return { ...textOf(text, scope, steps + 1), range };
      return hole(plainString(entry(value.entries, 'type')) ?? '…', range);
    }
    case 'call': {
      const text = entry(value.entries, 'text', 'content', 'template') ?? value.args[0] ?? null;
      const wraps = /(?:Message|PromptTemplate|Template|dedent|outdent|strip|text|Part)\b/i;
      if (text !== null && wraps.test(value.callee) && steps < MAX_STEPS)
        return { ...textOf(text, scope, steps + 1), range };
      return hole(value.source, range);
    }
    case 'other':
      return hole(value.source, range);
  }
}

function resolved(name: string, before: number, scope: Scope, steps: number): Text | null {
  if (steps >= MAX_STEPS) return null;
  const value = scope.resolve(name, before);
  if (value === null || !['string', 'sum', 'list', 'call', 'name'].includes(value.kind))
    return null;
  const text = textOf(value, scope, steps + 1);
  // A call that only fills in (`build(x)`) says no more than the name itself.
  return value.kind === 'call' && text.text.startsWith('{') ? null : text;
}

function piece(role: Role, value: Value, scope: Scope): ReadMessages {
  const { text, placeholders, range } = textOf(value, scope);
  return text.trim() === '' ? NOTHING : { pieces: [{ role, text, range }], placeholders };
}

function join(all: readonly ReadMessages[]): ReadMessages {
  return {
    pieces: all.flatMap((m) => m.pieces),
    placeholders: all.flatMap((m) => m.placeholders),
  };
}

/** One message; `fallback` is its role where it names none (a content block of Anthropic's `system`). */
function message(value: Value, scope: Scope, fallback: Role): ReadMessages {
  if (value.kind === 'record' || value.kind === 'call') {
    const named = plainString(entry(value.entries, 'role', 'type'));
    const role = roleOf(named ?? (value.kind === 'call' ? value.callee : '')) ?? fallback;
    const content =
      entry(value.entries, 'content', 'parts', 'text') ??
      (value.kind === 'call' ? (value.args.at(-1) ?? null) : null);
    if (content !== null) return piece(role, content, scope);
  }
  if (value.kind === 'list' && value.items.length === 2) {
    // LangChain's `("system", "...")`.
    const role = roleOf(plainString(value.items[0]!) ?? '');
    if (role !== null) return piece(role, value.items[1]!, scope);
  }
  return piece(fallback, value, scope);
}

/** Messages of a `messages`, `input`, `contents` or `prompt` value: a string, a list of messages, or a name that is assigned one. */
export function readMessages(value: Value, scope: Scope, role: Role = 'user'): ReadMessages {
  if (value.kind === 'list') return join(value.items.map((item) => message(item, scope, role)));
  if (value.kind === 'name') {
    const known = scope.resolve(value.name, value.start);
    if (known?.kind === 'list') return join(known.items.map((item) => message(item, scope, role)));
  }
  if (value.kind === 'record') return message(value, scope, role);
  return piece(role, value, scope);
}
