import * as vscode from 'vscode';

/** Milliseconds between two writes of a growing file. */
const FLUSH_MS = 400;

/**
 * A capture file that grows while the run streams. The file system of the editor knows no appending, so the whole file is written again,
 * at most a few times a second.
 */
export class CaptureFile {
  private readonly lines: string[] = [];
  private written = 0;
  private writing: Promise<void> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private failure: Error | null = null;

  constructor(readonly uri: vscode.Uri) {}

  /** Everything so far, in the file or not. */
  get text(): string {
    return `${this.lines.join('\n')}\n`;
  }

  write(line: string): void {
    this.lines.push(line);
    this.timer ??= setTimeout(() => {
      this.timer = null;
      void this.flush();
    }, FLUSH_MS);
  }

  /** Resolves when a write of everything so far was tried; what could not be written is tried again with the next. */
  flush(): Promise<void> {
    this.writing = this.writing.then(async () => {
      const count = this.lines.length;
      if (this.written === count) return;
      try {
        await vscode.workspace.fs.writeFile(this.uri, new TextEncoder().encode(this.text));
        this.written = count;
        this.failure = null;
      } catch (error) {
        this.failure = error instanceof Error ? error : new Error(String(error));
      }
    });
    return this.writing;
  }

  /** Writes the rest; gives the reason when the file does not hold everything. */
  async close(): Promise<Error | null> {
    if (this.timer !== null) clearTimeout(this.timer);
    await this.flush();
    return this.failure;
  }
}

/** A new file name in the extension's own storage: date, time and model, and four digits that keep two windows apart. */
export function captureUri(storage: vscode.Uri, model: string, now: Date): vscode.Uri {
  const stamp = now.toISOString().slice(0, 19).replace(/[:T]/g, '-');
  const name = model.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 60);
  const own = crypto.randomUUID().slice(0, 4);
  return vscode.Uri.joinPath(storage, 'runs', `${stamp}-${name}-${own}.capture.jsonl`);
}

/** A run that was paid for and could not be saved: its trace as a document that the user can save elsewhere. */
export async function showUnsaved(file: CaptureFile, failure: Error): Promise<void> {
  const document = await vscode.workspace.openTextDocument({
    language: 'jsonl',
    content: file.text,
  });
  await vscode.window.showTextDocument(document, { preview: false });
  void vscode.window.showErrorMessage(
    vscode.l10n.t(
      'The run could not be saved ({0}). Its trace is in an unsaved document: save it in another place.',
      failure.message,
    ),
  );
}
