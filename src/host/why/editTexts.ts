import * as vscode from 'vscode';
import { textHash } from '../../core/text/hash';
import type { ToldEdit } from '../../core/why/model';
import type { EditStory } from '../../core/why/story';

const SCHEME = 'lrm-lens-edit';
/** Texts that are kept for tabs that are open. */
const KEPT = 40;

/** The old and the new text of recorded edits, and commits, as documents that can only be read. */
export class EditTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registered = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  dispose(): void {
    this.#registered.dispose();
  }

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.#texts.get(uri.toString());
  }

  async showDiff({ log, edit }: ToldEdit, story: EditStory | null): Promise<void> {
    if (story === null) return;
    const name = edit.path.slice(edit.path.lastIndexOf('/') + 1);
    const key = `${log.file} ${edit.trace} ${edit.segment} ${edit.nth}`;
    const [before, after] = [
      this.#put(name, `${key} old`, story.old ?? ''),
      this.#put(name, `${key} new`, story.new),
    ];
    const title = vscode.l10n.t('{0}: a recorded edit', name);
    await vscode.commands.executeCommand('vscode.diff', before, after, title);
  }

  /** Opens a commit beside the code. */
  async showCommit(id: string, text: string): Promise<void> {
    const uri = this.#put(`${id.slice(0, 10)}.diff`, `commit ${id}`, text);
    await vscode.window.showTextDocument(uri, { preview: true, viewColumn: vscode.ViewColumn.One });
  }

  /** A text that can only be read; another text is another document. */
  put(name: string, text: string): vscode.Uri {
    return this.#put(name, textHash(text), text);
  }

  #put(name: string, query: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}`, query });
    this.#texts.set(uri.toString(), text);
    if (this.#texts.size > KEPT) this.#texts.delete(this.#texts.keys().next().value!);
    return uri;
  }
}
