import { roleOf } from './messages';
import type { FoundPrompt, PromptPiece } from './model';

const FRONT_MATTER = /^\ufeff?---[ \t]*\r?\n/;

interface FrontMatter {
  /** Offset of the text after it. */
  readonly body: number;
  readonly model: string | null;
  readonly effort: string | null;
}

/** A scalar of the front matter by its key, at any depth; enough for `model: gpt-4o` and Prompty's `azure_deployment`. */
function scalar(yaml: string, keys: readonly string[]): string | null {
  for (const line of yaml.split('\n').slice(0, 200)) {
    const colon = line.indexOf(':');
    const key = line.slice(0, colon).replace(/^[\s-]+/, '');
    if (colon < 0 || !keys.includes(key)) continue;
    const value = line
      .slice(colon + 1)
      .replace(/\s#.*$/, '')
      .trim()
      .replace(/^["']|["']$/g, '');
    if (value !== '' && !/^[[{$|>]/.test(value)) return value;
  }
  return null;
}

function frontMatter(text: string): FrontMatter {
  const opening = FRONT_MATTER.exec(text)?.[0];
  const none = { body: 0, model: null, effort: null };
  if (opening === undefined) return none;
  const close = /^---[ \t]*\r?$/gm;
  close.lastIndex = opening.length;
  const end = close.exec(text);
  if (end === null) return none;
  const yaml = text.slice(opening.length, end.index);
  return {
    body: Math.min(text.length, close.lastIndex + 1),
    model: scalar(yaml, ['azure_deployment', 'model', 'name_of_model', 'deployment']),
    effort: scalar(yaml, ['reasoning_effort', 'effort']),
  };
}

/** A line that opens a message in Prompty and similar files: `system:`, `# user:`, `User:`. */
const ROLE_LINE =
  /^[ \t]*#{0,3}[ \t]*(system|developer|user|assistant|human|ai)[ \t]*:[ \t]*\r?$/gim;

/** Expressions of template languages: `{{name}}`, `${input:name}`. */
const HOLES = /\{\{([^{}\n]{1,100})\}\}|\$\{([^{}\n]{1,100})\}/g;

function piece(text: string, start: number, end: number, role: PromptPiece['role']): PromptPiece[] {
  const raw = text.slice(start, end);
  const body = raw.trim();
  if (body === '') return [];
  const from = start + raw.indexOf(body[0]!);
  return [{ role, text: body, range: { start: from, end: from + body.length } }];
}

function split(text: string, from: number): readonly PromptPiece[] {
  const marks = [...text.slice(from).matchAll(ROLE_LINE)];
  const [first] = marks;
  // A role line counts only where the text starts with one: prose may well hold a line "User:".
  if (first === undefined || text.slice(from, from + first.index).trim() !== '')
    return piece(text, from, text.length, 'user');
  return marks.flatMap((mark, i) => {
    const next = marks[i + 1];
    const end = next === undefined ? text.length : from + next.index;
    return piece(text, from + mark.index + mark[0].length, end, roleOf(mark[1]!) ?? 'user');
  });
}

/**
 * The prompt of a text document: a `.prompt.md` or Prompty file without its front matter, split at its role lines, or the plain text as
 * it is. Null when there is no text.
 */
export function readPromptFile(text: string, fileName: string): FoundPrompt | null {
  const isPromptFile =
    /\.(?:prompt\.md|prompty|prompt|prompt\.txt|instructions\.md|chatmode\.md|agent\.md)$/i;
  const matter = frontMatter(text);
  const messages = split(text, matter.body);
  if (messages.length === 0) return null;
  const holes = messages.flatMap((m) => [...m.text.matchAll(HOLES)].map((h) => h[1] ?? h[2] ?? ''));
  return {
    kind: isPromptFile.test(fileName) ? 'promptFile' : 'document',
    language: 'text',
    messages,
    placeholders: [...new Set(holes.map((h) => h.trim()))],
    call: null,
    model: matter.model,
    effort: matter.effort,
  };
}
