import { roleOf } from './roles';
import type { FoundPrompt, PromptNote, PromptPiece } from './model';
import { templateHoles, withoutControl } from './templates';

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
      .slice(colon + 1, colon + 200)
      .replace(/\s#.*$/, '')
      .replace(/\(copilot\)\s{0,20}$/i, '')
      .trim()
      .replace(/^["']|["']$/g, '');
    // A value to be filled in (`${env:MODEL}`, `<your-deployment>`) names no model.
    if (value !== '' && !/^[[{$|><]/.test(value)) return value;
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

/** Longest line that can open a message. */
const MAX_MARK = 60;
const ROLE =
  /^#{0,3} {0,3}(system|developer|user|assistant|human|ai) {0,3}:$|^\{\{role "(\w{2,12})"\}\}$/i;

interface Mark {
  /** Where the line starts and where the message after it does. */
  readonly start: number;
  readonly end: number;
  readonly role: PromptPiece['role'];
}

/** Lines that open a message in Prompty and similar files: `system:`, `# user:`, `User:`, `{{role "model"}}`. */
function roleLines(text: string, from: number): readonly Mark[] {
  const marks: Mark[] = [];
  for (let start = from; start < text.length;) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    // Blanks around a mark may be many: only the words are looked at.
    const line = text.slice(start, end).trim();
    const found = line.length > 0 && line.length <= MAX_MARK ? ROLE.exec(line) : null;
    const role = found === null ? null : roleOf(found[1] ?? found[2] ?? '');
    if (role !== null) marks.push({ start, end, role });
    start = end + 1;
  }
  return marks;
}

function piece(text: string, start: number, end: number, role: PromptPiece['role']): PromptPiece[] {
  const raw = text.slice(start, end);
  const body = raw.trim();
  if (body === '') return [];
  const from = start + raw.indexOf(body[0]!);
  return [{ role, text: body, range: { start: from, end: from + body.length } }];
}

function split(text: string, from: number): readonly PromptPiece[] {
  const marks = roleLines(text, from);
  const [first] = marks;
  // A role line counts only where the text starts with one: prose may well hold a line "User:".
  if (first === undefined || text.slice(from, first.start).trim() !== '')
    return piece(text, from, text.length, 'user');
  return marks.flatMap((mark, i) =>
    piece(text, mark.end, marks[i + 1]?.start ?? text.length, mark.role),
  );
}

const PROMPT_FILE =
  /\.(?:prompt\.md|prompty|prompt|prompt\.txt|instructions\.md|chatmode\.md|agent\.md)$/i;
const TEMPLATE = /\.(?:j2|jinja|jinja2|hbs|handlebars|mustache|liquid|tmpl|ejs|prompty|prompt)$/i;

/**
 * The prompt of a text document: a `.prompt.md` or Prompty file without its front matter, split at its role lines, a template
 * without its loops and conditions, or the plain text as it is. Null when there is no text.
 */
export function readPromptFile(text: string, fileName: string): FoundPrompt | null {
  const matter = frontMatter(text);
  const isTemplate = TEMPLATE.test(fileName);
  let blocks = 0;
  const messages = split(text, matter.body).map((m) => {
    if (!isTemplate) return m;
    const plain = withoutControl(m.text);
    blocks += plain.blocks;
    return { ...m, text: plain.text.trim() };
  });
  if (messages.length === 0) return null;
  const notes: readonly PromptNote[] =
    blocks === 0 ? [] : [{ code: 'control-blocks', count: blocks }];
  return {
    kind: isTemplate || PROMPT_FILE.test(fileName) ? 'promptFile' : 'document',
    language: 'text',
    messages,
    placeholders: [...new Set(messages.flatMap((m) => templateHoles(m.text)))],
    call: null,
    model: matter.model,
    effort: matter.effort,
    notes,
  };
}
