import {
  MAX_CODE_CHARS,
  findCalls,
  findMessageArray,
  findString,
  readCode,
  type Code,
} from './findCalls';
import { textOf } from './messages';
import type { DocumentLanguage, FoundPrompt, PromptKind, TextRange } from './model';
import { readPromptFile } from './promptFile';

/** A document as the editor has it. */
export interface PromptDocument {
  readonly text: string;
  /** VS Code language id; notebook cells have their own. */
  readonly languageId: string;
  readonly fileName: string;
}

const LANGUAGES: Readonly<Record<string, DocumentLanguage>> = {
  json: 'json',
  jsonc: 'json',
  jsonl: 'json',
  javascript: 'javascript',
  typescript: 'javascript',
  javascriptreact: 'javascript',
  typescriptreact: 'javascript',
  python: 'python',
};

/** How a document is read, by language id and, where that says nothing, by file name. */
export function documentLanguage(document: PromptDocument): DocumentLanguage {
  if (document.text.length > MAX_CODE_CHARS) return 'text';
  const known = LANGUAGES[document.languageId];
  if (known !== undefined) return known;
  return /\.(?:json|jsonl|ndjson)$/i.test(document.fileName) ? 'json' : 'text';
}

const contains = (range: TextRange | null | undefined, offset: number): boolean =>
  range !== null && range !== undefined && range.start <= offset && offset <= range.end;

/** Whether an offset is in the call or in one of the texts it sends. */
const covers = (prompt: FoundPrompt, offset: number): boolean =>
  contains(prompt.call?.range, offset) || prompt.messages.some((m) => contains(m.range, offset));

/** Characters of the call around an offset; one that only sends a text from there comes after all that are around it. */
const size = ({ call }: FoundPrompt, offset: number): number => {
  if (call === null) return 0;
  return contains(call.range, offset) ? call.range.end - call.range.start : Infinity;
};

/** All prompts of a document, in order: what a lens stands over and what "change" offers. */
export function findPrompts(document: PromptDocument): readonly FoundPrompt[] {
  const language = documentLanguage(document);
  if (language === 'text') {
    const found = readPromptFile(document.text, document.fileName);
    return found === null ? [] : [found];
  }
  const code = readCode(document.text, language);
  const array = language === 'json' ? findMessageArray(code) : null;
  return array === null ? findCalls(code, language) : [array];
}

/**
 * The prompt meant by a cursor or selection: the selection; else the innermost call or request around the cursor; else the
 * string under it; else, in data and text, the whole document; else the only or nearest call. Null when nothing is a prompt.
 */
export function findPrompt(document: PromptDocument, selection: TextRange): FoundPrompt | null {
  const language = documentLanguage(document);
  if (selection.end > selection.start) return fromSelection(document, selection, language);
  if (language === 'text') return readPromptFile(document.text, document.fileName);

  const offset = selection.start;
  const code = readCode(document.text, language);
  const array = language === 'json' ? findMessageArray(code) : null;
  if (array !== null) return array;
  const calls = findCalls(code, language);
  const around = innermost(calls, offset);
  if (around !== null) return around;
  if (language === 'json') return calls[0] ?? whole(document, 'document', language);
  const string = findString(code, offset, language);
  if (string !== null) return { ...string, ...guessNear(code, calls, offset) };
  return nearest(calls, offset);
}

function innermost(calls: readonly FoundPrompt[], offset: number): FoundPrompt | null {
  const around = calls.filter((c) => covers(c, offset));
  const least = Math.min(...around.map((c) => size(c, offset)));
  return around.find((c) => size(c, offset) === least) ?? null;
}

function nearest(calls: readonly FoundPrompt[], offset: number): FoundPrompt | null {
  const distance = (c: FoundPrompt): number => Math.abs((c.call?.range.start ?? 0) - offset);
  return [...calls].sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** The whole document as one message, whatever it holds; null when it is blank. */
export function whole(
  document: PromptDocument,
  kind: PromptKind,
  language: DocumentLanguage,
): FoundPrompt | null {
  const text = document.text.trim();
  if (text === '') return null;
  const start = document.text.indexOf(text);
  return plain(text, { start, end: start + text.length }, kind, language);
}

function plain(
  text: string,
  range: TextRange,
  kind: PromptKind,
  language: DocumentLanguage,
): FoundPrompt {
  return {
    kind,
    language,
    messages: [{ role: 'user', text, range }],
    placeholders: [],
    call: null,
    model: null,
    effort: null,
  };
}

/** A selection: the text it stands for when it is exactly a string of the code, the calls in it, or the text as selected. */
function fromSelection(
  document: PromptDocument,
  selection: TextRange,
  language: DocumentLanguage,
): FoundPrompt | null {
  const text = document.text.slice(selection.start, selection.end);
  if (text.trim() === '') return null;
  const selected = plain(text, selection, 'selection', language);
  if (language === 'text') return selected;
  const code = readCode(document.text, language);
  const calls = findCalls(code, language);
  const inside = calls.find(
    (c) =>
      c.call !== null && c.call.range.start >= selection.start && c.call.range.end <= selection.end,
  );
  if (inside !== undefined) return inside;
  const near = guessNear(code, calls, selection.start);
  const exact = code.source.tokens.find(
    (t) => t.start === selection.start && t.end === selection.end,
  );
  if (exact?.kind !== 'string') return { ...selected, ...near };
  const value = textOf({ kind: 'string', parts: exact.parts, ...selection }, code.scope);
  const { placeholders } = value;
  const messages = [{ role: 'user' as const, text: value.text, range: selection }];
  return { ...selected, messages, placeholders, ...near };
}

/** Model and effort of the nearest call, or the nearest string of the code that is written like a model id. */
function guessNear(
  code: Code,
  calls: readonly FoundPrompt[],
  offset: number,
): Pick<FoundPrompt, 'model' | 'effort'> {
  const call = nearest(
    calls.filter((c) => c.model !== null),
    offset,
  );
  if (call !== null) return { model: call.model, effort: call.effort };
  const ids = code.source.tokens.filter(
    (t) => t.kind === 'string' && t.parts.length === 1 && MODEL_ID.test(t.parts[0]!.text),
  );
  const closest = ids.sort((a, b) => Math.abs(a.start - offset) - Math.abs(b.start - offset))[0];
  return { model: closest?.parts[0]?.text ?? null, effort: null };
}

/** Written like the id of a chat model of a known lab; only a guess, shown as one. */
export const MODEL_ID =
  /^(?:[\w.-]{1,40}\/){0,2}(?:gpt-|chatgpt-|o[134](?:-|$)|claude-|gemini-|deepseek-|qwen|qwq|grok-|mistral-|magistral-|llama-?\d|glm-|kimi-|minimax-|command-|phi-)[\w.:-]{0,60}$/i;
