import * as vscode from 'vscode';
import { mayHoldTraces } from '../../../core/trace/files';
import type { Services } from '../../shared/services';
import { contexts } from '../commands';
import type { TraceReader } from '../reading/traceReader';
import { baseName } from '../../shared/uris';

/** How much of a document is looked at. */
const HEAD_CHARS = 65_536;
const HEAD_LINES = 2_000;
/** Switching through editors is not looking at them. */
const SETTLE_MS = 300;
const REMEMBERED = 100;

/**
 * Keeps the context key that shows "Open as Reasoning Trace" in the title of text editors: only for documents whose
 * head looks like a saved trace. One look a document, a moment after it became active.
 */
export class SniffContext implements vscode.Disposable {
  readonly #known = new Map<string, boolean>();
  readonly #subscriptions: readonly vscode.Disposable[];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly services: Services,
    private readonly reader: TraceReader,
  ) {
    this.#subscriptions = [
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#schedule(editor)),
      vscode.workspace.onDidSaveTextDocument((document) => {
        this.#known.delete(document.uri.toString());
        this.#schedule(vscode.window.activeTextEditor);
      }),
    ];
    this.#schedule(vscode.window.activeTextEditor);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #schedule(editor: vscode.TextEditor | undefined): void {
    clearTimeout(this.#timer);
    const document = editor?.document;
    if (document === undefined || !mayHold(document)) {
      this.#set(false);
      return;
    }
    const known = this.#known.get(document.uri.toString());
    this.#set(known ?? false);
    if (known === undefined) this.#timer = setTimeout(() => void this.#look(document), SETTLE_MS);
  }

  async #look(document: vscode.TextDocument): Promise<void> {
    if (document.isClosed) return;
    const head = document.getText(new vscode.Range(0, 0, HEAD_LINES, 0)).slice(0, HEAD_CHARS);
    let found: boolean;
    try {
      found = (await this.reader.sniffText(document.uri, head)) !== null;
    } catch (error) {
      this.services.log.debug(`${document.uri.toString()}: ${String(error)}`);
      return;
    }
    this.#known.set(document.uri.toString(), found);
    if (this.#known.size > REMEMBERED) this.#known.delete(this.#known.keys().next().value!);
    if (vscode.window.activeTextEditor?.document === document) this.#set(found);
  }

  #set(value: boolean): void {
    void vscode.commands.executeCommand('setContext', contexts.looksLikeTrace, value);
  }
}

/** A document without a file has no ending: it may be what was pasted from an API. */
function mayHold({ uri, isUntitled }: vscode.TextDocument): boolean {
  return isUntitled || mayHoldTraces(baseName(uri));
}
