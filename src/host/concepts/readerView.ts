import * as vscode from 'vscode';
import { Reader, type ReaderHost } from './reader';

/** Id of the reader's view in the side bar. */
export const READER_VIEW = 'lrmLens.reader';

/**
 * The page in the side bar, in the place of the tree: only one of the two is there, by the context `lrmLens.reading`. Its
 * place survives closing the view, because the host keeps it.
 */
export class ReaderView implements vscode.WebviewViewProvider {
  readonly reader: Reader;
  #view: vscode.WebviewView | null = null;
  #text = '';

  constructor(host: ReaderHost) {
    const id = host.memory.last ?? 'what-is-an-lrm';
    this.reader = new Reader('side', host, { kind: 'concept', id });
  }

  register(): vscode.Disposable {
    return vscode.window.registerWebviewViewProvider(READER_VIEW, this);
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    view.description = this.#text;
    view.onDidDispose(() => {
      this.#view = null;
    });
    this.reader.attach(view.webview, view.onDidDispose);
  }

  /** Whether the view is on screen. */
  get visible(): boolean {
    return this.#view?.visible ?? false;
  }

  /** Gives the place of the tree to the page; with the keyboard only when asked. */
  async show(focus: boolean): Promise<void> {
    await setReading(true);
    if (this.#view === null || focus) {
      await vscode.commands.executeCommand(`${READER_VIEW}.focus`, { preserveFocus: !focus });
    } else {
      this.#view.show(true);
    }
  }

  /** Gives the place back to the tree. */
  async hide(): Promise<void> {
    await setReading(false);
  }

  /** Says in the header where the page stands: "DeepSeek case study, 2 / 5". */
  describe(text: string): void {
    this.#text = text;
    if (this.#view !== null) this.#view.description = text;
  }
}

function setReading(reading: boolean): Thenable<unknown> {
  return vscode.commands.executeCommand('setContext', 'lrmLens.reading', reading);
}
