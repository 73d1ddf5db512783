import { unescaped } from '../../build/details';
import { sectionsOf, type Said } from './said';

/** A section without the rules that part it from others. */
function withoutRules(words: string): string {
  const lines = words.split('\n');
  const isWord = (line: string): boolean => line.trim() !== '' && line.trim() !== '---';
  return lines
    .slice(Math.max(0, lines.findIndex(isWord)), lines.findLastIndex(isWord) + 1)
    .join('\n')
    .trim();
}

const answer = (words: string): readonly Said[] =>
  words === '' ? [] : [{ kind: 'answer', text: words }];

const STORY = /^_\*\*(User|Agent|Assistant)\b[^(\n]{0,40}?(?: ?\(([^()\n]{0,200})\))?\*\*_\s*$/;
/** What SpecStory draws apart: thinking, and a tool with what came of it. */
const DRAWN =
  /<think>([^]*?)(?:<\/think>|(?![^]))|<tool-use\b([^>]{0,500})>([^]*?)(?:<\/tool-use>|(?![^]))|^Tool use: \*\*([^*\n]{1,100})\*\*([^]*?)(?=^---$|(?![^]))/gm;
const SUMMARY = /<summary>([^]{0,2000}?)<\/summary>/;
const FENCE = '```';

/** A session of Claude Code, Cursor, Codex and others as SpecStory saves it, in any of its layouts since 2025. */
export function specStory(text: string): readonly Said[] | null {
  if (!/^_\*\*User\b/m.test(text)) return null;
  const heads = sectionsOf(text, STORY);
  if (!heads.some(({ match }) => match[1] === 'User')) return null;
  if (!heads.some(({ match }) => match[1] !== 'User')) return null;
  return heads.flatMap(({ match, body }): readonly Said[] => {
    const [, who, about = ''] = match;
    const words = withoutRules(body);
    const at = timeIn(about);
    if (who === 'User') return words === '' ? [] : [{ kind: 'user', text: words, at }];
    const model = /^(?:model )?([\w./:[\]-]{2,100})/.exec(about)?.[1] ?? null;
    return storyParts(words).map((said) => ({ ...said, model, at }));
  });
}

function timeIn(about: string): number | null {
  const found = /\d{4}-\d{2}-\d{2}[ T][\d:.]{4,12}(?:Z| ?[+-]\d{4})?/.exec(about)?.[0];
  const at = found === undefined ? NaN : Date.parse(found.replace(' ', 'T'));
  return Number.isFinite(at) ? at : null;
}

function storyParts(words: string): readonly Said[] {
  const said: Said[] = [];
  let from = 0;
  for (const match of words.matchAll(DRAWN)) {
    said.push(...answer(withoutRules(words.slice(from, match.index))));
    from = match.index + match[0].length;
    const [, thinking, attributes = '', inner, oldName, oldInner = ''] = match;
    if (thinking !== undefined) {
      const own = thinking
        .replace(SUMMARY, '')
        .replace(/<\/?details>/g, '')
        .trim();
      said.push({ kind: 'thought', text: unescaped(own) });
    } else {
      const name = /data-tool-name="([^"]{1,100})"/.exec(attributes)?.[1] ?? oldName ?? null;
      said.push(...toolParts(name, inner ?? oldInner));
    }
  }
  return [...said, ...answer(withoutRules(words.slice(from)))];
}

/** A tool as it is drawn: a summary, what it was given, and in the last code fence what it gave. */
function toolParts(name: string | null, inner: string): readonly Said[] {
  const title = SUMMARY.exec(inner)?.[1]?.replace(/^Tool use: \*\*[^*]{0,100}\*\* ?•? ?/, '') ?? '';
  const body = inner
    .replace(SUMMARY, '')
    .replace(/<\/?details>/g, '')
    .trim();
  const fence = lastFence(body);
  // A difference is what it was asked to do.
  const gave = fence?.language === 'diff' ? null : fence;
  const input = `${unescaped(title)}\n${gave === null ? body : body.slice(0, gave.at)}`.trim();
  const call: Said = { kind: 'call', text: input, name };
  return gave === null ? [call] : [call, { kind: 'result', text: gave.words }];
}

interface Fenced {
  readonly at: number;
  readonly language: string;
  readonly words: string;
}

