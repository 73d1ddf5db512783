import type { Entry, Value } from './expression';
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

/** The text of an expression; what is not known stands as `{expression}`. */
export function textOf(value: Value, scope: Scope, steps = 0): Text {
  const range = { start: value.start, end: value.end };
  const hole = (source: string): Text => ({ text: `{${source}}`, placeholders: [source], range });
  switch (value.kind) {
    case 'string': {
      const placeholders: string[] = [];
      const text = value.parts.map((part) => {
        if (part.kind === 'text') return part.text;
        const known = /^[\w$]+$/.test(part.text)
          ? resolved(part.text, value.start, scope, steps)
          : null;
        if (known !== null) {
          placeholders.push(...known.placeholders);
          return known.text;
        }
        placeholders.push(part.text);
        return `{${part.text}}`;
      });
      return { text: text.join(''), placeholders, range };
    }
    case 'name':
      return resolved(value.name, value.start, scope, steps) ?? hole(value.name);
    case 'literal':
      return { text: String(value.value), placeholders: [], range };
    case 'list': {
      const parts = value.items.map((item) => textOf(item, scope, steps + 1));
      return {
        text: parts.map((p) => p.text).join('\n'),
        placeholders: parts.flatMap((p) => p.placeholders),
        range,
      };
    }
    case 'record': {
      const text = entry(value.entries, 'text', 'content', 'parts');
      if (text !== null && steps < MAX_STEPS) return { ...textOf(text, scope, steps + 1), range };
      return hole(plainString(entry(value.entries, 'type')) ?? '…');
    }
    case 'call': {
      const text = entry(value.entries, 'text', 'content', 'template') ?? value.args[0] ?? null;
      const wraps = /(?:Message|PromptTemplate|Template|dedent|outdent|strip|text|Part)\b/i;
      if (text !== null && wraps.test(value.callee) && steps < MAX_STEPS)
        return { ...textOf(text, scope, steps + 1), range };
      return hole(`${value.callee}(…)`);
    }
    case 'other':
      return hole(value.source.replace(/\s+/g, ' ').slice(0, 80));
  }
}

function resolved(name: string, before: number, scope: Scope, steps: number): Text | null {
  if (steps >= MAX_STEPS) return null;
  const value = scope.resolve(name, before);
  if (value === null || !['string', 'list', 'call', 'name'].includes(value.kind)) return null;
  if (value.kind === 'name' && value.name === name) return null;
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

function message(value: Value, scope: Scope): ReadMessages {
  if (value.kind === 'record' || value.kind === 'call') {
    const named = plainString(entry(value.entries, 'role', 'type'));
    const role = roleOf(named ?? (value.kind === 'call' ? value.callee : '')) ?? 'user';
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
  return piece('user', value, scope);
}

/** Messages of a `messages`, `input`, `contents` or `prompt` value: a string, a list of messages, or a name that is assigned one. */
export function readMessages(value: Value, scope: Scope, role: Role = 'user'): ReadMessages {
  if (value.kind === 'list') return join(value.items.map((item) => message(item, scope)));
  if (value.kind === 'name') {
    const known = scope.resolve(value.name, value.start);
    if (known?.kind === 'list') return join(known.items.map((item) => message(item, scope)));
  }
  if (value.kind === 'record') return message(value, scope);
  return piece(role, value, scope);
}
