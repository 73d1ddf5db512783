import * as vscode from 'vscode';
import type { PromptDocument } from '../../core/prompt/find';
import { noteSentence } from '../../core/prompt/notes';
import type { FoundPrompt, TextRange } from '../../core/prompt/model';
import { anchorOf } from '../../core/prompt/place';
import type { Subject } from '../../protocol/estimateData';
import type { Engine } from './engine';
import { hostVoice } from './voice';
import { importedFiles } from './promptImports';
import { rangeIn } from './rangeIn';

/** A prompt and where it stands; enough to find it again after a reload. */
export interface PromptSource {
  readonly found: FoundPrompt;
  /** All of the document as it was then: what was found stands at its places in this text only. */
  readonly text: string;
  /** The document it stands in; null for a prompt that was handed over (a saved trace's). */
  readonly uri: vscode.Uri | null;
  /** The cursor or selection it was found with. */
  readonly at: TextRange;
  readonly name: string;
}

/** A cursor or selection in a document. */
export interface DocumentPlace {
  readonly document: vscode.TextDocument;
  readonly selection: vscode.Range;
}

/** Scheme of the documents of a notebook's cells. */
const CELL = 'vscode-notebook-cell';

export function promptDocument(document: vscode.TextDocument): PromptDocument {
  const { path, scheme } = document.uri;
  return {
    text: document.getText(),
    languageId: document.languageId,
    // The path of a cell is that of its notebook, which is another document.
    fileName: scheme === CELL ? '' : path.slice(path.lastIndexOf('/') + 1),
  };
}

export function displayName(document: vscode.TextDocument): string {
  const { path, scheme } = document.uri;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (scheme !== CELL) return name;
  return vscode.l10n.t('{0}, cell', name);
}

/**
 * How long the engine may be silent over a document before it is stopped, in milliseconds: what a grammar makes of hostile
 * text is bounded here, not in the extension host's time.
 */
const FIND_MS = 10_000;

/** The prompts of a document, found in the engine. Rejects when it took too long. */
export async function promptsIn(
  engine: Engine,
  document: vscode.TextDocument,
  input: PromptDocument,
): Promise<readonly FoundPrompt[]> {
  const files = await importedFiles(engine, document, input);
  return engine.call('findPrompts', { document: input, files }, { silenceMs: FIND_MS });
}

/** Why a document has no prompt, in the display language. */
export async function whyNoneIn(engine: Engine, document: PromptDocument): Promise<string> {
  return hostVoice().words(await engine.call('whyNone', { document }, { silenceMs: FIND_MS }));
}

/** All of a document as one prompt; null when it is empty. */
export function wholeOf(engine: Engine, document: PromptDocument): Promise<FoundPrompt | null> {
  return engine.call('findPrompt', { document, at: 'document' }, { silenceMs: FIND_MS });
}

/** Finds the prompt in a document at a selection; null when there is none, or several elsewhere. */
export async function promptIn(
  engine: Engine,
  document: vscode.TextDocument,
  selection: vscode.Range,
): Promise<PromptSource | null> {
  const at = { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) };
  const input = promptDocument(document);
  const files = await importedFiles(engine, document, input);
  const asked = { document: input, at, files };
  const found = await engine.call('findPrompt', asked, { silenceMs: FIND_MS });
  if (found === null) return null;
  return {
    found,
    text: input.text,
    uri: document.uri,
    // The only prompt of a file stands elsewhere than the cursor, and need not stay the only one.
    at: anchorOf(found, at),
    name: displayName(document),
  };
}

/** The prompt of an edited document, by the cursor or selection as that stands now; null when there is none. */
export async function promptAgain(
  engine: Engine,
  source: PromptSource,
  document: vscode.TextDocument,
  at: TextRange,
): Promise<PromptSource | null> {
  // A cursor in code finds a call: all of the file was chosen by hand.
  if (source.found.kind !== 'document') return promptIn(engine, document, rangeIn(document, at));
  const input = promptDocument(document);
  const found = await wholeOf(engine, input);
  return found === null ? null : { ...source, found, text: input.text, at };
}

/** The document and selection of the active editor (a notebook's active cell is its own document). */
export function activePlace(): DocumentPlace | undefined {
  return vscode.window.activeTextEditor ?? activeCell();
}

/** The prompt under the cursor of the active editor. */
export async function activePrompt(engine: Engine): Promise<PromptSource | null> {
  const place = activePlace();
  return place === undefined ? null : promptIn(engine, place.document, place.selection);
}

/** The selected cell when the notebook, not a cell's text, has the focus. */
function activeCell(): DocumentPlace | undefined {
  const notebook = vscode.window.activeNotebookEditor;
  const [range] = notebook?.selections ?? [];
  if (notebook === undefined || range === undefined || notebook.notebook.cellCount === 0)
    return undefined;
  const { document } = notebook.notebook.cellAt(range.start);
  return { document, selection: new vscode.Selection(0, 0, 0, 0) };
}

const lineOf = (document: vscode.TextDocument, offset: number): number =>
  document.positionAt(offset).line + 1;

/** What was taken, in words: "whole file", "selection, lines 3 to 9", "call in line 14". */
export function describePart(found: FoundPrompt, document: vscode.TextDocument | null): string {
  const first = found.messages[0]?.range ?? null;
  const last = found.messages.at(-1)?.range ?? null;
  switch (found.kind) {
    case 'selection': {
      if (document === null || first === null || last === null) return vscode.l10n.t('selection');
      const [from, to] = [lineOf(document, first.start), lineOf(document, last.end)];
      return from === to
        ? vscode.l10n.t('selection in line {0}', from)
        : vscode.l10n.t('selection, lines {0} to {1}', from, to);
    }
    case 'document':
    case 'promptFile':
      return vscode.l10n.t('whole file');
    case 'messages':
      return vscode.l10n.t('chat of {0} messages', found.messages.length);
    case 'request':
      return vscode.l10n.t('request body, {0} messages', found.messages.length);
    case 'call':
      return document === null || found.call === null
        ? vscode.l10n.t('call')
        : vscode.l10n.t('call in line {0}', lineOf(document, found.call.range.start));
    case 'string':
      return document === null || first === null
        ? vscode.l10n.t('string')
        : vscode.l10n.t('string in line {0}', lineOf(document, first.start));
    case 'trace':
      return vscode.l10n.t('prompt of a saved trace');
  }
}

export function subjectOf(
  source: PromptSource,
  document: vscode.TextDocument | null,
  changed: boolean,
): Subject {
  return {
    name: source.name,
    part: describePart(source.found, document),
    canOpen: source.uri !== null,
    placeholders: source.found.placeholders.slice(0, 12),
    notes: (source.found.notes ?? []).map((note) => hostVoice().words(noteSentence(note))),
    changed,
  };
}
