import * as vscode from 'vscode';
import { promptText, type FoundPrompt } from '../../core/prompt/model';
import type { Engine } from './engine';
import {
  describePart,
  promptDocument,
  promptsIn,
  wholeOf,
  type PromptSource,
} from './promptSource';
import { ask } from './ask';

interface PromptItem extends vscode.QuickPickItem {
  readonly found: FoundPrompt;
}

/** Lets the user take another prompt of the same document: any call, the selection of now, the whole file. */
export async function pickPrompt(
  engine: Engine,
  source: PromptSource,
): Promise<PromptSource | undefined> {
  if (source.uri === null) return undefined;
  const document = await vscode.workspace.openTextDocument(source.uri);
  const input = promptDocument(document);
  const [prompts, all] = await Promise.all([promptsIn(engine, input), wholeOf(engine, input)]);
  const editor = vscode.window.visibleTextEditors.find(
    (e) => e.document === document && !e.selection.isEmpty,
  );
  const selected = editor === undefined ? [] : selection(editor);
  const found = [...selected, ...prompts, ...(all === null ? [] : [all])];
  const items = found.map((prompt): PromptItem => {
    const text = promptText(prompt).replace(/\s+/g, ' ').trim();
    return {
      label: describePart(prompt, document),
      description: prompt.model ?? '',
      detail: text.length > 120 ? `${text.slice(0, 120)}…` : text,
      found: prompt,
    };
  });
  const picked = await ask(() =>
    vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Which prompt of {0}?', source.name),
      placeHolder: vscode.l10n.t('Or select text in the editor and choose again'),
      matchOnDetail: true,
    }),
  );
  if (picked === undefined) return undefined;
  const { found: prompt } = picked;
  const text = prompt.messages[0]?.range ?? { start: 0, end: 0 };
  // Two calls can share a text: the place of the call tells them apart.
  const { start } = prompt.call?.range ?? text;
  const at = prompt.kind === 'selection' ? text : { start, end: start };
  return { ...source, found: prompt, text: input.text, at };
}

function selection(editor: vscode.TextEditor): readonly FoundPrompt[] {
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
