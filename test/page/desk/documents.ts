import { readFileSync, writeFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { URI } from 'vscode-uri';
import { Position, Selection, type Range } from './values';

const languages: Readonly<Record<string, string>> = {
  ...{ '.py': 'python', '.ts': 'typescript', '.js': 'javascript', '.json': 'json' },
  ...{ '.jsonl': 'jsonl', '.md': 'markdown' },
};

/** A text document of the workspace, read from its file. */
export class TextDocument {
  readonly isUntitled = false;
  readonly isClosed = false;
  readonly languageId: string;
  version = 1;
  isDirty = false;
  #text: string;

  /** `text` where it comes from a provider, not from a file. */
  constructor(
    readonly uri: URI,
    text?: string,
  ) {
    const name = basename(uri.path);
    const language = languages[extname(name)] ?? 'plaintext';
    this.languageId = name.endsWith('.prompt.md') ? 'prompt' : language;
    this.#text = text ?? readFileSync(uri.fsPath, 'utf8');
  }

  getText(range?: Range): string {
    if (range === undefined) return this.#text;
    return this.#text.slice(this.offsetAt(range.start), this.offsetAt(range.end));
  }

  /** Puts another text in the place of this one. */
  set(text: string): void {
    this.#text = text;
    this.version++;
    this.isDirty = true;
  }

  async save(): Promise<boolean> {
    writeFileSync(this.uri.fsPath, this.#text);
    this.isDirty = false;
    return true;
  }

  positionAt(offset: number): Position {
    const before = this.#text.slice(0, offset);
    const start = before.lastIndexOf('\n') + 1;
    return new Position(before.split('\n').length - 1, before.length - start);
  }

  offsetAt({ line, character }: Position): number {
    const lines = this.#text.split('\n');
    const before = lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0);
    return Math.min(before + Math.min(character, lines[line]?.length ?? 0), this.#text.length);
  }
}

/** A document on show, with the cursor at its start unless told. */
export class TextEditor {
  selection: Selection;

  constructor(
    readonly document: TextDocument,
    selection?: Range,
  ) {
    const start = new Position(0, 0);
    this.selection = new Selection(selection?.start ?? start, selection?.end ?? start);
  }
}
