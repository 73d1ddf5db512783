import * as vscode from 'vscode';
import type { JournalLine } from '../../core/trial/journalModel';
import {
  journalBook,
  journalText,
  type Journal,
  type JournalBook,
} from '../../core/trial/run/journal';

/**
 * The journal beside a trial. The file system of the editor knows no appending: the whole file is written to another name
 * and put in the place of the old one, so that a crash leaves one of the two, never half of one. Lines that come while it
 * is written go together with the next writing.
 */
export class JournalFile {
  private text = '';
  private book: JournalBook = journalBook('');
  private writing: Promise<void> | null = null;
  private next: Promise<void> | null = null;

  constructor(readonly uri: vscode.Uri) {}

  /** Reads what is there; a journal that is not there yet is empty. Rejects where it cannot be read. */
  async load(): Promise<Journal> {
    try {
      this.text = new TextDecoder().decode(await vscode.workspace.fs.readFile(this.uri));
    } catch (error) {
      if (!(error instanceof vscode.FileSystemError) || error.code !== 'FileNotFound') throw error;
      this.text = '';
    }
    // A line that a crash has cut is closed, so that the next one stands for itself.
    if (this.text !== '' && !this.text.endsWith('\n')) this.text += '\n';
    this.book = journalBook(this.text);
    return this.journal;
  }

  /** What it says by now. */
  get journal(): Journal {
    return this.book.journal;
  }

  /** Resolves when the line is on the disk. */
  append(line: JournalLine): Promise<void> {
    this.text += journalText(line);
    this.book.add(line);
    if (this.writing === null) return this.write();
    this.next ??= this.writing.then(
      () => this.write(),
      () => this.write(),
    );
    return this.next;
  }

  private write(): Promise<void> {
    this.next = null;
    const writing = this.replace(this.text).finally(() => {
      if (this.writing === writing) this.writing = null;
    });
    this.writing = writing;
    return writing;
  }

  private async replace(text: string): Promise<void> {
    const fresh = this.uri.with({ path: `${this.uri.path}.new` });
    await vscode.workspace.fs.writeFile(fresh, new TextEncoder().encode(text));
    await vscode.workspace.fs.rename(fresh, this.uri, { overwrite: true });
  }
}
