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

  constructor(
    readonly uri: vscode.Uri,
    private readonly onError: (error: unknown) => void,
  ) {}

  write(line: string): void {
    this.lines.push(line);
    this.timer ??= setTimeout(() => {
      this.timer = null;
      void this.flush();
    }, FLUSH_MS);
  }

  /** Resolves when everything so far is in the file. */
  flush(): Promise<void> {
    this.writing = this.writing.then(async () => {
      if (this.written === this.lines.length) return;
      this.written = this.lines.length;
      const bytes = new TextEncoder().encode(`${this.lines.join('\n')}\n`);
      try {
        await vscode.workspace.fs.writeFile(this.uri, bytes);
      } catch (error) {
        this.onError(error);
      }
    });
    return this.writing;
  }

  async close(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    await this.flush();
  }
}

/** A new file name in the extension's own storage: date, time and model. */
export function captureUri(storage: vscode.Uri, model: string, now: Date): vscode.Uri {
  const stamp = now.toISOString().slice(0, 19).replace(/[:T]/g, '-');
  const name = model.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 60);
  return vscode.Uri.joinPath(storage, 'runs', `${stamp}-${name}.capture.jsonl`);
}
