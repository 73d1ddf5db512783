import * as vscode from 'vscode';
import type { AskedLines } from './whyLine';

/** A cursor that rests for so long is followed: each line on the way is none of the questions. */
const REST_MS = 400;

/** Tells the selected lines of an editor of a file when its cursor comes to rest in other ones. */
export class Follow implements vscode.Disposable {
  readonly #subscription: vscode.Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onLines: (lines: AskedLines) => void) {
    this.#subscription = vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      clearTimeout(this.#timer);
      const { document, selection } = textEditor;
      if (document.uri.scheme !== 'file') return;
      const [from, to] = selectedLines(selection);
      this.#timer = setTimeout(() => onLines({ document, from, to }), REST_MS);
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscription.dispose();
  }
}

/** First and last line of a selection, from 1. */
export function selectedLines(selection: vscode.Selection): readonly [number, number] {
  const { start, end } = selection;
  // A selection of whole lines ends before the first character of the next one.
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return [start.line + 1, last + 1];
}
