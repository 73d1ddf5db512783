import { URI, Utils } from 'vscode-uri';

/** VS Code's own code of URIs, with the one function that it keeps elsewhere. */
export const Uri = Object.assign(URI, { joinPath: Utils.joinPath });

export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

export class Range {
  readonly start: Position;
  readonly end: Position;

  constructor(startLine: number, startCharacter: number, endLine: number, endCharacter: number);
  constructor(start: Position, end: Position);
  constructor(...[a, b, c, d]: [number, number, number, number] | [Position, Position]) {
    this.start = typeof a === 'number' ? new Position(a, b as number) : a;
    this.end = typeof a === 'number' ? new Position(c!, d!) : (b as Position);
  }

  get isEmpty(): boolean {
    return this.start.line === this.end.line && this.start.character === this.end.character;
  }
}

export class Selection extends Range {}

export class Disposable {
  static from(...all: readonly { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const one of all) one.dispose();
    });
  }

  #end: (() => unknown) | null;

  constructor(end: () => unknown) {
    this.#end = end;
  }

  dispose(): void {
    this.#end?.();
    this.#end = null;
  }
}

export class EventEmitter<T> {
  readonly #listeners = new Set<(value: T) => unknown>();
  readonly event = (listener: (value: T) => unknown): Disposable => {
    this.#listeners.add(listener);
    return new Disposable(() => this.#listeners.delete(listener));
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

export class CancellationTokenSource {
  readonly #cancelled = new EventEmitter<void>();
  readonly token = {
    isCancellationRequested: false,
    onCancellationRequested: this.#cancelled.event,
  };

  cancel(): void {
    this.token.isCancellationRequested = true;
    this.#cancelled.fire();
  }

  dispose(): void {
    this.#cancelled.dispose();
  }
}

export class RelativePattern {
  constructor(
    readonly base: unknown,
    readonly pattern: string,
  ) {}
}

export class ThemeIcon {
  constructor(readonly id: string) {}
}

export class TreeItem {
  constructor(
    readonly label: string,
    readonly collapsibleState = 0,
  ) {}
}

export class Diagnostic {
  constructor(
    readonly range: Range,
    readonly message: string,
    readonly severity: number,
  ) {}
}

export class TabInputText {
  constructor(readonly uri: URI) {}
}

export class TabInputCustom {
  constructor(
    readonly uri: URI,
    readonly viewType: string,
  ) {}
}

/** Edits by document, as a refactoring hands them over. */
export class WorkspaceEdit {
  readonly edits: { readonly uri: URI; readonly range: Range; readonly text: string }[] = [];

  replace(uri: URI, range: Range, text: string): void {
    this.edits.push({ uri, range, text });
  }
}

export class FileSystemError extends Error {
  static FileNotFound(what: unknown): FileSystemError {
    return new FileSystemError('FileNotFound', String(what));
  }

  static NoPermissions(what: unknown): FileSystemError {
    return new FileSystemError('NoPermissions', String(what));
  }

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 };

export class CodeLens {
  constructor(readonly range: Range) {}
}
