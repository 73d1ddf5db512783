import { say, type Sentence } from '../model/sentence';
import { findConfig } from './configs';
import { Evaluator } from './evaluate';
import { findCalls } from './findCalls';
import { findSignatures } from './signatures';
import { MAX_CODE_CHARS, languageOf, type PromptDocument } from './languages';
import { MessageReader } from './messages';
import { roleOf } from './roles';
import { plainString } from './evaluate';
import {
  promptText,
  type DocumentLanguage,
  type FoundPrompt,
  type PromptKind,
  type TextRange,
} from './model';
import { MODEL_ID } from './modelIds';
import { notebookPrompts } from './notebook';
import { readPromptFile } from './promptFile';
import { blockPrompts, isProjectText } from './projectText';
import { Reading } from './resolve';
import type { Program, Value } from './syntax/value';
import { unreadLanguage } from './unreadLanguages';

export type { PromptDocument } from './languages';

/** How a document is read, by language id and, where that says nothing, by file name. */
export function documentLanguage(document: PromptDocument): DocumentLanguage {
  return languageOf(document)?.reads ?? 'text';
}

/** A source file, data or a project's own text, in which prompts stand at places, never as a whole. */
const isCode = (document: PromptDocument): boolean => {
  if (isProjectText(document) || unreadLanguage(document) !== null) return true;
  const language = documentLanguage(document);
  return language !== 'text' && language !== 'json';
};

/** Work done on a document, in steps: grows linearly with its length, whatever it holds. */
export function stepsFor(document: PromptDocument): number {
  const found = read(document);
  return found === null ? 0 : found.reading.program.steps + found.reading.steps;
}

interface Read {
  readonly reading: Reading;
  readonly prompts: readonly FoundPrompt[];
}

const NONE: readonly FoundPrompt[] = [];

/** Reads a document that is code or data; null for text and for what is too long. */
function read(document: PromptDocument): Read | null {
  const language = languageOf(document);
  if (language === null || document.text.length > MAX_CODE_CHARS) return null;
  const program = language.read(document.text);
  const reading = new Reading(program, importer(document));
  const chats = language.reads === 'json' ? findChats(reading) : NONE;
  if (chats.length > 0) return { reading, prompts: chats };
  const configured = findConfig(reading, language.reads, document.fileName);
  const prompts = [
    ...outside(findCalls(reading, language.holds ?? language.reads), configured),
    ...findSignatures(reading, language.reads),
    ...configured,
  ].sort((a, b) => startOf(a) - startOf(b));
  return { reading, prompts };
}

/** The requests that stand in none of some prompts, which are in order. */
function outside(
  requests: readonly FoundPrompt[],
  of: readonly FoundPrompt[],
): readonly FoundPrompt[] {
  let next = 0;
  let end = -1;
  const inOrder = [...requests].sort((a, b) => startOf(a) - startOf(b));
  return inOrder.filter((request) => {
    const at = startOf(request);
    for (; next < of.length && startOf(of[next]!) <= at; next++)
      end = Math.max(end, of[next]!.call?.range.end ?? -1);
    return at >= end;
  });
}

/** Imports of imports that are followed. */
const MAX_AWAY = 3;

/** Reads each imported document once, and what that imports itself. */
function importer(document: PromptDocument, away = 0): (module: string) => Program | null {
  const known = new Map<string, Program | null>();
  return (module) => {
    const before = known.get(module);
    if (before !== undefined) return before;
    const other = away < MAX_AWAY ? (document.imports?.(module) ?? null) : null;
    const language = other === null ? null : languageOf(other);
    const fits = other !== null && other.text.length <= MAX_CODE_CHARS;
    const program =
      language === null || !fits
        ? null
        : { ...language.read(other.text), imports: importer(other, away + 1) };
    known.set(module, program);
    return program;
  };
}

const startOf = (p: FoundPrompt): number => p.call?.range.start ?? p.messages[0]?.range?.start ?? 0;

/** All prompts of a document, in order: what a lens stands over and what "change" offers. */
export function findPrompts(document: PromptDocument): readonly FoundPrompt[] {
  if (/\.ipynb$/i.test(document.fileName)) return notebookPrompts(document, findPrompts);
  if (languageOf(document) === null) {
    if (isProjectText(document)) return blockPrompts(document, codePrompts);
    if (unreadLanguage(document) !== null) return [];
    const found = readPromptFile(document.text, document.fileName);
    return found === null ? [] : [found];
  }
  return codePrompts(document);
}