/** The code fence that a text ends with; `null` where it ends otherwise. */
function lastFence(body: string): Fenced | null {
  const text = body.trimEnd();
  const close = text.length - FENCE.length;
  if (!text.endsWith(FENCE) || close <= 0) return null;
  const at = text.lastIndexOf(FENCE, close - 1);
  if (at < 0 || (at > 0 && text[at - 1] !== '\n')) return null;
  const [head, language] = /^```([\w-]{0,30})\n/.exec(text.slice(at, at + 40)) ?? [];
  if (head === undefined || language === undefined) return null;
  return { at, language, words: text.slice(at + head.length, close).trimEnd() };
}

const SHARED =
  /^### (?:(👤) User|(💭) Reasoning|(💬) \S.*|(\S{1,8}) `([^`]{1,100})`|\S{1,8} .*)\s*$/u;

/** A session of Copilot CLI as `/share` saves it. */
export function copilotShare(text: string): readonly Said[] | null {
  if (!/^# \S{0,8} ?Copilot CLI Session/m.test(text.slice(0, 2_000))) return null;
  const said = sectionsOf(text, SHARED).flatMap(({ match, body }): readonly Said[] => {
    const [, user, thinks, speaks, mark, tool] = match;
    const words = withoutRules(body.replace(/<sub>[^<]{0,40}<\/sub>\s*$/, '').trim());
    if (user !== undefined) return [{ kind: 'user', text: words }];
    if (thinks !== undefined) return [{ kind: 'thought', text: words.replace(/^\*|\*$/g, '') }];
    if (speaks !== undefined) return answer(words);
    if (tool === undefined) return [];
    const parts = toolParts(tool, words.replace(/<\/details>\s*$/, '').trim());
    return parts.map((part) =>
      part.kind === 'result' ? { ...part, failed: mark === '❌' } : part,
    );
  });
  return said.length > 0 ? said : null;
}

/** Stands before who speaks while the text is taken apart: answers have such lines too, but not below a rule. */
const BELOW = '\ue000';

/** A chat that Cursor exported: who speaks stands below a rule. */
export function cursorExport(text: string): readonly Said[] | null {
  if (!/^_Exported on [^\n]{1,80} from Cursor \(/m.test(text.slice(0, 2_000))) return null;
  const ruled = text.replace(/(^|\n)---\n\n(\*\*(?:User|Cursor)\*\*)(?=\n)/g, `$1---\n${BELOW}$2`);
  return sectionsOf(ruled, /^\ue000\*\*(User|Cursor)\*\*$/, false).flatMap(
    ({ match, body }): readonly Said[] => {
      const words = withoutRules(body);
      return match[1] === 'Cursor' ? answer(words) : [{ kind: 'user', text: words }];
    },
  );
}

/** What begins a line of Claude Code's screen, as its `/export` and copies of the terminal have it. */
const SCREEN = /^(?:([>❯]) (.*)|[⏺●] (.*)|([✻∴]) Thinking\b.*|[✻✢✶✽·※] \S.*)$/u;
/** What came of a tool, or of a command of the user. */
const GAVE = /^ {0,4}⎿ {1,3}/m;
const CALL = /^([A-Z][\w:-]{1,80}|mcp__\w{1,100}|\w[\w -]{0,60} \(MCP\))\(([^]*)\)$/;
/** A tool that is shown without what it was given ("Update Todos"). */
const NAMED = /^[A-Z][\w ]{1,60}$/;

/** A screen of Claude Code: lines of the user, of the model, of its tools with what came of them, and thinking. */
export function claudeScreen(text: string): readonly Said[] | null {
  if (!/^[⏺●] /m.test(text) || !/^(?: {0,4}⎿ |[✻∴] Thinking)/m.test(text)) return null;
  return sectionsOf(text, SCREEN, false).flatMap(({ match, rest }): readonly Said[] => {
    const [, prompt, typed = '', spoken, thinks] = match;
    if (prompt !== undefined) return typedWords(`${typed.trimEnd()}${rest}`);
    const thought = unindented(rest).trim();
    if (thinks !== undefined) return thought === '' ? [] : [{ kind: 'thought', text: thought }];
    return spoken === undefined ? [] : shownParts(`${spoken}${rest}`.trim());
  });
}

const unindented = (words: string): string => words.replace(/^ {1,2}/gm, '');

/** What the user typed, without what the client shows below; a command that it answered itself is none. */
function typedWords(shown: string): readonly Said[] {
  const below = GAVE.exec(shown);
  const words = unindented(shown.slice(0, below?.index ?? shown.length)).trim();
  const isCommand = below !== null && words.startsWith('/');
  return words === '' || isCommand ? [] : [{ kind: 'user', text: words }];
}

function shownParts(shown: string): readonly Said[] {
  const below = GAVE.exec(shown);
  if (below === null) return answer(unindented(shown));
  const head = shown
    .slice(0, below.index)
    .trim()
    .replace(/\n {2,}/g, ' ');
  const result = shown.slice(below.index + below[0].length).replace(/^ {1,5}/gm, '');
  const [, name = NAMED.exec(head)?.[0] ?? null, input = head] = CALL.exec(head) ?? [];
  return [
    { kind: 'call', text: name === head ? '' : input, name },
    { kind: 'result', text: result.trim(), failed: result.startsWith('Error') },
  ];
}
