import * as vscode from 'vscode';
import type { PromptDocument } from '../../core/prompt/find';
import { promptText, type FoundPrompt } from '../../core/prompt/model';
import { lineAndColumn, placeOf } from '../../core/prompt/place';
import type { Engine } from './engine';
import {
  activePlace,
  describePart,
  displayName,
  promptDocument,
  promptIn,
  promptsIn,
  whyNoneIn,
  wholeOf,
  type DocumentPlace,
  type PromptSource,
} from './promptSource';
import { ask } from './ask';

interface PromptItem extends vscode.QuickPickItem {
  readonly found: FoundPrompt;
}

/** A place that a lens or another feature hands over. */
interface LinePlace {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/** Where a command is to look: at a place or in a file that was handed over, else where the cursor is. */
async function placeFor(target: unknown): Promise<DocumentPlace | undefined> {
  const active = activePlace();
  if (target instanceof vscode.Uri) {
    // A menu of the editor hands over its file: the cursor in it tells which prompt is meant.
    if (active?.document.uri.toString() === target.toString()) return active;
    const document = await vscode.workspace.openTextDocument(target);
    return { document, selection: new vscode.Range(0, 0, 0, 0) };
  }
  if (typeof target === 'object' && target !== null && 'line' in target) {
    const { uri, line, character } = target as LinePlace;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    return { document, selection: new vscode.Range(line, character, line, character) };
  }
  return active;
}

/**
 * The prompt that a command is for: the one at the cursor, else the only one, else the one of several that the user picks.
 * Null when none is picked, and when there is none, which is told with the reason.
 */
export async function promptFor(engine: Engine, target: unknown): Promise<PromptSource | null> {
  const place = await placeFor(target);
  if (place === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'There is no prompt here. Select its text, or put the cursor into a prompt file, a string or a call to a model.',
      ),
    );
    return null;
  }
  const { document, selection } = place;
  const here = await promptIn(engine, document, selection);
  if (here !== null) return here;
  const input = promptDocument(document);
  return pickOf(engine, document, input, await promptsIn(engine, document, input));
}

/** Lets the user take another prompt of a document: any call, the selection of now, the whole file. */
export async function pickPrompt(engine: Engine, uri: vscode.Uri): Promise<PromptSource | null> {
  const document = await vscode.workspace.openTextDocument(uri);
  const input = promptDocument(document);
  const [prompts, all] = await Promise.all([
    promptsIn(engine, document, input),
    wholeOf(engine, input),
  ]);
  const editor = vscode.window.visibleTextEditors.find(
    (e) => e.document === document && !e.selection.isEmpty,
  );
  const selected = editor === undefined ? [] : selectionOf(editor);
  const found = [...selected, ...prompts, ...(all === null ? [] : [all])];
  return pickOf(engine, document, input, found);
}

/** Lets the user pick one of the prompts of a document; says why there are none. */
async function pickOf(
  engine: Engine,
  document: vscode.TextDocument,
  input: PromptDocument,
  prompts: readonly FoundPrompt[],
): Promise<PromptSource | null> {
  const name = displayName(document);
  if (prompts.length === 0) {
    void vscode.window.showWarningMessage(`${name}: ${await whyNoneIn(engine, input)}`);
    return null;
  }
  const picked = await ask(() =>
    vscode.window.showQuickPick(
      prompts.map((prompt) => itemOf(prompt, document)),
      {
        title: vscode.l10n.t('Which prompt of {0}?', name),
        placeHolder: vscode.l10n.t('Or select text in the editor and choose again'),
        matchOnDetail: true,
      },
    ),
  );
  if (picked === undefined) return null;
  const { found } = picked;
  const text = found.messages[0]?.range ?? { start: 0, end: 0 };
  // Two calls can share a text: the place of the call tells them apart.
  const { start } = found.call?.range ?? text;
  const at = found.kind === 'selection' ? text : { start, end: start };
  return { found, text: input.text, uri: document.uri, at, name };
}

/** A prompt in the list: its line and what sends it, the model, and its first words. */
function itemOf(prompt: FoundPrompt, document: vscode.TextDocument): PromptItem {
  const callee = prompt.call?.callee?.replace(/\s+/g, ' ').slice(-80);
  const part = describePart(prompt, document);
  const hasLine = callee !== undefined || prompt.kind === 'request' || prompt.kind === 'messages';
  const { line } = lineAndColumn(document.getText(), placeOf(prompt));
  const text = promptText(prompt).replace(/\s+/g, ' ').trim();
  return {
    label: hasLine ? vscode.l10n.t('line {0}: {1}', line, callee ?? part) : part,
    description: prompt.model ?? '',
    detail: text.length > 120 ? `${text.slice(0, 120)}…` : text,
    found: prompt,
  };
}

function selectionOf(editor: vscode.TextEditor): readonly FoundPrompt[] {
  const { document } = editor;
  const text = document.getText(editor.selection);
  if (text.trim() === '') return [];
  const range = {
    start: document.offsetAt(editor.selection.start),
    end: document.offsetAt(editor.selection.end),
  };
  return [
    {
      kind: 'selection',
      language: 'text',
      messages: [{ role: 'user', text, range }],
      placeholders: [],
      call: null,
      model: null,
      effort: null,
    },
  ];
}