const codePrompts = (document: PromptDocument): readonly FoundPrompt[] =>
  read(document)?.prompts ?? [];

/** Why a document has no prompt, in words; what to do instead. */
export function whyNone(document: PromptDocument): Sentence {
  const language = languageOf(document);
  if (document.text.trim() === '') return say('The file is empty');
  if (document.text.length > MAX_CODE_CHARS)
    return say('The file is too long to be read as code; select the text to use it');
  if (/\.ipynb$/i.test(document.fileName))
    return say('No call of a known library in this notebook; select the text to use it');
  if (language === null && isProjectText(document))
    return say(
      'This file tells people of a project, and no code in it calls a known library; select the text to use it',
    );
  const unread = unreadLanguage(document);
  if (unread !== null) return say('Calls in {0} are not read; select the text to use it', unread);
  if (language?.reads === 'json' || language?.reads === 'yaml')
    return say('No chat or request in this {0} file; select the text to use it', language.name);
  return say(
    'No call of a known library in this {0} file; select the text to use it',
    language?.name ?? 'text',
  );
}

/** The prompt in or around a stretch of a document (a line, a cursor); null where none is. */
export function promptAt(
  prompts: readonly FoundPrompt[],
  { start, end }: TextRange,
): FoundPrompt | null {
  const touches = (r: TextRange | null | undefined): boolean =>
    r !== null && r !== undefined && r.start <= end && start <= r.end;
  const around = prompts.filter(
    (p) => touches(p.call?.range) || p.messages.some((m) => touches(m.range)),
  );
  /** Characters of the call; one that only sends a text from there comes after all that are around it. */
  const size = ({ call }: FoundPrompt): number =>
    call === null ? 0 : touches(call.range) ? call.range.end - call.range.start : Infinity;
  const least = Math.min(...around.map(size));
  return around.find((p) => size(p) === least) ?? null;
}

/**
 * The prompt meant by a cursor or selection: the selection; else the innermost call or request around the cursor; else the
 * string under it; else, in data and text, the whole document; else the only call. Null when nothing is a prompt, and when
 * the cursor is in none of several: which of them is meant is not guessed.
 */
export function findPrompt(document: PromptDocument, selection: TextRange): FoundPrompt | null {
  if (selection.end > selection.start) return fromSelection(document, selection);
  if (languageOf(document) === null || /\.ipynb$/i.test(document.fileName)) {
    const all = findPrompts(document);
    return promptAt(all, selection) ?? onlyOf(all);
  }
  const found = read(document);
  if (found === null) return null;
  const { prompts, reading } = found;
  const around = promptAt(prompts, selection);
  if (around !== null) return around;
  if (documentLanguage(document) === 'json')
    return prompts.length === 0 ? whole(document, 'document', 'json') : onlyOf(prompts);
  const string = stringAt(reading, selection.start, documentLanguage(document));
  if (string !== null) return { ...string, ...guessNear(found, selection.start) };
  return onlyOf(prompts);
}

const onlyOf = (prompts: readonly FoundPrompt[]): FoundPrompt | null =>
  prompts.length === 1 ? prompts[0]! : null;

