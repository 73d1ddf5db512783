import * as vscode from 'vscode';
import { Reader, type ReaderHost } from './reader';

/** Id of the reader's view in the side bar. */
export const READER_VIEW = 'lrmLens.reader';

/** The reader below the tree. Its place survives closing the view, because the host keeps it. */
export class ReaderView implements vscode.WebviewViewProvider {
  readonly reader: Reader;
  #view: vscode.WebviewView | null = null;

  constructor(host: ReaderHost) {
    const id = host.memory.last ?? 'what-is-an-lrm';
    this.reader = new Reader('side', host, { kind: 'concept', id });
  }

  register(): vscode.Disposable {
    return vscode.window.registerWebviewViewProvider(READER_VIEW, this);
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    view.onDidDispose(() => {
      this.#view = null;
    });
    this.reader.attach(view.webview, view.onDidDispose);
  }

  /** Whether the view is on screen. */
  get visible(): boolean {
    return this.#view?.visible ?? false;
  }

  /** Brings the view to the front; with the keyboard only when asked. */
  async show(focus: boolean): Promise<void> {
    if (this.#view === null || focus) {
      await vscode.commands.executeCommand(`${READER_VIEW}.focus`, { preserveFocus: !focus });
    } else {
      this.#view.show(true);
    }
  }
}