function nearest(prompts: readonly FoundPrompt[], offset: number): FoundPrompt | null {
  const distance = (p: FoundPrompt): number => Math.abs(startOf(p) - offset);
  return [...prompts].sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** The whole document as one message, whatever it holds; null when it is blank or source code. */
export function whole(
  document: PromptDocument,
  kind: PromptKind,
  language: DocumentLanguage,
): FoundPrompt | null {
  const text = document.text.trim();
  if (text === '' || isCode(document)) return null;
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
function fromSelection(document: PromptDocument, selection: TextRange): FoundPrompt | null {
  const language = documentLanguage(document);
  const text = document.text.slice(selection.start, selection.end);
  if (text.trim() === '') return null;
  const selected = plain(text, selection, 'selection', language);
  const found = read(document);
  if (found === null) return selected;
  const { reading, prompts } = found;
  const inside = prompts.find(
    (p) =>
      p.call !== null && p.call.range.start >= selection.start && p.call.range.end <= selection.end,
  );
  if (inside !== undefined) return inside;
  const near = guessNear(found, selection.start);
  const exact = reading.program.strings.find(
    (s) => s.start === selection.start && s.end === selection.end,
  );
  if (exact === undefined) return { ...selected, ...near };
  const value = new Evaluator(reading).text(exact);
  const messages = [{ role: 'user' as const, text: value.text, range: selection }];
  return { ...selected, messages, placeholders: value.placeholders, ...near };
}

/** Model and effort of the nearest call, or the nearest string of the code that is written like a model id. */
function guessNear(
  { reading, prompts }: Read,
  offset: number,
): Pick<FoundPrompt, 'model' | 'effort'> {
  const call = nearest(
    prompts.filter((c) => c.model !== null),
    offset,
  );
  if (call !== null) return { model: call.model, effort: call.effort };
  let best: { id: string; away: number } | null = null;
  for (const string of reading.program.strings) {
    const id = plainString(string);
    const away = Math.abs(string.start - offset);
    if (id !== null && id.length < 100 && MODEL_ID.test(id) && (best === null || away < best.away))
      best = { id, away };
  }
  return { model: best?.id ?? null, effort: null };
}

/** Shortest string of one word that counts as a prompt; shorter ones are keys and names. */
const LEAST_WORD = 12;

/** The longest text in a stretch that stands in no call, such as a line: what a cursor in it would take. */
export function textIn(document: PromptDocument, { start, end }: TextRange): FoundPrompt | null {
  const found = read(document);
  if (found === null) return null;
  const { reading } = found;
  const language = documentLanguage(document);
  const inside = reading.program.strings
    .filter((s) => s.kind === 'string' && s.start <= end && start <= s.end)
    .flatMap((s) => stringAt(reading, Math.max(s.start, start), language) ?? []);
  const [longest] = inside.sort((a, b) => promptText(b).length - promptText(a).length);
  return longest === undefined ? null : { ...longest, ...guessNear(found, start) };
}

/** The string at an offset with everything it is concatenated with, null where there is none or it is only a name. */
function stringAt(
  reading: Reading,
  offset: number,
  language: DocumentLanguage,
): FoundPrompt | null {
  const around = reading.program.strings.filter((s) => s.start <= offset && offset <= s.end);
  const size = (v: Value): number => v.end - v.start;
  const inner = around
    .filter((s) => s.kind === 'string')
    .reduce<Value | null>((a, b) => (a === null || size(b) < size(a) ? b : a), null);
  if (inner === null || reading.program.lone.has(inner)) return null;
  const outer = around.reduce<Value>((a, s) => (holds(s, a) ? s : a), inner);
  const { text, placeholders } = new Evaluator(reading).text(outer);
  if (text.trim() === '' || (!/\s/.test(text.trim()) && text.length < LEAST_WORD)) return null;
  const range = { start: outer.start, end: outer.end };
  return { ...plain(text, range, 'string', language), placeholders };
}

/** Whether a sum has a value as one of its terms, or is a string put together over it. */
const holds = (outer: Value, value: Value): boolean =>
  outer !== value &&
  outer.start <= value.start &&
  value.end <= outer.end &&
  (outer.kind === 'string' || (outer.kind === 'sum' && outer.terms.includes(value)));

/** A chat as JSON: an array of messages at the top of the document; empty for anything else. */
function findChats(reading: Reading): readonly FoundPrompt[] {
  const messages = new MessageReader(new Evaluator(reading));
  return reading.program.roots.flatMap((root): readonly FoundPrompt[] => {
    if (root.kind !== 'list' || root.items.length === 0) return [];
    const chat = root.items.every((item) => {
      const role = item.kind === 'record' ? item.entries.find((e) => e.name === 'role') : undefined;
      return role !== undefined && roleOf(plainString(role.value) ?? '') !== null;
    });
    const { pieces } = chat ? messages.read(root) : { pieces: [] };
    if (pieces.length === 0) return [];
    return [
      {
        kind: 'messages',
        language: 'json',
        messages: pieces,
        placeholders: [],
        call: null,
        model: null,
        effort: null,
      },
    ];
  });
}
